import { GateError } from '../errors.js'
import { quote } from './problem.js'
import type { TargetSelection } from './request.js'

/** BuildKit's stage names (`^[a-z][a-z0-9-_.]*$`), indices, `stage-0`, and the characters of globs. */
const PATTERN = /^[a-z0-9_.*?[\]{}!^-]+$/

/** Which stages the items of `targets` select. Throws a GateError (usage). */
export function readTargets(items: readonly string[]): TargetSelection {
  const patterns = items.map((item) => item.trim().toLowerCase())
  if (patterns.length === 0)
    throw new GateError('usage', 'it names no target', 'Write `all`, `default`, or names of stages.')
  const [only] = patterns
  if (patterns.length === 1 && (only === 'all' || only === 'default')) return { kind: only }
  for (const [index, pattern] of patterns.entries()) {
    const written = quote(items[index] ?? '')
    if (pattern === 'all' || pattern === 'default') {
      throw new GateError(
        'usage',
        `${written} cannot stand beside other targets`,
        'Write it alone, or names of stages.',
      )
    }
    if (!PATTERN.test(pattern)) {
      throw new GateError(
        'usage',
        `${written} is neither the name of a stage nor a glob`,
        'Write `all`, `default`, or names such as `api` or `api-*`.',
      )
    }
  }
  return { kind: 'matching', patterns: [...new Set(patterns)] }
}
