import { UnreadablePackages } from './package.js'

/** What a JSON file holds; a byte order mark is let be. Throws an UnreadablePackages where it is no JSON. */
export function parseJson(path: string, content: Buffer): unknown {
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
