import type { BuildFailure } from '../builder/method.js'
import type { ByteCount, Measurement } from '../image/measurement.js'

/**
 * - `changed`: size or download differ. With a base of null: the base could not be measured, the change is not known.
 * - `unchanged`: both sides are known, the size is the same, and the download but for what compression varies by.
 * - `added`, `removed`: only the head, only the base has it. Where there is no base at all, every row is `added`.
 * - `failed`: it could not be built at the head; of two targets that are compared, one could not.
 */
export type RowStatus = 'changed' | 'unchanged' | 'added' | 'removed' | 'failed'

/** head, base and head - base in bytes; an absent or unknown side is null, and so is the change then. `exact`: every known side is. */
export interface Delta {
  readonly head: number | null
  readonly base: number | null
  readonly change: number | null
  readonly exact: boolean
}

/** An image from outside that both sides name alike and that led to something else; see `ResolvedImage` for the digests. */
export interface MovedImage {
  readonly reference: string
  /** Digest at the base. */
  readonly from: string
  /** Digest at the head. */
  readonly to: string
}

/** The part of a row's change, in bytes, that moved images brought: not the commits compared. */
export interface Drift {
  readonly size: number
  /** null where the change of the download is not known. */
  readonly download: number | null
  /** At least one. */
  readonly images: readonly MovedImage[]
}

/** One row: the same target of the same image on the same platform, at the head and at the base. */
export interface Row {
  readonly image: string
  readonly dockerfile: string
  readonly target: string
  readonly platform: string
  readonly shipped: boolean
  readonly status: RowStatus
  readonly head: Measurement | null
  readonly base: Measurement | null
  readonly size: Delta
  readonly download: Delta
  /** null: no image moved, or nothing that it brought can be told. */
  readonly drift: Drift | null
  /** Why a side is missing, for `failed` rows the failures themselves. */
  readonly failures: readonly BuildFailure[]
  /** Words for a reader: a renamed stage or Dockerfile, a base that was not measured and why, … Names are in backticks. */
  readonly notes: readonly string[]
}

export type { ByteCount }
