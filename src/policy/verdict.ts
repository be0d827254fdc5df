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

const GRAVITY: Readonly<Record<Verdict, number>> = { pass: 0, overridden: 1, warn: 2, breach: 3 }

/** The gravest of `verdicts`; `pass` where there are none. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((worst, each) => (GRAVITY[each] > GRAVITY[worst] ? each : worst), 'pass')
}

/** What judging came to. `failed`: part of the head could not be built, which is a `breach` that nobody can accept. */
export interface Judged {
  readonly verdict: Verdict
  readonly failed: boolean
}

/** The verdict after somebody `accepted` the breach: `overridden` in place of `breach`; any other stays what it is. */
export function accept(judged: Judged, accepted: boolean): Verdict {
  return accepted && judged.verdict === 'breach' && !judged.failed ? 'overridden' : judged.verdict
}
