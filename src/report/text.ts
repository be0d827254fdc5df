import type { Block, Detail } from './blocks.js'
import { FULL } from './blocks.js'
import { alignedTable } from './columns.js'
import { logLine, terminalLine } from './escape.js'
import { outlineOf } from './outline.js'
import { plain, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import { wrap } from './wrap.js'

export interface TextOptions {
  /** ANSI colours, as emphasis only: what they say, marks and words say too. */
  readonly colour: boolean
  /** Columns of the terminal; tables and sentences keep within it where they can. */
  readonly width: number
}

const DETAIL: Detail = { ...FULL, causes: { open: 3, folded: 20, rows: 8 }, failures: 10, logLines: 20 }

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'
type Paint = (style: Style, text: string) => string

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
}

/** The report for a terminal or a log: what the markdown says, in the same order, aligned. Ends with a line break. */
export function renderText(report: Report, { colour, width }: TextOptions): string {
  const paint: Paint = (style, text) => (colour ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text)
  const { headline, blocks } = outlineOf(report, DETAIL)
  const mark = headline.mark === null ? '' : `${headline.mark} `
  const first = wrap(`${mark}Size Gate: ${plain(headline.words)}`, width).map((line) =>
    paint('bold', colourOf(headline.mark, paint, line)),
  )
  const lead = headline.lead === null ? [] : wrap(plain(headline.lead), width)
  const parts = [[...first, ...lead], ...blocks.map((block) => linesOf(block, width, paint))]
  return `${parts.map((lines) => lines.map((line) => terminalLine(line)).join('\n')).join('\n\n')}\n`
}

function colourOf(mark: string | null, paint: Paint, text: string): string {
  if (mark === '🛑') return paint('red', text)
  if (mark === '⚠️') return paint('yellow', text)
  return mark === '✅' ? paint('green', text) : text
}

function linesOf(block: Block, width: number, paint: Paint): readonly string[] {
  switch (block.kind) {
    case 'words':
      return wrap(plain(block.words), width)
    case 'list':
      return block.items.flatMap((item) => bullet(item, width))
    case 'table': {
      const [head = '', ...rows] = alignedTable(block.columns, block.rows, width)
      const title = block.title === null ? [] : wrap(plain(block.title), width).map((line) => paint('bold', line))
      const more = block.more === null ? [] : [plain(block.more)]
      return [...title, paint('dim', head), ...rows.map((row) => emphasised(row, paint)), ...more]
    }
    case 'log':
      return block.lines.map((line) => paint('dim', `  │ ${logLine(line)}`))
    case 'paste':
      return block.lines.map((line) => `    ${line}`)
    case 'fold': {
      const inner = block.blocks.map((each) => linesOf(each, width, paint))
      return [
        paint('bold', plain(block.summary)),
        ...inner.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
      ]
    }
    case 'footer':
      return wrap(plain(block.words), width).map((line) => paint('dim', line))
  }
}

function bullet(item: Phrase, width: number): readonly string[] {
  return wrap(plain(item), width - 2).map((line, index) => `${index === 0 ? '-' : ' '} ${line}`)
}

function emphasised(row: string, paint: Paint): string {
  if (row.includes('🛑')) return paint('red', row)
  return row.includes('⚠️') ? paint('yellow', row) : row
}
