import type { BuiltStage } from '../builder/built-stages.js'
import type { CacheRecord } from '../builder/cache-records.js'
import type { TakeUp } from '../builder/take-up.js'
import type { PlannedTarget } from '../plan/build-plan.js'
import type { Side } from '../request/source.js'
import { areUnclear } from './stage-sizes.js'

/** Where to look a stage's steps up. */
export type RecordsOf = (stage: BuiltStage) => readonly CacheRecord[]

const SIDES: readonly Side[] = ['head', 'base']

/**
 * The records of the builder's cache that the steps of a stage may be. Steps that read alike have records that read
 * alike: those of head and base, and of whatever else was built there. What a side used itself is then found by having
 * the builder take up its stages again, one side after the other: that changes when their records were used last.
 */
export async function usedRecords(
  stages: readonly BuiltStage[],
  read: () => Promise<readonly CacheRecord[]>,
  takeUp: TakeUp,
): Promise<RecordsOf> {
  let records = await read()
  const all = records
  const unclear = new Map<string, PlannedTarget>()
  for (const stage of stages) {
    if (!stage.target.exported && areUnclear(stage, records)) unclear.set(stage.target.id, stage.target)
  }
  const used = new Map<Side, readonly CacheRecord[]>()
  for (const side of SIDES) {
    const targets = [...unclear.values()].filter((target) => target.side === side)
    if (targets.length === 0) continue
    const isTaken = await takeUp(targets)
    const after = await read()
    used.set(side, isTaken ? changed(records, after) : [])
    records = after
  }
  return ({ target }) => (unclear.has(target.id) ? (used.get(target.side) ?? []) : all)
}

/** The records whose last use is another, and all that they lie on. */
function changed(before: readonly CacheRecord[], after: readonly CacheRecord[]): readonly CacheRecord[] {
  const last = new Map(before.map(({ id, lastUsedAt }) => [id, lastUsedAt]))
  const byId = new Map(after.map((record) => [record.id, record]))
  const found = new Set<CacheRecord>()
  const open = after.filter(({ id, lastUsedAt }) => last.get(id) !== lastUsedAt)
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record)) continue
    found.add(record)
    open.push(...record.parents.flatMap((id) => byId.get(id) ?? []))
  }
  return [...found]
}
