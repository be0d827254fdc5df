import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { leaves, parseDockerfile, reachable, stageCount, withNames } from '../../src/dockerfile/index.js'
import { GateError } from '../../src/errors.js'
import { fileText } from './arbitrary.js'

interface Plan {
  readonly name: string | null
  /** Index of an earlier stage, or null for an image. */
  readonly base: number | null
  readonly copies: readonly number[]
  readonly mounts: readonly number[]
}

/** Stages that need only earlier ones; a stage that is named anywhere has a name. */
const plans: fc.Arbitrary<readonly Plan[]> = fc
  .array(
    fc.record({
      named: fc.boolean(),
      base: fc.option(fc.nat(), { nil: null }),
      copies: fc.array(fc.nat(), { maxLength: 2 }),
      mounts: fc.array(fc.nat(), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((rows) => {
    const earlier = (seed: number, index: number): readonly number[] => (index === 0 ? [] : [seed % index])
    const resolved = rows.map(({ base, copies, mounts }, index) => ({
      base: base === null ? null : (earlier(base, index)[0] ?? null),
      copies: copies.flatMap((seed) => earlier(seed, index)),
      mounts: mounts.flatMap((seed) => earlier(seed, index)),
    }))
    const needed = new Set(resolved.flatMap(({ base, mounts }) => [...(base === null ? [] : [base]), ...mounts]))
    return resolved.map((row, index) => ({
      ...row,
      name: needed.has(index) || rows[index]?.named === true ? `s${index}.x` : null,
    }))
  })

/** Ways to write one and the same file. */
interface Spelling {
  readonly ending: string
  readonly escape: '\\' | '`'
  readonly mark: boolean
  readonly choices: readonly number[]
}

const spellings: fc.Arbitrary<Spelling> = fc.record({
  ending: fc.constantFrom('\n', '\r\n'),
  escape: fc.constantFrom('\\', '`'),
  mark: fc.boolean(),
  choices: fc.array(fc.nat(999), { minLength: 40, maxLength: 40 }),
})

function render(stages: readonly Plan[], { ending, escape, mark, choices }: Spelling): string {
  let used = 0
  const choose = (count: number): number => (choices[used++ % choices.length] ?? 0) % count
  const cased = (word: string): string => [word, word.toLowerCase(), word.toUpperCase()][choose(3)] ?? word
  const gap = (): string =>
    [
      ' ',
      '\t ',
      ` ${escape}${ending}  `,
      `${escape} ${ending}# remark ${escape}${ending} `,
      ` ${escape}${ending}${ending}\t`,
    ][choose(5)] ?? ' '
  const join = (...words: readonly string[]): string => words.reduce((left, right) => left + gap() + right)
  const between = (): string => ['', ending, `# FROM remark${ending}`, `  ${ending} # COPY${ending}`][choose(4)] ?? ''

  const instructions = stages.flatMap(({ name, base, copies, mounts }, index) => [
    join(
      cased('FROM'),
      base === null ? 'busybox' : (stages[base]?.name ?? ''),
      ...(name === null ? [] : [cased('AS'), cased(name)]),
    ),
    ...copies.map((from) => {
      const source = stages[from]?.name ?? null
      return join(
        cased('COPY'),
        `--from=${source === null || choose(2) === 0 ? String(from) : cased(source)}`,
        '/a',
        '/b',
      )
    }),
    ...mounts.map((from) =>
      join(cased('RUN'), `--mount=type=bind,from=${cased(stages[from]?.name ?? '')},target=/t`, 'x'),
    ),
    ...(choose(2) === 0 ? [] : [`RUN <<END-${index}${ending}FROM fake AS fake${ending}END-${index}`]),
  ])
  const head = `${mark ? '\uFEFF' : ''}${escape === '`' || choose(2) === 0 ? `# escape=${escape}${ending}` : ''}`
  return head + instructions.map((text) => between() + (['', ' ', '\t'][choose(3)] ?? '') + text + ending).join('')
}

describe('any graph', () => {
  it('is the same however it is written', () => {
    fc.assert(
      fc.property(plans, spellings, (stages, spelling) => {
        const graph = parseDockerfile(render(stages, spelling), { file: 'Dockerfile' })
        expect(graph.problems).toEqual([])
        expect(
          graph.stages.map(({ name, needs }) => ({
            name,
            base: needs.find(({ by }) => by === 'FROM')?.stage ?? null,
            copies: needs.filter(({ by }) => by === 'COPY').map(({ stage }) => stage),
            mounts: needs.filter(({ by }) => by === 'RUN').map(({ stage }) => stage),
          })),
        ).toEqual(stages.map(({ name, base, copies, mounts }) => ({ name, base, copies, mounts })))
      }),
      { numRuns: 400 },
    )
  })

  it('has lines in order, each of one stage at most', () => {
    fc.assert(
      fc.property(plans, spellings, (stages, spelling) => {
        const text = render(stages, spelling)
        const graph = parseDockerfile(text, { file: 'Dockerfile' })
        let last = 0
        for (const stage of graph.stages) {
          expect(stage.lines.start).toBe(stage.instructions[0]?.lines.start)
          for (const { lines } of stage.instructions) {
            expect(lines.start).toBeGreaterThan(last)
            expect(lines.end).toBeGreaterThanOrEqual(lines.start)
            last = lines.end
          }
          expect(stage.lines.end).toBe(last)
        }
        expect(last).toBeLessThanOrEqual(text.split('\n').length)
      }),
    )
  })

  it('has every stage below one of its leaves', () => {
    fc.assert(
      fc.property(plans, spellings, (stages, spelling) => {
        const graph = parseDockerfile(render(stages, spelling), { file: 'Dockerfile' })
        const below = new Set(leaves(graph).flatMap((leaf) => [...reachable(graph, leaf)]))
        expect(below.size).toBe(graph.stages.length)
        for (const { index, needs } of graph.stages) {
          const used = reachable(graph, index)
          expect(needs.every(({ stage }) => used.has(stage))).toBe(true)
          expect(stageCount(graph, index).used).toBe(used.size)
        }
      }),
    )
  })

  it('can be built stage by stage once it has names, on the same lines', () => {
    fc.assert(
      fc.property(plans, spellings, (stages, spelling) => {
        const text = render(stages, spelling)
        const graph = parseDockerfile(text, { file: 'Dockerfile' })
        const named = withNames(text, graph)
        const again = parseDockerfile(named.text, { file: 'Dockerfile' })
        expect(again.stages.map(({ name }) => name)).toEqual(named.names)
        expect(named.names.slice(0, -1)).not.toContain(null)
        expect(new Set(named.names).size).toBe(stages.length)
        expect(again.stages.map(({ lines, needs }) => ({ lines, needs }))).toEqual(
          graph.stages.map(({ lines, needs }) => ({ lines, needs })),
        )
      }),
    )
  })
})

describe('any text', () => {
  const texts = fc.oneof(fileText, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 200 }))

  it('is parsed or refused with a usage error, never anything else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(parseDockerfile(text, { file: 'Dockerfile' }).stages.length).toBeGreaterThan(0)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(GateError)
          expect((thrown as GateError).message).toMatch(/^Dockerfile:\d+: /)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps its lines when stages get names', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        let graph
        try {
          graph = parseDockerfile(text, { file: 'Dockerfile' })
        } catch {
          return
        }
        const named = withNames(text, graph)
        const again = parseDockerfile(named.text, { file: 'Dockerfile' })
        expect(again.stages.map(({ name, lines, needs }) => ({ name, lines, needs }))).toEqual(
          graph.stages.map(({ index, lines, needs }) => ({ name: named.names[index], lines, needs })),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
