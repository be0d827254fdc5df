import { setTimeout } from 'node:timers/promises'
import type { BuiltStage } from '../builder/built-stages.js'
import type { CacheRecord } from '../builder/cache-records.js'
import type { TakeUp } from '../builder/take-up.js'
import type { Side } from '../request/source.js'
import { areUnclear, calledName, nameOf } from './stage-sizes.js'

/** Where to look a stage's steps up. */
export type RecordsOf = (stage: BuiltStage) => readonly CacheRecord[]

const SIDES: readonly Side[] = ['head', 'base']

/** BuildKit lets go of what a build used, and notes the time, a moment after the build has ended. */
const READS = 10
const BETWEEN_READS_MS = 50

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
  const unclear = new Map<string, BuiltStage>()
  for (const stage of stages) {
    if (!stage.target.exported && areUnclear(stage, records)) unclear.set(stage.target.id, stage)
  }
  const used = new Map<Side, readonly CacheRecord[]>()
  for (const side of SIDES) {
    const wanted = [...unclear.values()].filter(({ target }) => target.side === side)
    if (wanted.length === 0) continue
    let tops: readonly CacheRecord[] | null = null
    if (await takeUp(wanted.map(({ target }) => target))) {
      for (let count = 0; count < READS && tops === null; count++) {
        if (count > 0) await setTimeout(BETWEEN_READS_MS)
        const after = await read()
        tops = topsOf(wanted, records, after)
        if (tops !== null) records = after
      }
    }
    used.set(side, tops === null ? [] : withBelow(tops, records))
  }
  return ({ target }) => (unclear.has(target.id) ? (used.get(target.side) ?? []) : all)
}

/**
 * The last records of the stages: those of their last steps' names whose use changed, of several the ones used last.
 * null where a stage has none yet.
 */
function topsOf(
  stages: readonly BuiltStage[],
  before: readonly CacheRecord[],
  after: readonly CacheRecord[],
): readonly CacheRecord[] | null {
  const last = new Map(before.map(({ id, lastUsedAt }) => [id, lastUsedAt]))
  const changed = after
    .filter(({ id, lastUsedAt }) => last.get(id) !== lastUsedAt)
    .toSorted((one, other) => other.lastUsedAt - one.lastUsedAt)
  const counts = new Map<string, number>()
  for (const { steps } of stages) {
    const top = steps.at(-1)
    const name = top === undefined ? null : calledName(top)
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const tops = [...counts].map(([name, count]) => {
    // What a linked copy made is merged with what it lies on.
    const named = changed.filter(({ description }) => [name, `LINK ${name}`].includes(nameOf(description)))
    return named.slice(0, count)
  })
  return tops.some((found) => found.length === 0) ? null : tops.flat()
}

function withBelow(tops: readonly CacheRecord[], records: readonly CacheRecord[]): readonly CacheRecord[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  const found = new Set<CacheRecord>()
  const open = [...tops]
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record)) continue
    found.add(record)
    open.push(...record.parents.flatMap((id) => byId.get(id) ?? []))
  }
  return [...found]
}
