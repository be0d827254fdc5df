import type { Block, Cells, Detail } from './blocks.js'
import { codeBlock } from './escape.js'
import { fit } from './fit.js'
import { outlineOf } from './outline.js'
import { html, markdown } from './phrase.js'
import type { Report } from './report.js'

export interface MarkdownOptions {
  /** The most UTF-16 units that may be returned: 65,536 less what the caller adds for a comment. Never exceeded. */
  readonly maxLength: number
}

/**
 * The report as GitHub flavoured markdown for a comment or a job summary. Where it would be longer than `maxLength`,
 * details are dropped in steps and a line says which; at the last only the headline is left. Throws nothing.
 */
export function renderMarkdown(report: Report, { maxLength }: MarkdownOptions): string {
  return fit((detail, leftOut) => render(report, detail, leftOut), maxLength)
}

function render(report: Report, detail: Detail, leftOut: readonly string[]): string {
  const { headline, blocks } = outlineOf(report, detail)
  const mark = headline.mark === null ? '' : `${headline.mark} `
  const cut: readonly Block[] =
    leftOut.length === 0
      ? []
      : [
          {
            kind: 'words',
            words: [
              `Left out, because a comment has no room for it: ${leftOut.join(', ')}. The JSON report has all of it.`,
            ],
          },
        ]
  const lead: readonly Block[] = headline.lead === null ? [] : [{ kind: 'words', words: headline.lead }]
  const footer = blocks.filter((block) => block.kind === 'footer')
  const body = blocks.filter((block) => block.kind !== 'footer')
  return (
    [
      `## ${mark}Size Gate: ${markdown(headline.words, 'line')}`,
      ...[...lead, ...body, ...cut, ...footer].map((block) => blockOf(block)),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  )
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'words':
      return markdown(block.words, 'line')
    case 'list':
      return block.items.map((item) => `- ${markdown(item, 'line')}`).join('\n')
    case 'table':
      return tableOf(block)
    case 'log':
      return codeBlock(block.lines)
    case 'paste':
      return codeBlock(block.lines, block.language)
    case 'fold':
      return [
        `<details><summary>${html(block.summary)}</summary>`,
        ...block.blocks.map((each) => blockOf(each)),
        '</details>',
      ].join('\n\n')
    case 'footer':
      return `<sub>${markdown(block.words, 'line')}</sub>`
  }
}

function tableOf({ title, columns, rows, more }: Extract<Block, { kind: 'table' }>): string {
  const last: readonly Cells[] = more === null ? [] : [columns.map((_, index) => (index === 0 ? more : []))]
  const lines = [
    columns.map((column) => column.title),
    columns.map((column) => (column.align === 'left' ? ':--' : '--:')),
    ...[...rows, ...last].map((cells) => cells.map((cell) => markdown(cell, 'cell'))),
  ].map((cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`)
  return [...(title === null ? [] : [`**${markdown(title, 'line')}**`, '']), ...lines].join('\n')
}
