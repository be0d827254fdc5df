import type { LayerOwner } from '../image/measurement.js'
import { isWithin, type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { type ChosenRow, chooseRows, placesOf } from './choose-rows.js'
import type { Inside, RowInside } from './inside.js'
import { findReowned, type Move, takeMoves } from './moves.js'
import { type PathSizes, sumUp, withBytes } from './path-sizes.js'

/** A part of the file system that is not as it was: a file, or a directory with all below it that no other row has. */
export interface PathChange {
  /** Absolute. */
  readonly path: string
  /** Bytes that the finished image shows; null where that side has no such path. */
  readonly head: number | null
  readonly base: number | null
  readonly change: number
  /** Whether it is a directory without what other rows have of it. */
  readonly rest: boolean
  /** Where the same files were at the base; the same path where they only have another owner or mode now. */
  readonly from: string | null
  /** The instruction or base image that brought most of it, or most of what is gone; null where the layers do not tell. */
  readonly origin: LayerOwner['origin'] | null
  readonly line: number | null
  readonly stage: string | null
  readonly text: string | null
}

/** How the finished file systems of a row differ. */
export interface PathChanges {
  /** Their changes add up to `head - base`: the largest first, then what only moved. */
  readonly rows: readonly PathChange[]
  /** Bytes of the finished file systems; a file with several hard links counts once. */
  readonly head: number
  readonly base: number
}

interface Sides {
  readonly head: PathSizes
  readonly base: PathSizes
}

/** null where it is not known what both images hold. */
export function pathChanges({ head, base }: RowInside): PathChanges | null {
  return head === null || base === null ? null : compareInside(head, base)
}

function compareInside(headInside: Inside, baseInside: Inside): PathChanges {
  const { paths } = headInside.names
  const sides = { head: withBytes(headInside, headInside.shown), base: withBytes(baseInside, baseInside.shown) }
  const head = { system: headInside, sizes: sides.head }
  const base = { system: baseInside, sizes: sides.base }
  // Before moved files are taken out of the sizes.
  const reowned = findReowned(head, base, paths)
  const { moves: moved, elsewhere } = takeMoves(head, base, paths)
  const ofFiles = weightsOf(sides)
  const sums = ofFiles.slice()
  sumUp(sums, paths)
  const isOneSided = (path: PathId): boolean => sides.head.present[path] === 0 || sides.base.present[path] === 0
  const chosen = chooseRows({ ofFiles, sums, elsewhere, isOneSided }, paths)
  const places = placesOf(
    chosen.map(({ path }) => path),
    paths,
  )
  const owners = heaviestOwners(ofFiles, places, chosen.length, sides)
  sumUp(sides.head.bytes, paths)
  sumUp(sides.base.bytes, paths)
  const heads = withoutOthers(sides.head.bytes, chosen, places, paths)
  const bases = withoutOthers(sides.base.bytes, chosen, places, paths)
  const rows = chosen.map(({ path, rest }, index): PathChange => {
    const there = (side: PathSizes, bytes: number): number | null => (side.present[path] === 0 ? null : bytes)
    const [now, before] = [heads[index] ?? 0, bases[index] ?? 0]
    return {
      path: paths.path(path) || '/',
      head: there(sides.head, now),
      base: there(sides.base, before),
      change: now - before,
      rest: rest || moved.some((move) => isWithin(move.path, path, paths) || isWithin(move.from, path, paths)),
      from: null,
      ...broughtBy(owners[index] ?? null),
    }
  })
  const movedBytes = moved.reduce((sum, move) => sum + move.bytes, 0)
  return {
    rows: [
      ...rows.toSorted(
        (one, other) => Math.abs(other.change) - Math.abs(one.change) || (one.path < other.path ? -1 : 1),
      ),
      ...[...moved, ...reowned].map((move) => moveOf(move, paths)),
    ],
    head: (sides.head.bytes[ROOT] ?? 0) + movedBytes,
    base: (sides.base.bytes[ROOT] ?? 0) + movedBytes,
  }
}

/** Bytes that each file gained or lost; a file that was replaced by one as large is no change. */
function weightsOf({ head, base }: Sides): Float64Array {
  return head.bytes.map((bytes, path) => Math.abs(bytes - (base.bytes[path] ?? 0)))
}

/** Of each row the sum of a directory, without what other rows have of it. */
function withoutOthers(
  sums: Float64Array,
  chosen: readonly ChosenRow[],
  places: Uint8Array,
  paths: PathTable,
): readonly number[] {
  const own = chosen.map(({ path }) => sums[path] ?? 0)
  for (const { path } of chosen) {
    const above = path === ROOT ? 0 : (places[paths.parent(path)] ?? 0)
    if (above > 0) own[above - 1] = (own[above - 1] ?? 0) - (sums[path] ?? 0)
  }
  return own
}

/** Of each row who made the files that weigh most of its change: at the head, or at the base for what is gone. */
function heaviestOwners(
  weights: Float64Array,
  places: Uint8Array,
  rows: number,
  { head, base }: Sides,
): readonly (LayerOwner | null)[] {
  const byRow = Array.from({ length: rows }, () => new Map<LayerOwner, number>())
  weights.forEach((weight, path) => {
    if (weight === 0) return
    const owner = head.owners[(head.layer[path] ?? 0) - 1] ?? base.owners[(base.layer[path] ?? 0) - 1]
    const row = byRow[(places[path] ?? 0) - 1]
    if (owner !== undefined) row?.set(owner, (row.get(owner) ?? 0) + weight)
  })
  // Of those that weigh the same the one whose layer is the lowest.
  const inOrder = [...head.owners, ...base.owners]
  return byRow.map((row) => {
    const most = Math.max(...row.values())
    return inOrder.find((owner) => row.get(owner) === most) ?? null
  })
}

function moveOf({ path, from, bytes, owner }: Move, paths: PathTable): PathChange {
  const shown = (id: PathId): string => paths.path(id) || '/'
  return { path: shown(path), head: bytes, base: bytes, change: 0, rest: false, from: shown(from), ...broughtBy(owner) }
}

function broughtBy(owner: LayerOwner | null): Pick<PathChange, 'origin' | 'line' | 'stage' | 'text'> {
  return {
    origin: owner?.origin ?? null,
    line: owner?.lines?.start ?? null,
    stage: owner?.stage ?? null,
    text: owner?.text ?? null,
  }
}
