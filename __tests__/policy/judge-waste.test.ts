import { describe, expect, test } from '@jest/globals'
import type { Row } from '../../src/compare/comparison.js'
import type { Waste } from '../../src/findings/waste.js'
import { judge } from '../../src/policy/judge.js'
import { sets } from '../../src/policy/limit.js'
import { parseShare } from '../../src/policy/limit-grammar.js'
import { failure, policy, row } from './rows.js'

const MB = 1_000_000

describe('waste of the head', () => {
  const cases: readonly (readonly [string, number, number, string, string, string])[] = [
    ['5 MB', 18_400_000, 168 * MB, 'breach', '18.4 MB', '18.4 MB need not be there, 5 MB allowed'],
    ['5 MB', 5 * MB, 168 * MB, 'pass', '5 MB', '5 MB need not be there, 5 MB allowed'],
    ['5 MB', 5 * MB + 1, 168 * MB, 'breach', '5000001 B', '5000001 B need not be there, 5000000 B allowed'],
    ['5 MB', 0, 168 * MB, 'pass', '0 B', '0 B need not be there, 5 MB allowed'],
    ['0', 1, MB, 'breach', '1 B', '1 B need not be there, 0 B allowed'],
    ['2%', 18_400_000, 168 * MB, 'breach', '18.4 MB (11 %)', '18.4 MB (11 %) need not be there, 2% allowed'],
    ['20%', 18_400_000, 168 * MB, 'pass', '18.4 MB (11 %)', '18.4 MB (11 %) need not be there, 20% allowed'],
    ['2%', 2 * MB, 100 * MB, 'pass', '2 MB (2 %)', '2 MB (2 %) need not be there, 2% allowed'],
    [
      '2%',
      2 * MB + 1,
      100 * MB,
      'breach',
      '2000001 B (2 %)',
      '2000001 B (2 %) need not be there, 2% (2000000 B) allowed',
    ],
    ['2%', 0, 0, 'pass', '0 B', '0 B need not be there, 2% allowed'],
  ]
  test.each(cases)('%s of waste allowed, %d of %d bytes are: %s', (allowed, waste, size, status, actual, message) => {
    const limits = { 'max-waste': parseShare(allowed) }
    const judged = judge(
      [row({ head: size, base: size })],
      policy(limits, { wasteOf: () => ({ bytes: waste, isWhole: true }) }),
    )
    expect(judged.rows[0]).toMatchObject([{ limit: 'max-waste', status, actual, message }])
    expect(judged.verdict).toBe(status)
  })

  test('is each row’s own, of shipped targets only', () => {
    const rows = [row(), row({}, { target: 'worker' }), row({}, { target: 'build', shipped: false })]
    const limits = { 'max-waste': parseShare('5 B') }
    const wasteOf = (one: Row): Waste => ({ bytes: one.target === 'api' ? 4 : 6, isWhole: true })
    const judged = judge(rows, policy(limits, { wasteOf }))
    expect(judged.rows.map((each) => each.map(({ status }) => status))).toEqual([['pass'], ['breach'], []])
  })

  test('is asked for where any target has the limit', () => {
    const share = parseShare('1%')
    expect(sets({ shipped: {}, targets: { worker: { 'max-waste': share } } }, 'max-waste')).toBe(true)
    expect(sets({ shipped: { 'max-waste': share }, targets: {} }, 'max-waste')).toBe(true)
    expect(sets({ shipped: { 'max-size': 1 }, targets: { worker: { 'max-layers': 1 } } }, 'max-waste')).toBe(false)
  })

  test('of what was read in part is never green, and red where what was read is too much', () => {
    const judged = (allowed: string) =>
      judge(
        [row({ head: 100 * MB })],
        policy({ 'max-waste': parseShare(allowed) }, { wasteOf: () => ({ bytes: 3 * MB, isWhole: false }) }),
      )
    expect(judged('5 MB')).toMatchObject({
      verdict: 'warn',
      rows: [
        [
          {
            status: 'skipped',
            actual: null,
            message: 'not judged: at least 3 MB need not be there, and not all that tells of it could be read',
          },
        ],
      ],
    })
    expect(judged('2%')).toMatchObject({ verdict: 'breach', rows: [[{ status: 'breach', actual: '3 MB (3 %)' }]] })
  })

  test('of what was not looked into is never green', () => {
    const judged = judge([row(), row({ base: null })], policy({ 'max-waste': parseShare('5%') }))
    const skipped = {
      limit: 'max-waste',
      allowed: '5%',
      actual: null,
      status: 'skipped',
      message: 'not judged: its layers could not be looked into',
    }
    expect(judged).toEqual({ rows: [[skipped], [skipped]], verdict: 'warn', failed: false })
    const failed = row({ head: null }, { status: 'failed', failures: [failure('head')] })
    expect(
      judge([failed], policy({ 'max-waste': parseShare('5 MB') }, { wasteOf: () => ({ bytes: 0, isWhole: true }) }))
        .rows[0]?.[0],
    ).toMatchObject({
      status: 'skipped',
      message: 'not judged: the image could not be built',
    })
  })
})
