import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'

/** A file, or a directory all of whose bytes at the head are of files of one file or directory of the base. */
export interface Tree {
  readonly path: PathId
  readonly from: PathId
  /** At the head. */
  readonly bytes: number
}

/** What is below a directory comes from several. */
const MIXED = -1

/**
 * The highest trees that come as a whole from one path of the base, of those that have `least` bytes. `sources`: of a file
 * that comes from another, one more than that one's number, else 0; those of directories are written to it. `sums`: bytes
 * at the head, of a directory of all below it.
 */
export function wholeTrees(sources: Int32Array, sums: Float64Array, least: number, paths: PathTable): readonly Tree[] {
  // A path has a greater number than its parent: what is in a directory has said all before it is asked itself.
  for (let path = sums.length - 1; path > ROOT; path--) {
    if ((sums[path] ?? 0) === 0) continue
    const parent = paths.parent(path)
    const source = sourceOfParent(path, parent, (sources[path] ?? 0) - 1, paths)
    sources[parent] = sources[parent] === 0 || sources[parent] === source ? source : MIXED
  }
  const trees: Tree[] = []
  for (let path = ROOT; path < sums.length; path++) {
    const bytes = sums[path] ?? 0
    if (bytes < least || !isWhole(sources, path)) continue
    if (path !== ROOT && isWhole(sources, paths.parent(path))) continue
    trees.push({ path, from: (sources[path] ?? 0) - 1, bytes })
  }
  return trees
}

function isWhole(sources: Int32Array, path: PathId): boolean {
  return (sources[path] ?? 0) > 0
}

/** Which directory the parent comes from by what one of its entries says, as `sources` has it. */
function sourceOfParent(path: PathId, parent: PathId, from: PathId, paths: PathTable): number {
  if (from < ROOT || (from === ROOT && path !== ROOT)) return MIXED
  const origin = paths.parent(from)
  // A directory whose files got other names has not come from itself.
  return origin === parent && from !== path ? MIXED : origin + 1
}

/**
 * The same tree by the path that says most: the lowest directory, or file, that has it all. `/lib/a` that came from `/opt/a`
 * is told as that, and not as `/lib` from `/opt`; one from `/opt/lib/a` as `/lib` from `/opt/lib`.
 */
export function lowestOf(tree: Tree, sources: Int32Array, sums: Float64Array, paths: PathTable): Tree {
  let lowest = tree
  for (let path = tree.path + 1; path < sums.length; path++) {
    if (paths.parent(path) !== lowest.path || sums[path] !== tree.bytes) continue
    const entry = { path, from: (sources[path] ?? 0) - 1, bytes: tree.bytes }
    if (entry.path !== entry.from && keepsName(lowest, paths) && keepsName(entry, paths)) break
    lowest = entry
  }
  return lowest
}

function keepsName({ path, from }: Tree, paths: PathTable): boolean {
  return paths.name(path) === paths.name(from)
}
