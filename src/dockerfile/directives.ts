import { Refusal } from './refusal.js'
import { trimStart } from './space.js'

const KNOWN: ReadonlySet<string> = new Set(['syntax', 'escape', 'check'])
const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\n]+?)[\t\n\f\r ]*$/

/** Reads parser directives line by line; after the first line that is none, every other line is none too. */
export interface DirectiveReader {
  /** The directive on this line, or null. Throws a Refusal for one that was there already. */
  read(line: string): { readonly name: string; readonly value: string } | null
}

/** A reader for directives behind `comment`; the rule is BuildKit's parser/directives.go. */
export function directiveReader(comment: string): DirectiveReader {
  const seen = new Set<string>()
  let done = false
  return {
    read(line) {
      if (done) return null
      const match = line.startsWith(comment) ? DIRECTIVE.exec(trimStart(line.slice(comment.length))) : null
      const name = match?.[1]?.toLowerCase()
      const value = match?.[2]
      if (name === undefined || value === undefined || !KNOWN.has(name)) {
        done = true
        return null
      }
      if (seen.has(name)) throw new Refusal(`a second ${name} directive`)
      seen.add(name)
      return { name, value }
    },
  }
}

/**
 * The image that a `# syntax=` line (or `// syntax=`, after a `#!` line or not) asks BuildKit to parse the file with,
 * or null. Unlike the directives that the parser itself obeys, this one may not be indented (`DetectSyntax`).
 */
export function syntaxOf(text: string): string | null {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  if (lines[0]?.startsWith('#!') === true) lines.shift()
  return syntaxBehind('#', lines) ?? syntaxBehind('//', lines)
}

function syntaxBehind(comment: string, lines: readonly string[]): string | null {
  const reader = directiveReader(comment)
  let syntax: string | null = null
  try {
    for (const line of lines) {
      const directive = reader.read(line.replace(/\r$/, ''))
      if (directive === null) break
      if (directive.name === 'syntax') syntax ??= directive.value.split(' ')[0] ?? null
    }
  } catch (thrown) {
    // A directive that is there twice is refused where the file is parsed; the first syntax line counts here.
    if (!(thrown instanceof Refusal)) throw thrown
  }
  return syntax
}
