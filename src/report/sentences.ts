import { formatBytes } from '../bytes.js'
import type { Delta } from '../compare/comparison.js'
import type { Judgement } from '../policy/verdict.js'
import { changeOf, exactBytes, sizeOf } from './figures.js'
import { name, prose, strong, type Phrase } from './phrase.js'
import type { ReportImage } from './report.js'
import { judged, type Group } from './rows.js'

/** What the group's worst row broke: how much, to what, and what is allowed; null where it broke nothing. */
export function breachOf(group: Group): Phrase | null {
  for (const row of group.rows) {
    const [first, ...rest] = [...judged(row, 'breach'), ...judged(row, 'warn')].filter((one) => one.actual !== null)
    if (first === undefined) continue
    return [...breachSentence(group, row, first), ...rest.flatMap((one) => [' ', ...shortBreach(one)])]
  }
  return null
}

function breachSentence(group: Group, row: ReportImage, judgement: Judgement): Phrase {
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
      return [...growth(who, row.size, judgement, 'grew by', ' to '), ...allowed]
    case 'max-download-increase':
      return [...growth(['A pull of ', ...who], row.download, judgement, 'grew by', ' to '), ...allowed]
    case 'min-stages':
    case 'max-stages':
    case 'max-layers':
    case 'max-waste':
      return [...who, ': ', prose(judgement.message), '.']
  }
}

function shortBreach(judgement: Judgement): Phrase {
  return ['Also over ', judgement.limit, ': ', prose(judgement.message), '.']
}

/** **api** grew by **1.2 MB** (+0.8 %) to 150 MB. */
export function changeSentence(group: Group, row: ReportImage): Phrase {
  const who = whoOf(group, row)
  const { size } = row
  if (row.status === 'added') return [...who, ` is new: ${sizeOf(size.head, size.exact)}.`]
  if (row.status === 'removed') return [...who, ` is gone: it was ${sizeOf(size.base, size.exact)}.`]
  if (size.change === null) return [...who, ` is ${sizeOf(size.head, size.exact)}.`]
  if (size.change === 0) {
    const change = changeOf(row.download)
    return [...who, ` is as large as before; its download changed by ${change.bytes}${change.percent}.`]
  }
  return growth(who, size, null, size.change > 0 ? 'grew by' : 'shrank by', ' to ')
}

function growth(who: Phrase, delta: Delta, judgement: Judgement | null, verb: string, to: string): Phrase {
  const change = delta.change === null ? null : Math.abs(delta.change)
  return [
    ...who,
    ` ${verb} `,
    strong(apart(change, delta.exact, judgement)),
    `${changeOf(delta).percent}${to}${sizeOf(delta.head, delta.exact)}.`,
  ]
}

/** A figure that would read like what is allowed is told to the byte. */
function apart(bytes: number | null, exact: boolean, judgement: Judgement | null): string {
  if (bytes !== null && judgement !== null && formatBytes(bytes) === judgement.allowed) return exactBytes(bytes)
  return sizeOf(bytes, exact)
}

function whoOf(group: Group, row: ReportImage): Phrase {
  return [strong(name(group.label)), ...(group.rows.length > 1 ? [' (', name(row.platform), ')'] : [])]
}
