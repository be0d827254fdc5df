import { Refusal } from './refusal.js'
import { replaced, withoutPrefix, withoutSuffix } from './shell-pattern.js'
import { isSpace } from './space.js'

/** How text is read. Every switch is off in the expansion of `FROM` and `ARG`; the search for heredocs sets them. */
export interface LexOptions {
  readonly escape: string
  /** Keep quotes in the result. */
  readonly rawQuotes?: boolean
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean
  /** Leave a variable without a value as it is written. */
  readonly keepUnset?: boolean
}

interface Lexer {
  readonly characters: readonly string[]
  position: number
  readonly values: ReadonlyMap<string, string>
  readonly options: LexOptions
  /** The word being collected. One for all depths, as in BuildKit, where a nested `${}` starts it anew. */
  word: string
}

interface Lexed {
  readonly result: string
  readonly words: readonly string[]
}

/**
 * `text` with its quotes taken off, its escapes resolved and its variables replaced: `ProcessWord` of BuildKit's
 * shell/lex.go, with every form of `${}` that it has. Throws a Refusal for a form that it refuses.
 */
export function expand(text: string, values: ReadonlyMap<string, string>, escape: string): string {
  try {
    return lex(text, values, { escape }).result
  } catch (thrown) {
    if (thrown instanceof Refusal) throw new Refusal(`${text}: ${thrown.message}`)
    throw thrown
  }
}

/** The words of `text` after the same treatment: `ProcessWords`. Throws a Refusal as {@link expand} does. */
export function shellWords(text: string, options: LexOptions): readonly string[] {
  return lex(text, new Map(), options).words
}

function lex(text: string, values: ReadonlyMap<string, string>, options: LexOptions): Lexed {
  const lexer: Lexer = { characters: Array.from(text), position: 0, values, options, word: '' }
  return readUntil(lexer, null, options.rawEscapes === true)
}

function peek(lexer: Lexer): string | null {
  return lexer.characters[lexer.position] ?? null
}

function next(lexer: Lexer): string | null {
  const character = peek(lexer)
  if (character !== null) lexer.position++
  return character
}

/** Reads up to `stop` (and over it), or to the end where `stop` is null. */
function readUntil(lexer: Lexer, stop: string | null, rawEscapes: boolean): Lexed {
  const words: string[] = []
  let result = ''
  let inWord = false
  lexer.word = ''

  const addRaw = (text: string): void => {
    lexer.word += text
    inWord = true
  }
  const add = (character: string): void => {
    if (!isSpace(character)) addRaw(character)
    else if (inWord && lexer.word !== '') {
      words.push(lexer.word)
      lexer.word = ''
      inWord = false
    }
  }
  const finish = (): Lexed => {
    if (lexer.word !== '') words.push(lexer.word)
    lexer.word = ''
    return { result, words }
  }

  for (let character = peek(lexer); character !== null; character = peek(lexer)) {
    if (character === stop) {
      lexer.position++
      return finish()
    }
    const special = readSpecial(lexer, character, rawEscapes)
    if (special !== null) {
      result += special
      if (character === '$') for (const part of special) add(part)
      else addRaw(special)
      continue
    }
    lexer.position++
    if (character !== lexer.options.escape) {
      add(character)
      result += character
      continue
    }
    if (rawEscapes) {
      addRaw(character)
      result += character
    }
    const escaped = next(lexer)
    if (escaped === null) break
    addRaw(escaped)
    result += escaped
  }
  if (stop !== null) throw new Refusal(`no ${stop} to the end`)
  return finish()
}

function readSpecial(lexer: Lexer, character: string, rawEscapes: boolean): string | null {
  switch (character) {
    case '$':
      return readDollar(lexer)
    case "'":
      return readSingleQuoted(lexer)
    case '"':
      return readDoubleQuoted(lexer, rawEscapes)
    case '<':
      return readPossibleHeredoc(lexer)
    default:
      return null
  }
}

function readSingleQuoted(lexer: Lexer): string {
  const quote = lexer.options.rawQuotes === true ? "'" : ''
  lexer.position++
  let result = quote
  for (let character = next(lexer); character !== "'"; character = next(lexer)) {
    if (character === null) throw new Refusal('a single quote that does not end')
    result += character
  }
  return result + quote
}

