import type { LimitName } from './limit.js'

export type LimitStatus = 'pass' | 'warn' | 'breach' | 'skipped'

/** One limit judged on one row. `allowed` is as written by the user in print form, `actual` what was measured. */
export interface Judgement {
  readonly limit: LimitName
  readonly allowed: string
  readonly actual: string | null
  readonly status: LimitStatus
  /** One sentence, as in the table: `+18.4 MB of 5 MB allowed`. */
  readonly message: string
}

export type Verdict = 'pass' | 'warn' | 'breach' | 'overridden'
