import { formatBytes } from '../bytes.js'
import { NO_TARGET } from '../no-target.js'
import type { Block } from './blocks.js'
import { failureLead } from './failures.js'
import { changeOf, shortSha, sizeOf } from './figures.js'
import type { Headline } from './headline.js'
import { name, strong, type Part, type Phrase } from './phrase.js'
import { pullWords } from './pull.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, type Group } from './rows.js'
import { breachOf } from './sentences.js'
import { stateOf } from './state.js'

/** Words for a report that compares two targets of one Dockerfile, and not two commits. */
type Against = NonNullable<Report['against']>

/** The two lines that tell what one target saves against the other. */
export function targetsHeadline(report: Report, against: Against, shipped: readonly Group[]): Headline {
  const [group] = shipped
  const [row] = group?.rows ?? []
  if (group === undefined || row === undefined) return { mark: null, words: ['no image was measured'], lead: null }
  const comparison: Phrase = [...difference(row, against), ...placeOf(group, row), changeOf(row.size).percent]
  const words: Phrase = [name(row.target), ...comparison]
  const lead = distinctRows(group).length === 1 ? leadOf(row, against) : null
  const state = stateOf(report)
  if (state === 'failed') return { mark: '🛑', words: failedWords(group), lead: failureLead(report) }
  if (state === 'breach' || state === 'warned') {
    const pull = distinctRows(group).length === 1 ? pullWords(row.download, against.bandwidth) : null
    return {
      mark: state === 'breach' ? '🛑' : '⚠️',
      words: [name(row.target), ' is over budget'],
      lead: [...(breachOf(report, group) ?? []), ' It', ...comparison, '.', ...(pull === null ? [] : [' ', ...pull])],
    }
  }
  if (state === 'unjudged') return { mark: '⚠️', words: [...words, '; not every limit could be judged'], lead }
  const isSmaller = group.rows.every(({ size }) => (size.change ?? 0) < 0)
  const within = report.limited ? [', within budget'] : []
  return { mark: report.limited || isSmaller ? '✅' : null, words: [...words, ...within], lead }
}

function failedWords({ rows }: Group): Phrase {
  const failed = rows.flatMap(({ image, failures }) =>
    failures.map(({ target }) => (target === NO_TARGET ? image : target)),
  )
  const names = [...new Set(failed)]
  return [
    ...names.flatMap<Part>((each, index) => [index === 0 ? '' : ' and ', name(each)]).slice(1),
    names.length === 1 ? ' does not build' : ' do not build',
  ]
}

/** ` is 812 MB smaller than fat`. */
function difference({ size }: ReportImage, against: Against): Phrase {
  const change = size.change ?? 0
  if (change === 0) return [' is as large as ', name(against.target)]
  const how = change < 0 ? 'smaller' : 'larger'
  return [` is ${formatBytes(Math.abs(change))} ${how} than `, name(against.target)]
}

function placeOf(group: Group, row: ReportImage): Phrase {
  return distinctRows(group).length === 1 ? [] : [' on ', name(row.platform)]
}

/** `slim is 61.2 MB, fat 873 MB. A pull moves …` */
function leadOf({ target, size, download }: ReportImage, against: Against): Phrase {
  const pull = pullWords(download, against.bandwidth)
  return [
    strong(name(target)),
    ` is ${sizeOf(size.head, size.exact)}, `,
    strong(name(against.target)),
    ` ${sizeOf(size.base, size.exact)}.`,
    ...(pull === null ? [] : [' ', ...pull]),
  ]
}

/** What {@link targetsHeadline} has no room for where platforms came out differently: what a pull costs on each. */
export function pullList({ against }: Report, shipped: readonly Group[]): readonly Block[] {
  if (against === null) return []
  const rows = shipped.flatMap((group) => (distinctRows(group).length === 1 ? [] : group.rows))
  const items = rows.flatMap((row) =>
    row.status === 'failed' ? [] : [[name(row.platform), ': ', ...leadOf(row, against)]],
  )
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

/** `What makes slim 812 MB smaller than fat`: the title of the instructions that do. */
export function causeTitle(against: Against, group: Group, row: ReportImage): Phrase {
  const place: Phrase = group.rows.length > 1 ? [' on ', name(row.platform)] : []
  const change = row.size.change ?? 0
  if (change === 0) return ['Where ', name(row.target), ' and ', name(against.target), ' differ', ...place]
  const how = `${formatBytes(Math.abs(change))} ${change < 0 ? 'smaller' : 'larger'}`
  return ['What makes ', name(row.target), ` ${how} than `, name(against.target), ...place]
}

/** What a report of two targets was made of. */
export function targetsFooter({ head }: Report, against: Against, shipped: readonly Group[]): Phrase {
  const [target = null] = shipped.flatMap(({ rows }) => rows.map((row) => row.target))
  const sha = shortSha(head.sha)
  const tree = sha === null ? 'the working tree' : `the working tree at ${sha}`
  return [...(target === null ? [] : [name(target), ' against ', name(against.target), ', ']), `both of ${tree}`]
}
