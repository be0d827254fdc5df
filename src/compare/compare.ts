import { isCompressionNoise } from '../bytes.js'
import type { BuildFailure } from '../builder/method.js'
import type { ByteCount, Measurement } from '../image/measurement.js'
import type { Delta, MovedImage, Row, RowStatus } from './comparison.js'
import { findMoves, type Moves } from './drift.js'
import { pairSubjects, type Pair } from './pair.js'
import { type Subject, subjectsOf } from './subject.js'

export interface CompareOptions {
  /** Dockerfiles that moved between base and head: the base's path to the head's, both relative to the root. */
  readonly renames?: Readonly<Record<string, string>>
  /** Whether there should have been a base where `base` is null: its rows are then `changed` by an unknown amount, not `added`. */
  readonly baseExpected?: boolean
  /** Whether the base is another target of the same images: rows are then called after the head's. */
  readonly ofTargets?: boolean
}

/**
 * One row for each target on each platform, in the head's order, then what only the base has. Rows are paired by image,
 * target and platform where both sides ship it or neither does, then by what they are: a renamed image or Dockerfile,
 * another last stage; a note says so.
 * `base` is null where nothing was measured at the base.
 */
export function compare(
  head: readonly Measurement[],
  base: readonly Measurement[] | null,
  failures: readonly BuildFailure[],
  options: CompareOptions = {},
): readonly Row[] {
  const heads = subjectsOf(head, failures, 'head')
  const bases = subjectsOf(base ?? [], failures, 'base')
  const ofTargets = options.ofTargets === true
  const pairs = pairSubjects(heads, ofTargets ? calledLike(heads, bases) : bases, options.renames ?? {})
  const absent = ofTargets ? 'fails' : base === null && options.baseExpected === true ? 'changes' : 'is new'
  return pairs.map((pair) => rowOf(pair, absent))
}

/** What becomes of a row whose base was not measured: of two targets that are compared, none may be missing. */
type Absent = 'fails' | 'changes' | 'is new'

/** The bases under the name of the head's one target. */
function calledLike(heads: readonly Subject[], bases: readonly Subject[]): readonly Subject[] {
  const [head] = heads
  return head === undefined ? bases : bases.map((base) => ({ ...base, target: head.target }))
}

function rowOf(pair: Pair, absent: Absent): Row {
  const { head, base } = pair
  const measured = { head: head?.measurement ?? null, base: base?.measurement ?? null }
  const size = deltaOf(measured.head?.size ?? null, measured.base?.size ?? null)
  const download = deltaOf(measured.head?.download ?? null, measured.base?.download ?? null)
  const moves = findMoves(measured.head, measured.base, download)
  const status = statusOf(pair, size, download, absent)
  const failures = [...(head?.failures ?? []), ...(base?.failures ?? [])]
  return {
    ...pair.key,
    shipped: measured.head?.shipped ?? failures[0]?.shipped ?? measured.base?.shipped ?? true,
    status,
    head: measured.head,
    base: measured.base,
    size,
    download,
    drift: moves.drift,
    failures,
    notes: [...pair.notes, ...reasons(pair, status), ...untoldNotes(moves, size, download)],
  }
}

/**
 * `failed` is only said of the head, and of two targets that are compared of both. Where the head was measured and the base could not be, the row is `changed` with a
 * base of null: it is neither new nor the same, and by how much it changed is not known.
 */
function statusOf(pair: Pair, size: Delta, download: Delta, absent: Absent): RowStatus {
  if (pair.head === null) return 'removed'
  if (pair.head.measurement === null) return 'failed'
  if (absent === 'fails' && (pair.base?.measurement ?? null) === null) return 'failed'
  if (pair.base === null) return absent === 'changes' ? 'changed' : 'added'
  if (size.change === 0 && isCompressionNoise(download.change ?? 0, download.base ?? 0)) return 'unchanged'
  return 'changed'
}

function reasons(pair: Pair, status: RowStatus): readonly string[] {
  if (status !== 'changed' || pair.base === null || pair.base.measurement !== null) return []
  return ['the base could not be built, so its size is not known']
}

/** Only where something is left that they may have changed. An estimate of the download is made of the size. */
function untoldNotes({ drift, untold }: Moves, size: Delta, download: Delta): readonly string[] {
  const isExplained = (delta: Delta, part: number | null): boolean => (delta.change ?? 0) === (part ?? 0)
  const isDownloadExplained = !download.exact || isExplained(download, drift?.download ?? null)
  return isExplained(size, drift?.size ?? null) && isDownloadExplained ? [] : untold.map(untoldNote)
}

function untoldNote({ reference }: MovedImage): string {
  return `\`${reference}\` moved between base and head; what that changed can't be told apart from this change`
}

/** An exact figure and an estimate are shown but never subtracted: they come from different methods. */
function deltaOf(head: ByteCount | null, base: ByteCount | null): Delta {
  const known = [head, base].filter((side) => side !== null)
  const isComparable = head?.exact === base?.exact
  return {
    head: head?.bytes ?? null,
    base: base?.bytes ?? null,
    change: head === null || base === null || !isComparable ? null : head.bytes - base.bytes,
    exact: known.length > 0 && known.every((side) => side.exact),
  }
}
