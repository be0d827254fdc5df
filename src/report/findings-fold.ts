import type { Finding } from '../findings/finding.js'
import type { Block, Detail } from './blocks.js'
import { count } from './figures.js'
import { docsLink, lineLink } from './links.js'
import { code, name, type Phrase, prose } from './phrase.js'
import type { Report } from './report.js'

/** A finding in its Dockerfile: the same for all the images that are built from it. */
export interface Placed {
  readonly dockerfile: string
  readonly finding: Finding
}

/** What this change brought; where there is no base to compare with, all there is. Each once. */
export function newFindings(report: Report): readonly Placed[] {
  const placed = report.images.flatMap(({ dockerfile, findings }) =>
    (findings ?? [])
      .filter(({ inBase }) => inBase === false || (inBase === null && report.base.source === 'none'))
      .map((finding): Placed => ({ dockerfile, finding })),
  )
  const keyOf = ({ dockerfile, finding: { rule, line, advice } }: Placed): string =>
    JSON.stringify([dockerfile, rule, line, advice])
  return [...new Map(placed.map((one) => [keyOf(one), one])).values()]
}

/** What was found, with its rule, its line and what to write instead. Those that were there before are in the JSON. */
export function findingsFold(report: Report, detail: Detail): readonly Block[] {
  const found = newFindings(report)
  if (found.length === 0 || detail.findings === 0) return []
  const hidden = found.length - detail.findings
  const items = found.slice(0, detail.findings).map(({ dockerfile, finding }): Phrase => {
    const { rule, line, advice, url } = finding
    const place = line === null ? [] : [', ', ...lineLink(report, dockerfile, line, rule)]
    return [name(dockerfile), ...place, ': ', ...docsLink([code(rule)], url), ': ', prose(advice)]
  })
  const isNew = report.base.source !== 'none'
  return [
    {
      kind: 'fold',
      summary: [count(found.length, isNew ? 'new finding' : 'finding')],
      blocks: [{ kind: 'list', items: hidden > 0 ? [...items, [`and ${hidden} more`]] : items }],
    },
  ]
}
