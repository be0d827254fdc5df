import type { Block, Detail } from './blocks.js'
import { driftWords } from './drift.js'
import { roundedUp } from './figures.js'
import { code, name, plain, prose, type Part, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import { judged, type Group } from './rows.js'
import { stateOf } from './state.js'

/** What a reader should know, each sentence once with all the images that it holds for. */
export function noteList(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  const about = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const row of group.rows) {
      const skipped = judged(row, 'skipped').map((one) => `${one.limit} ${one.message}`)
      for (const note of [...row.notes, ...skipped]) {
        about.set(note, (about.get(note) ?? new Set()).add(group.label))
      }
    }
  }
  const moves = driftLines(groups)
  const items: Phrase[] = [
    // The headline has said it.
    ...moves
      .slice(stateOf(report) === 'moved' ? MOVES_IN_LEAD : 0)
      .map(({ labels, words }) => [...listed(labels), ': ', ...words]),
    ...report.notes.map((note) => [prose(note)]),
    ...[...about].map(([note, labels]) => [...listed([...labels]), ': ', prose(note)]),
  ]
  if (items.length === 0 || detail.notes === 0) return []
  const hidden = items.length - detail.notes
  const shown = items.slice(0, detail.notes)
  return [{ kind: 'list', items: hidden > 0 ? [...shown, [`and ${hidden} more`]] : shown }]
}

/** How many moves the headline tells where they are all there is. */
export const MOVES_IN_LEAD = 2

/** What moved, each sentence once with the images that it holds for; intermediate ones are built on the same. */
export function driftLines(
  groups: readonly Group[],
): readonly { readonly labels: readonly string[]; readonly words: Phrase }[] {
  const lines = new Map<string, { readonly labels: Set<string>; readonly words: Phrase }>()
  for (const group of groups.filter(({ shipped }) => shipped)) {
    for (const row of group.rows) {
      const words = driftWords(row)
      if (words === null) continue
      const line = lines.get(plain(words)) ?? { labels: new Set(), words }
      lines.set(plain(words), { ...line, labels: line.labels.add(group.label) })
    }
  }
  return [...lines.values()].map(({ labels, words }) => ({ labels: [...labels], words }))
}

const NAMED = 4

function listed(labels: readonly string[]): Phrase {
  const shown = labels.slice(0, NAMED).flatMap<Part>((label) => [', ', name(label)])
  const more = labels.length - NAMED
  return [...shown.slice(1), ...(more > 0 ? [` and ${more} more`] : [])]
}

/** Where no limit is set: two lines that set one at today's size and one on growth. Open on the first run, folded later. */
export function limitsToPaste(report: Report, groups: readonly Group[], open: boolean): readonly Block[] {
  const sizes = groups.flatMap((group) => group.rows.flatMap((row) => row.size.head ?? []))
  if (report.limited || sizes.length === 0) return []
  const lines = [`max-size: ${roundedUp(Math.max(...sizes))}`, 'max-increase: 2% and 1 MB']
  const words: Phrase = [
    ...(open ? ['No limit is set. '] : []),
    'These two lines keep every image at the size of today’s largest, under ',
    code('with:'),
    ' in the workflow or under ',
    code('defaults:'),
    ' in the config file:',
  ]
  const paste: Block = { kind: 'paste', language: 'yaml', lines }
  if (open) return [{ kind: 'words', words }, paste]
  return [{ kind: 'fold', summary: ['No limit is set'], blocks: [{ kind: 'words', words }, paste] }]
}
