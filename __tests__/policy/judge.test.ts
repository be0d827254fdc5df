import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type BaseState, judge } from '../../src/policy/judge.js'
import { type Limits, limitsOf } from '../../src/policy/limit.js'
import { parseGrowth } from '../../src/policy/limit-grammar.js'
import { accept } from '../../src/policy/verdict.js'
import { failure, policy, row, type Sides } from './rows.js'

const MB = 1_000_000

interface Case {
  readonly name: string
  readonly limits: Limits
  readonly sides: Sides
  readonly status: string
  readonly message: string
}

const grow = (text: string): Limits => ({ 'max-increase': parseGrowth(text) })

describe('one limit on one row', () => {
  const cases: readonly Case[] = [
    {
      name: 'size under',
      limits: { 'max-size': 150 * MB },
      sides: { head: 92_100_000 },
      status: 'pass',
      message: '92.1 MB of 150 MB allowed',
    },
    {
      name: 'size over',
      limits: { 'max-size': 150 * MB },
      sides: { head: 168 * MB },
      status: 'breach',
      message: '168 MB of 150 MB allowed',
    },
    {
      name: 'size at the edge',
      limits: { 'max-size': 150 * MB },
      sides: { head: 150 * MB },
      status: 'pass',
      message: '150 MB of 150 MB allowed',
    },
    {
      name: 'size a byte over',
      limits: { 'max-size': 102_400 },
      sides: { head: 102_401 },
      status: 'breach',
      message: '102401 B of 102400 B allowed',
    },
    {
      name: 'size that would round below',
      limits: { 'max-size': 5_001_000 },
      sides: { head: 5_001_500 },
      status: 'breach',
      message: '5001500 B of 5001000 B allowed',
    },
    {
      name: 'size within that would round above',
      limits: { 'max-size': 1_234_999 },
      sides: { head: 1_234_998 },
      status: 'pass',
      message: '1.23 MB of 1234999 B allowed',
    },
    {
      name: 'estimated size',
      limits: { 'max-size': MB },
      sides: { head: 2 * MB, exact: false },
      status: 'breach',
      message: '~2 MB of 1 MB allowed',
    },
    {
      name: 'size of nothing allowed',
      limits: { 'max-size': 0 },
      sides: { head: 1 },
      status: 'breach',
      message: '1 B of 0 B allowed',
    },
    {
      name: 'download over',
      limits: { 'max-download': MB },
      sides: { download: [2 * MB, MB] },
      status: 'breach',
      message: '2 MB of 1 MB allowed',
    },
    {
      name: 'growth in bytes',
      limits: grow('5 MB'),
      sides: { head: 168_400_000, base: 150 * MB },
      status: 'breach',
      message: '+18.4 MB of 5 MB allowed',
    },
    {
      name: 'growth within',
      limits: grow('5 MB'),
      sides: { head: 51_200_000, base: 50 * MB },
      status: 'pass',
      message: '+1.2 MB of 5 MB allowed',
    },
    {
      name: 'growth at the edge',
      limits: grow('5 MB'),
      sides: { head: 55 * MB, base: 50 * MB },
      status: 'pass',
      message: '+5 MB of 5 MB allowed',
    },
    {
      name: 'growth a byte over',
      limits: grow('5 MB'),
      sides: { head: 55 * MB + 1, base: 50 * MB },
      status: 'breach',
      message: '+5000001 B of 5000000 B allowed',
    },
    {
      name: 'no growth allowed',
      limits: grow('0'),
      sides: { head: 101, base: 100 },
      status: 'breach',
      message: '+1 B of 0 B allowed',
    },
    {
      name: 'no growth at all',
      limits: grow('0'),
      sides: { head: 100, base: 100 },
      status: 'pass',
      message: '0 B of 0 B allowed',
    },
    {
      name: 'shrinking',
      limits: grow('0 or 0%'),
      sides: { head: 10 * MB, base: 50 * MB },
      status: 'pass',
      message: '−40 MB of 0 B or 0% allowed',
    },
    {
      name: 'percent within',
      limits: grow('2%'),
      sides: { head: 50_500_000, base: 50 * MB },
      status: 'pass',
      message: '+500 kB (+1 %) of 2% allowed',
    },
    {
      name: 'percent at the edge',
      limits: grow('2%'),
      sides: { head: 51 * MB, base: 50 * MB },
      status: 'pass',
      message: '+1 MB (+2 %) of 2% allowed',
    },
    {
      name: 'percent a byte over',
      limits: grow('2%'),
      sides: { head: 51 * MB + 1, base: 50 * MB },
      status: 'breach',
      message: '+1000001 B (+2 %) of 2% (1000000 B) allowed',
    },
    {
      name: 'percent over',
      limits: grow('2%'),
      sides: { head: 60 * MB, base: 50 * MB },
      status: 'breach',
      message: '+10 MB (+20 %) of 2% allowed',
    },
    {
      name: 'percent of nothing',
      limits: grow('50%'),
      sides: { head: 1, base: 0 },
      status: 'breach',
      message: '+1 B of 50% allowed',
    },
    {
      name: 'nothing of nothing',
      limits: grow('0%'),
      sides: { head: 0, base: 0 },
      status: 'pass',
      message: '0 B of 0% allowed',
    },
    {
      name: 'or, bytes break it',
      limits: grow('5 MB or 20%'),
      sides: { head: 106 * MB, base: 100 * MB },
      status: 'breach',
      message: '+6 MB (+6 %) of 5 MB or 20% allowed',
    },
    {
      name: 'or, percent breaks it',
      limits: grow('5 MB or 2%'),
      sides: { head: 103 * MB, base: 100 * MB },
      status: 'breach',
      message: '+3 MB (+3 %) of 5 MB or 2% allowed',
    },
    {
      name: 'or, neither',
      limits: grow('5 MB or 2%'),
      sides: { head: 101 * MB, base: 100 * MB },
      status: 'pass',
      message: '+1 MB (+1 %) of 5 MB or 2% allowed',
    },
    {
      name: 'and, only bytes',
      limits: grow('2% and 1 MB'),
      sides: { head: 101_500_000, base: 100 * MB },
      status: 'pass',
      message: '+1.5 MB (+1.5 %) of 2% and 1 MB allowed',
    },
    {
      name: 'and, only percent',
      limits: grow('2% and 1 MB'),
      sides: { head: 1_500_000, base: MB },
      status: 'pass',
      message: '+500 kB (+50 %) of 2% and 1 MB allowed',
    },
    {
      name: 'and, both',
      limits: grow('2% and 1 MB'),
      sides: { head: 103 * MB, base: 100 * MB },
      status: 'breach',
      message: '+3 MB (+3 %) of 2% and 1 MB allowed',
    },
    {
      name: 'estimated growth',
      limits: grow('1 MB'),
      sides: { head: 3 * MB, base: MB, exact: false },
      status: 'breach',
      message: '~+2 MB of 1 MB allowed',
    },
    {
      name: 'download growth',
      limits: { 'max-download-increase': parseGrowth('1 MB') },
      sides: { download: [3 * MB, MB] },
      status: 'breach',
      message: '+2 MB of 1 MB allowed',
    },
    {
      name: 'too few stages',
      limits: { 'min-stages': 2 },
      sides: { stages: 1 },
      status: 'breach',
      message: '1 stage, at least 2 wanted',
    },
    {
      name: 'enough stages',
      limits: { 'min-stages': 2 },
      sides: { stages: 2 },
      status: 'pass',
      message: '2 stages, at least 2 wanted',
    },
    {
      name: 'too many stages',
      limits: { 'max-stages': 4 },
      sides: { stages: 5 },
      status: 'breach',
      message: '5 stages, at most 4 allowed',
    },
    {
      name: 'too many layers',
      limits: { 'max-layers': 10 },
      sides: { layers: 12 },
      status: 'breach',
      message: '12 layers, at most 10 allowed',
    },
    {
      name: 'layers at the edge',
      limits: { 'max-layers': 10 },
      sides: { layers: 10 },
      status: 'pass',
      message: '10 layers, at most 10 allowed',
    },
  ]
  test.each(cases)('$name', ({ limits, sides, status, message }) => {
    const judged = judge([row(sides)], policy(limits))
    expect(judged.rows[0]?.map((each) => [each.status, each.message])).toEqual([[status, message]])
    expect(judged.verdict).toBe(status)
    const warned = judge([row(sides)], policy(limits, { onBreach: 'warn' }))
    expect(warned.verdict).toBe(status === 'breach' ? 'warn' : status)
    expect(warned.rows[0]?.[0]?.status).toBe(status === 'breach' ? 'warn' : status)
  })
})

