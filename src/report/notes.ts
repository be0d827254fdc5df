import type { Block, Detail } from './blocks.js'
import { roundedUp } from './figures.js'
import { code, name, prose, type Part, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import { judged, type Group } from './rows.js'

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
  const items: Phrase[] = [
    ...report.notes.map((note) => [prose(note)]),
    ...[...about].map(([note, labels]) => [...listed([...labels]), ': ', prose(note)]),
  ]
  if (items.length === 0 || detail.notes === 0) return []
  const hidden = items.length - detail.notes
  const shown = items.slice(0, detail.notes)
  return [{ kind: 'list', items: hidden > 0 ? [...shown, [`and ${hidden} more`]] : shown }]
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
