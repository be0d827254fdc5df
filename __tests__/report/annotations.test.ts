import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { annotations } from '../../src/report/annotations.js'
import { HOSTILE, reports } from './arbitrary.js'
import { TARGET_STATES } from './sample-targets.js'
import { image, instruction, judgement, report, STATES } from './samples.js'

describe('annotations', () => {
  it('point at the instruction of its own that grew most', () => {
    expect(annotations(STATES.breach)).toEqual([
      {
        level: 'error',
        file: 'services/api/Dockerfile',
        line: 14,
        title: 'Size Gate: api is over budget',
        message: 'max-increase: +18.4 MB of 5 MB allowed\n+18.1 MB: RUN apt-get update && apt-get install -y ffmpeg',
      },
      expect.objectContaining({ level: 'notice', line: 14, title: 'Size Gate: package-cache, 17.2 MB' }),
    ])
  })

  it('point at the step that failed, once, and before all else', () => {
    const of = { ...STATES['head-fails'], images: [...STATES.warned.images, ...STATES['head-fails'].images] }
    expect(annotations(of).map(({ level, line }) => [level, line])).toEqual([
      ['error', 9],
      ['warning', 14],
    ])
  })

  it('never use a line of the base', () => {
    expect(annotations(STATES['base-fails'])).toMatchObject([{ level: 'warning', line: null }])
  })

  it('are warnings once the breach is accepted', () => {
    expect(annotations(STATES.accepted).map(({ level }) => level)).toEqual(['warning'])
  })

  it('point at the heaviest instruction where none grew, and at the file where none is known', () => {
    const limits = [judgement({ limit: 'max-size', message: '210 MB of 200 MB allowed' })]
    const rows = [
      image({ limits, instructions: [instruction(3, 'RUN a', 5, 5), instruction(4, 'RUN b', 9, 9)] }),
      image({ image: 'web', limits, instructions: [instruction(null, 'debian', 9, 9, { origin: 'base' })] }),
    ]
    const of = report({ verdict: 'breach', images: rows })
    expect(annotations(of).map(({ line }) => line)).toEqual([4, null])
  })

  it('say how much of a finding is new', () => {
    expect(annotations(STATES['findings-grown']).map(({ title }) => title)).toEqual([
      'Size Gate: package-cache, +5.3 MB, of 25 MB in all',
      'Size Gate: docs-and-locales, 5.2 MB',
    ])
    const { against } = TARGET_STATES['targets-larger'] ?? report()
    expect(annotations({ ...STATES['findings-grown'], against })[0]?.title).toBe('Size Gate: package-cache, 25 MB')
  })

  it('point at what wastes most, whoever brought it, and tell it once', () => {
    const remarks = annotations(STATES.waste)
    expect(remarks).toEqual([
      {
        level: 'error',
        file: 'services/api/Dockerfile',
        line: 11,
        title: 'Size Gate: api is over budget',
        message: [
          'max-waste: 18.4 MB need not be there, 5 MB allowed',
          '15.3 MB, build-tools: Nothing that runs needs compilers. Build in a stage of its own, and copy what it makes.',
        ].join('\n'),
      },
      {
        level: 'notice',
        file: 'services/api/Dockerfile',
        line: 14,
        title: 'Size Gate: package-cache, 3.1 MB',
        message: 'What apt downloads stays in line 14. End it with `&& rm -rf /var/lib/apt/lists/*`.',
      },
    ])
  })

  it('tell waste and growth apart, each on its line', () => {
    const [, row = image()] = STATES.waste.images
    const grown = instruction(7, 'COPY own /own', 300, null)
    const limits = [...row.limits.map((limit) => ({ ...limit, status: 'warn' as const })), judgement()]
    const of = report({ verdict: 'breach', images: [{ ...row, limits, instructions: [grown] }] })
    expect(annotations(of).map(({ level, line }) => [level, line])).toEqual([
      ['error', 7],
      ['warning', 11],
      ['notice', 14],
    ])
  })

  it('say nothing where nothing is wrong', () => {
    expect(annotations(STATES['within-budget'])).toEqual([])
  })

  it('point at the heaviest part of a split instruction, and name the others', () => {
    const [row = image()] = STATES['split-and-joined'].images
    const instructions = row.instructions.map((one) => ({ ...one, parts: one.parts.toReversed() }))
    const of = report({ verdict: 'breach', images: [{ ...row, instructions }] })
    expect(annotations(of)).toMatchObject([
      {
        line: 14,
        message: [
          'max-increase: +18.4 MB of 5 MB allowed',
          '+19.6 MB: RUN apt-get update && apt-get install -y ffmpeg',
          'and line 15, RUN rm -rf /var/lib/apt/lists/*',
        ].join('\n'),
      },
    ])
  })

  it('name what made the files that were copied', () => {
    const [row = image()] = STATES.copied.images
    const of = report({ verdict: 'breach', images: [{ ...row, limits: [judgement()] }] })
    expect(annotations(of)[0]?.message.split('\n').slice(1)).toEqual([
      '+3.6 MB: COPY --from=build /out/app /app',
      'made by line 12, RUN cargo build --release --features tls,metrics --target-dir /out',
    ])
  })

  it('do not point at what drifted, unless that is judged', () => {
    const copy = instruction(4, 'COPY --from=acme/tools:3 /bin /bin', 9_000_000, 1_000_000, {
      cause: { kind: 'image', line: null, stage: null, text: 'acme/tools:3', was: null, inputs: [] },
    })
    const own = instruction(7, 'COPY own /own', 300, null)
    const drift = { size: 8_000_000, download: null, from: 'acme/tools:3@sha256:1', to: 'acme/tools:3@sha256:2' }
    const images = [image({ status: 'changed', drift, instructions: [copy, own], limits: [judgement()] })]
    expect(annotations(report({ verdict: 'breach', images }))[0]?.line).toBe(7)
    expect(annotations(report({ verdict: 'breach', ignoreDrift: false, images }))[0]?.line).toBe(4)
  })

  it('have a line for each of ours, whatever the instructions hold', () => {
    fc.assert(
      fc.property(reports(), (of) => {
        for (const { title, message } of annotations(of)) {
          expect(title).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        }
      }),
    )
    for (const text of HOSTILE) {
      const parts = [1, 2, 3, 4, 5, 6].map((line) => ({ line, stage: text, text, head: line, base: null }))
      const cause = { kind: 'instruction', line: 9, stage: text, text, was: text, inputs: [] } as const
      const row = image({
        limits: [judgement({ message: text })],
        instructions: [instruction(1, [text, text].join('\n'), 21, 1, { parts, cause })],
      })
      const [remark] = annotations(report({ verdict: 'breach', images: [row] }))
      expect(remark?.line).toBe(6)
      expect(remark?.message.split('\n')).toHaveLength(1 + 1 + 3 + 1 + 1)
    }
  })
})
