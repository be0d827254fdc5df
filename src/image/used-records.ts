import { setTimeout } from 'node:timers/promises'
import type { BuiltStage } from '../builder/built-stages.js'
import type { CacheRecord } from '../builder/cache-records.js'
import type { TakeUp } from '../builder/take-up.js'
import { areUnclear, calledName, nameOf } from './stage-sizes.js'

/** Where to look a stage's steps up. */
export type RecordsOf = (stage: BuiltStage) => readonly CacheRecord[]

/** BuildKit lets go of what a build used, and notes the time, a moment after the build has ended. */
const MOMENT_MS = 2000
const BETWEEN_READS_MS = 50
/** However long one takes: a cache of thousands of records is not read in a moment. */
const LEAST_READS = 2

/** How many stages that end in the same words are told apart, each of which takes a bake. Of more nothing is told. */
const MOST_ALIKE = 12

/**
 * The records of the builder's cache that the steps of a stage may be. Steps that read alike have records that read
 * alike: those of head and base, of platforms, of images whose Dockerfiles share words, and of whatever else was built
 * there. What a stage used itself is then found by having the builder take it up again: that changes when its last
 * record was used last. Stages that end in the same words are taken up one after the other.
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
  const used = new Map<string, readonly CacheRecord[]>()
  for (const round of roundsOf([...unclear.values()])) {
    if (!(await takeUp(round.map(({ target }) => target)))) continue
    let tops: ReadonlyMap<string, CacheRecord> = new Map()
    let after = records
    const end = performance.now() + MOMENT_MS
    for (let count = 0; tops.size < round.length && (count < LEAST_READS || performance.now() < end); count++) {
      if (count > 0) await setTimeout(BETWEEN_READS_MS)
      after = await read()
      tops = topsOf(round, records, after)
    }
    records = after
    for (const [id, top] of tops) used.set(id, withBelow(top, records))
  }
  return ({ target }) => (unclear.has(target.id) ? (used.get(target.id) ?? []) : all)
}

/** The stages in rounds, in none of which two end in the same words. */
function roundsOf(stages: readonly BuiltStage[]): readonly (readonly BuiltStage[])[] {
  const byName = new Map<string, BuiltStage[]>()
  for (const stage of stages) {
    const name = topName(stage)
    const named = byName.get(name)
    if (named === undefined) byName.set(name, [stage])
    else named.push(stage)
  }
  const groups = [...byName.values()].filter(({ length }) => length <= MOST_ALIKE)
  const count = Math.max(0, ...groups.map(({ length }) => length))
  return Array.from({ length: count }, (_, round) => groups.flatMap((group) => group[round] ?? []))
}

/** By the target's id the last record of each stage: of its last step's name, the one whose use changed, and last. */
function topsOf(
  stages: readonly BuiltStage[],
  before: readonly CacheRecord[],
  after: readonly CacheRecord[],
): ReadonlyMap<string, CacheRecord> {
  const last = new Map(before.map(({ id, lastUsedAt }) => [id, lastUsedAt]))
  const changed = after
    .filter(({ id, lastUsedAt }) => last.get(id) !== lastUsedAt)
    .toSorted((one, other) => other.lastUsedAt - one.lastUsedAt)
  return new Map(
    stages.flatMap((stage): readonly [string, CacheRecord][] => {
      const name = topName(stage)
      const called = (text: string): CacheRecord | undefined =>
        changed.find(({ description }) => nameOf(description) === text)
      // What a linked copy made is merged with what it lies on.
      const top = called(`LINK ${name}`) ?? called(name)
      return top === undefined ? [] : [[stage.target.id, top]]
    }),
  )
}

function topName({ steps }: BuiltStage): string {
  const top = steps.at(-1)
  return top === undefined ? '' : (calledName(top) ?? '')
}

function withBelow(top: CacheRecord, records: readonly CacheRecord[]): readonly CacheRecord[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  const found = new Set<CacheRecord>()
  const open = [top]
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record)) continue
    found.add(record)
    open.push(...record.parents.flatMap((id) => byId.get(id) ?? []))
  }
  return [...found]
}
