import { formatChange } from '../bytes.js'
import type { Block, Cells, Column, Detail } from './blocks.js'
import { isOnlyDrift } from './drift.js'
import { changeOf, count, sizeOf, UNKNOWN } from './figures.js'
import { name, prose, strong, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, isQuiet, judged, movedBytes, type Group } from './rows.js'

const COLUMNS: readonly Column[] = [
  { title: 'image', align: 'left', narrow: 'cut' },
  { title: 'size', align: 'right', narrow: 'no' },
  { title: 'change', align: 'right', narrow: 'no' },
  { title: 'download', align: 'right', narrow: 'no' },
  { title: 'stages', align: 'right', narrow: 'no' },
  { title: '', align: 'left', narrow: 'wrap' },
]

/** The shipped images that a reader has to see, cut after `detail.rows`; nothing where there are none. */
export function sizeTable(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  const rows = groups.flatMap((group) => linesOf(report, group))
  return rows.length === 0 ? [] : [tableOf(rows, detail.rows)]
}

/** The images that did not change, folded: nobody has to look at them. */
export function unchangedFold(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  if (groups.length === 0 || detail.unchanged === 0) return []
  const table = tableOf(
    groups.flatMap((group) => linesOf(report, group)),
    detail.unchanged,
  )
  return [{ kind: 'fold', summary: [`${count(groups.length, 'image')} unchanged`], blocks: [table] }]
}

interface Line {
  readonly cells: Cells
  /** null for the line that only names what the lines below it are of. */
  readonly row: ReportImage | null
}

function tableOf(lines: readonly Line[], max: number): Block {
  const shown = lines.slice(0, max)
  const hidden = lines.slice(max).flatMap((line) => (line.row === null ? [] : [line.row]))
  const rows = shown.map((line) => line.cells)
  // A column in which nobody has anything to say is left out.
  const used = COLUMNS.map(({ title }, index) => title !== '' || rows.some((cells) => (cells[index] ?? []).length > 0))
  return {
    kind: 'table',
    title: null,
    columns: COLUMNS.filter((_, index) => used[index]),
    rows: rows.map((cells) => cells.filter((_, index) => used[index])),
    more: hidden.length === 0 ? null : moreWords(hidden),
  }
}

/** `and 14 more (+0.2 MB)`. */
function moreWords(rows: readonly ReportImage[]): Phrase {
  const changes = rows.map((row) => movedBytes(row))
  const sum = changes.reduce<number>((all, change) => all + (change ?? 0), 0)
  const unknown = changes.filter((change) => change === null).length
  const known = unknown === rows.length ? [] : [formatChange(sum)]
  const inWords = [...known, ...(unknown === 0 ? [] : [`${unknown} unknown`])].join(', ')
  return [`and ${rows.length} more (${inWords})`]
}

/** One line; for a target that came out differently on its platforms a line for each below its name. */
function linesOf(report: Report, group: Group): readonly Line[] {
  const rows = distinctRows(group)
  const [only] = rows
  const heading = isQuiet(group) ? name(group.label) : emphasised(group)
  if (only === undefined) return []
  if (rows.length > 1) {
    return [
      { row: null, cells: [[heading], [], [], [], [], []] },
      ...rows.map((row) => ({ row, cells: [['↳ ', name(row.platform)], ...figures(report, row)] })),
    ]
  }
  const platforms = group.rows.length > 1 ? group.rows.flatMap((row) => [', ', name(row.platform)]).slice(1) : []
  const label: Phrase = platforms.length === 0 ? [heading] : [heading, ' (', ...platforms, ')']
  return [{ row: only, cells: [label, ...figures(report, only)] }]
}

function emphasised(group: Group): Phrase[number] {
  const grave = group.rows.some((row) => row.status === 'failed' || judged(row, 'breach').length > 0)
  return grave ? strong(name(group.label)) : name(group.label)
}

function figures(report: Report, row: ReportImage): Cells {
  const { size, download } = row
  return [
    [sizeOf(size.head, size.exact)],
    changeCell(row),
    download.head === null || download.change === null || download.change === 0
      ? [sizeOf(download.head, download.exact)]
      : [`${sizeOf(download.head, download.exact)} (${changeOf(download).bytes})`],
    [stagesCell(row)],
    resultCell(report, row),
  ]
}

/** By how much a row changed, what it was where it is gone, or that it is new. */
export function changeCell(row: ReportImage): Phrase {
  if (row.status === 'added') return [row.size.base === null ? 'new' : UNKNOWN]
  if (row.status === 'removed') return [`gone, was ${sizeOf(row.size.base, row.size.exact)}`]
  const change = changeOf(row.size)
  return judged(row, 'breach').length > 0 && row.size.change !== null
    ? [strong(change.bytes), change.percent]
    : [change.bytes + change.percent]
}

function stagesCell(row: ReportImage): string {
  const { declared, used } = row.stages
  if (used.head === null) return UNKNOWN
  return declared.head === null || declared.head === used.head ? `${used.head}` : `${used.head} of ${declared.head}`
}

function resultCell(report: Report, row: ReportImage): Phrase {
  if (row.status === 'failed') return ['🛑 does not build']
  const broken = judged(row, 'breach')
  const warned = judged(row, 'warn')
  if (broken.length + warned.length > 0) {
    const mark = broken.length > 0 && report.verdict !== 'overridden' ? '🛑 ' : '⚠️ '
    return [mark, ...[...broken, ...warned].flatMap((one, index) => [index === 0 ? '' : '; ', prose(one.message)])]
  }
  if (row.status === 'changed' && row.size.base === null && row.shipped) return ['⚠️ growth was not judged']
  const mark = judged(row, 'pass').length > 0 ? ['✅'] : []
  const drift = row.drift?.size ?? 0
  if (drift === 0) return mark
  return [...mark, ...(mark.length > 0 ? [' '] : []), isOnlyDrift(row) ? 'drift' : `${formatChange(drift)} of it drift`]
}
