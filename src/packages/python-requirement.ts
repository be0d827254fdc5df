import type { PythonRequirement } from './dependencies.js'
import { pypiName } from './pypi-name.js'

/** Longer ones are no requirement of this world. */
const LONGEST = 4096

/**
 * The value of a `Requires-Dist`: `tomli>=1.2; python_version < "3.11" and extra == "toml"`. null for what is none. What a
 * marker that is not plain may bring without an extra counts as needed anyway.
 */
export function readRequirement(value: string): PythonRequirement | null {
  if (value.length > LONGEST) return null
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(value)?.[0]
  if (name === undefined) return null
  // An address behind an `@` may have a semicolon in it; one that ends it stands after a space.
  const semicolon = /^[^;]*@/.test(value) ? value.search(/\s;/) : value.indexOf(';')
  const marker = semicolon < 0 ? '' : value.slice(semicolon)
  const extras = [...marker.matchAll(/\bextra\s*==\s*(["'])([^"']*)\1/g)].map(([, , extra = '']) => pypiName(extra))
  const words: readonly string[] = marker.replace(/(["'])[^"']*\1/g, '').match(/\w+/g) ?? []
  const isConditional = words.some((word) => !['extra', 'and', 'or'].includes(word))
  const isPlain = words.filter((word) => word === 'extra').length === extras.length
  const bringsAnyway = !isPlain || (isConditional && words.includes('or'))
  return { name: pypiName(name), extras: bringsAnyway ? [] : extras, isConditional }
}