describe('what is judged', () => {
  test('nothing without limits', () => {
    expect(judge([row({ head: 9e9, base: 0 })], policy({}))).toEqual({ rows: [[]], verdict: 'pass', failed: false })
    expect(judge([], policy({ 'max-size': 0 }))).toEqual({ rows: [], verdict: 'pass', failed: false })
  })

  test('not intermediate targets, not removed ones', () => {
    const rows = [row({ head: 9 }, { shipped: false }), row({ head: null, base: 9 })]
    expect(judge(rows, policy({ 'max-size': 1, 'max-increase': { kind: 'bytes', bytes: 0 } }))).toEqual({
      rows: [[], []],
      verdict: 'pass',
      failed: false,
    })
  })

  test('all limits in one order, the gravest decides', () => {
    const limits: Limits = {
      'max-layers': 1,
      'max-size': 1000,
      'max-increase': { kind: 'bytes', bytes: 0 },
      'min-stages': 2,
    }
    const judged = judge([row(), row({ head: 2000, base: 1999 })], policy(limits))
    expect(judged.rows.map((each) => each.map(({ limit, status }) => `${limit} ${status}`))).toEqual([
      ['max-size pass', 'max-increase pass', 'min-stages pass', 'max-layers breach'],
      ['max-size breach', 'max-increase breach', 'min-stages pass', 'max-layers breach'],
    ])
    expect(judged.verdict).toBe('breach')
  })

  test('a target by its own limits over the rest', () => {
    const limits = { shipped: { 'max-size': 10, 'max-layers': 5 }, targets: { worker: { 'max-size': 200 } } }
    expect(limitsOf(limits, 'Worker')).toEqual({ 'max-size': 200, 'max-layers': 5 })
    expect(limitsOf(limits, 'api')).toEqual({ 'max-size': 10, 'max-layers': 5 })
    expect(limitsOf(limits, 'constructor')).toBe(limits.shipped)
    const judged = judge(
      [row({ head: 100 }, { target: 'worker' }), row({ head: 100 }, { target: 'api' })],
      policy({}, { limitsFor: ({ target }) => limitsOf(limits, target) }),
    )
    expect(judged.rows.map(([first]) => first?.status)).toEqual(['pass', 'breach'])
  })
})

