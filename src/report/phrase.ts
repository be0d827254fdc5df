import {
  abut,
  codeSpan,
  cut,
  htmlName,
  htmlText,
  lineStart,
  markdownName,
  markdownProse,
  markdownWords,
  visible,
  type Place,
} from './escape.js'

/**
 * A piece of a sentence that knows who wrote it. Plain strings are our own words; `name`, `code` and `prose` carry what
 * others wrote and are made harmless by every printer in its own way.
 */
export type Part =
  | string
  | { readonly kind: 'strong'; readonly words: Phrase }
  | { readonly kind: 'name' | 'code' | 'prose' | 'login'; readonly text: string }
  | { readonly kind: 'link'; readonly words: Phrase; readonly url: string; readonly title: string }

export type Phrase = readonly Part[]

/** Longest printed form of what others wrote, in UTF-16 units. */
const LONGEST = { name: 80, code: 80, prose: 400, login: 60 } as const

export function strong(...words: Phrase): Part {
  return { kind: 'strong', words }
}

export function name(text: string): Part {
  return { kind: 'name', text }
}

export function code(text: string): Part {
  return { kind: 'code', text }
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
  return phrase.map((part) => plainPart(part)).join('')
}

function plainPart(part: Part): string {
  if (typeof part === 'string') return part
  if (part.kind === 'strong' || part.kind === 'link') return plain(part.words)
  const text = visible(cut(part.text, LONGEST[part.kind]))
  return part.kind === 'login' ? `@${text}` : text
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
  const text = cut(part.text, LONGEST[part.kind])
  switch (part.kind) {
    case 'name':
      return markdownName(text, place)
    case 'code':
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
  if (part.kind === 'name') return htmlName(cut(part.text, LONGEST.name))
  return `<code>${htmlText(cut(part.text, LONGEST[part.kind]))}</code>`
}

/** Titles are our own words and numbers. */
function htmlTitle(title: string): string {
  return markdownWords(title).replaceAll('"', '&quot;')
}

/** GitHub's rule for account names, with the `[bot]` of apps. */
function isLogin(text: string): boolean {
  return /^[a-z\d](?:-?[a-z\d]){0,38}(?:\[bot\])?$/i.test(text)
}
