import type { Baseline } from '../baseline/baseline.js'
import type { Row } from '../compare/comparison.js'
import type { Waste } from '../findings/waste.js'
import { judgeCount } from './judge-count.js'
import { type DriftPart, judgeGrowth } from './judge-growth.js'
import { judgeSize } from './judge-size.js'
import { judgeWaste } from './judge-waste.js'
import { LIMIT_NAMES, type LimitName, type Limits, type OnBreach } from './limit.js'
import { type LimitResult, skipped, unmeasured } from './limit-result.js'
import { gravest, type Judged, type Judgement, type Verdict } from './verdict.js'

/** What of a baseline counts here: whether there is one, and if not, why and whether there should be. */
export type BaseState =
  | { readonly source: Exclude<Baseline['source'], 'none' | 'target'> }
  | Pick<Extract<Baseline, { source: 'target' }>, 'source' | 'reason'>
  | Pick<Extract<Baseline, { source: 'none' }>, 'source' | 'expected' | 'reason'>

/** How to judge. */
export interface Policy {
  readonly onBreach: OnBreach
  /** Judge growth without drift. */
  readonly ignoreDrift: boolean
  readonly baseline: BaseState
  /** The limits of a row; see `limitsOf`. */
  readonly limitsFor: (row: Row) => Limits
  /** What of a row's head need not be there; null where it is not known what it holds. */
  readonly wasteOf: (row: Row) => Waste | null
}

export interface Judgements extends Judged {
  /** For each row, in the order of the rows, its limits in the order of `LIMIT_NAMES`. */
  readonly rows: readonly (readonly Judgement[])[]
}

/**
 * Judges the limits of every shipped target. What could not be measured is never a pass: a side that should be there
 * and is not makes the verdict at least `warn`, a head that does not build makes it `breach`.
 */
export function judge(rows: readonly Row[], policy: Policy): Judgements {
  const results = rows.map((row) => judgeRow(row, policy))
  const failed = rows.some((row) => row.status === 'failed' && row.head === null)
  const unknown =
    (policy.baseline.source === 'none' && policy.baseline.expected) ||
    rows.some((row) => row.status !== 'removed' && baseFailed(row))
  const verdicts: readonly Verdict[] = [
    failed ? 'breach' : 'pass',
    unknown ? 'warn' : 'pass',
    ...results.flat().map((result) => verdictOf(result, policy.onBreach)),
  ]
  return {
    rows: results.map((each) => each.map((result) => judgementOf(result, policy.onBreach))),
    verdict: gravest(verdicts),
    failed,
  }
}

interface NamedResult extends LimitResult {
  readonly limit: LimitName
}

function judgeRow(row: Row, policy: Policy): readonly NamedResult[] {
  if (!row.shipped || row.status === 'removed') return []
  const limits = policy.limitsFor(row)
  return LIMIT_NAMES.flatMap((limit) => {
    const result = judgeLimit(limit, limits, row, policy)
    return result === null ? [] : [{ limit, ...result }]
  })
}

function judgeLimit(limit: LimitName, limits: Limits, row: Row, policy: Policy): LimitResult | null {
  switch (limit) {
    case 'max-size':
      return present(limits[limit], (allowed) => judgeSize(allowed, row.head?.size ?? null, row, 'size'))
    case 'max-download':
      return present(limits[limit], (allowed) => judgeSize(allowed, row.head?.download ?? null, row, 'download size'))
    case 'max-increase':
      return present(limits[limit], (allowed) =>
        judgeGrowth(allowed, row.size, driftOf(row, policy, 'size'), row, baseOf(row, policy.baseline), 'size'),
      )
    case 'max-download-increase':
      return present(limits[limit], (allowed) =>
        judgeGrowth(
          allowed,
          row.download,
          driftOf(row, policy, 'download'),
          row,
          baseOf(row, policy.baseline),
          'download size',
        ),
      )
    case 'min-stages':
      return present(limits[limit], (allowed) =>
        judgeCount('at least', allowed, row.head?.stages.used ?? null, 'stage', row),
      )
    case 'max-stages':
      return present(limits[limit], (allowed) =>
        judgeCount('at most', allowed, row.head?.stages.used ?? null, 'stage', row),
      )
    case 'max-layers':
      return present(limits[limit], (allowed) =>
        judgeCount('at most', allowed, row.head?.layers.length ?? null, 'layer', row),
      )
    case 'max-waste':
      return present(limits[limit], (allowed) => judgeWaste(allowed, policy.wasteOf(row), row))
  }
}

function present<T>(allowed: T | undefined, judgeIt: (allowed: T) => LimitResult): LimitResult | null {
  return allowed === undefined ? null : judgeIt(allowed)
}

function driftOf(row: Row, policy: Policy, kind: 'size' | 'download'): DriftPart {
  return { bytes: row.drift?.[kind] ?? 0, ignored: policy.ignoreDrift }
}

/** null where growth can be judged, else what to say of a bound on it. */
function baseOf(row: Row, baseline: BaseState): ((allowed: string) => LimitResult) | null {
  if (baseline.source === 'target') {
    return (allowed) => skipped(allowed, `it is compared with ${baseline.reason}, which it did not grow from`)
  }
  if (row.base !== null) return null
  if (baseline.source === 'none') {
    const why = `there is no base: ${baseline.reason}`
    return (allowed) => (baseline.expected ? unmeasured(allowed, why) : skipped(allowed, why))
  }
  if (row.status === 'added' && !baseFailed(row)) {
    return (allowed) => skipped(allowed, 'the image is new, so there is no base to grow from')
  }
  return (allowed) => unmeasured(allowed, 'the base could not be built, so growth was not judged')
}

/** A base that exists and could not be measured. */
function baseFailed(row: Row): boolean {
  return (row.base === null && row.status === 'changed') || row.failures.some((failure) => failure.side === 'base')
}

function verdictOf(result: LimitResult, onBreach: OnBreach): Verdict {
  switch (result.outcome) {
    case 'pass':
    case 'skipped':
      return 'pass'
    case 'unmeasured':
      return 'warn'
    case 'breach':
      return onBreach === 'warn' ? 'warn' : 'breach'
  }
}

function judgementOf(result: NamedResult, onBreach: OnBreach): Judgement {
  const { limit, allowed, actual, outcome, message } = result
  const broken = onBreach === 'warn' ? 'warn' : 'breach'
  const status = outcome === 'unmeasured' ? 'skipped' : outcome === 'breach' ? broken : outcome
  return { limit, allowed, actual, status, message }
}