describe('drift', () => {
  const images = [{ reference: 'debian:12', from: 'sha256:1', to: 'sha256:2' }]
  const drifted = row({ head: 120 * MB, base: 100 * MB }, { drift: { size: 18 * MB, download: null, images } })
  test('is not judged', () => {
    const judged = judge([drifted], policy(grow('5 MB')))
    expect(judged.rows[0]?.[0]).toMatchObject({ status: 'pass', actual: '+2 MB' })
    expect(judged.rows[0]?.[0]?.message).toBe('+2 MB of 5 MB allowed, without +18 MB of drift')
  })
  test('is judged where it is not to be ignored', () => {
    const judged = judge([drifted], policy(grow('5 MB'), { ignoreDrift: false }))
    expect(judged.verdict).toBe('breach')
    expect(judged.rows[0]?.[0]?.message).toBe('+20 MB of 5 MB allowed, +18 MB of it drift')
  })
  test('that cannot be told is not taken off', () => {
    expect(judge([drifted], policy({ 'max-download-increase': parseGrowth('5 MB') })).verdict).toBe('breach')
  })
  test('is in what an absolute limit judges', () => {
    expect(judge([drifted], policy({ 'max-size': 119 * MB })).verdict).toBe('breach')
  })
  test('that shrank does not hide growth', () => {
    const shrunk = row({ head: 100 * MB, base: 100 * MB }, { drift: { size: -10 * MB, download: null, images } })
    expect(judge([shrunk], policy(grow('5 MB'))).verdict).toBe('breach')
  })
})

