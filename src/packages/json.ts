import { UnreadablePackages } from './package.js'

/** Values of a JSON file, roughly: each takes some 50 bytes and more. The largest lock files have some 200,000. */
const MOST_VALUES = 500_000

/** What a JSON file holds; a byte order mark is let be. Throws an UnreadablePackages where it is no JSON, or too much of it. */
export function parseJson(path: string, content: Buffer): unknown {
  if (mostValues(content) > MOST_VALUES)
    throw new UnreadablePackages(`${path} holds more than ${MOST_VALUES} values, which are not read`)
  const text = content.toString('utf8')
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    throw new UnreadablePackages(`${path} is not JSON`)
  }
}

/** The fields of a JSON object; null for any other value. `__proto__` is a field as any other. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map(Object.entries(value))
}

/** No more values than there are brackets that open and commas. */
function mostValues(content: Buffer): number {
  let count = 0
  for (const byte of content) if (byte === 0x2c || byte === 0x5b || byte === 0x7b) count++
  return count + 1
}
