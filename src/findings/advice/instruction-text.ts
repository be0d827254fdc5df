import type { LayerSource } from '../../image/measurement.js'
import { baseName } from '../../posix-path.js'

/** The instruction that brought a file, as far as advice needs it. */
export interface Bringer {
  readonly keyword: string
  readonly text: string
  /** As in `Instruction`. */
  readonly commands: string
  /** The stage that it stands in; null where that has no name. */
  readonly stage: string | null
  /** What made the files that it only copied; null where it copied none from elsewhere, or nobody knows. */
  readonly source: LayerSource | null
}

/** What a COPY or an ADD copies. */
export interface Copying {
  /** The stage or image; null for the build context. */
  readonly from: string | null
  /** As written. */
  readonly sources: readonly string[]
  /** Where to, as written; '' where that is missing. */
  readonly target: string
}

/** Characters of a command that names three directories. */
export const LONGEST_COMMAND = 160

/** The flags before an instruction's arguments. */
const FLAGS = /^\w+\s+((?:--\S+\s+)*)(.*)$/s

/** Whether `&&` can be added to a RUN: not to a list of arguments, nor to a heredoc, whose commands stand on lines. */
export function isOneShellLine(text: string): boolean {
  const rest = FLAGS.exec(text)?.[2] ?? ''
  return !/^\s*\[/.test(rest) && !/<<|\n/.test(rest)
}

/** One command, up to what ends it; what is quoted or escaped ends none. */
const COMMAND = /(?:"(?:\\.|[^"\\])*"|'[^'\n]*'|\\.|[^;|\n&]|(?<!&)&(?!&))+/gs

/** What is quoted or escaped is one word. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^'\n]*'|\\.|\S)+/gs

/**
 * The commands of a RUN, each split into words, what may stand before a program left out: also those of a list of
 * arguments, and those that are handed to a shell in quotes.
 */
export function commandLines(text: string): readonly (readonly string[])[] {
  const rest = FLAGS.exec(text)?.[2] ?? ''
  const list = argumentList(rest)
  return shellCommands(list === null ? rest : list.map(shellWord).join(' ')).flatMap((words) => handedOn(words, 3))
}

/** The words of `["program", "argument"]`; null where it is something else, which a shell reads. */
function argumentList(rest: string): readonly string[] | null {
  if (!/^\s*\[/.test(rest)) return null
  try {
    const list: unknown = JSON.parse(rest)
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : null
  } catch {
    return null
  }
}

/** What a shell runs for a command: of `sh -c "…"` and `su -c "…"` what is in the quotes. `depth`: of such in each other. */
function handedOn(words: readonly string[], depth: number): readonly (readonly string[])[] {
  const [program = '', ...rest] = words
  const name = baseName(program)
  if (depth === 0 || !/^(?:(?:ba|da|a|k|z)?sh|su|runuser)$/.test(name)) return [words]
  // A script's own arguments are no options of the shell.
  const script = /^(?:su|runuser)$/.test(name)
    ? -1
    : rest.findIndex((word) => !/^(?:[-+]\S*|pipefail|errexit|nounset)$/.test(word))
  const options = script < 0 ? rest : rest.slice(0, script)
  const at = options.findIndex((word) => /^(?:-\w*c|--command)$/.test(word))
  const handed = at < 0 ? undefined : rest[at + 1]
  if (handed === undefined) return [words]
  return shellCommands(unquoted(handed)).flatMap((inner) => handedOn(inner, depth - 1))
}

/** A shell's word without its quotes. */
function unquoted(word: string): string {
  return word.replace(
    /"((?:\\.|[^"\\])*)"|'([^'\n]*)'|\\(.)/gs,
    (_, double?: string, single?: string, escaped?: string) =>
      double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
  )
}

/** The same of what a shell runs. */
export function shellCommands(script: string): readonly (readonly string[])[] {
  return (script.match(COMMAND) ?? []).flatMap((command) => {
    const words = command.match(WORD) ?? []
    const at = words.findIndex((word) => !isPrefix(word))
    return at < 0 ? [] : [words.slice(at)]
  })
}

/**
 * The commands of a RUN that run one of these programs, in their order, each from the program's name on. `without` leaves
 * out those that have it already.
 */
export function commandsOf(text: string, programs: readonly string[], without?: RegExp): readonly string[] {
  return commandLines(text)
    .filter(([program = '']) => programs.includes(baseName(program)))
    .map((words) => words.join(' '))
    .filter((command) => without?.test(command) !== true)
}

/** The first of `commandsOf`; null where there is none. */
export function commandOf(text: string, programs: readonly string[], without?: RegExp): string | null {
  return commandsOf(text, programs, without)[0] ?? null
}

/** How to give a flag to all of these commands, of which there is one at least; it follows what `after` finds. */
export function withFlag(commands: readonly string[], after: RegExp, flag: string): string {
  const [command = '', ...others] = commands
  if (others.length === 0) return `write ${quote(command.replace(after, `$& ${flag}`))}`
  const kinds = new Set(commands.map((one) => `${one.split(' ', 1)[0] ?? ''} ${after.exec(one)?.[0] ?? ''}`))
  return `add ${quote(flag)} to each ${[...kinds].map((kind) => quote(kind)).join(' and ')}`
}

/** The same where a sentence begins. */
export function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A word, such as a path, as a shell takes it for one and for nothing else. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** The first three words, for the middle of a command. */
export function upToThree(words: readonly string[]): string {
  return [...words.slice(0, 3), ...(words.length > 3 ? ['…'] : [])].join(' ')
}

/** What may stand before a program: settings, `sudo`, `python -m`, shell keywords. */
function isPrefix(word: string): boolean {
  return /^(?:\w+=.*|-\w+|sudo|env|exec|time|python[\d.]*|corepack|if|elif|then|else|while|until|do|!|[({]|set|eval|--)$/s.test(
    word,
  )
}

/** What a COPY or an ADD copies. */
export function copyingOf(text: string): Copying {
  const [, flags = '', rest = ''] = FLAGS.exec(text) ?? []
  const words = rest
    .split(/[\s,]+/)
    .map((word) => word.replace(/^\[?"?|"?\]?$/g, ''))
    .filter((word) => word !== '')
  return { from: /--from=(\S+)/.exec(flags)?.[1] ?? null, sources: words.slice(0, -1), target: words.at(-1) ?? '' }
}

/** The image from outside that a COPY copies from; null where it is a stage, or nobody knows. */
export function imageCopied(from: string | null, source: LayerSource | null): string | null {
  if (source !== null) return source.kind === 'image' ? source.reference : null
  // A stage cannot be called so.
  return from !== null && /[/:@]/.test(from) ? from : null
}

/** What somebody wrote, cut short and in backticks, so that it stays what it is in Markdown. */
export function quote(text: string, longest = 60): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const [clean = ''] = line.split('`')
  const cut = (clean.length <= longest ? clean : clean.slice(0, longest).replace(/\s\S*$/, '')).trim()
  if (cut === '') return '`…`'
  return cut === line ? `\`${cut}\`` : `\`${cut} …\``
}

/** What to add to a RUN that leaves something behind, for the middle of a sentence. */
export function atEnd(text: string, command: string): string {
  return isOneShellLine(text)
    ? `add ${quote(`&& ${command}`, LONGEST_COMMAND)} to the same \`RUN\``
    : `end the same \`RUN\` with ${quote(command, LONGEST_COMMAND)}`
}
