import type { Finding } from '../findings/finding.js'
import type { Block, Detail } from './blocks.js'
import { formatBytes, formatChange } from '../bytes.js'
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
  return distinct.toSorted((one, other) => rankOf(report, other.finding) - rankOf(report, one.finding))
}

/** A secret that anyone can read is worse than any waste. */
function rankOf(report: Report, finding: Finding): number {
  return finding.rule === 'secret-in-layer' ? Number.MAX_SAFE_INTEGER : weightOf(report, finding)
}

/** What this change brought of a finding; of two targets nothing grew. */
function weightOf({ against }: Report, { bytes, grown }: Finding): number {
  return against === null ? (grown ?? bytes) : bytes
}

/** `25 MB`, and of one that grew how much of that is new: `+5.3 MB`, `, of 25 MB in all`. */
export function weightWords(report: Report, finding: Finding): readonly [weight: string, whole: string] {
  const whole = formatBytes(finding.bytes)
  const weight = weightOf(report, finding)
  return weight === finding.bytes ? [whole, ''] : [formatChange(weight), `, of ${whole} in all`]
}

/** The same for a finding that the images of one Dockerfile share. */
export function keyOf({ dockerfile, finding: { rule, line, advice } }: Placed): string {
  return JSON.stringify([dockerfile, rule, line, advice])
}

/** The heaviest of what need not be in the row's image; null where nothing is found. */
export function heaviestWaste({ findings }: Pick<ReportImage, 'findings'>): Finding | null {
  return heaviest(findings ?? [], ({ bytes }) => bytes)
}

function heaviest(findings: readonly Finding[], weigh: (one: Finding) => number): Finding | null {
  const most = findings.toSorted((one, other) => weigh(other) - weigh(one))[0]
  return most === undefined || weigh(most) === 0 ? null : most
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
  const worst = rows.flatMap(({ group, row }) => {
    const told = (row.findings ?? []).filter((one) => isTold(report, row, one))
    // A budget is for all of it.
    const finding = heaviest(told, (one) => (isOverWaste(row) ? one.bytes : weightOf(report, one)))
    return finding === null ? [] : [{ group, row, finding }]
  })
  return worst.slice(0, MOST_LINES).map(({ group, row, finding }): Block => {
    const { rule, line, advice } = finding
    const [weight, whole] = weightWords(report, finding)
    const where: Phrase = line === null ? [] : [', ', ...lineLink(report, row.dockerfile, line, rule)]
    const who: Phrase = rows.length > 1 ? [' in ', name(group.label)] : []
    return {
      kind: 'words',
      words: [
        '💡 ',
        strong(weight),
        whole === '' ? '' : `${whole},`,
        ` need not be there`,
        ...who,
        ...where,
        ': ',
        prose(advice),
      ],
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
    const weight: Phrase = finding.bytes === 0 ? [] : [', ', ...weightWords(report, finding)]
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
