import { formatBytes, parseBytes } from '../bytes.js'
import type { Row } from '../compare/comparison.js'
import type { ByteCount } from '../image/measurement.js'
import { type LimitResult, headMissing } from './limit-result.js'
import { formatSize } from './limit-grammar.js'

/** Judges a bound on a size of the head: `168 MB of 150 MB allowed`. Exactly the bound is within it. */
export function judgeSize(allowed: number, actual: ByteCount | null, row: Row, what: string): LimitResult {
  if (actual === null) return headMissing(formatSize(allowed), row, what)
  const [shown, bound] = tellApart(actual.bytes, allowed)
  const measured = `${actual.exact ? '' : '~'}${shown}`
  return {
    allowed: formatSize(allowed),
    actual: measured,
    outcome: actual.bytes > allowed ? 'breach' : 'pass',
    message: `${measured} of ${bound} allowed`,
  }
}

/**
 * `actual` and `allowed` (bytes from 0 on) as they are shown beside each other: rounded for a reader, and to the byte
 * where rounding would hide which of them is more.
 */
export function tellApart(actual: number, allowed: number): readonly [string, string] {
  const rounded = formatBytes(actual)
  if (parseBytes(rounded) > allowed === actual > allowed) return [rounded, formatSize(allowed)]
  return [`${actual} B`, `${allowed} B`]
}
