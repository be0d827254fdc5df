import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compare } from '../../src/compare/compare.js'
import type { Row } from '../../src/compare/comparison.js'
import { buildFailure, layer, measurement } from './measurements.js'

function statuses(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => `${row.image}/${row.target} ${row.status}`)
}

describe('compare', () => {
  it('pairs by image, target and platform', () => {
    const arm = measurement({ platform: 'linux/arm64', layers: [layer({ size: 7 })] })
    const rows = compare([measurement(), arm], [arm, measurement({ layers: [layer({ size: 90 })] })], [])
    expect(rows.map((row) => [row.platform, row.size])).toEqual([
      ['linux/amd64', { head: 100, base: 90, change: 10, exact: true }],
      ['linux/arm64', { head: 7, base: 7, change: 0, exact: true }],
    ])
    expect(statuses(rows)).toEqual(['api/final changed', 'api/final unchanged'])
  })

  it('tells what is new and what is gone, and leaves absent sides null', () => {
    const rows = compare([measurement({ image: 'new', dockerfile: 'n' })], [measurement()], [])
    expect(statuses(rows)).toEqual(['new/final added', 'api/final removed'])
    expect(rows.map((row) => row.size)).toEqual([
      { head: 100, base: null, change: null, exact: true },
      { head: null, base: 100, change: null, exact: true },
    ])
    expect(rows[1]?.download).toEqual({ head: null, base: null, change: null, exact: false })
  })

  it('calls every row added without a base, but changed by an unknown amount where there should be one', () => {
    expect(statuses(compare([measurement()], null, []))).toEqual(['api/final added'])
    const [row] = compare([measurement()], null, [], { baseExpected: true })
    expect(row).toMatchObject({ status: 'changed', base: null, size: { head: 100, base: null, change: null } })
  })

  it('calls another download of the same size changed', () => {
    const download = (bytes: number): ReturnType<typeof measurement> =>
      measurement({ download: { bytes, exact: true } })
    const [row] = compare([download(7_000)], [download(5_000)], [])
    expect(row).toMatchObject({ status: 'changed', download: { change: 2_000 } })
    expect(compare([download(5)], [download(5)], [])[0]?.status).toBe('unchanged')
  })

  it('calls what only compression varies by unchanged, and tells it to the byte', () => {
    const download = (bytes: number): ReturnType<typeof measurement> =>
      measurement({ download: { bytes, exact: true } })
    const [few, many] = [
      compare([download(5_006)], [download(5_000)], []),
      compare([download(87e6 + 8_700)], [download(87e6)], []),
    ]
    expect(few[0]).toMatchObject({ status: 'unchanged', download: { change: 6 } })
    expect(many[0]?.status).toBe('unchanged')
    expect(compare([download(87e6 + 8_701)], [download(87e6)], [])[0]?.status).toBe('changed')
  })

  it('does not subtract an estimate and an exact figure', () => {
    const exact = measurement({ download: { bytes: 5, exact: true } })
    const guess = measurement({ download: { bytes: 4, exact: false }, size: { bytes: 7, exact: false } })
    const [row] = compare([exact], [guess], [])
    expect(row?.download).toEqual({ head: 5, base: 4, change: null, exact: false })
    expect(row?.size).toEqual({ head: 100, base: 7, change: null, exact: false })
    expect(compare([guess], [guess], [])[0]?.download).toEqual({ head: 4, base: 4, change: 0, exact: false })
  })

  it('follows a renamed image and a moved Dockerfile', () => {
    const base = measurement({ image: 'app', dockerfile: 'app/Dockerfile' })
    const head = measurement({ image: 'service', dockerfile: 'service/Dockerfile' })
    expect(statuses(compare([head], [base], []))).toEqual(['service/final added', 'app/final removed'])
    const [row, ...rest] = compare([head], [base], [], { renames: { 'app/Dockerfile': 'service/Dockerfile' } })
    expect(rest).toEqual([])
    expect(row).toMatchObject({
      status: 'unchanged',
      notes: ['the image was called `app` at the base', 'its Dockerfile was `app/Dockerfile` at the base'],
    })
    expect(compare([measurement({ image: 'other' })], [measurement()], [])[0]?.notes).toEqual([
      'the image was called `api` at the base',
    ])
  })

  it('follows a renamed last stage, also one that had no name', () => {
    const [row, ...rest] = compare([measurement({ target: 'runtime' })], [measurement({ target: 'stage-1' })], [])
    expect(rest).toEqual([])
    expect(row).toMatchObject({ status: 'unchanged', notes: ['the last stage was called `stage-1` at the base'] })
  })

  it('does not pair a new last stage with one that is still there', () => {
    const rows = compare(
      [measurement({ default: false }), measurement({ target: 'slim' })],
      [measurement(), measurement({ target: 'old', default: false })],
      [],
    )
    expect(statuses(rows)).toEqual(['api/final unchanged', 'api/slim added', 'api/old removed'])
  })

  it('guesses nothing where several images share a Dockerfile', () => {
    const rows = compare([measurement({ image: 'a' }), measurement({ image: 'b' })], [measurement({ image: 'c' })], [])
    expect(statuses(rows)).toEqual(['a/final added', 'b/final added', 'c/final removed'])
  })

  it('keeps a head that does not build beside what it was', () => {
    const rows = compare([], [measurement()], [buildFailure()])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      status: 'failed',
      head: null,
      size: { head: null, base: 100, change: null },
      failures: [{ side: 'head' }],
    })
    expect(statuses(compare([], null, [buildFailure()]))).toEqual(['api/final failed'])
  })

  it('recognises a renamed last stage that does not build', () => {
    const rows = compare([], [measurement()], [buildFailure({ target: 'runtime' })])
    expect(statuses(rows)).toEqual(['api/runtime failed'])
  })

  it('takes shipped from the head, also where that does not build', () => {
    const stage = measurement({ target: 'build', shipped: false, default: false })
    expect(compare([], [stage], [buildFailure({ target: 'build', shipped: false, default: false })])[0]?.shipped).toBe(
      false,
    )
  })

  it('calls a row changed by an unknown amount where the base does not build', () => {
    const rows = compare([measurement()], [], [buildFailure({ side: 'base' })])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      status: 'changed',
      base: null,
      size: { base: null, change: null },
      failures: [{ side: 'base' }],
      notes: ['the base could not be built, so its size is not known'],
    })
  })

  it('has no row for what the head lacks and the base could not build', () => {
    expect(compare([], [], [buildFailure({ side: 'base' })])).toEqual([])
  })

  it('keeps both failures where neither side builds', () => {
    const rows = compare([], [], [buildFailure({ side: 'base' }), buildFailure()])
    expect(rows.map((row) => [row.status, row.failures.map(({ side }) => side)])).toEqual([
      ['failed', ['head', 'base']],
    ])
  })

  it('uses every measurement once, whatever the names', () => {
    const name = fc.constantFrom('a', 'b', '__proto__')
    const any = fc
      .record({ image: name, dockerfile: name, target: name, platform: name, default: fc.boolean() })
      .map((more) => measurement(more))
    const side = fc.uniqueArray(any, { selector: (one) => `${one.image} ${one.target} ${one.platform}`, maxLength: 6 })
    fc.assert(
      fc.property(side, side, fc.dictionary(name, name), (head, base, renames) => {
        const rows = compare(head, base, [], { renames })
        expect(rows.flatMap((row) => row.head ?? [])).toEqual(head)
        expect(new Set(rows.flatMap((row) => row.base ?? []))).toEqual(new Set(base))
        expect(rows.flatMap((row) => row.base ?? [])).toHaveLength(base.length)
        for (const row of rows) if (row.size.change !== null) expect(row.platform).toBe(row.base?.platform)
      }),
    )
  })
})
