import type { Finding } from '../findings/finding.js'
import type { Block, Detail } from './blocks.js'
import { formatBytes } from '../bytes.js'
import { count } from './figures.js'
import { docsLink, lineLink } from './links.js'
import { code, name, type Phrase, prose, strong } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, judged, type Group } from './rows.js'

/** A finding in its Dockerfile: the same for all the images that are built from it. */
export interface Placed {
  readonly dockerfile: string
  readonly finding: Finding
}

/**
 * What this change brought; where there is no base to compare with, all there is. Where waste is over budget all of it is
 * told, whoever brought it. Each once, the worst first.
 */
export function toldFindings(report: Report): readonly Placed[] {
  const placed = report.images.flatMap((row) =>
    (row.findings ?? [])
      .filter((finding) => isTold(report, row, finding))
      .map((finding): Placed => ({ dockerfile: row.dockerfile, finding })),
  )
  const distinct = [...new Map(placed.map((one) => [keyOf(one), one])).values()]
  return distinct.toSorted((one, other) => weightOf(other.finding) - weightOf(one.finding))
}

/** A secret that anyone can read is worse than any waste. */
function weightOf({ rule, bytes }: Finding): number {
  return rule === 'secret-in-layer' ? Number.MAX_SAFE_INTEGER : bytes
}

/** The same for a finding that the images of one Dockerfile share. */
export function keyOf({ dockerfile, finding: { rule, line, advice } }: Placed): string {
  return JSON.stringify([dockerfile, rule, line, advice])
}

/** The heaviest of what need not be in the row's image; null where nothing is found. */
export function heaviestWaste({ findings }: Pick<ReportImage, 'findings'>): Finding | null {
  return (findings ?? []).reduce<Finding | null>((most, one) => (one.bytes > (most?.bytes ?? 0) ? one : most), null)
}

function isOverWaste(row: ReportImage): boolean {
  return [...judged(row, 'breach'), ...judged(row, 'warn')].some(({ limit }) => limit === 'max-waste')
}

function isTold(report: Report, row: ReportImage, { bytes, inBase }: Finding): boolean {
  return isNews(report, inBase) || (bytes > 0 && isOverWaste(row))
}

function isNews(report: Report, inBase: boolean | null): boolean {
  // Of two targets, what both have is no older.
  return report.against !== null || inBase === false || (inBase === null && report.base.source === 'none')
}

const MOST_LINES = 3

/** Of each image that changed the heaviest of what this change brought and need not be there; of one over budget, of all. */
export function wasteLines(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  if (detail.findings === 0) return []
  const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })))
  const heaviest = rows.flatMap(({ group, row }) => {
    const finding = heaviestWaste({ findings: (row.findings ?? []).filter((one) => isTold(report, row, one)) })
    return finding === null ? [] : [{ group, row, finding }]
  })
  return heaviest.slice(0, MOST_LINES).map(({ group, row, finding }): Block => {
    const { rule, bytes, line, advice } = finding
    const where: Phrase = line === null ? [] : [', ', ...lineLink(report, row.dockerfile, line, rule)]
    const who: Phrase = rows.length > 1 ? [' in ', name(group.label)] : []
    return {
      kind: 'words',
      words: ['💡 ', strong(formatBytes(bytes)), ` need not be there`, ...who, ...where, ': ', prose(advice)],
    }
  })
}

/** What was found, with its rule, its line and what to write instead. Those that were there before are in the JSON. */
export function findingsFold(report: Report, detail: Detail): readonly Block[] {
  const found = toldFindings(report)
  if (found.length === 0 || detail.findings === 0) return []
  const hidden = found.length - detail.findings
  const items = found.slice(0, detail.findings).map(({ dockerfile, finding }): Phrase => {
    const { rule, line, advice, url } = finding
    const place = line === null ? [] : [', ', ...lineLink(report, dockerfile, line, rule)]
    const weight: Phrase = finding.bytes === 0 ? [] : [', ', formatBytes(finding.bytes)]
    return [name(dockerfile), ...place, ': ', ...docsLink([code(rule)], url), ...weight, ': ', prose(advice)]
  })
  const isNew = report.against === null && found.every(({ finding }) => finding.inBase === false)
  return [
    {
      kind: 'fold',
      summary: [count(found.length, isNew ? 'new finding' : 'finding')],
      blocks: [{ kind: 'list', items: hidden > 0 ? [...items, [`and ${hidden} more`]] : items }],
    },
  ]
}
