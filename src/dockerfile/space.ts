/**
 * What Go calls white space, which is what BuildKit's parser cuts at: `unicode.IsSpace`. It differs from `\s` of
 * JavaScript (U+0085 is in, U+FEFF is not).
 */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const ONE = new RegExp(`^[${SPACE}]$`)
const LEADING = new RegExp(`^[${SPACE}]+`)
const TRAILING = new RegExp(`[${SPACE}]+$`)

/** Whether one character is white space to Go's `unicode.IsSpace`. */
export function isSpace(character: string): boolean {
  return ONE.test(character)
}

/** The text without leading white space, as `strings.TrimLeftFunc(s, unicode.IsSpace)`. */
export function trimStart(text: string): string {
  return text.replace(LEADING, '')
}

/** The text without trailing white space. */
export function trimEnd(text: string): string {
  return text.replace(TRAILING, '')
}

/** The text without white space at its ends, as `strings.TrimSpace`. */
export function trim(text: string): string {
  return trimEnd(trimStart(text))
}

/** What stands between words of an instruction: `reWhitespace` of BuildKit's parser/parser.go. */
export const BLANKS = /[\t\v\f\r ]+/
