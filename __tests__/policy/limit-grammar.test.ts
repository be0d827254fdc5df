import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GateError } from '../../src/errors.js'
import {
  exceedsPercent,
  formatGrowth,
  formatSize,
  parseCount,
  parseGrowth,
  parseShare,
  parseSize,
} from '../../src/policy/limit-grammar.js'
import type { Growth } from '../../src/policy/limit.js'

const MB = 1_000_000

describe('a limit on growth', () => {
  const good: readonly (readonly [string, Growth])[] = [
    ['5 MB', { kind: 'bytes', bytes: 5 * MB }],
    ['5MB', { kind: 'bytes', bytes: 5 * MB }],
    ['  5   mb ', { kind: 'bytes', bytes: 5 * MB }],
    ['1.5 GiB', { kind: 'bytes', bytes: 1_610_612_736 }],
    ['0', { kind: 'bytes', bytes: 0 }],
    ['4096', { kind: 'bytes', bytes: 4096 }],
    ['2%', { kind: 'percent', percent: 2 }],
    ['2 %', { kind: 'percent', percent: 2 }],
    ['.5%', { kind: 'percent', percent: 0.5 }],
    ['0%', { kind: 'percent', percent: 0 }],
    ['12.125 %', { kind: 'percent', percent: 12.125 }],
    ['5 MB or 2%', { kind: 'or', bytes: 5 * MB, percent: 2 }],
    ['2% or 5 MB', { kind: 'or', bytes: 5 * MB, percent: 2 }],
    ['2% and 1 MB', { kind: 'and', bytes: MB, percent: 2 }],
    ['1 MB AND 2 %', { kind: 'and', bytes: MB, percent: 2 }],
    ['1 MB\n Or\t2%', { kind: 'or', bytes: MB, percent: 2 }],
    ['0 or 0%', { kind: 'or', bytes: 0, percent: 0 }],
  ]
  test.each(good)('%j', (text, growth) => {
    expect(parseGrowth(text)).toEqual(growth)
  })

  const bad: readonly (readonly [string, RegExp])[] = [
    ['', /a size is missing/],
    ['or', /a size is missing/],
    ['5 MB or', /a size is missing/],
    ['and 2%', /a size is missing/],
    ['%', /"" is not a number/],
    ['-5 MB', /has a sign/],
    ['+5 MB', /has a sign/],
    ['-2%', /has a sign/],
    ['−2%', /has a sign/],
    ['5 MB or 6 MB', /two sizes/],
    ['2% and 3%', /two percentages/],
    ['5 MB or 2% or 1 kB', /more than two terms/],
    ['5 MB and 2% or 3%', /more than two terms/],
    ['5 MB, 2%', /not a number|point/],
    ['5 MB | 2%', /is not a limit on growth/],
    ['5 MB 2%', /"5 MB 2" is not a number/],
    ['5 Mb/s', /is not a limit on growth/],
    ['5 Mo', /"Mo" is not a unit. Did you mean `MB`\?/],
    ['5 M', /"M" is not a unit. Did you mean `MB`\?/],
    ['5 k', /Did you mean `kB`\?/],
    ['5 MBB', /Did you mean `MB`\?/],
    ['5 MIBB', /Did you mean `MiB`\?/],
    ['1,5 MB', /decimals follow a point/],
    ['1,5%', /"1,5" is not a number/],
    ['2.12345%', /at most 4 decimals/],
    ['2000000%', /at most 1000000/],
    ['1e6', /is not a limit on growth/],
    ['5 percent', /is not a unit/],
    ['lots', /it has no number/],
    ['NaN', /it has no number/],
    ['5..5 MB', /is not a limit on growth/],
    ['99999999999 TB', /is not a limit on growth/],
  ]
  test.each(bad)('refuses %j', (text, why) => {
    const thrown = thrownBy(() => parseGrowth(text))
    expect(thrown.trouble).toBe('usage')
    expect(thrown.message).toMatch(why)
    expect(thrown.message).toContain(JSON.stringify(text))
    expect(thrown.hint).toContain('`5 MB or 2%`')
  })

  test('is printed as it can be read again', () => {
    fc.assert(
      fc.property(growths(), (growth) => {
        expect(parseGrowth(formatGrowth(growth))).toEqual(growth)
        expect(parseGrowth(`  ${formatGrowth(growth).toUpperCase()} `)).toEqual(growth)
      }),
    )
  })

  test.each([
    ['5MB', '5 MB'],
    ['2 %', '2%'],
    ['2%   or 5 mb', '5 MB or 2%'],
    ['1 MB and 2%', '2% and 1 MB'],
    ['0', '0 B'],
    ['0.5%', '0.5%'],
  ])('%j is printed as %j', (text, printed) => {
    expect(formatGrowth(parseGrowth(text))).toBe(printed)
  })
})

