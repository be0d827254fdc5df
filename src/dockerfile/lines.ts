import { type Command, splitCommand } from './command.js'
import { directiveReader } from './directives.js'
import { type Heredoc, heredocsOf } from './heredoc.js'
import { at, Refusal } from './refusal.js'
import { trim, trimStart } from './space.js'
import type { LineRange } from './stage-graph.js'

/** The part of an instruction that stands on one line of the file, without its continuation mark. */
export interface Piece {
  readonly text: string
  /** Where it starts in the file's text. */
  readonly offset: number
}

/** An instruction with the lines that continue it and the heredocs that it opens. */
export interface LogicalLine {
  readonly command: Command
  readonly pieces: readonly Piece[]
  /** What its heredocs hold, without the lines that end them. */
  readonly heredocs: readonly string[]
  readonly lines: LineRange
}

interface PhysicalLine {
  readonly number: number
  readonly offset: number
  /** With its line ending. */
  readonly text: string
}

interface Reader {
  readonly next: () => PhysicalLine | null
  /** Number of the line read last. */
  readonly line: () => number
}

/** BuildKit reads lines through a Go scanner with a buffer of this many bytes, line ending included. */
const LONGEST_LINE = 65_536

/**
 * Cuts a Dockerfile into instructions as BuildKit's parser/parser.go does: byte order mark, directives, comments,
 * continuations with comments and blank lines inside, heredocs. Throws a Refusal with a line for what it refuses.
 */
export function readLines(text: string): { readonly lines: readonly LogicalLine[]; readonly escape: string } {
  const reader = physicalLines(text)
  const directives = directiveReader('#')
  const lines: LogicalLine[] = []
  let escape = '\\'
  for (let first = reader.next(); first !== null; first = reader.next()) {
    const start = first.number
    const content = trimStart(withoutEnding(first.text))
    const directive = at(start, () => directives.read(content))
    if (directive?.name === 'escape') escape = at(start, () => escapeOf(directive.value))
    if (isComment(content) || content === '') continue

    const indent = withoutEnding(first.text).length - content.length
    const pieces = readPieces(reader, { text: content, offset: first.offset + indent }, escape)
    const joined = pieces.map((piece) => piece.text).join('')
    const command = at(start, () => splitCommand(joined, escape))
    const heredocs = at(start, () => heredocsOf(joined, command).map((heredoc) => readHeredoc(reader, heredoc)))
    lines.push({ command, pieces, heredocs, lines: { start, end: reader.line() } })
  }
  if (lines.length === 0) throw new Refusal('no instructions in this file', null, 1)
  return { lines, escape }
}

function readPieces(reader: Reader, first: Piece, escape: string): readonly Piece[] {
  const head = withoutContinuation(first, escape)
  const pieces = [head.piece]
  let open = head.open
  while (open) {
    const line = reader.next()
    if (line === null) break
    const content = withoutEnding(line.text)
    // BuildKit warns of blank lines here and goes on.
    if (isComment(content) || trim(content) === '') continue
    const part = withoutContinuation({ text: content, offset: line.offset }, escape)
    pieces.push(part.piece)
    open = part.open
  }
  return pieces
}

/** Takes the escape character off the end of a line that goes on; a doubled one there is no continuation. */
function withoutContinuation(piece: Piece, escape: string): { readonly piece: Piece; readonly open: boolean } {
  const text = piece.text.replace(/[ \t]+$/, '')
  if (!text.endsWith(escape) || text.endsWith(escape + escape)) return { piece, open: false }
  return { piece: { text: text.slice(0, -1), offset: piece.offset }, open: true }
}

function readHeredoc(reader: Reader, { name, chomp }: Heredoc): string {
  const body: string[] = []
  for (let line = reader.next(); line !== null; line = reader.next()) {
    const content = withoutEnding(line.text)
    const kept = chomp ? content.replace(/^\t+/, '') : content
    if (kept === name) return body.join('\n')
    body.push(kept)
  }
  throw new Refusal(`unterminated heredoc`, `no line is just ${JSON.stringify(name)}`)
}

function escapeOf(value: string): string {
  if (value === '\\' || value === '`') return value
  throw new Refusal(`escape=${value}: the escape character is \\ or \``)
}

function isComment(line: string): boolean {
  return trimStart(line).startsWith('#')
}

function withoutEnding(line: string): string {
  return line.replace(/[\r\n]+$/, '')
}

function physicalLines(text: string): Reader {
  let offset = text.startsWith('\uFEFF') ? 1 : 0
  let number = 0
  return {
    line: () => number,
    next() {
      if (offset >= text.length) return null
      const newline = text.indexOf('\n', offset)
      const end = newline < 0 ? text.length : newline + 1
      const line = { number: ++number, offset, text: text.slice(offset, end) }
      if (isTooLong(line.text)) {
        throw new Refusal(`this line is longer than ${LONGEST_LINE - 1} bytes`, null, number)
      }
      offset = end
      return line
    },
  }
}

function isTooLong(line: string): boolean {
  // No character of a JavaScript string takes more than three bytes of UTF-8.
  if (line.length * 3 < LONGEST_LINE) return false
  let bytes = line.endsWith('\n') ? 0 : 1
  for (const character of line) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes > LONGEST_LINE
}
