import { describe, expect, it } from '@jest/globals'
import type { InstructionChange } from '../../src/explain/instructions.js'
import { instructionRows } from '../../src/report/instruction-rows.js'
import { plain } from '../../src/report/phrase.js'
import { image, instruction, report } from './samples.js'

function told(one: InstructionChange): readonly string[] {
  const rows = instructionRows(report(), image(), one, ['+5 kB'], '5,000 B')
  return rows.map((cells) => cells.map((cell) => plain(cell)).join(' | '))
}

it('names what made the files that are copied, and what changed before it', () => {
  const cause = {
    kind: 'instruction',
    line: 6,
    stage: 'build',
    text: 'RUN make all',
    was: 'RUN make',
    inputs: [
      { text: 'gcc:14', was: 'gcc:13' },
      { text: 'ARG DEBUG=1', was: null },
      { text: null, was: 'RUN strip' },
    ],
  } as const
  expect(told(instruction(9, 'COPY --from=build /out /app', 9, 4, { cause }))).toEqual([
    'line 9 | COPY --from=build /out /app | +5 kB',
    'line 6 | made in build by RUN make all | ',
    ' | was RUN make | ',
    ' | before it: gcc:14, was gcc:13 | ',
    ' | before it: ARG DEBUG=1, new | ',
    ' | before it: 1 more change | ',
  ])
})

it('says of what the files were made with that only its heredoc is another', () => {
  const text = 'RUN <<EOF'
  const make = { kind: 'instruction', line: 6, stage: 'build', text: 'RUN make', was: null } as const
  const cause = { ...make, inputs: [{ text, was: text }] }
  expect(told(instruction(9, 'COPY --from=build /out /app', 9, 4, { cause })).at(-1)).toBe(
    ' | before it: RUN <<EOF, with another heredoc | ',
  )
})

it('names the image that was copied from where the instruction does not, and nothing for what is gone', () => {
  const cause = { kind: 'image', line: null, stage: null, text: 'busybox:1.37', was: null, inputs: [] } as const
  expect(told(instruction(2, 'COPY --from=tools /a /a', 9, null, { cause }))).toEqual([
    'line 2 | COPY --from=tools /a /a | +5 kB',
    ' | from the image busybox:1.37 | ',
  ])
  expect(told(instruction(2, 'COPY --from=busybox:1.37 /a /a', 9, null, { cause }))).toHaveLength(1)
  expect(told(instruction(2, 'COPY --from=busybox /a /a', 9, 4, { cause: { ...cause, was: 'busybox:1.36' } }))).toEqual(
    ['line 2 | COPY --from=busybox /a /a | +5 kB', ' | from the image busybox:1.37 | ', ' | was busybox:1.36 | '],
  )
  expect(told(instruction(2, 'COPY --from=busybox:1.37 /a /a', null, 9, { cause }))).toEqual([
    'was line 2 | gone: COPY --from=busybox:1.37 /a /a | +5 kB',
  ])
})

it('tells the parts of what was split or joined, with one figure', () => {
  const at = (line: number, text: string, head: number | null, base: number | null) => ({
    line,
    stage: 'final',
    text,
    head,
    base,
  })
  const [one, two, both] = ['RUN one', 'RUN two', 'RUN one && two']
  const split = [at(3, one, 5, null), at(4, two, 6, null), at(3, both, null, 6)]
  expect(told(instruction(3, `${one}\n${two}`, 11, 6, { was: both, parts: split }))).toEqual([
    'line 3 | RUN one | +5 kB',
    'line 4 | and RUN two | ',
    'was line 3 | split from RUN one && two | ',
  ])
  const joined = [at(3, both, 11, null), at(3, one, null, 4), at(4, two, null, 2)]
  expect(told(instruction(3, both, 11, 6, { was: `${one}\n${two}`, parts: joined }))).toEqual([
    'line 3 | RUN one && two | +5 kB',
    'was line 3 | joined from RUN one | ',
    'was line 4 | and RUN two | ',
  ])
})

describe('drift', () => {
  const from = (digest: string): string => `debian:12@sha256:${digest}, tools:latest@sha256:${digest}`
  const drift = { size: 10, download: null, from: from('1'), to: from('2') }
  const image12 = (text: string, was: string | null = null) =>
    ({ kind: 'image', line: null, stage: null, text, was, inputs: [] }) as const
  const base = instruction(1, 'debian:12', 9, 4, { origin: 'base' })
  const copy = instruction(2, 'COPY --from=tools /a /a', 9, 4, { cause: image12('tools:latest') })

  function marked(...instructions: readonly InstructionChange[]): readonly boolean[] {
    const row = image({ drift, instructions })
    return instructions.map((one) =>
      plain(instructionRows(report(), row, one, ['+5 kB'], '5,000 B')[0]?.[1] ?? []).startsWith('drift: '),
    )
  }

  it('is marked where the image moved that both sides name in the same words', () => {
    expect(marked(base, copy)).toEqual([true, true])
  })

  it.each([
    ['the author named another base', { ...base, was: 'debian:11' }],
    ['the base is new', { ...base, base: null }],
    ['the base did not move', { ...base, text: 'alpine:3' }],
    ['the author copies something else', { ...copy, was: 'COPY --from=tools /b /a' }],
    ['the author added a copy', { ...copy, base: null }],
    ['a variable names the image', { ...copy, text: 'COPY --from=$TOOLS /a /a' }],
    ['it was copied from a stage', { ...copy, text: 'COPY --from=debian:12 /a /a' }],
    ['the image was another one', { ...copy, cause: image12('tools:latest', 'tools:1') }],
    ['an instruction ran on what moved', instruction(3, 'RUN apt-get install -y curl', 9, 4)],
  ])('is not where %s', (_, one) => {
    expect(marked(one)).toEqual([false])
  })

  it('is not where one side has the same words more often', () => {
    expect(marked(copy, { ...copy, line: 3, base: null })).toEqual([false, false])
  })
})
