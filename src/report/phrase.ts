import stringWidth from 'string-width'
import {
  abut,
  codeSpan,
  cut,
  cutPath,
  htmlName,
  htmlText,
  lineStart,
  markdownName,
  markdownProse,
  markdownWords,
  visible,
  type Place,
} from './escape.js'
import { clip } from './wrap.js'

/**
 * A piece of a sentence that knows who wrote it. Plain strings are our own words; `name`, `code`, `path` and `prose` carry
 * what others wrote and are made harmless by every printer in its own way.
 */
export type Part =
  | string
  | { readonly kind: 'strong'; readonly words: Phrase }
  | { readonly kind: 'name' | 'code' | 'path' | 'prose' | 'login'; readonly text: string }
  | { readonly kind: 'link'; readonly words: Phrase; readonly url: string; readonly title: string }

export type Phrase = readonly Part[]

/** Longest printed form of what others wrote, in UTF-16 units. */
const LONGEST = { name: 80, code: 80, path: 80, prose: 400, login: 60 } as const
/** In a narrow column no path is cut to less: the end of the text is then cut off. */
const SHORTEST_PATH = 16

export function strong(...words: Phrase): Part {
  return { kind: 'strong', words }
}

export function name(text: string): Part {
  return { kind: 'name', text }
}

export function code(text: string): Part {
  return { kind: 'code', text }
}

/** A file's or directory's, of which the middle is left out where it is too long. */
export function filePath(text: string): Part {
  return { kind: 'path', text }
}

/** Sentences by others, names in backticks. */
export function prose(text: string): Part {
  return { kind: 'prose', text }
}

/** A GitHub account; it is mentioned where that is possible. */
export function login(text: string): Part {
  return { kind: 'login', text }
}

/** `words`, linked where there is a place to go. `title` is shown when the pointer rests on it. */
export function link(words: Phrase, url: string | null, title: string): Phrase {
  return url === null ? words : [{ kind: 'link', words, url, title }]
}

/** The phrase without any emphasis or link, on one line, safe for a terminal. */
export function plain(phrase: Phrase): string {
  return plainWithPaths(phrase, LONGEST.path)
}

/** {@link plain} in at most `width` columns: its paths give way first, and then its end. */
export function plainWithin(phrase: Phrase, width: number): string {
  for (let longest: number = LONGEST.path; longest >= SHORTEST_PATH; longest--) {
    const text = plainWithPaths(phrase, longest)
    if (stringWidth(text) <= width) return text
  }
  return clip(plainWithPaths(phrase, SHORTEST_PATH), width)
}

function plainWithPaths(phrase: Phrase, longest: number): string {
  return phrase.map((part) => plainPart(part, longest)).join('')
}

function plainPart(part: Part, longestPath: number): string {
  if (typeof part === 'string') return part
  if (part.kind === 'strong' || part.kind === 'link') return plainWithPaths(part.words, longestPath)
  const text = visible(short(part, longestPath))
  return part.kind === 'login' ? `@${text}` : text
}

/** What others wrote, in at most its longest printed form. */
function short(part: Exclude<Part, string | { readonly words: Phrase }>, longestPath: number = LONGEST.path): string {
  return part.kind === 'path' ? cutPath(part.text, longestPath) : cut(part.text, LONGEST[part.kind])
}

/** The phrase as GitHub flavoured markdown. */
export function markdown(phrase: Phrase, place: Place): string {
  const printed = phrase.reduce<string>((all, part) => abut(all, markdownPart(part, place)), '')
  const first = phrase[0]
  return place === 'line' && typeof first === 'object' && first.kind === 'prose' ? lineStart(printed) : printed
}

function markdownPart(part: Part, place: Place): string {
  if (typeof part === 'string') return markdownWords(part)
  if (part.kind === 'strong') return `**${markdown(part.words, place)}**`
  if (part.kind === 'link') return `[${markdown(part.words, place)}](${part.url} "${htmlTitle(part.title)}")`
  const text = short(part)
  switch (part.kind) {
    case 'name':
      return markdownName(text, place)
    case 'code':
    case 'path':
      return codeSpan(text, place)
    case 'prose':
      return markdownProse(text, place)
    case 'login':
      return isLogin(text) ? `@${text}` : codeSpan(`@${text}`, place)
  }
}

/** The phrase inside an HTML element that GitHub does not read markdown in. */
export function html(phrase: Phrase): string {
  return phrase.map((part) => htmlPart(part)).join('')
}

function htmlPart(part: Part): string {
  if (typeof part === 'string') return htmlText(part)
  if (part.kind === 'strong') return `<b>${html(part.words)}</b>`
  if (part.kind === 'link') return html(part.words)
  if (part.kind === 'name') return htmlName(short(part))
  return `<code>${htmlText(short(part))}</code>`
}

/** Titles are our own words and numbers. */
function htmlTitle(title: string): string {
  return markdownWords(title).replaceAll('"', '&quot;')
}

/** GitHub's rule for account names, with the `[bot]` of apps. */
function isLogin(text: string): boolean {
  return /^[a-z\d](?:-?[a-z\d]){0,38}(?:\[bot\])?$/i.test(text)
}
