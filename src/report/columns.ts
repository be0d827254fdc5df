import stringWidth from 'string-width'
import type { Cells, Column } from './blocks.js'
import { plain, plainWithin } from './phrase.js'
import { wrap } from './wrap.js'

const GAP = '  '
/** Below this a column says nothing any more: the table is then wider than asked for. */
const NARROWEST = { no: 0, cut: 16, wrap: 18 } as const

/**
 * The lines of a table, its titles first, the columns aligned by what they take in a terminal. Where it is wider than
 * `width`, columns that may be cut are, and then those that may be wrapped go on below.
 */
export function alignedTable(columns: readonly Column[], rows: readonly Cells[], width: number): readonly string[] {
  const titles: Cells = columns.map((column) => [column.title])
  const natural = columns.map((_, index) =>
    Math.max(...[titles, ...rows].map((cells) => stringWidth(plain(cells[index] ?? [])))),
  )
  const widths = narrowed(columns, natural, width)
  return [titles, ...rows].flatMap((cells) => lineOf(columns, cells, widths))
}

function narrowed(columns: readonly Column[], natural: readonly number[], width: number): readonly number[] {
  let excess = natural.reduce((sum, each) => sum + each, GAP.length * (columns.length - 1)) - width
  const widths = [...natural]
  for (const way of ['cut', 'wrap'] as const) {
    for (const [index, column] of columns.entries()) {
      const now = widths[index] ?? 0
      const give = column.narrow === way ? Math.min(Math.max(0, excess), Math.max(0, now - NARROWEST[way])) : 0
      widths[index] = now - give
      excess -= give
    }
  }
  return widths
}

function lineOf(columns: readonly Column[], cells: Cells, widths: readonly number[]): readonly string[] {
  const printed = columns.map((column, index) => {
    const cell = cells[index] ?? []
    const width = widths[index] ?? 0
    if (column.narrow === 'cut') return [plainWithin(cell, width)]
    return column.narrow === 'wrap' ? wrap(plain(cell), width) : [plain(cell)]
  })
  const height = Math.max(...printed.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => padded(printed[index]?.[line] ?? '', widths[index] ?? 0, column.align))
      .join(GAP)
      .trimEnd(),
  )
}

function padded(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'left' ? text + space : space + text
}
