import { expect, test } from '@jest/globals'
import { compare } from '../../src/compare/compare.js'
import { explainRow } from '../../src/explain/instructions.js'
import { judge } from '../../src/policy/judge.js'
import { policy } from '../policy/rows.js'
import { buildFailure, layer, measurement } from './measurements.js'

const slim = measurement({ target: 'slim', layers: [layer({ size: 40 })] })
const fat = measurement({ target: 'fat', default: false, layers: [layer({ size: 40 }), layer({ size: 60 })] })
const failed = buildFailure({ target: 'fat', side: 'base' })
const OF_TARGETS = { ofTargets: true }
const AGAINST = { source: 'target', reason: 'the target `fat` of the same Dockerfile' } as const

test('two targets are one row, called after the one that is judged', () => {
  const rows = compare([slim], [fat], [], OF_TARGETS)
  expect(rows.map(({ target, status, size, notes }) => [target, status, size, notes])).toEqual([
    ['slim', 'changed', { head: 40, base: 100, change: -60, exact: true }, []],
  ])
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  expect(explainRow(row).reduce((sum, { change }) => sum + (change ?? 0), 0)).toBe(-60)
})

test('and one for each platform', () => {
  const arm = { platform: 'linux/arm64' }
  const rows = compare([slim, { ...slim, ...arm }], [{ ...fat, ...arm }, fat], [], OF_TARGETS)
  expect(rows.map(({ platform, base }) => [platform, base?.platform])).toEqual([
    ['linux/amd64', 'linux/amd64'],
    ['linux/arm64', 'linux/arm64'],
  ])
})

test('a row fails where either target does not build', () => {
  const other = buildFailure({ target: 'slim' })
  expect(compare([slim], [], [failed], OF_TARGETS)).toMatchObject([
    { target: 'slim', status: 'failed', failures: [failed] },
  ])
  expect(compare([], [fat], [other], OF_TARGETS)).toMatchObject([
    { target: 'slim', status: 'failed', failures: [other] },
  ])
  expect(compare([], [], [other, failed], OF_TARGETS)).toMatchObject([
    { target: 'slim', status: 'failed', failures: [other, failed] },
  ])
})

test('growth is not judged between two targets, all else is', () => {
  const limits = { 'max-size': 50, 'max-increase': { kind: 'bytes', bytes: 0 }, 'max-layers': 1 } as const
  const rows = compare([fat], [slim], [], OF_TARGETS)
  const judged = judge(rows, policy(limits, { baseline: AGAINST }))
  expect(judged.rows[0]?.map(({ limit, status }) => [limit, status])).toEqual([
    ['max-size', 'breach'],
    ['max-increase', 'skipped'],
    ['max-layers', 'breach'],
  ])
  expect(judged.rows[0]?.[1]?.message).toBe(
    'not judged: it is compared with the target `fat` of the same Dockerfile, which it did not grow from',
  )
  const within = judge(compare([slim], [fat], [], OF_TARGETS), policy(limits, { baseline: AGAINST }))
  expect(within.verdict).toBe('pass')
})
