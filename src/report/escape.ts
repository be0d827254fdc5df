import stripAnsi from 'strip-ansi'

/**
 * Everything that whoever wrote the change also wrote (names, paths, instructions, messages, log lines) passes through
 * here before it is printed. A markdown library escapes what CommonMark means; what GitHub adds on top (mentions, issue
 * references, bare commits) has no escape but a code span, so that is what anything doubtful becomes.
 */

/** Control, format (bidi overrides, zero width), surrogate, private and unassigned characters. */
const UNSEEN = /\p{C}/gu

/**
 * `text` on one line with nothing unseen in it: line breaks are folded to spaces, other control and format characters
 * are written as `\x1b` or `\u202e`. `##[`, which starts a command in a workflow's log wherever it stands, is broken up.
 */
export function visible(text: string): string {
  return text
    .replace(/\s+/gu, (space) => (/[^ \u00a0]/.test(space) ? ' ' : space))
    .replace(UNSEEN, escapeOf)
    .replaceAll('##[', '# #[')
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

/** A line of a build log: without colours, of a redrawn line only what was drawn last, else {@link visible}. */
export function logLine(line: string, max = 200): string {
  const drawn = stripAnsi(line).trimEnd().split('\r').at(-1) ?? ''
  return cut(visible(drawn.replaceAll('\t', '  ')), max)
}

/** `text` of at most `max` UTF-16 units, an `…` for what was cut off. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * A path of at most `max` UTF-16 units: an `…` stands for directories between its first and its last name, or for the middle
 * of names that are too long even so.
 */
export function cutPath(path: string, max: number): string {
  if (path.length <= max) return path
  const names = path.split('/')
  const top = names[0] === '' ? 2 : 1
  // As many of the last names as there is room for: paths of one table have the first ones in common.
  for (let from = top + 1; from < names.length; from++) {
    const shown = [...names.slice(0, top), '…', ...names.slice(from)].join('/')
    if (shown.length <= max) return shown
  }
  const end = Math.ceil(((max - 1) * 2) / 3)
  const start = path.slice(0, max - 1 - end).replace(/[\ud800-\udbff]$/, '')
  return `${start}…${path.slice(path.length - end).replace(/^[\udc00-\udfff]/, '')}`
}

/** Where markdown is written: a table cell ends at `|`, also inside a code span. */
export type Place = 'line' | 'cell'

/** A code span that shows exactly {@link visible} `text`. */
export function codeSpan(text: string, place: Place): string {
  const shown = visible(text)
  if (shown.trim() === '') return '` `'
  // GFM parsers disagree on `\\|` in a cell: entities say the same to all.
  if (place === 'cell' && shown.includes('\\|')) return `<code>${entities(shown)}</code>`
  const fence = '`'.repeat(longestRun(shown) + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  const inner = place === 'cell' ? shown.replaceAll('|', '\\|') : shown
  return `${fence}${pad}${inner}${pad}${fence}`
}

function entities(text: string): string {
  // The zero width space keeps GitHub from reading an address into what the entity stands for.
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};${sign === '@' ? '&#8203;' : ''}`)
}

/** A fenced block of `lines`, each shown as {@link logLine} does; nothing in it can end the block or start a command. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const shown = lines.map((line) => logLine(line).replace(/^(\s*):(?=:)/, '$1: '))
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)))
  return [`${fence}${language}`, ...shown, fence].join('\n')
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

/** A name of letters, digits and single separators, in which nobody finds a link, a mention or a commit. */
const PLAIN_NAME = /^[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*$/

/** What GitHub makes something of though CommonMark does not: mentions, issues, commits, links, emoji, commands. */
const LOADED =
  /@|#\d|(?:GH|GHSA|CVE)-\w|:\/\/|www\.|(?<![A-Za-z0-9])[0-9a-f]{7,}(?![A-Za-z0-9])|:[\w+-]+:|::|mailto:|xmpp:/i

/** A name as a reader writes it where that is harmless, else as a code span. */
export function markdownName(text: string, place: Place): string {
  return isPlainName(text) ? text : codeSpan(text, place)
}

/** {@link markdownName} inside an HTML element. */
export function htmlName(text: string): string {
  return isPlainName(text) ? text : `<code>${htmlText(text)}</code>`
}

function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text) && !LOADED.test(text)
}

/** Our own words: whatever means something to markdown is escaped. */
export function markdownWords(text: string): string {
  return text
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
}

/** A sentence by somebody else: what stands in backticks and every doubtful word becomes code, the rest plain words. */
export function markdownProse(text: string, place: Place): string {
  const parts = visible(text).split(/`([^`]+)`/)
  return parts.reduce(
    (all, part, index) => abut(all, index % 2 === 1 ? codeSpan(part, place) : plainProse(part, place)),
    '',
  )
}

/** Doubtful words that follow each other share one span. */
function plainProse(text: string, place: Place): string {
  let printed = ''
  let doubtful = ''
  const flush = (): void => {
    if (doubtful !== '')
      printed = abut(printed, codeSpan(doubtful.trimEnd(), place)) + (/ +$/.exec(doubtful)?.[0] ?? '')
    doubtful = ''
  }
  for (const word of text.match(/[^ ]+ *|^ +/g) ?? []) {
    if (LOADED.test(word)) doubtful += word
    else {
      flush()
      printed += markdownWords(word)
    }
  }
  flush()
  return printed
}

/** `left` and `right` joined so that the fences of two code spans do not become one. */
export function abut(left: string, right: string): string {
  return left.endsWith('`') && right.startsWith('`') ? `${left} ${right}` : left + right
}

/** Markdown that can begin a line: what would make a heading, a list or a quote of it is escaped. */
export function lineStart(escaped: string): string {
  return escaped.replace(/^(\s*)([#>+=-])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2')
}

/** {@link visible} text inside an HTML element, such as a `<summary>`, where markdown is not read. */
export function htmlText(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A line that a workflow's log can't take for a command (`::error::…`). */
export function terminalLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ')
}
