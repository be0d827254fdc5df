/** What `value` holds under `path`, step by step; undefined where a step is missing. Never throws. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[name] : undefined,
    value,
  )
}

/** A string that is not empty, else null. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A whole number that JSON carried exactly, else null. */
export function integer(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null
}

/** The elements of an array; none for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
