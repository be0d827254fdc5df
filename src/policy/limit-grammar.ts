import { parseBytes } from '../bytes.js'
import { GateError } from '../errors.js'
import type { Growth, Share } from './limit.js'
import { didYouMean } from '../nearest.js'

const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB'] as const

const SIZE_HINT = 'Write a number with B, kB, MB, GB, KiB, MiB or GiB, such as `200 MB`.'
const GROWTH_HINT = 'Write a size, a percentage of the base, or both: `5 MB`, `2%`, `5 MB or 2%`, `2% and 1 MB`.'
const SHARE_HINT = 'Write a size or a percentage of the size: `5 MB`, `2%`.'
const COUNT_HINT = 'Write a whole number, such as `2`.'

/** Percentages are kept to this many decimals, so that they can be compared without rounding. */
const PERCENT_DECIMALS = 4
const MAX_PERCENT = 1_000_000

/** Bytes of a size such as `200 MB`. Throws a GateError (usage) that quotes the value and says what was expected. */
export function parseSize(text: string): number {
  return sizeTerm(text, (why) => wrong(text, 'a size', SIZE_HINT, why))
}

/** The bound that `5 MB`, `2%`, `5 MB or 2%` or `2% and 1 MB` sets. Throws a GateError (usage). */
export function parseGrowth(text: string): Growth {
  const fail = (why: string): GateError => wrong(text, 'a limit on growth', GROWTH_HINT, why)
  const words = text.trim().split(/\s*(?<![a-z])(or|and)(?![a-z])\s*/i)
  if (words.length > 3) throw fail('it joins more than two terms')
  const [first = '', joint, second] = words
  const left = term(first, fail)
  if (joint === undefined || second === undefined) return left
  const right = term(second, fail)
  if (left.kind === right.kind) {
    throw fail(left.kind === 'bytes' ? 'it has two sizes' : 'it has two percentages')
  }
  const kind = joint.toLowerCase() === 'or' ? 'or' : 'and'
  const bytes = left.kind === 'bytes' ? left : right
  const percent = left.kind === 'percent' ? left : right
  return {
    kind,
    bytes: bytes.kind === 'bytes' ? bytes.bytes : 0,
    percent: percent.kind === 'percent' ? percent.percent : 0,
  }
}

/** Bytes or percent, as `5 MB` or `2%`. Throws a GateError (usage). */
export function parseShare(text: string): Share {
  return term(text, (why) => wrong(text, 'a size or a percentage', SHARE_HINT, why))
}

/** A whole number from 0 on. Throws a GateError (usage). */
export function parseCount(text: string): number {
  const count = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(count)) throw wrong(text, 'a whole number', COUNT_HINT, signTrouble(text))
  return count
}

/** `growth` as a person would write it; {@link parseGrowth} gives the same growth back. */
export function formatGrowth(growth: Growth): string {
  switch (growth.kind) {
    case 'bytes':
      return formatSize(growth.bytes)
    case 'percent':
      return formatShareOfBase(growth.percent)
    case 'or':
      return `${formatSize(growth.bytes)} or ${formatShareOfBase(growth.percent)}`
    case 'and':
      return `${formatShareOfBase(growth.percent)} and ${formatSize(growth.bytes)}`
  }
}

/** `bytes` to the byte in the unit that is shortest to read, as in `200 MB`, `1.5 GiB`, `5123456 B`. */
export function formatSize(bytes: number): string {
  let best = `${bytes} B`
  for (const [unit, step] of FORMATS) {
    const number = String(Number((bytes / step).toFixed(3)))
    const text = `${number} ${unit}`
    // The parser is the judge of whether the unit holds the bytes exactly; a tie keeps the larger, decimal unit.
    if (bytes >= step && !number.includes('e') && text.length < best.length && parseBytes(text) === bytes) best = text
  }
  return best
}

const FORMATS: readonly (readonly [string, number])[] = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
]

/**
 * Whether `part` is more than `percent` of `whole`, told with integers, so that the edge is exact. Of nothing, any
 * part is more.
 */
export function exceedsPercent(part: number, whole: number, percent: number): boolean {
  const scale = 10 ** PERCENT_DECIMALS
  return BigInt(part) * 100n * BigInt(scale) > BigInt(whole) * BigInt(Math.round(percent * scale))
}

function formatShareOfBase(percent: number): string {
  return `${Number(percent.toFixed(PERCENT_DECIMALS))}%`
}

function term(text: string, fail: (why: string) => GateError): Share {
  const percent = /^\s*([^%]*?)\s*%\s*$/.exec(text)?.[1]
  if (percent === undefined) return { kind: 'bytes', bytes: sizeTerm(text, fail) }
  return { kind: 'percent', percent: percentTerm(percent, fail) }
}

function percentTerm(text: string, fail: (why: string) => GateError): number {
  const decimals = /^(?:\d+(?:\.(\d+))?|\.(\d+))$/.exec(text)
  if (decimals === null) throw fail(signTrouble(text) || `"${text}" is not a number`)
  if ((decimals[1] ?? decimals[2] ?? '').length > PERCENT_DECIMALS) {
    throw fail(`a percentage has at most ${PERCENT_DECIMALS} decimals`)
  }
  if (Number(text) > MAX_PERCENT) throw fail(`a percentage is at most ${MAX_PERCENT}`)
  return Number(text)
}

function sizeTerm(text: string, fail: (why: string) => GateError): number {
  try {
    return parseBytes(text)
  } catch {
    throw fail(sizeTrouble(text))
  }
}

function sizeTrouble(text: string): string {
  const sign = signTrouble(text)
  if (sign !== '') return sign
  if (text.trim() === '') return 'a size is missing'
  const [, number = '', unit = ''] = /^\s*([\d_.,]*)\s*(.*?)\s*$/s.exec(text) ?? []
  if (number === '') return 'it has no number'
  if (/^\d+,\d+$/.test(number) && unit.length <= 3)
    return 'decimals follow a point, and digits are not grouped by commas'
  if (/^[a-z]+$/i.test(unit) && !SIZE_UNITS.some((known) => known.toLowerCase() === unit.toLowerCase())) {
    return `"${unit}" is not a unit.${didYouMean(unit, nearUnits(unit))}`
  }
  return ''
}

/** `Mo`, `M` and `mbytes` mean megabytes: the letter tells more than the distance does. */
function nearUnits(unit: string): readonly string[] {
  const letter = unit.charAt(0).toLowerCase()
  const same = SIZE_UNITS.filter((known) => known.charAt(0).toLowerCase() === letter && !known.includes('i'))
  return unit.length <= 2 && same.length > 0 ? same : SIZE_UNITS
}

function signTrouble(text: string): string {
  return /^\s*[-−+]\s*\.?\d/.test(text) ? 'it has a sign, and limits have none' : ''
}

function wrong(text: string, what: string, hint: string, why = ''): GateError {
  const reason = why === '' ? '' : `: ${why.replace(/\.$/, '')}`
  return new GateError('usage', `${JSON.stringify(text)} is not ${what}${reason}`, hint)
}