describe('what could not be measured', () => {
  const limits: Limits = { 'max-size': 50, ...grow('1 kB') }
  const none = (expected: boolean): BaseState => ({ source: 'none', expected, reason: 'no such commit' })

  test('a new image: growth is skipped, the head is judged', () => {
    const judged = judge([row({ head: 100, base: null })], policy(limits))
    expect(judged.rows[0]?.map(({ limit, status, message }) => [limit, status, message])).toEqual([
      ['max-size', 'breach', '100 B of 50 B allowed'],
      ['max-increase', 'skipped', 'not judged: the image is new, so there is no base to grow from'],
    ])
    expect(judge([row({ head: 10, base: null })], policy(limits)).verdict).toBe('pass')
  })

  test('no base by nature has no effect', () => {
    const judged = judge([row({ head: 10, base: null })], policy(limits, { baseline: none(false) }))
    expect(judged.verdict).toBe('pass')
    expect(judged.rows[0]?.[1]).toMatchObject({
      status: 'skipped',
      message: 'not judged: there is no base: no such commit',
    })
  })

  test('a base that should be there warns, with or without limits', () => {
    expect(judge([row({ head: 10, base: null })], policy(limits, { baseline: none(true) })).verdict).toBe('warn')
    expect(judge([row({ head: 10, base: null })], policy({}, { baseline: none(true) })).verdict).toBe('warn')
    expect(judge([row({ head: 99, base: null })], policy(limits, { baseline: none(true) })).verdict).toBe('breach')
  })

  test.each([
    ['named by its failure', row({ head: 10, base: null }, { failures: [failure('base')] })],
    ['named by its status', row({ head: 10, base: null }, { status: 'changed' })],
  ])('a base that does not build warns (%s)', (_, broken) => {
    expect(judge([broken], policy({})).verdict).toBe('warn')
    const judged = judge([broken], policy(limits))
    expect(judged.verdict).toBe('warn')
    expect(judged.rows[0]?.[1]).toMatchObject({ status: 'skipped', actual: null })
    expect(judged.rows[0]?.[1]?.message).toMatch(/the base could not be built/)
  })

  test('a broken base of an image that the head removed has no effect', () => {
    expect(judge([row({ head: null, base: 1 }, { failures: [failure('base')] })], policy(limits)).verdict).toBe('pass')
  })

  test('a head that does not build is a breach that no label accepts', () => {
    const broken = row({ head: null, base: 10 }, { status: 'failed', failures: [failure('head')] })
    const judged = judge([broken], policy(limits, { onBreach: 'warn' }))
    expect(judged).toMatchObject({ verdict: 'breach', failed: true })
    expect(judged.rows[0]?.map(({ status, message }) => `${status}: ${message}`)).toEqual([
      'skipped: not judged: the image could not be built',
      'skipped: not judged: the image could not be built',
    ])
    expect(accept(judged, true)).toBe('breach')
  })

  test('an unknown download is never green', () => {
    const unknown = row({ download: [null, 1] })
    const judged = judge([unknown], policy({ 'max-download': 5, 'max-download-increase': parseGrowth('1%') }))
    expect(judged.verdict).toBe('warn')
    expect(judged.rows[0]?.map(({ status, message }) => `${status}: ${message}`)).toEqual([
      'skipped: not judged: its download size is not known here',
      'skipped: not judged: the download size of the image is not known here',
    ])
    const base = judge([row({ download: [1, null] })], policy({ 'max-download-increase': parseGrowth('1%') }))
    expect([base.verdict, base.rows[0]?.[0]?.message]).toEqual([
      'warn',
      'not judged: the download size of the base is not known here',
    ])
  })
})

test('a breach that was accepted is overridden, nothing else changes', () => {
  expect(accept({ verdict: 'breach', failed: false }, true)).toBe('overridden')
  expect(accept({ verdict: 'breach', failed: false }, false)).toBe('breach')
  expect(accept({ verdict: 'warn', failed: false }, true)).toBe('warn')
  expect(accept({ verdict: 'pass', failed: false }, true)).toBe('pass')
})

describe('for any numbers', () => {
  const bytes = fc.nat({ max: 2 ** 40 })
  const bound = fc
    .tuple(bytes, fc.nat({ max: 2_000_000 }), fc.constantFrom('bytes', 'percent', 'or', 'and'))
    .map(([size, scaled, kind]) => {
      const percent = `${scaled / 10_000}%`
      return kind === 'bytes' ? `${size}` : kind === 'percent' ? percent : `${size} ${kind} ${percent}`
    })
  const isBroken = (head: number, base: number, text: string): boolean =>
    judge([row({ head, base })], policy(grow(text))).verdict === 'breach'

  test('what grows more breaks what less growth broke', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, bound, (base, head, more, text) => {
        if (isBroken(head, base, text)) expect(isBroken(head + more, base, text)).toBe(true)
      }),
    )
  })

  test('shrinking breaks nothing', () => {
    fc.assert(
      fc.property(bytes, bytes, bound, (head, less, text) => {
        expect(isBroken(head, head + less, text)).toBe(false)
      }),
    )
  })

  test('`or` is stricter than either term, `and` looser', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.nat({ max: 300 }), (head, base, size, percent) => {
        const terms = [isBroken(head, base, `${size}`), isBroken(head, base, `${percent}%`)]
        expect(isBroken(head, base, `${size} or ${percent}%`)).toBe(terms.includes(true))
        expect(isBroken(head, base, `${size} and ${percent}%`)).toBe(!terms.includes(false))
      }),
    )
  })

  test('a message never reads as the other outcome', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: -2000, max: 2000 }), (allowed, off) => {
        const head = Math.max(0, allowed + off)
        const message = judge([row({ head })], policy({ 'max-size': allowed })).rows[0]?.[0]?.message ?? ''
        const [actual = '', limit = ''] = message.replace(' allowed', '').split(' of ')
        const [left, right] = [parseGrowth(actual), parseGrowth(limit)].map((each) =>
          each.kind === 'bytes' ? each.bytes : 0,
        )
        expect((left ?? 0) > (right ?? 0)).toBe(head > allowed)
      }),
    )
  })
})
