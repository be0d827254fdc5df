import { expect, it } from '@jest/globals'
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
    ' | made by line 6, RUN make all, stage build, was RUN make | ',
    ' | after gcc:14, was gcc:13 | ',
    ' | after ARG DEBUG=1, which is new | ',
    ' | and 1 more change before it | ',
  ])
})

it('names the image that was copied from, and nothing for what is gone', () => {
  const cause = { kind: 'image', line: null, stage: null, text: 'busybox:1.37', was: null, inputs: [] } as const
  expect(told(instruction(2, 'COPY --from=busybox:1.37 /a /a', 9, null, { cause }))[1]).toBe(
    ' | from the image busybox:1.37 | ',
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
