import { formatBytes, formatChange, formatPercent } from '../bytes.js'
import type { Delta } from '../compare/comparison.js'
import type { Judgement } from '../policy/verdict.js'
import { ownDelta } from './drift.js'
import { changeOf, exactBytes, sizeOf } from './figures.js'
import { name, prose, strong, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { judged, type Group } from './rows.js'

/** What the group's worst row broke: how much, to what, and what is allowed; null where it broke nothing. */
export function breachOf(report: Report, group: Group): Phrase | null {
  for (const row of group.rows) {
    const [first, ...rest] = [...judged(row, 'breach'), ...judged(row, 'warn')].filter((one) => one.actual !== null)
    if (first === undefined) continue
    return [...breachSentence(report, group, row, first), ...rest.flatMap((one) => [' ', ...shortBreach(one)])]
  }
  return null
}

function breachSentence(report: Report, group: Group, row: ReportImage, judgement: Judgement): Phrase {
  const who = whoOf(group, row)
  const allowed: Phrase = [' ', prose(judgement.allowed), ' is allowed.']
  switch (judgement.limit) {
    case 'max-size':
      return [...who, ' is ', strong(apart(row.size.head, row.size.exact, judgement)), '.', ...allowed]
    case 'max-download':
      return [
        'A pull of ',
        ...who,
        ' moves ',
        strong(apart(row.download.head, row.download.exact, judgement)),
        '.',
        ...allowed,
      ]
    case 'max-increase':
      return [...growth(who, ...judgedDelta(report, row, 'size'), judgement), ...allowed]
    case 'max-download-increase':
      return [...growth(['A pull of ', ...who], ...judgedDelta(report, row, 'download'), judgement), ...allowed]
    case 'min-stages':
    case 'max-stages':
    case 'max-layers':
      return [...who, ': ', prose(judgement.message), '.']
    case 'max-waste':
      return [
        ...who,
        ` is ${sizeOf(row.size.head, row.size.exact)}, and `,
        strong(apart(row.waste, true, judgement)),
        `${shareOf(row, judgement)} of it need not be there.`,
        ...allowed,
      ]
  }
}

/** The part of its size that a row wastes, where the limit asks for one. */
function shareOf({ waste, size }: ReportImage, { allowed }: Judgement): string {
  const share = waste === null || !allowed.endsWith('%') ? null : formatPercent(waste, size.head ?? 0)
  return share === null ? '' : ` (${share.replace('+', '')})`
}

function shortBreach(judgement: Judgement): Phrase {
  return ['Also over ', judgement.limit, ': ', prose(judgement.message), '.']
}

/** The change that a limit on growth judged, and what of drift there is to say beside it. */
function judgedDelta(report: Report, row: ReportImage, figure: 'size' | 'download'): readonly [Delta, string] {
  const drift = row.drift?.[figure] ?? 0
  if (drift === 0) return [row[figure], '']
  if (report.ignoreDrift) return [ownDelta(row, figure), besides(drift)]
  return [row[figure], `, ${formatChange(drift)} of it drift,`]
}

function besides(drift: number): string {
  return drift === 0 ? '' : `, besides ${formatChange(drift)} of drift,`
}

/** **api** grew by **1.2 MB** (+0.8 %) to 150 MB. */
export function changeSentence(group: Group, row: ReportImage): Phrase {
  const who = whoOf(group, row)
  const size = ownDelta(row, 'size')
  if (row.status === 'added') return [...who, ` is new: ${sizeOf(size.head, size.exact)}.`]
  if (row.status === 'removed') return [...who, ` is gone: it was ${sizeOf(size.base, size.exact)}.`]
  if (size.change === null) return [...who, ` is ${sizeOf(size.head, size.exact)}.`]
  if (size.change === 0) {
    const change = changeOf(ownDelta(row, 'download'))
    return [...who, ` is as large as before; its download changed by ${change.bytes}${change.percent}.`]
  }
  return growth(who, size, besides(row.drift?.size ?? 0), null)
}

function growth(who: Phrase, delta: Delta, apartFrom: string, judgement: Judgement | null): Phrase {
  const change = delta.change === null ? null : Math.abs(delta.change)
  return [
    ...who,
    ` ${(delta.change ?? 0) < 0 ? 'shrank' : 'grew'} by `,
    strong(apart(change, delta.exact, judgement)),
    `${changeOf(delta).percent}${apartFrom} to ${sizeOf(delta.head, delta.exact)}.`,
  ]
}

/** A figure that would read like what is allowed is told to the byte. */
function apart(bytes: number | null, exact: boolean, judgement: Judgement | null): string {
  if (bytes !== null && judgement !== null && formatBytes(bytes) === judgement.allowed) return exactBytes(bytes)
  return sizeOf(bytes, exact)
}

function whoOf(group: Group, row: ReportImage): Phrase {
  return [strong(name(group.subject)), ...(group.rows.length > 1 ? [' (', name(row.platform), ')'] : [])]
}
