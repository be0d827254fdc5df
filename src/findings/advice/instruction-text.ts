/** The instruction that brought a file, as far as advice needs it. */
export interface Bringer {
  readonly keyword: string
  readonly text: string
  /** The stage that it stands in; null where that has no name. */
  readonly stage: string | null
}

/** What a COPY or an ADD copies. */
export interface Copying {
  /** The stage or image; null for the build context. */
  readonly from: string | null
  /** As written. */
  readonly sources: readonly string[]
}

/** The flags before an instruction's arguments. */
const FLAGS = /^\w+\s+((?:--\S+\s+)*)(.*)$/s

/** Whether `&&` can be added to a RUN: not to a list of arguments, nor to a heredoc. */
export function isOneShellLine(text: string): boolean {
  const rest = FLAGS.exec(text)?.[2] ?? ''
  return !/^\s*\[/.test(rest) && !rest.includes('<<')
}

/**
 * The first command of a RUN that runs one of these programs, from the program's name on; null where none does.
 * `without` leaves out those that have it already.
 */
export function commandOf(text: string, programs: readonly string[], without?: RegExp): string | null {
  const commands = (FLAGS.exec(text)?.[2] ?? '').split(/&&|\|\||[;|\n]/)
  for (const command of commands) {
    const words = command.trim().split(/\s+/)
    const at = words.findIndex((word) => programs.includes(word.slice(word.lastIndexOf('/') + 1)))
    if (at < 0 || !words.slice(0, at).every(isPrefix)) continue
    const found = words.slice(at).join(' ')
    if (without?.test(found) !== true) return found
  }
  return null
}

/** What may stand before a program: settings, `sudo`, `python -m`, shell keywords. */
function isPrefix(word: string): boolean {
  return /^(?:\w+=.*|-\w+|sudo|env|exec|time|python[\d.]*|corepack|if|then|else|do|!|[({]|set)$/.test(word)
}

/** What a COPY or an ADD copies. */
export function copyingOf(text: string): Copying {
  const [, flags = '', rest = ''] = FLAGS.exec(text) ?? []
  const words = rest
    .split(/[\s,]+/)
    .map((word) => word.replace(/^\[?"?|"?\]?$/g, ''))
    .filter((word) => word !== '')
  return { from: /--from=(\S+)/.exec(flags)?.[1] ?? null, sources: words.slice(0, -1) }
}

/** What somebody wrote, cut short and in backticks, so that it stays what it is in Markdown. */
export function quote(text: string, longest = 60): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const [clean = ''] = line.split('`')
  const cut = (clean.length <= longest ? clean : clean.slice(0, longest).replace(/\s\S*$/, '')).trim()
  if (cut === '') return '`…`'
  return cut === line ? `\`${cut}\`` : `\`${cut} …\``
}
