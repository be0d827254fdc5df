import { GateError } from '../errors.js'
import { parseList } from './csv-list.js'
import { quote } from './problem.js'
import type { Pairs } from './settings.js'

/**
 * Build arguments from the text of an input, a list of `NAME=VALUE`, or a map. Throws a GateError (usage) that names
 * the argument, and not its value: it may be one that nobody should read in a log.
 */
export function readPairs(written: string | readonly string[] | Pairs): Pairs {
  const lines = typeof written === 'string' ? parseList(written, 'kept') : written
  const entries = isLines(lines) ? lines.map(splitPair) : Object.entries(lines)
  for (const [name] of entries) {
    if (/^[^\s=\p{Cc}]+$/u.test(name)) continue
    throw new GateError('usage', `${quote(name)} is not the name of a build argument`, 'Write `NAME=VALUE` or `NAME`.')
  }
  return Object.fromEntries(entries)
}

/**
 * The arguments with their values, those without one taken from `env`; what `env` does not have is left out, as
 * `docker build` does.
 */
export function resolvePairs(
  pairs: Pairs,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]): [string, string][] => {
      const resolved = value ?? env[name]
      return resolved === undefined ? [] : [[name, resolved]]
    }),
  )
}

function isLines(lines: readonly string[] | Pairs): lines is readonly string[] {
  return Array.isArray(lines)
}

function splitPair(line: string): [string, string | null] {
  const equals = line.indexOf('=')
  return equals < 0 ? [line, null] : [line.slice(0, equals), line.slice(equals + 1)]
}
