import type { Verdict } from '../policy/verdict.js'
import { limitsDocument, rowDocument } from './json.js'
import type { Report, ReportImage } from './report.js'

/** What the action's outputs say of a report. Bytes are summed over the rows of shipped targets; null: not known. */
export interface ReportOutputs {
  readonly verdict: Verdict
  readonly passed: boolean
  readonly size: number | null
  readonly change: number | null
  readonly download: number | null
  readonly 'download-change': number | null
  /** The rows without instructions, logs and notes: an output is no place for those. */
  readonly images: readonly object[]
}

/**
 * The outputs that come from the report. A sum with an unknown part is unknown. What is new counts with its size in
 * `change`, what is gone with what it was, so that `size` less `change` is the base's; without a base there is no change.
 */
export function outputsOf(report: Report): ReportOutputs {
  const shipped = report.images.filter((row) => row.shipped)
  return {
    verdict: report.verdict,
    passed: report.verdict !== 'breach',
    size: total(shipped, 'size'),
    change: totalChange(report, shipped, 'size'),
    download: total(shipped, 'download'),
    'download-change': totalChange(report, shipped, 'download'),
    images: report.images.map((row) => ({ ...rowDocument(row), limits: limitsDocument(row) })),
  }
}

function total(rows: readonly ReportImage[], figure: 'size' | 'download'): number | null {
  return sum(rows.filter((row) => row.status !== 'removed').map((row) => row[figure].head))
}

function totalChange(report: Report, rows: readonly ReportImage[], figure: 'size' | 'download'): number | null {
  if (report.base.source === 'none') return null
  return sum(
    rows.map((row) => {
      const { head, base, change } = row[figure]
      if (row.status === 'added') return head
      if (row.status === 'removed') return base === null ? null : -base
      return change
    }),
  )
}

function sum(figures: readonly (number | null)[]): number | null {
  if (figures.length === 0) return null
  return figures.reduce((all, figure) => (all === null || figure === null ? null : all + figure), 0)
}
