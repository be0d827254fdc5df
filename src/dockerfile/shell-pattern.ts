import { Refusal } from './refusal.js'

/**
 * The pattern of `${name#pattern}` and its kin as a regular expression: `?` is one character, `*` any run, and there
 * are no bracket expressions (`convertShellPatternToRegex` in BuildKit's shell/lex.go). Throws a Refusal for an escape
 * of anything but `*`, `?`, `\`, `}` and `/`.
 */
function shellPattern(pattern: string, greedy: boolean, anchored: boolean): RegExp {
  const characters = Array.from(pattern)
  let source = anchored ? '^' : ''
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? ''
    if (character === '*') source += greedy ? '[^\\n]*' : '[^\\n]*?'
    else if (character === '?') source += '[^\\n]'
    else if (character === '\\') {
      const next = characters[i + 1] ?? ''
      if (next === '}' || next === '/') continue
      if (next !== '*' && next !== '?' && next !== '\\') {
        throw new Refusal(`pattern ${pattern} escapes ${next === '' ? 'nothing' : next}, which is no wildcard`)
      }
      source += `\\${next}`
      i++
    } else source += /[[\]{}.+()|^$]/.test(character) ? `\\${character}` : character
  }
  return new RegExp(source, 'u')
}

/** `value` without the shortest (`#`) or longest (`##`, greedy) prefix that matches. */
export function withoutPrefix(value: string, pattern: string, greedy: boolean): string {
  const match = shellPattern(pattern, greedy, true).exec(value)
  return match === null ? value : value.slice(match[0].length)
}

/** `value` without the shortest (`%`) or longest (`%%`, greedy) suffix that matches. */
export function withoutSuffix(value: string, pattern: string, greedy: boolean): string {
  // A leftmost search cannot find the shortest suffix; in the mirrored text it is the shortest prefix.
  return mirrored(withoutPrefix(mirrored(value), mirroredPattern(pattern), greedy))
}

/** `value` with the first match (`/`) or every match (`//`) of the pattern replaced. */
export function replaced(value: string, pattern: string, replacement: string, every: boolean): string {
  const expression = shellPattern(pattern, true, false)
  if (!every) {
    const match = expression.exec(value)
    return match === null
      ? value
      : value.slice(0, match.index) + replacement + value.slice(match.index + match[0].length)
  }
  let last = -1
  return value.replaceAll(new RegExp(expression.source, 'gu'), (match: string, offset: number) => {
    // Go takes no empty match that touches the match before; JavaScript does.
    if (match === '' && offset === last) return ''
    last = offset + match.length
    return template(replacement, match)
  })
}

/** Go's `ReplaceAllString` reads `$name` and `${name}` in the replacement; only group 0 exists here. */
function template(replacement: string, match: string): string {
  return replacement.replace(/\$(?:\$|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})/g, (_, bare?: string, braced?: string) => {
    const group = bare ?? braced
    if (group === undefined) return '$'
    return group === '0' ? match : ''
  })
}

function mirrored(text: string): string {
  return Array.from(text).reverse().join('')
}

/** Mirrors a pattern but keeps each backslash before the character that it escapes. */
function mirroredPattern(pattern: string): string {
  return (pattern.match(/\\[^]|[^]/gu) ?? []).reverse().join('')
}
