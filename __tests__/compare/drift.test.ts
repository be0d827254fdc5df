import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import type { Row } from '../../src/compare/comparison.js'
import { compare } from '../../src/compare/compare.js'
import type { Layer, Measurement } from '../../src/image/measurement.js'
import { layer, measurement } from './measurements.js'

const DEBIAN = 'debian:bookworm'
const TOOLS = 'acme/tools:1'

/** What `FROM` brings: a layer for each size. */
function from(image: string, ...sizes: number[]): Layer[] {
  return sizes.map((size) => layer({ size, image, blob: blob(size), owner: { origin: 'base', text: image } }))
}

function copy(image: string, size: number, text = `COPY --from=${image} /bin /bin`): Layer {
  const owner = { text, source: { kind: 'image' as const, reference: image } }
  return layer({ size, image, blob: blob(size), diffId: `sha256:copied-${size}`, owner })
}

function run(size: number, text = 'RUN make'): Layer {
  return layer({ size, blob: blob(size), diffId: `sha256:run-${size}`, owner: { text } })
}

/** Compressed to half; equal sizes are equal blobs. */
function blob(size: number): Layer['blob'] {
  return { digest: `sha256:blob-${size}`, size: Math.floor(size / 2) }
}

function image(layers: readonly Layer[], resolved: Readonly<Record<string, string>>): Measurement {
  const blobs = new Map(layers.map((each) => [each.blob?.digest, each.blob?.size ?? 0]))
  return measurement({
    layers,
    download: { bytes: [...blobs.values()].reduce((sum, size) => sum + size, 0), exact: true },
    resolved: Object.entries(resolved).map(([reference, digest]) => ({ reference, digest })),
  })
}

function row(head: Measurement, base: Measurement): Row {
  const [first] = compare([head], [base], [])
  if (first === undefined) throw new TypeError('no row')
  return first
}

const old = image([...from(DEBIAN, 100, 20), run(7)], { [DEBIAN]: 'sha256:1' })

describe('a base that moved', () => {
  const moved = image([...from(DEBIAN, 104, 20, 30), run(9)], { [DEBIAN]: 'sha256:2' })

  it('brings the difference of its own layers, and no more', () => {
    const { drift, size, status, notes } = row(moved, old)
    expect(drift).toEqual({
      size: 34,
      download: 17,
      images: [{ reference: DEBIAN, from: 'sha256:1', to: 'sha256:2' }],
    })
    expect({ change: size.change, status, notes }).toEqual({ change: 36, status: 'changed', notes: [] })
  })

  it('that shrank is negative drift', () => {
    expect(row(old, moved).drift).toMatchObject({ size: -34, download: -17 })
  })

  it('tells no download where the row tells no change of it', () => {
    const guess = { ...old, download: { bytes: 30, exact: false } }
    expect(row(moved, guess).drift).toMatchObject({ size: 34, download: null })
    const classic = (of: Measurement): Measurement => ({
      ...of,
      download: null,
      layers: of.layers.map((each) => ({ ...each, blob: null })),
    })
    expect(row(classic(moved), classic(old)).drift).toMatchObject({ size: 34, download: null })
    expect(row({ ...moved, download: { bytes: 9, exact: false } }, old).drift).toMatchObject({ download: null })
  })
})

describe('it is not drift', () => {
  test.each([
    ['where nothing moved', image([...from(DEBIAN, 104)], { [DEBIAN]: 'sha256:1' })],
    ['where the author named another image', image([...from('debian:trixie', 104)], { 'debian:trixie': 'sha256:2' })],
    [
      'where the author pinned the image',
      image([...from(`${DEBIAN}@sha256:2`, 104)], { [`${DEBIAN}@sha256:2`]: 'sha256:2' }),
    ],
    ['where the layers are the same', image([...from(DEBIAN, 100, 20), run(900)], { [DEBIAN]: 'sha256:2' })],
    ['where provenance told nothing', image([...from(DEBIAN, 104)], {})],
  ])('%s', (_, head) => {
    expect(row(head, old).drift).toBeNull()
  })

  test('where a name led to two images', () => {
    const head = image(from(DEBIAN, 104), { [DEBIAN]: 'sha256:2' })
    const resolved = [...head.resolved, { reference: DEBIAN, digest: 'sha256:3' }]
    expect(row({ ...head, resolved }, old).drift).toBeNull()
  })

  test('what a side alone has', () => {
    expect(compare([old], null, []).map(({ drift }) => drift)).toEqual([null])
    expect(compare([], [old], []).map(({ drift }) => drift)).toEqual([null])
  })
})

