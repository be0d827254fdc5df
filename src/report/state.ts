import type { Report } from './report.js'
import { isOnlyDrift, isUntouched } from './drift.js'
import { judged } from './rows.js'

/**
 * What the report is about before all else:
 * `failed` the head does not build · `breach` over budget · `accepted` over budget, by consent · `warned` over budget, and
 * only a warning asked for · `unjudged` the base, or what a limit needs, could not be measured · `empty` nothing was
 * measured · `first` there is no base · `unchanged` no shipped image changed · `moved` only what they are built on did · `changed` within budget, or without one.
 */
export type State =
  'failed' | 'breach' | 'accepted' | 'warned' | 'unjudged' | 'empty' | 'first' | 'unchanged' | 'moved' | 'changed'

/** The state that the headline tells; worse ones win. */
export function stateOf(report: Report): State {
  const { images } = report
  if (images.some((row) => row.status === 'failed')) return 'failed'
  if (report.verdict === 'breach') return 'breach'
  if (report.verdict === 'overridden') return 'accepted'
  if (images.some((row) => judged(row, 'warn').length + judged(row, 'breach').length > 0)) return 'warned'
  if (report.verdict === 'warn' || lacksBase(report)) return 'unjudged'
  if (images.length === 0) return 'empty'
  if (report.base.source === 'none') return 'first'
  const shipped = images.filter((row) => row.shipped)
  if (!shipped.every((row) => isUntouched(row))) return 'changed'
  return shipped.some((row) => isOnlyDrift(row)) ? 'moved' : 'unchanged'
}

/** Whether there should be a base, and all or a part of it could not be measured. */
export function lacksBase(report: Report): boolean {
  if (report.base.source === 'none') return report.base.expected
  return report.images.some((row) => row.status === 'changed' && row.size.base === null)
}
