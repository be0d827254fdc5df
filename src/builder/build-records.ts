import { setTimeout } from 'node:timers/promises'
import { isOlder } from './version.js'
import type { Method } from './method.js'
import { RUN_LABEL } from '../plan/plan.js'
import { CallFailed, type Connection, order, UNIMPLEMENTED } from './connection.js'
import { bytesOf, field, fieldsOf, textOf, timeOf } from './protobuf.js'

const LISTEN_PATH = '/moby.buildkit.v1.Control/ListenBuildHistory'
const UPDATE_PATH = '/moby.buildkit.v1.Control/UpdateBuildHistory'

/** A build in the builder's history (`docker buildx history ls`). */
interface BuildRecord {
  readonly ref: string
  /** The run that it belongs to; null for builds that are not ours. */
  readonly runId: string | null
  /** Milliseconds since 1970 by the builder's clock. */
  readonly createdAt: number
  readonly ended: boolean
}

/** Whose records are to go. */
export interface OverRuns {
  readonly ownId: string
  /** Whether all that the run with this id made is to go. */
  readonly isOver: (runId: string) => boolean
}

/** A build that was stopped is noted as ended a moment after buildx is. Milliseconds, and how often to look. */
const PAUSE = 100
const LOOKS = 20
/** Milliseconds to wait for a record that was there a moment ago. */
const PATIENCE = 2000

/**
 * The first BuildKit whose history records can be removed without harm: before it, a removed record that a client asked
 * for by name, as buildx does after each build, makes BuildKit panic at the next `docker buildx history ls`, and the
 * engine with it. Source: moby/buildkit pull request 6614.
 */
const REMOVES_SAFELY = '0.29.0'

/** Whether build records may be removed; a version that is not told counts as old. */
export function removesBuildRecords({ buildkit }: Method): boolean {
  return buildkit !== null && !isOlder(buildkit, REMOVES_SAFELY)
}

/**
 * Takes this run's builds out of the builder's history, failed and stopped ones too, and those that killed runs left. A
 * build that goes on is left to the next run. Nothing but builds with our label is touched.
 * Source: moby/buildkit api/services/control/control.proto.
 */
export async function removeBuildRecords(connection: Connection, { ownId, isOver }: OverRuns): Promise<void> {
  let records = await readBuildRecords(connection)
  for (let look = 1; look < LOOKS && records.some(({ runId, ended }) => runId === ownId && !ended); look++) {
    await setTimeout(PAUSE)
    records = await readBuildRecords(connection)
  }
  const over = records.filter(({ runId, ended }) => ended && runId !== null && (runId === ownId || isOver(runId)))
  await Promise.all(over.map(({ ref }) => removeRecord(connection, ref)))
}

/** When the first build of a run began: milliseconds since 1970 by the builder's clock, which may not be ours; null: none did. */
export async function firstBuildAt(connection: Connection, runId: string): Promise<number | null> {
  const own = (await readBuildRecords(connection)).filter((record) => record.runId === runId)
  return own.length === 0 ? null : Math.min(...own.map(({ createdAt }) => createdAt))
}

async function readBuildRecords(connection: Connection): Promise<readonly BuildRecord[]> {
  // `early_exit`: what is there now, and not what comes.
  const request = field(3, true)
  const records: BuildRecord[] = []
  try {
    for await (const event of connection.call(LISTEN_PATH, request)) {
      const record = bytesOf(event, 2)[0]
      if (record !== undefined) records.push(recordOf(record, hasEnded(event)))
    }
  } catch (error) {
    // BuildKit before 0.11 keeps no history.
    if (error instanceof CallFailed && error.status === UNIMPLEMENTED) return []
    throw error
  }
  return records
}

/** `BuildHistoryEvent.type`: 0, which is left out, for a build that goes on; 1 for one that ended. */
function hasEnded(event: Buffer): boolean {
  return [...fieldsOf(event)].some(({ number, value }) => number === 1 && value === 1)
}

function recordOf(record: Buffer, ended: boolean): BuildRecord {
  const label = bytesOf(record, 3).find((attribute) => textOf(attribute, 1) === `label:${RUN_LABEL}`)
  const runId = label === undefined ? null : textOf(label, 2)
  return { ref: textOf(record, 1), runId, createdAt: timeOf(record, 6), ended }
}

/**
 * BuildKit only hides a record that was asked for by name, until it starts again. It goes for good when who listens to it
 * at that moment stops; no garbage is collected then for each record, which takes ten times as long.
 */
async function removeRecord(connection: Connection, ref: string): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE)
  const events = connection.call(LISTEN_PATH, field(2, ref), patience)[Symbol.asyncIterator]()
  try {
    await events.next()
    await order(connection, UPDATE_PATH, Buffer.concat([field(1, ref), field(3, true)]))
  } catch (error) {
    // Another run cleared the same leftovers at the same time: there is nothing to listen to, or no more.
    const isGone = patience.aborted || (error instanceof CallFailed && error.message.includes('is deleted'))
    if (!isGone) throw error
  } finally {
    await events.return?.()
  }
}
