import { describe, expect, it } from '@jest/globals'
import { compare } from '../../src/compare/compare.js'
import type { Row } from '../../src/compare/comparison.js'
import type { Measurement } from '../../src/image/measurement.js'
import { judge } from '../../src/policy/judge.js'
import { policy } from '../policy/rows.js'
import { buildFailure, layer, measurement } from './measurements.js'

/** A stage that nothing else uses. */
function leaf(target: string, size: number, more: Partial<Measurement> = {}): Measurement {
  return measurement({ target, default: false, layers: [layer({ size })], ...more })
}

function last(target: string, size: number, more: Partial<Measurement> = {}): Measurement {
  return leaf(target, size, { default: true, ...more })
}

function between(target: string, size: number, more: Partial<Measurement> = {}): Measurement {
  return leaf(target, size, { shipped: false, ...more })
}

function told(rows: readonly Row[]): readonly string[] {
  return rows.map(({ image, target, shipped, status, size }) => {
    const kind = shipped ? '' : ' on the way'
    return `${image}/${target}${kind} ${status} ${size.change ?? '?'}`
  })
}

function notes(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => row.notes)
}

const wasCalled = (name: string): string => `the last stage was called \`${name}\` at the base`

describe('what is shipped is compared with what was', () => {
  it('where the last stage was dropped', () => {
    const rows = compare([last('build', 95)], [between('build', 95), last('stage-1', 4)], [])
    expect(told(rows)).toEqual(['api/build changed 91', 'api/build on the way removed ?'])
    expect(rows.map(({ base }) => base?.target)).toEqual(['stage-1', 'build'])
    expect(notes(rows)).toEqual([wasCalled('stage-1')])
    const judged = judge(rows, policy({ 'max-increase': { kind: 'bytes', bytes: 10 } }))
    expect(judged.rows.map((row) => row.map(({ status }) => status))).toEqual([['breach'], []])
  })

  it('where a last stage was added that ships what the others make', () => {
    const rows = compare([between('build', 95), last('stage-1', 4)], [last('build', 95)], [])
    expect(told(rows)).toEqual(['api/build on the way added ?', 'api/stage-1 changed -91'])
    expect(notes(rows)).toEqual([wasCalled('build')])
  })

  it('where one was added that is built on what was last', () => {
    const rows = compare([between('app', 4), last('debug', 95)], [last('app', 4)], [])
    expect(told(rows)).toEqual(['api/app on the way added ?', 'api/debug changed 91'])
    expect(notes(rows)).toEqual([wasCalled('app')])
  })

  it('where two stages changed places', () => {
    const rows = compare([between('b', 4), last('a', 95)], [between('a', 95), last('b', 4)], [])
    expect(told(rows)).toEqual(['api/b on the way added ?', 'api/a changed 91', 'api/a on the way removed ?'])
  })

  it('where no stage has a name, of which there is no note', () => {
    const rows = compare([last('stage-0', 95)], [between('stage-0', 95), last('stage-1', 4)], [])
    expect(told(rows)).toEqual(['api/stage-0 changed 91', 'api/stage-0 on the way removed ?'])
    expect(notes(rows)).toEqual([])
  })

  it('on each platform', () => {
    const arm = { platform: 'linux/arm64' }
    const rows = compare(
      [last('build', 95), last('build', 90, arm)],
      [between('build', 90, arm), last('final', 5, arm), between('build', 95), last('final', 4)],
      [],
    )
    expect(rows.map(({ platform, status, size }) => [platform, status, size.change])).toEqual([
      ['linux/amd64', 'changed', 91],
      ['linux/arm64', 'changed', 85],
      ['linux/arm64', 'removed', null],
      ['linux/amd64', 'removed', null],
    ])
  })

  it('of each image, also of one Dockerfile', () => {
    const web = { image: 'web' }
    const rows = compare(
      [last('build', 95), last('build', 90, web)],
      [between('build', 95), last('final', 4), between('build', 90, web), last('final', 5, web)],
      [],
    )
    expect(told(rows).slice(0, 2)).toEqual(['api/build changed 91', 'web/build changed 85'])
  })

  it('of an image that was renamed with it', () => {
    const rows = compare([last('build', 95, { image: 'web' })], [between('build', 95), last('final', 4)], [])
    expect(told(rows)).toEqual(['web/build changed 91', 'api/build on the way removed ?'])
    expect(notes(rows)).toEqual(['the image was called `api` at the base', wasCalled('final')])
  })

  it('also where a side does not build', () => {
    const lost = buildFailure({ target: 'final', side: 'base' })
    const rows = compare([last('build', 95)], [between('build', 95)], [lost])
    expect(rows[0]).toMatchObject({ target: 'build', status: 'changed', base: null, failures: [lost] })
    const broken = buildFailure({ target: 'build' })
    const [row] = compare([], [between('build', 95), last('final', 4)], [broken])
    expect(row).toMatchObject({ target: 'build', status: 'failed', size: { head: null, base: 4 }, failures: [broken] })
  })
})

describe('equal names are paired all the same', () => {
  it('where the stage is shipped on one side only, and there is no last one for it', () => {
    const onTheWay = compare([between('test', 5), last('final', 4)], [leaf('test', 3), last('final', 4)], [])
    expect(told(onTheWay)).toEqual(['api/test on the way changed 2', 'api/final unchanged 0'])
    const leftOver = compare([leaf('test', 5), last('final', 4)], [between('test', 3), last('final', 4)], [])
    expect(told(leftOver)).toEqual(['api/test changed 2', 'api/final unchanged 0'])
    const picked = compare([between('app', 5)], [last('app', 4)], [])
    expect(told(picked)).toEqual(['api/app on the way changed 1'])
  })

  it('before the last stage of another image of the same Dockerfile', () => {
    const rows = compare([between('app', 4), last('debug', 95, { image: 'web' })], [last('app', 4)], [])
    expect(told(rows)).toEqual(['api/app on the way unchanged 0', 'web/debug added ?'])
  })
})

describe('a Dockerfile that cannot be read', () => {
  const unread = { target: '*', line: 1, stage: null, instruction: null }

  it('has no last stage that was called something', () => {
    const atBase = compare([last('final', 4)], [], [buildFailure({ ...unread, side: 'base' })])
    expect(told(atBase)).toEqual(['api/final changed ?'])
    expect(notes(atBase)).toEqual(['the base could not be built, so its size is not known'])
    const atHead = compare([], [last('stage-0', 4)], [buildFailure(unread)])
    expect(told(atHead)).toEqual(['api/* failed ?'])
    expect(notes(atHead)).toEqual([])
  })

  it('has still moved with its image', () => {
    const [row] = compare([last('final', 4, { image: 'web' })], [], [buildFailure({ ...unread, side: 'base' })])
    expect(row?.notes).toEqual([
      'the image was called `api` at the base',
      'the base could not be built, so its size is not known',
    ])
  })
})
