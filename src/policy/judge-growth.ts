import { formatBytes, formatChange, formatPercent } from '../bytes.js'
import type { Delta, Row } from '../compare/comparison.js'
import { type LimitResult, unmeasured } from './limit-result.js'
import { tellApart } from './judge-size.js'
import type { Growth } from './limit.js'
import { exceedsPercent, formatGrowth } from './limit-grammar.js'

/** What of a change is drift, in bytes, and whether it is left out. */
export interface DriftPart {
  readonly bytes: number
  readonly ignored: boolean
}

/**
 * Judges a bound on growth: `+18.4 MB of 5 MB allowed`. Ignored drift is taken off the change first. `withoutBase` says
 * what to answer where there is no base to grow from; null where there is one.
 */
export function judgeGrowth(
  allowed: Growth,
  delta: Delta,
  drift: DriftPart,
  row: Row,
  withoutBase: ((allowed: string) => LimitResult) | null,
  what: string,
): LimitResult {
  const bound = formatGrowth(allowed)
  if (row.head === null) return unmeasured(bound, 'the image could not be built')
  if (withoutBase !== null) return withoutBase(bound)
  if (delta.change === null || delta.base === null) return unmeasured(bound, unknownGrowth(delta, what))
  const growth = delta.change - (drift.ignored ? drift.bytes : 0)
  const sign = delta.exact ? '' : '~'
  const outcome = exceeds(growth, delta.base, allowed) ? 'breach' : 'pass'
  const [shown, limit] = shownGrowth(growth, delta.base, allowed)
  const apart = driftWords(drift)
  return { allowed: bound, actual: `${sign}${shown}`, outcome, message: `${sign}${shown} of ${limit} allowed${apart}` }
}

function unknownGrowth({ head, base }: Delta, what: string): string {
  if (head !== null && base !== null) return `the ${what} is exact on one side and an estimate on the other`
  return `the ${what} of the ${head === null ? 'image' : 'base'} is not known here`
}

function driftWords({ bytes, ignored }: DriftPart): string {
  if (bytes === 0) return ''
  return ignored ? `, without ${formatChange(bytes)} of drift` : `, ${formatChange(bytes)} of it drift`
}

/** Whether `growth` bytes on a base of `base` bytes are more than is allowed. Shrinking never is. */
export function exceeds(growth: number, base: number, allowed: Growth): boolean {
  if (growth <= 0) return false
  switch (allowed.kind) {
    case 'bytes':
      return growth > allowed.bytes
    case 'percent':
      return exceedsPercent(growth, base, allowed.percent)
    case 'or':
      return growth > allowed.bytes || exceedsPercent(growth, base, allowed.percent)
    case 'and':
      return growth > allowed.bytes && exceedsPercent(growth, base, allowed.percent)
  }
}

/** The growth and its bound in words that do not contradict the outcome: rounded, or to the byte where they would. */
export function shownGrowth(growth: number, base: number, allowed: Growth): readonly [string, string] {
  const written = formatGrowth(allowed)
  if (growth <= 0) return [formatChange(growth), written]
  if (allowed.kind === 'bytes') {
    const [shown, bound] = tellApart(growth, allowed.bytes)
    return [`+${shown}`, bound]
  }
  const share = formatPercent(growth, base)
  const percent = base === 0 ? Infinity : (growth / base) * 100
  const clear =
    sameSide(shownNumber(share), percent, allowed.percent) &&
    (allowed.kind === 'percent' || tellApart(growth, allowed.bytes)[0] === formatBytes(growth))
  const bytes = clear ? formatBytes(growth) : `${growth} B`
  const bound = clear ? written : `${written} (${allowedBytes(base, allowed)} B)`
  return [`+${bytes}${share === null ? '' : ` (${share})`}`, bound]
}

function shownNumber(share: string | null): number {
  return share === null ? Infinity : Number(share.replace(/[^\d.]/g, ''))
}

function sameSide(shown: number, actual: number, allowed: number): boolean {
  return shown > allowed === actual > allowed
}

/** The most bytes that may be added to a base of `base` bytes. */
function allowedBytes(base: number, allowed: Exclude<Growth, { kind: 'bytes' }>): number {
  const share = largestWithin(base, allowed.percent)
  if (allowed.kind === 'percent') return share
  return allowed.kind === 'or' ? Math.min(share, allowed.bytes) : Math.max(share, allowed.bytes)
}

function largestWithin(base: number, percent: number): number {
  const near = Math.round((base * percent) / 100)
  // The float may be off by one either way; the exact comparison decides.
  return [near + 1, near, near - 1].find((bytes) => bytes >= 0 && !exceedsPercent(bytes, base, percent)) ?? 0
}
