import type { Row } from '../compare/comparison.js'

/** What a limit came to before `on-breach` has its say. `unmeasured` is skipped as well, and keeps the run from passing. */
export interface LimitResult {
  readonly allowed: string
  readonly actual: string | null
  readonly outcome: 'pass' | 'breach' | 'skipped' | 'unmeasured'
  readonly message: string
}

/** A limit that does not apply, for the reason in words. */
export function skipped(allowed: string, why: string): LimitResult {
  return { allowed, actual: null, outcome: 'skipped', message: `not judged: ${why}` }
}

/** A limit that applies to something that could not be measured. */
export function unmeasured(allowed: string, why: string): LimitResult {
  return { allowed, actual: null, outcome: 'unmeasured', message: `not judged: ${why}` }
}

/** A limit on a number of the head that is not there. */
export function headMissing(allowed: string, row: Row, what: string): LimitResult {
  const why = row.head === null ? 'the image could not be built' : `its ${what} is not known here`
  return unmeasured(allowed, why)
}
