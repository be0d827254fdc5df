import type { BuiltStage, BuiltStep } from '../builder/built-stages.js'
import type { CacheRecord } from '../builder/cache-records.js'
import type { StageBase } from '../builder/stage-steps.js'

/** What the builder's cache has of one step, or of a base image. */
export interface CachedSize {
  /** Equal for the same content on the same builder. */
  readonly id: string
  /** Bytes, an estimate: BuildKit's stores count whole blocks. */
  readonly bytes: number
}

/** The sizes that the builder's cache knows of a stage; a part that it does not have, or no longer, is null. */
export interface CachedSizes {
  readonly base: CachedSize | null
  readonly steps: readonly (CachedSize | null)[]
}

/**
 * Looks a stage's steps up in the builder's cache. The cache knows records, not steps: a step's is one that is called
 * like it and lies on the record of the step before. Of several, as where files were copied in the same words, it is one
 * that this run used: made when the step ran, or where neither head's nor base's ran, the older one at the base. What
 * the builder did not have to touch is for both sides the one used last.
 */
export function cachedSizes({ target, base, steps }: BuiltStage, records: readonly CacheRecord[]): CachedSizes {
  // By the builder's clock.
  const start = Math.min(...steps.map(({ run }) => run?.started ?? Infinity))
  const byId = new Map(records.map((record) => [record.id, record]))
  const byName = new Map<string, CacheRecord[]>()
  for (const record of records) {
    const name = nameOf(record.description)
    const named = byName.get(name)
    if (named === undefined) byName.set(name, [record])
    else named.push(record)
  }

  /** Whether a record lies on `below`, or on a merge that has it on top. */
  function liesOn({ parents }: CacheRecord, below: CacheRecord): boolean {
    return parents.some((id) => id === below.id || byId.get(id)?.parents.includes(below.id) === true)
  }

  function recordOf(step: BuiltStep, below: CacheRecord | null): CacheRecord | null {
    const name = calledName(step)
    let candidates: readonly CacheRecord[] = name === null ? [] : (byName.get(name) ?? [])
    if (below !== null) candidates = preferred(candidates, (record) => liesOn(record, below))
    const used = candidates.filter(({ lastUsedAt }) => lastUsedAt >= start)
    if (used.length === 0) return candidates.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt)[0] ?? null
    const { run } = step
    if (run === null || run.cached) {
      const byAge = used.toSorted((one, other) => one.createdAt - other.createdAt)
      return (target.side === 'base' ? byAge[0] : byAge.at(-1)) ?? null
    }
    const away = ({ createdAt }: CacheRecord): number => Math.abs(createdAt - run.started)
    return used.toSorted((one, other) => away(one) - away(other))[0] ?? null
  }

  const baseRecord = topOf(byName.get(`pulled from ${base?.reference ?? ''}`) ?? [])
  const found: (CacheRecord | null)[] = []
  let below = baseRecord
  for (const step of steps) {
    const record = recordOf(step, below)
    found.push(record)
    below = record ?? below
  }
  // What was built first in other words (`WORKDIR src` for `WORKDIR /src`) is called by those: it lies between the others.
  for (const [at, record] of found.entries()) found[at] = record ?? between(at, found[at + 1] ?? null)
  const sizes = steps.map(({ blobs }, at): CachedSize | null => {
    const record = found[at] ?? null
    return record === null ? null : { id: record.id, bytes: Math.max(0, record.size - blobs) }
  })
  const first = found.find((record) => record !== null) ?? null
  return { base: base === null ? null : baseSize(base, baseRecord ?? parentOf(first, byId), byId), steps: sizes }

  function between(at: number, over: CacheRecord | null): CacheRecord | null {
    const record = parentOf(over, byId)
    const under = at === 0 ? baseRecord : (found[at - 1] ?? null)
    if (record === null) return null
    // A base is not called as what a step made is, and its own record may have no name at all.
    const isSure = under === null ? at === 0 && /^(?:\[|mount )/.test(record.description) : liesOn(record, under)
    return isSure ? record : null
  }
}

/** Whether the cache has records of different sizes that one of the stage's steps may be. */
export function areUnclear({ steps }: BuiltStage, records: readonly CacheRecord[]): boolean {
  const sizes = new Map<string, Set<number>>()
  for (const { description, size } of records) {
    const name = nameOf(description)
    sizes.set(name, (sizes.get(name) ?? new Set()).add(size))
  }
  return steps.some((step) => (sizes.get(calledName(step) ?? '')?.size ?? 0) > 1)
}

/** What the cache calls what a step made. Of two steps that are the same the progress may tell one alone. */
export function calledName({ command, run, text }: BuiltStep): string | null {
  return command ?? run?.name ?? text
}

/** Tells bases apart: under one reference, with its digest too, there may be an image for each platform. */
export function baseKey({ reference, platform }: StageBase): string {
  return platform === null ? reference : `${reference} ${platform}`
}

/** The base's own record and those it lies on: one for each of its layers. */
function baseSize(
  { blobs }: StageBase,
  top: CacheRecord | null,
  byId: ReadonlyMap<string, CacheRecord>,
): CachedSize | null {
  if (top === null) return null
  let bytes = -blobs
  for (let record: CacheRecord | null = top; record !== null; record = parentOf(record, byId)) bytes += record.size
  return { id: top.id, bytes: Math.max(0, bytes) }
}

/**
 * The one that no other lies on: a base's layers are called alike. null where there are several, one for each platform:
 * then what lies on it tells which is meant.
 */
function topOf(records: readonly CacheRecord[]): CacheRecord | null {
  const below = new Set(records.flatMap(({ parents }) => parents))
  const tops = records.filter(({ id }) => !below.has(id))
  return tops.length === 1 ? (tops[0] ?? null) : null
}

function parentOf(record: CacheRecord | null, byId: ReadonlyMap<string, CacheRecord>): CacheRecord | null {
  return byId.get(record?.parents[0] ?? '') ?? null
}

/** Without the stage and position, which differ between the builds that a step is part of. */
export function nameOf(description: string): string {
  return description.replace(/^\[[^\]]*\] /, '')
}

function preferred<T>(all: readonly T[], test: (one: T) => boolean): readonly T[] {
  const some = all.filter(test)
  return some.length > 0 ? some : all
}
