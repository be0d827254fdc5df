import { formatChange } from '../bytes.js'
import { changeOf, count, shortSha, sizeOf } from './figures.js'
import { isUntouched, ownDelta } from './drift.js'
import { failureLead } from './failures.js'
import { code, login, name, prose, strong, type Part, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { driftLines, MOVES_IN_LEAD } from './notes.js'
import { groupsOf, judged, ownBytes, type Group } from './rows.js'
import { breachOf, changeSentence } from './sentences.js'
import { lacksBase, stateOf } from './state.js'
import { targetsHeadline } from './targets.js'

/** `mark` and `words` are the first line, `lead` the second; null where the first says it all. */
export interface Headline {
  readonly mark: '🛑' | '⚠️' | '✅' | null
  /** Without the mark and without `Size Gate:`. */
  readonly words: Phrase
  readonly lead: Phrase | null
}

/** The two lines that are enough for a reader who stops there. */
export function headlineOf(report: Report): Headline {
  const groups = groupsOf(report)
  const shipped = groups.filter((group) => group.shipped)
  if (report.against !== null) return targetsHeadline(report, report.against, shipped)
  const passed = report.limited ? '✅' : null
  switch (stateOf(report)) {
    case 'failed':
      return { mark: '🛑', words: failedWords(groups), lead: failureLead(report) }
    case 'breach':
      return { mark: '🛑', words: overBudget(report, shipped), lead: breachLead(report, shipped) }
    case 'accepted':
      return {
        mark: '⚠️',
        words: acceptedWords(report),
        lead: [...breachLead(report, shipped), ' ', ...acceptance(report)],
      }
    case 'unjudged':
      return { mark: '⚠️', words: unjudgedWords(report, shipped), lead: unjudgedLead(report) }
    case 'warned':
      return { mark: '⚠️', words: overBudget(report, shipped), lead: breachLead(report, shipped) }
    case 'empty':
      return { mark: null, words: ['no image was measured'], lead: null }
    case 'first':
      return { mark: passed, words: firstWords(report, shipped), lead: firstLead(report, shipped) }
    case 'unchanged':
      return { mark: '✅', words: ['no size change'], lead: unchangedLead(report, shipped) }
    case 'moved':
      return { mark: '✅', words: ['no change from this pull request'], lead: movedLead(shipped) }
    case 'changed':
      return changed(report, shipped)
  }
}

function failedWords(groups: readonly Group[]): Phrase {
  const failed = groups.filter((group) => group.rows.some((row) => row.status === 'failed'))
  const shipped = failed.filter((group) => group.shipped)
  const named = shipped.length > 0 ? shipped : failed
  const [first] = named
  const images = new Set(named.flatMap((group) => group.rows.map((row) => row.image)))
  if (first !== undefined && named.length === 1) return [name(first.label), ' does not build']
  const [image] = images
  if (image !== undefined && images.size === 1) return [name(image), ' does not build']
  const all = groups.filter((group) => group.shipped === first?.shipped).length
  return [`${named.length} of ${count(all, 'image')} do not build`]
}

function overBudget(report: Report, shipped: readonly Group[]): Phrase {
  const over = shipped.filter((group) => breachOf(report, group) !== null)
  const [first] = over
  if (first === undefined) return ['over budget']
  if (shipped.length === 1) return [name(first.label), ' is over budget']
  return [`${over.length} of ${count(shipped.length, 'image')} ${over.length === 1 ? 'is' : 'are'} over budget`]
}

const LEADS = 2

function breachLead(report: Report, shipped: readonly Group[]): Phrase {
  const over = shipped.filter((group) => breachOf(report, group) !== null)
  const sentences = over.slice(0, LEADS).flatMap((group) => [...(breachOf(report, group) ?? []), ' '])
  const more = over.length - LEADS
  return more > 0
    ? [...sentences, `${count(more, 'more image')} ${more === 1 ? 'is' : 'are'} over budget.`]
    : sentences.slice(0, -1)
}

function acceptedWords(report: Report): Phrase {
  const by = report.accepted?.by ?? null
  return ['over budget, accepted', ...(by === null ? [] : [' by ', login(by)])]
}

function acceptance(report: Report): Phrase {
  const { accepted } = report
  if (accepted === null) return ['It was accepted.']
  const at = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(accepted.at ?? '')
  const when: Phrase = at !== null ? [` on ${at[1] ?? ''} at ${at[2] ?? ''} UTC`] : []
  return ['Accepted with the label ', code(accepted.label), ...when, '.']
}

function unjudgedWords(report: Report, shipped: readonly Group[]): Phrase {
  if (!lacksBase(report)) return ['not every limit could be judged']
  if (report.base.source === 'none') return ['the base could not be measured, so growth was not judged']
  const without = shipped.filter((group) =>
    group.rows.some((row) => row.status === 'changed' && row.size.base === null),
  )
  const [first] = without
  const one = first !== undefined && without.length === 1 && shipped.length > 1
  const whose: Phrase = one ? ['the base of ', name(first.label)] : ['the base']
  return [...whose, ' could not be built, so growth was not judged']
}

function unjudgedLead(report: Report): Phrase | null {
  if (lacksBase(report)) return failureLead(report) ?? [sentence(report.base.reason)]
  const skipped = report.images.flatMap((row) => judged(row, 'skipped'))
  return skipped[0] === undefined ? null : [sentence(`${skipped[0].limit} ${skipped[0].message}`)]
}

function firstWords(report: Report, shipped: readonly Group[]): Phrase {
  return [`${count(shipped.length, 'image')} measured`, ...(report.limited ? [', within budget'] : [])]
}

function firstLead(report: Report, shipped: readonly Group[]): Phrase {
  const largest = shipped
    .flatMap((group) => group.rows.map((row) => ({ label: group.label, row })))
    .reduce<{ label: string; row: ReportImage } | null>(
      (most, one) => ((one.row.size.head ?? 0) > (most?.row.size.head ?? -1) ? one : most),
      null,
    )
  const size: Phrase =
    largest === null
      ? []
      : [
          ...(shipped.length > 1 ? ['The largest is '] : []),
          strong(name(largest.label)),
          `${shipped.length > 1 ? ' with ' : ' is '}${sizeOf(largest.row.size.head, largest.row.size.exact)}. `,
        ]
  return [...size, 'Nothing to compare with: ', prose(report.base.reason), '.']
}

function unchangedLead(report: Report, shipped: readonly Group[]): Phrase | null {
  const sha = shortSha(report.base.sha)
  const [first] = shipped
  const row = first?.rows[0]
  if (first === undefined || row === undefined) return null
  const asBefore = sha === null ? ['as at the base.'] : [`as at ${sha}.`]
  if (shipped.length > 1) return [`${shipped.length} images are as large `, ...asBefore]
  return [strong(name(first.label)), ` is ${sizeOf(row.size.head, row.size.exact)}, `, ...asBefore]
}

function movedLead(shipped: readonly Group[]): Phrase | null {
  const lines = driftLines(shipped).slice(0, MOVES_IN_LEAD)
  return lines.length === 0 ? null : [...lines.flatMap(({ words }) => ['. ', ...words]).slice(1), '.']
}

function changed(report: Report, shipped: readonly Group[]): Headline {
  const moved = shipped.filter((group) => !group.rows.every((row) => isUntouched(row)))
  const [first] = moved
  const rows = moved.flatMap((group) => group.rows)
  const total = rows.reduce((sum, row) => sum + (ownBytes(row) ?? 0), 0)
  const smaller = rows.length > 0 && rows.every((row) => (ownBytes(row) ?? 0) < 0)
  const within: Phrase = report.limited && !smaller ? [', within budget'] : []
  const mark = report.limited || smaller ? '✅' : null
  const row = first?.rows[0]
  if (first === undefined || row === undefined) return { mark, words: ['no size change'], lead: null }
  const lead: Phrase = [...changeSentence(first, row), ...(moved.length > 1 ? [` ${others(moved.length - 1)}`] : [])]
  if (moved.length === 1) return { mark, words: [name(first.label), ...oneChange(row, within)], lead }
  const words = [
    `${moved.length} of ${count(shipped.length, 'image')} changed, ${formatChange(total)} in all`,
    ...within,
  ]
  return { mark, words, lead }
}

function oneChange(row: ReportImage, within: Phrase): Phrase {
  if (row.status === 'added') return [` is new: ${sizeOf(row.size.head, row.size.exact)}`, ...within]
  if (row.status === 'removed') return [` is gone: it was ${sizeOf(row.size.base, row.size.exact)}`]
  const size = ownDelta(row, 'size')
  const change = changeOf(size)
  if (size.change === 0 && row.download.change !== null) {
    return [`'s download ${changeOf(ownDelta(row, 'download')).bytes}`, ...within]
  }
  return [` ${change.bytes}${within.length === 0 ? change.percent : ''}`, ...within]
}

function others(number: number): string {
  return `${count(number, 'more image')} changed.`
}

function sentence(words: string): Part {
  const capital = words.slice(0, 1).toUpperCase() + words.slice(1)
  return prose(/[.!?]$/.test(capital) ? capital : `${capital}.`)
}
