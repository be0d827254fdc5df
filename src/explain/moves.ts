import type { LayerOwner } from '../image/measurement.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { byPath, LARGE, placesOf } from './choose-rows.js'
import { contentOf, movedFiles, type Side } from './moved-files.js'
import { sumUp } from './path-sizes.js'
import { lowestOf, type Tree, wholeTrees } from './whole-trees.js'

/** A file or directory that is the same on both sides, all of it, at another path or with another owner or mode. */
export interface Move {
  readonly path: PathId
  /** Where it was at the base; `path` itself where only owner or mode differ. */
  readonly from: PathId
  readonly bytes: number
  /** Who made one of the files at the head. */
  readonly owner: LayerOwner | null
}

interface Taken {
  readonly moves: readonly Move[]
  /** Bytes of files that the other side has at another path, and no row tells of; with the sums of directories. */
  readonly elsewhere: Float64Array
}

/** Bytes: less is not worth a row. */
const WORTH_SAYING = 10_000
/** The same for a part of a directory in whose place there is another: a package's next version still has the same licence. */
const WORTH_SAYING_OF_REPLACED = 100_000
const MOST_ROWS = 3

/**
 * Finds trees that moved, and takes their files out of both sides' sizes: they are no change. Files are the same where
 * size and content are. Those that no row tells of stay in the sizes: come at one path, gone at the other.
 */
export function takeMoves(head: Side, base: Side, paths: PathTable): Taken {
  const pairs = movedFiles(head, base, paths)
  const elsewhere = new Float64Array(paths.count)
  if (pairs.length === 0) return { moves: [], elsewhere }
  const sources = new Int32Array(paths.count)
  let total = 0
  for (const { path, from } of pairs) {
    sources[path] = from + 1
    total += head.sizes.bytes[path] ?? 0
  }
  const sums = summed(head.sizes.bytes, paths)
  const worth = wholeTrees(sources, sums, WORTH_SAYING, paths).filter(
    (tree) => tree.bytes >= WORTH_SAYING_OF_REPLACED || !isPartOfReplaced(tree, head, base, paths),
  )
  const rows = outstanding(worth, total, paths).map((tree) => lowestOf(tree, sources, sums, paths))
  const { moves, places } = withOwners(rows, head, paths)
  for (const { path, from } of pairs) {
    if (places[path] === 0) {
      elsewhere[path] = head.sizes.bytes[path] ?? 0
      elsewhere[from] = base.sizes.bytes[from] ?? 0
    } else {
      head.sizes.bytes[path] = 0
      base.sizes.bytes[from] = 0
    }
  }
  sumUp(elsewhere, paths)
  return { moves, elsewhere }
}

/** Finds trees whose files have the same content at the same path on both sides, and each another owner or mode. */
export function findReowned(head: Side, base: Side, paths: PathTable): readonly Move[] {
  const first = firstReowned(head, base, paths)
  if (first === null) return []
  const sources = new Int32Array(paths.count)
  let total = 0
  for (let path = first; path < sources.length; path++) {
    if ((head.sizes.bytes[path] ?? 0) === 0 || !isReowned(head, base, path)) continue
    sources[path] = path + 1
    total += head.sizes.bytes[path] ?? 0
  }
  const sums = summed(head.sizes.bytes, paths)
  const worth = wholeTrees(sources, sums, WORTH_SAYING, paths)
  const rows = outstanding(worth, total, paths).map((tree) => lowestOf(tree, sources, sums, paths))
  return withOwners(rows, head, paths).moves
}

function summed(bytes: Float64Array, paths: PathTable): Float64Array {
  const sums = bytes.slice()
  sumUp(sums, paths)
  return sums
}

/** Whether the directory around it is new, and the one that it comes from gone. */
function isPartOfReplaced({ path, from }: Tree, head: Side, base: Side, paths: PathTable): boolean {
  return base.sizes.present[paths.parent(path)] === 0 && head.sizes.present[paths.parent(from)] === 0
}

/** Those that are much of `total`, or most of what the larger ones leave of it: of a thousand alike none is told. */
function outstanding(trees: readonly Tree[], total: number, paths: PathTable): readonly Tree[] {
  const largestFirst = trees.toSorted((one, other) => other.bytes - one.bytes)
  let rest = total
  const end = largestFirst.findIndex(({ bytes }) => {
    const isOne = bytes >= LARGE * total || bytes >= rest / 2
    rest -= bytes
    return !isOne
  })
  // There are few of them, so that their paths may be compared as texts.
  return largestFirst
    .slice(0, end < 0 ? trees.length : end)
    .sort((one, other) => other.bytes - one.bytes || byPath(paths, one.path, other.path))
    .slice(0, MOST_ROWS)
}

/** With who made the lowest of a tree's files: of several the same in every run. `places`: of each path its row, from 1 on. */
function withOwners(
  rows: readonly Tree[],
  { sizes }: Side,
  paths: PathTable,
): { readonly moves: readonly Move[]; readonly places: Uint8Array } {
  const places = placesOf(
    rows.map(({ path }) => path),
    paths,
  )
  const lowest = rows.map(() => Infinity)
  for (let path = ROOT; path < places.length; path++) {
    const row = (places[path] ?? 0) - 1
    if (row < 0 || (sizes.bytes[path] ?? 0) === 0) continue
    lowest[row] = Math.min(lowest[row] ?? Infinity, sizes.layer[path] ?? Infinity)
  }
  return { moves: rows.map((tree, row) => ({ ...tree, owner: sizes.owners[(lowest[row] ?? 0) - 1] ?? null })), places }
}

function firstReowned(head: Side, base: Side, paths: PathTable): PathId | null {
  for (let path = 1; path < paths.count; path++) {
    if ((head.sizes.bytes[path] ?? 0) > 0 && isReowned(head, base, path)) return path
  }
  return null
}

function isReowned(head: Side, base: Side, path: PathId): boolean {
  const own = head.system.layers[(head.sizes.layer[path] ?? 0) - 1]
  const other = base.system.layers[(base.sizes.layer[path] ?? 0) - 1]
  if (own === undefined || other === undefined || own.layer.diffId === other.layer.diffId) return false
  const entry = head.sizes.entryOf(path)
  const before = base.sizes.entryOf(path)
  return (
    own.contents.files.access[entry] !== other.contents.files.access[before] &&
    contentOf(head, path) === contentOf(base, path)
  )
}