describe('an image that is copied from', () => {
  const base = image([...from(DEBIAN, 100), copy(TOOLS, 50)], { [DEBIAN]: 'sha256:1', [TOOLS]: 'sha256:1' })
  const resolved = { [DEBIAN]: 'sha256:1', [TOOLS]: 'sha256:2' }

  it('drifts by what the same instruction takes from it', () => {
    expect(row(image([...from(DEBIAN, 100), copy(TOOLS, 58)], resolved), base).drift).toEqual({
      size: 8,
      download: 4,
      images: [{ reference: TOOLS, from: 'sha256:1', to: 'sha256:2' }],
    })
  })

  it('does not where the author edited the instruction, wrote it twice or left it to variables', () => {
    const edited = [copy(TOOLS, 58, `COPY --from=${TOOLS} /usr /usr`)]
    expect(row(image([...from(DEBIAN, 100), ...edited], resolved), base).drift).toBeNull()
    const twice = [copy(TOOLS, 58), copy(TOOLS, 59)]
    expect(row(image([...from(DEBIAN, 100), ...twice], resolved), base).drift).toBeNull()
    const variable = (size: number): Layer => copy(TOOLS, size, `COPY --from=${TOOLS} $WHAT /`)
    expect(row(image([variable(58)], resolved), image([variable(50)], { [TOOLS]: 'sha256:1' })).drift).toBeNull()
  })

  it('moves together with the base: one sum, both named', () => {
    const head = image([...from(DEBIAN, 103), copy(TOOLS, 58)], { [DEBIAN]: 'sha256:2', [TOOLS]: 'sha256:2' })
    const { drift } = row(head, base)
    expect(drift?.size).toBe(11)
    expect(drift?.images.map(({ reference }) => reference)).toEqual([DEBIAN, TOOLS])
  })
})

it('says of an image behind own layers that it moved, and that what it changed cannot be told', () => {
  const golang = 'golang:1.26'
  const built = (size: number, digest: string): Measurement => image([run(size)], { [golang]: digest })
  const { drift, notes } = row(built(12, 'sha256:2'), built(10, 'sha256:1'))
  expect(drift).toBeNull()
  expect(notes).toEqual([
    "`golang:1.26` moved between base and head; what that changed can't be told apart from this change",
  ])
  expect(row(built(10, 'sha256:2'), built(10, 'sha256:1')).notes).toEqual([])
  const both = (size: number, digest: string): Measurement =>
    image([...from(DEBIAN, size), run(3)], { [DEBIAN]: digest, [golang]: digest })
  expect(row(both(12, 'sha256:2'), both(10, 'sha256:1'))).toMatchObject({ status: 'changed', notes: [] })
})

/** What a side may consist of, with sizes, digests and instructions that are now the same, now different. */
const sides = fc
  .record({
    base: fc.constantFrom(DEBIAN, 'debian:trixie'),
    digests: fc.tuple(fc.constantFrom('sha256:1', 'sha256:2'), fc.constantFrom('sha256:1', 'sha256:2')),
    below: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
    copies: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
    runs: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
  })
  .map(({ base, digests, below, copies, runs }) => ({
    base,
    runs,
    measurement: image(
      [...from(base, ...below), ...copies.map((size) => copy(TOOLS, size)), ...runs.map((size) => run(size))],
      {
        [base]: digests[0],
        [TOOLS]: digests[1],
      },
    ),
  }))

test('drift and the change of everything else add up to the change; instructions that run are never drift', () => {
  fc.assert(
    fc.property(sides, sides, (head, base) => {
      const { drift, size } = row(head.measurement, base.measurement)
      const names = new Set(drift?.images.map(({ reference }) => reference))
      const sum = (of: Measurement, isMoved: boolean): number =>
        of.layers
          .filter((each) => names.has(each.image ?? '') === isMoved)
          .reduce((bytes, each) => bytes + each.size, 0)
      const others = sum(head.measurement, false) - sum(base.measurement, false)
      // An image that is copied from by more instructions than before may count in part only.
      const whole = sum(head.measurement, true) - sum(base.measurement, true)
      expect(whole + others).toBe(size.change)
      const copies = (of: Measurement): number => of.layers.filter((each) => each.image === TOOLS).length
      if (copies(head.measurement) === copies(base.measurement)) expect(drift?.size ?? 0).toBe(whole)
      // What ran on the moved image changes nothing of it.
      const rerun = image([...head.measurement.layers.filter((each) => each.image !== null), run(77)], {})
      expect(row({ ...rerun, resolved: head.measurement.resolved }, base.measurement).drift?.size).toBe(drift?.size)
    }),
  )
})

test('equal digests on both sides give no drift, whatever the layers are', () => {
  fc.assert(
    fc.property(sides, sides, (head, base) => {
      const { drift } = row({ ...head.measurement, resolved: base.measurement.resolved }, base.measurement)
      expect(drift).toBeNull()
    }),
  )
})

it('can be recorded: what is read back gives the same', () => {
  const moved = image([...from(DEBIAN, 104), run(9)], { [DEBIAN]: 'sha256:2' })
  const recorded = JSON.parse(JSON.stringify(old)) as Measurement
  expect(row(moved, recorded)).toEqual(row(moved, old))
})
