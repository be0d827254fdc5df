import { takeFlags } from './flags.js'
import { Refusal } from './refusal.js'
import { BLANKS, isSpace, trim, trimStart } from './space.js'

/** One instruction cut into its parts, before anything checks whether they make sense. */
export interface Command {
  /** As written, in any case. */
  readonly keyword: string
  readonly flags: readonly string[]
  /** For `ENV` and `LABEL` the names only. */
  readonly args: readonly string[]
  /** Whether the arguments are a JSON array of strings. */
  readonly json: boolean
  /** The instruction that an `ONBUILD` holds back. */
  readonly trigger: Command | null
}

/**
 * Cuts a logical line into its parts (BuildKit's parser/split_command.go and parser/line_parsers.go). An unknown
 * keyword is no fault here. Throws a Refusal for a JSON array of anything but strings and for a malformed ENV or LABEL.
 */
export function splitCommand(line: string, escape: string): Command {
  const [, keyword = '', tail = ''] = /^([^\t\v\f\r ]*)(?:[\t\v\f\r ]+([^]*))?$/.exec(trim(line)) ?? []
  const { flags, rest: untrimmed } = takeFlags(tail, escape)
  const rest = trim(untrimmed)
  const command = { keyword, flags, json: false, trigger: null }
  switch (keyword.toLowerCase()) {
    case 'add':
    case 'copy':
    case 'volume': {
      const list = jsonArray(rest)
      return { ...command, json: list !== null, args: list ?? blankSeparated(rest) }
    }
    case 'cmd':
    case 'entrypoint':
    case 'run':
    case 'shell': {
      const list = jsonArray(rest)
      return { ...command, json: list !== null, args: list ?? oneOrNone(rest) }
    }
    case 'healthcheck': {
      const [, kind = '', given = ''] = /^(\S*)\s*([^]*)$/.exec(rest) ?? []
      const list = jsonArray(given)
      return { ...command, json: list !== null, args: [...oneOrNone(kind), ...(list ?? oneOrNone(given))] }
    }
    case 'env':
    case 'label':
      return { ...command, args: pairNames(rest, keyword, escape) }
    case 'arg':
      return { ...command, args: quotedWords(rest, escape) }
    case 'expose':
    case 'from':
      return { ...command, args: blankSeparated(rest) }
    case 'onbuild': {
      if (rest === '') return { ...command, args: [] }
      const trigger = splitCommand(rest, escape)
      return { ...command, args: [trigger.keyword, ...trigger.args], trigger }
    }
    default:
      return { ...command, args: oneOrNone(rest) }
  }
}

function oneOrNone(text: string): readonly string[] {
  return text === '' ? [] : [text]
}

function blankSeparated(text: string): readonly string[] {
  return text === '' ? [] : text.split(BLANKS)
}

/** The strings of a JSON array, or null where the text is none. Throws a Refusal for an array of other things. */
function jsonArray(text: string): readonly string[] | null {
  const array = trimStart(text)
  if (!array.startsWith('[')) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(array)
  } catch {
    return null
  }
  if (!Array.isArray(parsed)) return null
  const items: readonly unknown[] = parsed
  return items.map((item) => {
    if (typeof item !== 'string') {
      throw new Refusal('a JSON array of arguments may hold strings only')
    }
    return item
  })
}

/** The names that `ENV` or `LABEL` sets, in the form `NAME value` or `NAME=value …`. */
function pairNames(rest: string, keyword: string, escape: string): readonly string[] {
  const words = quotedWords(rest, escape)
  const first = words[0]
  if (first === undefined) return []
  if (!first.includes('=')) {
    const [name = '', value] = rest.split(BLANKS)
    if (value === undefined) throw new Refusal(`${keyword.toUpperCase()} needs a name and a value`)
    return [name]
  }
  return words.map((word) => {
    const equals = word.indexOf('=')
    if (equals < 0) {
      throw new Refusal(`${keyword.toUpperCase()} reads name=value, and ${JSON.stringify(word)} has no =`)
    }
    return word.slice(0, equals)
  })
}

/** Words at white space outside quotes; quotes and escapes stay in (`parseWords`). */
function quotedWords(text: string, escape: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let started = false
  let quote: string | null = null
  const finish = (): void => {
    if (started || word !== '') words.push(word)
    word = ''
    started = false
  }
  for (let position = 0; position < text.length; position++) {
    const character = text.charAt(position)
    if (quote === null && isSpace(character)) {
      finish()
      continue
    }
    if (character === escape && quote !== "'") {
      // An escape as the very last character is dropped.
      if (position + 1 < text.length) word += character + text.charAt(++position)
      continue
    }
    if (character === quote) quote = null
    else if (quote === null && (character === '"' || character === "'")) {
      quote = character
      started = true
    }
    word += character
  }
  finish()
  return words
}
