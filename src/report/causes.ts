import { formatBytes, formatChange } from '../bytes.js'
import type { InstructionChange } from '../explain/instructions.js'
import type { Block, Column, Detail } from './blocks.js'
import { exactBytes } from './figures.js'
import { instructionRows } from './instruction-rows.js'
import { name, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, judged, type Group } from './rows.js'
import { causeTitle } from './targets.js'

const COLUMNS: readonly Column[] = [
  { title: 'Dockerfile', align: 'left', narrow: 'no' },
  { title: 'instruction', align: 'left', narrow: 'cut' },
  { title: 'change', align: 'right', narrow: 'no' },
]

/**
 * Where the bytes come from: tables of what is over budget, else of what changed most, the others folded; each cut
 * after `detail.causes.rows` with the sum of the rest.
 */
export function causeTables(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })))
  const explained = rows.flatMap(({ group, row }) => {
    const table = causeTable(report, group, row, detail.causes.rows)
    return table === null ? [] : [{ row, table, whole: row.size.change === null }]
  })
  const over = explained.filter(({ row }) => judged(row, 'breach').length + judged(row, 'warn').length > 0).length
  const open = Math.min(detail.causes.open, Math.max(over, 1))
  const rest = explained.slice(open, open + detail.causes.folded)
  const one = rest.length === 1
  const summary: Phrase = rest.every(({ whole }) => whole)
    ? [one ? 'What the other image consists of' : 'What the other images consist of']
    : [one ? 'Where the other change comes from' : 'Where the other changes come from']
  return [
    ...explained.slice(0, open).map(({ table }) => table),
    ...(rest.length === 0 ? [] : [{ kind: 'fold' as const, summary, blocks: rest.map(({ table }) => table) }]),
  ]
}

function causeTable(report: Report, group: Group, row: ReportImage, max: number): Block | null {
  const whole = row.size.change === null
  if (row.status === 'failed' || row.status === 'removed' || max === 0) return null
  const weigh = (one: InstructionChange): number => (whole ? (one.head ?? 0) : (one.change ?? 0))
  const moved = row.instructions
    .filter((one) => weigh(one) !== 0)
    .sort((one, other) => Math.abs(weigh(other)) - Math.abs(weigh(one)))
  if (moved.length === 0) return null
  const hidden = moved.slice(max)
  const print = whole ? formatBytes : formatChange
  const rest = print(hidden.reduce((sum, one) => sum + weigh(one), 0))
  const shown = moved
    .slice(0, max)
    .flatMap((one) => instructionRows(report, row, one, [print(weigh(one))], exactBytes(weigh(one))))
  return {
    kind: 'table',
    title: report.against === null ? titleOf(group, row, whole) : causeTitle(report.against, group, row),
    columns: whole
      ? COLUMNS.map((column) => (column.title === 'change' ? { ...column, title: 'size' } : column))
      : COLUMNS,
    rows: shown,
    more: hidden.length === 0 ? null : [`and ${hidden.length} more (${rest})`],
  }
}

function titleOf(group: Group, row: ReportImage, whole: boolean): Phrase {
  const who: Phrase = [name(group.label), ...(group.rows.length > 1 ? [' on ', name(row.platform)] : [])]
  if (whole) return ['What ', ...who, `'s ${formatBytes(row.size.head ?? 0)} consist of`]
  const change = row.size.change ?? 0
  if (change === 0) return ['What changed in ', ...who]
  return ['Where ', ...who, `'s ${formatBytes(change)} come from`]
}