describe('sizes, shares and counts', () => {
  test.each([
    [200 * MB, '200 MB'],
    [1_610_612_736, '1.5 GiB'],
    [1024, '1 KiB'],
    [1_500_000, '1.5 MB'],
    [5_123_456, '5123456 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [0, '0 B'],
    [1_048_577, '1048577 B'],
  ])('%d bytes are written %j', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text)
  })

  test('every number of bytes is written to the byte', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 45 }), (bytes) => {
        expect(parseSize(formatSize(bytes))).toBe(bytes)
      }),
    )
  })

  test.each(['20 Mb/s', '', 'x', '-1', '5%', '5 MB or 2%', '1,000', '1 000 MB', '٣ MB', '5 ZB'])(
    'refuses the size %j',
    (text) => {
      expect(thrownBy(() => parseSize(text)).message).toContain(`${JSON.stringify(text)} is not a size`)
    },
  )

  test.each(['', '-1', '1.5', '2 stages', 'two', '0x2', '1e3', '99999999999999999999'])(
    'refuses the count %j',
    (text) => {
      const thrown = thrownBy(() => parseCount(text))
      expect(thrown.message).toContain(`${JSON.stringify(text)} is not a whole number`)
      expect(thrown.hint).toContain('whole number')
    },
  )

  test('counts', () => {
    expect([parseCount('0'), parseCount(' 2 '), parseCount('007')]).toEqual([0, 2, 7])
  })

  test('shares are one term', () => {
    expect(parseShare('2%')).toEqual({ kind: 'percent', percent: 2 })
    expect(parseShare('5 MB')).toEqual({ kind: 'bytes', bytes: 5 * MB })
    expect(() => parseShare('5 MB or 2%')).toThrow(/is not a size or a percentage/)
  })
})

describe('percent of the base', () => {
  test.each([
    [1_000_000, 50_000_000, 2, false],
    [1_000_001, 50_000_000, 2, true],
    [7, 100, 7, false],
    [29, 100, 29, false],
    [3, 1000, 0.3, false],
    [4, 1000, 0.3, true],
    [1, 0, 100, true],
    [0, 0, 0, false],
    [1, 1_000_000, 0.0001, false],
    [2, 1_000_000, 0.0001, true],
    [9_007_199_254_740_991, 9_007_199_254_740_990, 100, true],
  ])('%d of %d is more than %d %%: %s', (part, whole, percent, more) => {
    expect(exceedsPercent(part, whole, percent)).toBe(more)
  })

  test('the edge is exact for every whole percentage', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), fc.nat({ max: 500 }), (hundredth, percent) => {
        expect(exceedsPercent(hundredth * percent, hundredth * 100, percent)).toBe(false)
        expect(exceedsPercent(hundredth * percent + 1, hundredth * 100, percent)).toBe(true)
      }),
    )
  })
})

function growths(): fc.Arbitrary<Growth> {
  const bytes = fc.nat({ max: 2 ** 45 })
  const percent = fc.nat({ max: 9_999_999 }).map((scaled) => scaled / 10_000)
  return fc.oneof(
    fc.record({ kind: fc.constant('bytes' as const), bytes }),
    fc.record({ kind: fc.constant('percent' as const), percent }),
    fc.record({ kind: fc.constantFrom('or' as const, 'and' as const), bytes, percent }),
  )
}

function thrownBy(act: () => unknown): GateError {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}
