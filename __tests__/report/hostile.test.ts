import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Nodes, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { codeBlock, codeSpan, logLine, markdownName, markdownProse, visible } from '../../src/report/escape.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { HOSTILE, hostileText, reports } from './arbitrary.js'
import { image, instruction, report } from './samples.js'

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

function all(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap((child) => all(child))] : [node]
}

const OUR_LINK =
  /^https:\/\/(?:github\.com\/acme\/shop\/blob\/[0-9a-f]{40}\/[^\s()<>]+#L\d+|docs\.docker\.com\/[\w./#-]*)$/
const OUR_HTML = [
  /^<details><summary>[^<>]*(?:<(b|code)>[^<>]*<\/\1>[^<>]*)*<\/summary>$/,
  /^<\/details>$/,
  /^<\/?sub>$/,
]
const MEANINGFUL = /@[a-z0-9]|#\d|GH-\d|:\/\/|www\.|\b(?!4b1d0aa|9f3c2e1)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}\b/i
const HARMLESS = new Set(
  ['break', 'code', 'heading', 'inlineCode', 'list', 'listItem', 'paragraph', 'root', 'strong', 'table'].concat([
    'tableCell',
    'tableRow',
  ]),
)

/** What a reader of the page could click, see as more than words, or be called by, and that is not ours. */
function intrusions(markdown: string): readonly Nodes[] {
  // In a code element all signs are entities, and GitHub reads nothing into it.
  const spans = markdown.replaceAll(/<code>(?:[A-Za-z0-9 ]|&#\d+;|[^\x20-\x7e\n])*<\/code>/g, '`x`')
  return all(parse(spans)).filter((node) => {
    if (node.type === 'link') return !OUR_LINK.test(node.url)
    if (node.type === 'html') return !OUR_HTML.some((ours) => ours.test(node.value))
    return node.type === 'text' ? MEANINGFUL.test(node.value) : !HARMLESS.has(node.type)
  })
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

describe('markdown of hostile reports', () => {
  it('has no link, mention, reference, element or emphasis that is not ours', () => {
    fc.assert(
      fc.property(reports(), (of) => {
        const printed = renderMarkdown(of, { maxLength: 65_000 })
        expect(intrusions(printed.replace(/accepted by @[\w-]+/, 'accepted'))).toEqual([])
        expect(UNSEEN.test(printed.replaceAll('\n', ''))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('has tables with the rows and cells that were meant, and one heading', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { minLength: 1, maxLength: 12 }), (names) => {
        const distinct = [...new Set(names)]
        const rows = distinct.map((name, index) =>
          image({
            image: `${index}${name}`,
            dockerfile: name,
            status: 'changed',
            size: { head: 20, base: 10, change: 10, exact: true },
            instructions: [instruction(3, name, 20, 10)],
          }),
        )
        const tree = parse(renderMarkdown(report({ images: rows }), { maxLength: 1e6 }))
        const tables = all(tree).filter((node): node is Table => node.type === 'table')
        expect(tables[0]?.children).toHaveLength(distinct.length + 1)
        expect(tables).toHaveLength(distinct.length + 1)
        for (const table of tables) {
          const width = table.children[0]?.children.length
          expect(table.children.every((row) => row.children.length === width)).toBe(true)
        }
        expect(all(tree).filter((node) => node.type === 'heading')).toHaveLength(1)
      }),
    )
  })

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('shows %s as it is', (_, text) => {
    const shown = visible(text)
    for (const place of ['line', 'cell'] as const) {
      const span = codeSpan(text, place)
      const source = place === 'cell' ? `| a |\n|---|\n| ${span} |` : `x ${span} y`
      const code = all(parse(source)).filter((node) => node.type === 'inlineCode')
      if (span.startsWith('<code>')) continue
      expect(code).toHaveLength(1)
      expect(code[0]).toMatchObject({ value: shown.trim() === '' ? ' ' : shown })
    }
  })

  it('leaves plain words and names as they are', () => {
    expect(markdownName('my-app/web_1.2', 'line')).toBe('my-app/web_1.2')
    expect(markdownName('@octocat', 'line')).toBe('`@octocat`')
    expect(markdownName('deadbeef', 'line')).toBe('`deadbeef`')
    expect(markdownProse('it was called `final` by @octocat in #12, see https://x.example now', 'line')).toBe(
      'it was called `final` by `@octocat` in `#12,` see `https://x.example` now',
    )
  })

  it('fences logs so that they cannot end the block', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { maxLength: 8 }), (lines) => {
        const tree = parse(`${codeBlock(lines)}\n\nend`)
        expect(tree.children.map((node) => node.type)).toEqual(['code', 'paragraph'])
      }),
    )
  })
})

describe('terminal text of hostile reports', () => {
  it('has no control character, no workflow command and one line for each of ours', () => {
    fc.assert(
      fc.property(reports(), fc.integer({ min: 1, max: 200 }), (of, width) => {
        const printed = renderText(of, { colour: false, width })
        expect(UNSEEN.test(printed.replaceAll('\n', ''))).toBe(false)
        expect(printed).not.toMatch(/^\s*::/m)
        expect(printed).not.toContain('##[')
      }),
      { numRuns: 200 },
    )
  })

  it('keeps of a log line what was drawn last, without colours', () => {
    expect(logLine('\u001b[32m10%\r\u001b[32m100%\u001b[0m done\r')).toBe('100% done')
    expect(logLine('a\tb\u0007')).toBe('a  b\\x07')
    expect(logLine('x'.repeat(300))).toHaveLength(200)
  })
})
