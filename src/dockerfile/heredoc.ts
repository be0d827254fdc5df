import type { Command } from './command.js'
import { Refusal } from './refusal.js'
import { shellWords } from './expand.js'

/** Text that follows an instruction on lines of its own. */
export interface Heredoc {
  /** The line that ends it. */
  readonly name: string
  /** `<<-`: leading tabs do not count. */
  readonly chomp: boolean
}

const HEREDOC = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/
const HOLDERS: ReadonlySet<string> = new Set(['add', 'copy', 'run'])

/**
 * The heredocs that an instruction opens, in order: in ADD, COPY and RUN, bare or behind ONBUILD, unless they are in
 * JSON form (BuildKit's parser/parser.go). Quotes and escapes are read with `\` whatever the escape directive says.
 */
export function heredocsOf(line: string, command: Command): readonly Heredoc[] {
  const holder = command.keyword.toLowerCase() === 'onbuild' ? (command.trigger ?? command) : command
  if (!HOLDERS.has(holder.keyword.toLowerCase()) || holder.json || !line.includes('<<')) return []
  return wordsOrNone(line).flatMap((word) => heredocIn(word) ?? [])
}

/** The heredoc that a word is, or null: `ParseHeredoc`. */
export function heredocIn(word: string): Heredoc | null {
  const match = HEREDOC.exec(word)
  const rest = match?.[2]
  if (match === null || rest === undefined || rest === '') return null
  const names = shellWords(rest, { escape: '\\', keepUnset: true })
  const name = names[0]
  return name === undefined || names.length > 1 ? null : { name, chomp: match[1] === '-' }
}

/** Where quotes do not pair up there is no heredoc: such a line is the shell's business. */
function wordsOrNone(line: string): readonly string[] {
  try {
    return shellWords(line, { escape: '\\', rawQuotes: true, rawEscapes: true, keepUnset: true })
  } catch (thrown) {
    if (thrown instanceof Refusal) return []
    throw thrown
  }
}
