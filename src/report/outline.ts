import type { Block, Detail } from './blocks.js'
import { causeTables } from './causes.js'
import { failureBlocks } from './failures.js'
import { shortSha } from './figures.js'
import { filesFolds } from './files-fold.js'
import { findingsFold, wasteLines } from './findings-fold.js'
import { headlineOf, type Headline } from './headline.js'
import { howMeasured } from './how-measured.js'
import { limitsToPaste, noteList } from './notes.js'
import { code, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import { type Group, groupsOf, isQuiet } from './rows.js'
import { sizeTable, unchangedFold } from './size-table.js'
import { stagesFold } from './stage-table.js'
import { stateOf } from './state.js'
import { pullList, targetsFooter } from './targets.js'

export interface Outline {
  readonly headline: Headline
  readonly blocks: readonly Block[]
}

/** Everything a report says, in the order in which it is said: who broke what, by how much, on which line, what to do. */
export function outlineOf(report: Report, detail: Detail): Outline {
  const groups = groupsOf(report)
  const shipped = groups.filter((group) => group.shipped)
  const folds = (group: Group): boolean => report.against === null && isQuiet(group)
  const quiet = shipped.filter((group) => folds(group))
  const loud = shipped.filter((group) => !folds(group))
  return {
    headline: headlineOf(report),
    blocks: [
      ...failureBlocks(report, detail),
      ...sizeTable(report, loud, detail),
      ...pullList(report, shipped),
      ...noteList(report, groups, detail),
      ...(report.against === null ? limitsToPaste(report, shipped, stateOf(report) === 'first') : []),
      ...causeTables(report, loud, detail),
      ...wasteLines(report, loud, detail),
      ...filesFolds(report, loud, detail),
      ...findingsFold(report, detail),
      ...unchangedFold(report, quiet, detail),
      ...(report.against === null ? stagesFold(report, groups, detail) : []),
      ...howMeasured(report, shipped, detail),
      ...footer(report, shipped),
    ],
  }
}

function footer(report: Report, shipped: readonly Group[]): readonly Block[] {
  if (report.against !== null) return [{ kind: 'footer', words: targetsFooter(report, report.against, shipped) }]
  const head = shortSha(report.head.sha)
  const base = report.base.source === 'none' ? null : shortSha(report.base.sha)
  // The same commit on both sides: what differs has not been committed.
  const judged = head === base ? 'the working tree' : head
  const commits = head === null ? '' : base === null ? head : `${judged} against ${base}`
  const accept: Phrase = stateOf(report) === 'breach' ? ['accept it with the label ', code(report.overrideLabel)] : []
  const parts = [...(commits === '' ? [] : [[commits]]), ...(accept.length === 0 ? [] : [accept])]
  if (parts.length === 0) return []
  return [{ kind: 'footer', words: parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])) }]
}
