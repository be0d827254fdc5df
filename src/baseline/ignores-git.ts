import { posix } from 'node:path'

/**
 * Whether a `.dockerignore` keeps a root `.git` out of the build context, by the rules of moby/patternmatcher: last
 * match wins, `!` takes back. Where it is not plain the answer is false, which only costs a copy of `.git`.
 */
export function ignoresGit(dockerignore: string): boolean {
  let ignored = false
  for (const line of dockerignore.replace(/^\uFEFF/, '').split('\n')) {
    const trimmed = line.trim()
    if (line.startsWith('#') || trimmed === '') continue
    const negated = trimmed.startsWith('!')
    const segments = segmentsOf(negated ? trimmed.slice(1).trim() : trimmed)
    if (negated) ignored = ignored && !mayTouchGit(segments)
    else ignored = ignored || matchesGit(segments)
  }
  return ignored
}

function segmentsOf(pattern: string): string[] {
  return posix
    .normalize(pattern)
    .split('/')
    .filter((segment) => segment !== '')
}

/** `.git` itself, at any depth of leading `**`. */
function matchesGit(segments: readonly string[]): boolean {
  const rest = segments.slice(segments.findIndex((segment) => segment !== '**'))
  if (segments.length > 0 && segments.every((segment) => segment === '**')) return true
  return rest.length === 1 && expression(rest[0] ?? '')?.test('.git') === true
}

/** A negation that could bring back `.git` or something below it. */
function mayTouchGit(segments: readonly string[]): boolean {
  const first = segments[0] ?? '**'
  return first.includes('**') || (expression(first)?.test('.git') ?? true)
}

/** A pattern's segment as a regular expression; null where it has a class or an escape: those are left alone. */
function expression(segment: string): RegExp | null {
  if (/[[\]\\]/.test(segment)) return null
  const source = segment
    .replace(/[.+^${}()|]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`)
}