function readDoubleQuoted(lexer: Lexer, rawEscapes: boolean): string {
  const { escape } = lexer.options
  const quote = lexer.options.rawQuotes === true ? '"' : ''
  lexer.position++
  let result = quote
  for (;;) {
    const character = peek(lexer)
    if (character === null) throw new Refusal('a double quote that does not end')
    if (character === '$') {
      result += readDollar(lexer)
      continue
    }
    lexer.position++
    if (character === '"') return result + quote
    if (character !== escape) {
      result += character
      continue
    }
    if (rawEscapes) result += character
    const escaped = peek(lexer)
    if (escaped === null) continue
    if (escaped === '"' || escaped === '$' || escaped === escape) {
      lexer.position++
      result += escaped
    } else result += character
  }
}

/** `<<` and the white space behind it stay in one word, so that `<< EOF` is found as a heredoc. */
function readPossibleHeredoc(lexer: Lexer): string {
  lexer.position++
  if (peek(lexer) !== '<') return '<'
  lexer.position++
  let result = '<<'
  for (let character = peek(lexer); character !== null && '\t\r '.includes(character); character = peek(lexer)) {
    result += character
    lexer.position++
  }
  return result
}

function readDollar(lexer: Lexer): string {
  lexer.position++
  if (peek(lexer) !== '{') {
    const name = readName(lexer)
    if (name === '') return '$'
    return lexer.values.get(name) ?? (lexer.options.keepUnset === true ? `$${name}` : '')
  }
  lexer.position++
  const first = peek(lexer)
  if (first === null) throw new Refusal("'${' without '}'")
  if (first === '{' || first === '}' || first === ':') throw new Refusal("'${' without a name")
  const name = readName(lexer)
  const modifier = next(lexer)
  switch (modifier) {
    case '}':
      return lexer.values.get(name) ?? (lexer.options.keepUnset === true ? `\${${name}}` : '')
    case '/':
      return readReplacement(lexer, name)
    case ':':
    case '+':
    case '-':
    case '?':
    case '#':
    case '%':
      return readModified(lexer, name, modifier)
    case null:
    default:
      throw unsupported(modifier)
  }
}

function unsupported(modifier: string | null): Refusal {
  return new Refusal(modifier === null ? "'${' without '}'" : `no form of \${} has ${modifier}`)
}

function readModified(lexer: Lexer, name: string, first: string): string {
  const emptyIsUnset = first === ':'
  const modifier = emptyIsUnset ? next(lexer) : first
  const written = emptyIsUnset ? `:${modifier ?? ''}` : first
  const isTrim = modifier === '#' || modifier === '%'
  if (emptyIsUnset && isTrim) throw unsupported(written)
  const word = readPart(lexer, '}', isTrim)

  const value = lexer.values.get(name)
  if (value === undefined && lexer.options.keepUnset === true) return `\${${name}${written}${word}}`
  const present = value !== undefined && !(emptyIsUnset && value === '')
  switch (modifier) {
    case '-':
      return present ? value : word
    case '+':
      return present ? word : ''
    case '?':
      if (present) return value
      throw new Refusal(`${name}: ${word || `is ${value === undefined ? 'not set' : 'empty'}`}`)
    case '#':
    case '%': {
      const greedy = word.startsWith(modifier)
      const pattern = greedy ? word.slice(1) : word
      return (modifier === '#' ? withoutPrefix : withoutSuffix)(value ?? '', pattern, greedy)
    }
    case null:
    default:
      throw unsupported(written)
  }
}

function readReplacement(lexer: Lexer, name: string): string {
  const every = peek(lexer) === '/'
  if (every) lexer.position++
  const pattern = readPart(lexer, '/', true)
  const replacement = readPart(lexer, '}', true)
  const value = lexer.values.get(name)
  if (value === undefined && lexer.options.keepUnset === true) return `\${${name}/${pattern}/${replacement}}`
  return replaced(value ?? '', pattern, replacement, every)
}

function readPart(lexer: Lexer, stop: string, rawEscapes: boolean): string {
  try {
    return readUntil(lexer, stop, rawEscapes).result
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || peek(lexer) !== null) throw thrown
    throw new Refusal(`'\${' without '${stop}'`)
  }
}

/** A name, a number (`$1`) or one of the shell's special parameters (`$@`); empty where none follows. */
function readName(lexer: Lexer): string {
  const first = peek(lexer)
  if (first === null) return ''
  if (/^\p{Nd}$/u.test(first)) return readWhile(lexer, /^\p{Nd}$/u)
  if ('@*#?-$!0'.includes(first)) {
    lexer.position++
    return first
  }
  return readWhile(lexer, /^[\p{L}\p{Nd}_]$/u)
}

function readWhile(lexer: Lexer, kind: RegExp): string {
  let text = ''
  for (let character = peek(lexer); character !== null && kind.test(character); character = peek(lexer)) {
    text += character
    lexer.position++
  }
  return text
}
