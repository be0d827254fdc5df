import { type Connection, order } from './connection.js'
import { bytesOf, field, numberOf, textOf, timeOf } from './protobuf.js'

/** A record of the build cache, as `docker buildx du --verbose` lists them. */
export interface CacheRecord {
  readonly id: string
  /** Bytes; 0 also for what was never pulled. */
  readonly size: number
  /** Milliseconds since 1970 by the builder's clock. */
  readonly createdAt: number
  /** As `createdAt`; 0 for what was never used. */
  readonly lastUsedAt: number
  readonly description: string
  /** Ids of the records that it lies on. */
  readonly parents: readonly string[]
}

const USAGE_PATH = '/moby.buildkit.v1.Control/DiskUsage'
const PRUNE_PATH = '/moby.buildkit.v1.Control/Prune'

/** All records of the build cache. Source: moby/buildkit api/services/control/control.proto, `UsageRecord`. */
export async function readCacheRecords(connection: Connection): Promise<readonly CacheRecord[]> {
  const records: CacheRecord[] = []
  for await (const usage of connection.call(USAGE_PATH, Buffer.alloc(0))) {
    records.push(...bytesOf(usage, 1).map(recordOf))
  }
  return records
}

/**
 * Takes records out of the build cache. BuildKit keeps those that are in use and those that a record which stays lies
 * on, so that nothing but what is named can go.
 */
export async function removeCacheRecords(connection: Connection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await order(connection, PRUNE_PATH, Buffer.concat(ids.map((id) => field(1, `id==${id}`))))
}

function recordOf(record: Buffer): CacheRecord {
  return {
    id: textOf(record, 1),
    size: numberOf(record, 4),
    createdAt: timeOf(record, 6),
    lastUsedAt: timeOf(record, 7),
    description: textOf(record, 9),
    parents: bytesOf(record, 12).map(String),
  }
}
