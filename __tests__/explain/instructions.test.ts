import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compare } from '../../src/compare/compare.js'
import { explainInstructions, explainRow, type InstructionChange } from '../../src/explain/instructions.js'
import type { Layer, Measurement } from '../../src/image/measurement.js'
import { buildFailure, layer, measurement } from '../compare/measurements.js'

/** Layers of `words`, each `bytes text`, on lines 1, 2, …; the same words make the same content. */
function built(...words: readonly (readonly [bytes: number, text: string, content?: string])[]): Measurement {
  const layers = words.map(([size, text, content], index): Layer => {
    const base = !/^[A-Z]+ /.test(text)
    const owner = base
      ? { origin: 'base' as const, text, stage: null, lines: { start: 1, end: 1 } }
      : { text, lines: { start: index + 1, end: index + 1 } }
    return layer({ size, diffId: `sha256:${content ?? `${size} ${text}`}`, owner })
  })
  return measurement({ layers })
}

function told(rows: readonly InstructionChange[]): readonly string[] {
  return rows.map(({ text, head, base, change }) => `${text}: ${base} -> ${head} (${change})`)
}

const debian = [70, 'debian:bookworm-slim'] as const

describe('explainInstructions', () => {
  it('folds a base image into one row', () => {
    const rows = explainInstructions(
      built([40, 'debian:bookworm-slim', 'x'], [30, 'debian:bookworm-slim', 'y'], [5, 'RUN a']),
      null,
    )
    expect(rows).toMatchObject([
      { origin: 'base', text: 'debian:bookworm-slim', head: 70, base: null, change: 70 },
      { origin: 'own', text: 'RUN a', head: 5, base: null, change: 5 },
    ])
  })

  it('tells an inserted instruction from those that only moved down', () => {
    const rows = explainInstructions(
      built(debian, [20, 'RUN apt-get install -y ffmpeg'], [5, 'COPY . /app', 'new']),
      built(debian, [4, 'COPY . /app', 'old']),
    )
    expect(told(rows)).toEqual([
      'debian:bookworm-slim: 70 -> 70 (0)',
      'RUN apt-get install -y ffmpeg: null -> 20 (20)',
      'COPY . /app: 4 -> 5 (1)',
    ])
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('recognises what was moved', () => {
    const rows = explainInstructions(
      built(debian, [5, 'COPY . /app'], [9, 'RUN make', 'now']),
      built(debian, [8, 'RUN make', 'then'], [5, 'COPY . /app']),
    )
    expect(told(rows)).toEqual([
      'debian:bookworm-slim: 70 -> 70 (0)',
      'COPY . /app: 5 -> 5 (0)',
      'RUN make: 8 -> 9 (1)',
    ])
  })

  it('recognises what was edited, and says what it was', () => {
    const rows = explainInstructions(
      built(debian, [25, 'RUN apt-get install -y curl ffmpeg']),
      built(debian, [7, 'RUN apt-get install -y curl']),
    )
    expect(rows[1]).toMatchObject({
      text: 'RUN apt-get install -y curl ffmpeg',
      was: 'RUN apt-get install -y curl',
      change: 18,
    })
  })

  it('tells strangers apart, and keeps what is gone at its old place with its old line', () => {
    const rows = explainInstructions(
      built(debian, [25, 'RUN cargo build --release'], [1, 'COPY x y']),
      built(debian, [7, 'RUN npm ci'], [1, 'COPY x y']),
    )
    expect(told(rows)).toEqual([
      'debian:bookworm-slim: 70 -> 70 (0)',
      'RUN npm ci: 7 -> null (-7)',
      'RUN cargo build --release: null -> 25 (25)',
      'COPY x y: 1 -> 1 (0)',
    ])
    expect(rows[1]?.line).toBe(2)
  })

  it('keeps another base image in one row', () => {
    const rows = explainInstructions(built([50, 'alpine:3'], [1, 'RUN a']), built(debian, [1, 'RUN a']))
    expect(told(rows)).toEqual(['alpine:3: 70 -> 50 (-20)', 'RUN a: 1 -> 1 (0)'])
    expect(rows[0]?.was).toBe('debian:bookworm-slim')
  })

  it('follows the same content under other words', () => {
    const rows = explainInstructions(built([5, 'COPY --link x y', 'same']), built([5, 'ADD a b', 'same']))
    expect(told(rows)).toEqual(['COPY --link x y: 5 -> 5 (0)'])
  })

  it('does not take empty layers for the same instruction', () => {
    const rows = explainInstructions(built([0, 'WORKDIR /a', 'e'], [0, 'RUN true', 'e']), built([0, 'RUN true', 'e']))
    expect(told(rows)).toEqual(['WORKDIR /a: null -> 0 (0)', 'RUN true: 0 -> 0 (0)'])
  })

  it('keeps the same instruction twice, and several layers of one together', () => {
    const twice = built([3, 'COPY a b'], [3, 'COPY a b'])
    expect(told(explainInstructions(twice, built([3, 'COPY a b'])))).toEqual([
      'COPY a b: 3 -> 3 (0)',
      'COPY a b: null -> 3 (3)',
    ])
    const owner = { text: 'COPY --link a b' }
    const several = measurement({ layers: [layer({ size: 1, owner }), layer({ size: 2, owner })] })
    expect(told(explainInstructions(several, null))).toEqual(['COPY --link a b: null -> 3 (3)'])
  })

  it('names bytes that no layer has', () => {
    const rows = explainInstructions(measurement({ size: { bytes: 130, exact: false } }), measurement())
    expect(told(rows)).toEqual(['RUN a: 100 -> 100 (0)', '(not attributed to an instruction): null -> 30 (30)'])
  })

  it('adds up to the byte on both sides and between them', () => {
    const text = fc.constantFrom('RUN a', 'RUN a b', 'RUN a b c', 'COPY x y', 'ADD x y', 'WORKDIR /', '', 'FROM')
    const owned = fc
      .tuple(fc.nat(5), fc.nat(3), text, fc.boolean(), fc.option(fc.nat(4)), fc.constantFrom(null, 'a', 'b'))
      .map(([size, content, words, base, line, stage]) =>
        layer({
          size,
          diffId: `sha256:${content}`,
          owner: {
            text: words,
            origin: base ? 'base' : 'own',
            stage,
            lines: line === null ? null : { start: line + 1, end: line + 1 },
          },
        }),
      )
    const side = fc.option(
      fc.tuple(fc.array(owned, { maxLength: 12 }), fc.constantFrom(0, 0, 7, -2)).map(([layers, more]) => {
        const { size } = measurement({ layers })
        return measurement({ layers, size: { bytes: size.bytes + more, exact: more === 0 } })
      }),
    )
    fc.assert(
      fc.property(side, side, (head, base) => {
        const rows = explainInstructions(head, base)
        const sum = (part: 'head' | 'base' | 'change'): number => rows.reduce((all, row) => all + (row[part] ?? 0), 0)
        expect(sum('head')).toBe(head?.size.bytes ?? 0)
        expect(sum('base')).toBe(base?.size.bytes ?? 0)
        expect(sum('change')).toBe((head?.size.bytes ?? 0) - (base?.size.bytes ?? 0))
        expect(rows.every((row) => row.head !== null || row.base !== null)).toBe(true)
        if (JSON.stringify(head) === JSON.stringify(base)) expect(rows.every(({ change }) => change === 0)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('finds nothing between an image and itself', () => {
    const same = built(debian, [5, 'COPY . /app'], [0, 'WORKDIR /app'], [0, 'RUN true'], [9, 'RUN make'])
    expect(explainInstructions(same, same).every(({ change, was }) => change === 0 && was === null)).toBe(true)
  })
})

describe('explainRow', () => {
  it('tells no change where the base was not measured, and nothing where the head was not', () => {
    const [unknown] = compare([measurement()], [], [buildFailure({ side: 'base' })])
    const [failed] = compare([], [measurement()], [buildFailure()])
    const [added] = compare([measurement()], null, [])
    if (unknown === undefined || failed === undefined || added === undefined) throw new Error('no rows')
    expect(explainRow(unknown)).toMatchObject([{ head: 100, base: null, change: null }])
    expect(explainRow(failed)).toEqual([])
    expect(explainRow(added)).toMatchObject([{ head: 100, base: null, change: 100 }])
  })
})
