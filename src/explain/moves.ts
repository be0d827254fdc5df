import type { LayerOwner } from '../image/measurement.js'
import { contentKey } from '../layer/layer-files.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import type { FileSystem } from './file-system.js'
import { byPath } from './choose-rows.js'
import { type PathSizes, sumUp } from './path-sizes.js'

/** Files that are the same on both sides, at another path or with another owner or mode. */
export interface Move {
  readonly path: PathId
  /** Where they were at the base; `path` itself where only owner or mode differ. */
  readonly from: PathId
  readonly bytes: number
  /** Who made one of the files at the head. */
  readonly owner: LayerOwner | null
}

interface Side {
  readonly system: FileSystem
  readonly sizes: PathSizes
}

/** Bytes: less is not worth a row. */
const WORTH_SAYING = 10_000
const MOST_ROWS = 3
/** More are not compared one by one: so many files do not just move. */
const MOST_FILES = 200_000

/**
 * Finds trees that moved, and takes their files out of both sides' sizes: they are no change. Files are the same where
 * size and content are.
 */
export function takeMoves(head: Side, base: Side, paths: PathTable): readonly Move[] {
  const pairs = movedFiles(head, base, paths)
  const groups = new Map<string, Group>()
  const topOf = createTops(paths)
  for (const pair of pairs) {
    const top = topOf(pair)
    const key = `${paths.parent(top.from)} ${paths.parent(top.path)}`
    const group = groups.get(key) ?? { tops: new Set<PathId>(), first: top, bytes: 0, pairs: [] }
    group.tops.add(top.path)
    group.bytes += head.sizes.bytes[pair.path] ?? 0
    group.pairs.push(pair)
    groups.set(key, group)
  }
  const rows = [...groups.values()]
    .filter(({ bytes }) => bytes >= WORTH_SAYING)
    .toSorted((one, other) => other.bytes - one.bytes || byFirst(one.first, other.first, paths))
    .slice(0, MOST_ROWS)
  for (const { path, from } of rows.flatMap((group) => group.pairs)) {
    head.sizes.bytes[path] = 0
    base.sizes.bytes[from] = 0
  }
  return rows.map(({ tops, first, bytes, pairs }): Move => {
    const owner = ownerOf(
      head,
      pairs.map(({ path }) => path),
    )
    if (tops.size === 1) return { ...first, bytes, owner }
    return { path: paths.parent(first.path), from: paths.parent(first.from), bytes, owner }
  })
}

/** By what the two come from and lead to; `first` of a group is any of its own, all in the same two directories. */
function byFirst(one: Pair, other: Pair, paths: PathTable): number {
  return (
    byPath(paths, paths.parent(one.path), paths.parent(other.path)) ||
    byPath(paths, paths.parent(one.from), paths.parent(other.from))
  )
}

/** Who made the lowest of the files: of several the same in every run. */
function ownerOf({ sizes }: Side, files: readonly PathId[]): LayerOwner | null {
  const lowest = files.reduce((least, path) => Math.min(least, sizes.layer[path] ?? Infinity), Infinity)
  return sizes.owners[lowest - 1] ?? null
}

interface Pair {
  readonly path: PathId
  readonly from: PathId
}

interface Group {
  /** What moved, from one directory to another. */
  readonly tops: Set<PathId>
  readonly first: Pair
  bytes: number
  readonly pairs: Pair[]
}

/**
 * Tells the highest directories of both paths that are called the same below their parents; the files themselves where they
 * are not. What was found of a pair of directories is kept: they may be as deep as they like.
 */
function createTops(paths: PathTable): (pair: Pair) => Pair {
  const known = new Map<PathId, { readonly from: PathId; readonly top: Pair }>()

  function above({ path, from }: Pair): Pair | null {
    const next = { path: paths.parent(path), from: paths.parent(from) }
    const isAlike = next.path !== ROOT && next.from !== ROOT && paths.name(next.path) === paths.name(next.from)
    return isAlike && paths.name(path) === paths.name(from) ? next : null
  }

  return (pair) => {
    const directories: Pair[] = []
    let top = pair
    for (let next = above(pair); next !== null; next = above(next)) {
      const found = known.get(next.path)
      if (found?.from === next.from) {
        top = found.top
        break
      }
      directories.push(next)
      top = next
    }
    for (const { path, from } of directories) known.set(path, { from, top })
    return top
  }
}

function movedFiles(head: Side, base: Side, paths: PathTable): readonly Pair[] {
  const gone = onlyIn(base.sizes, head.sizes)
  const come = gone === null ? null : onlyIn(head.sizes, base.sizes)
  if (gone === null || come === null) return []
  // Of files with the same content first those that are called the same, also what they are in.
  const callings: readonly ((path: PathId) => string)[] = [
    (path) => `${paths.name(paths.parent(path))}/${paths.name(path)}`,
    (path) => paths.name(path),
    () => '',
  ]
  let left: Unpaired = { come, gone }
  return callings.flatMap((calling) => {
    const { pairs, ...others } = pairUp(
      left,
      (path) => `${contentOf(head, path)} ${calling(path)}`,
      (path) => `${contentOf(base, path)} ${calling(path)}`,
      paths,
    )
    left = others
    return pairs
  })
}

interface Unpaired {
  readonly come: readonly PathId[]
  readonly gone: readonly PathId[]
}

/** Pairs those of the same key, in the order of their paths, and tells which are left over. */
function pairUp(
  { come, gone }: Unpaired,
  headKey: (path: PathId) => string,
  baseKey: (path: PathId) => string,
  paths: PathTable,
): Unpaired & { readonly pairs: readonly Pair[] } {
  const byKey = new Map<string, { readonly come: PathId[]; readonly gone: PathId[] }>()
  for (const path of gone) {
    const key = baseKey(path)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { come: [], gone: [path] })
    else known.gone.push(path)
  }
  for (const path of come) byKey.get(headKey(path))?.come.push(path)
  const pairs: Pair[] = []
  for (const same of byKey.values()) {
    if (same.come.length === 0) continue
    const froms = inOrder(same.gone, paths)
    for (const [index, path] of inOrder(same.come, paths).slice(0, froms.length).entries()) {
      pairs.push({ path, from: froms[index] ?? ROOT })
    }
  }
  const taken = new Set(pairs.flatMap(({ path, from }) => [path, from]))
  const isLeft = (path: PathId): boolean => !taken.has(path)
  return { pairs, come: come.filter(isLeft), gone: gone.filter(isLeft) }
}

/** Mostly there is one of a key; thousands may be the same licence. */
function inOrder(same: readonly PathId[], paths: PathTable): readonly PathId[] {
  if (same.length < 2) return same
  return same
    .map((path) => ({ path, text: paths.path(path) }))
    .sort((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text)))
    .map(({ path }) => path)
}

/** Files of one side at whose path the other has none; null where there are none of them, or too many. */
function onlyIn(one: PathSizes, other: PathSizes): readonly PathId[] | null {
  const found: PathId[] = []
  for (let path = 1; path < one.layer.length; path++) {
    if (one.layer[path] === 0 || other.layer[path] !== 0 || (one.bytes[path] ?? 0) === 0) continue
    if (found.length === MOST_FILES) return null
    found.push(path)
  }
  return found.length === 0 ? null : found
}

function contentOf({ system, sizes }: Side, path: PathId): string {
  const files = system.layers[(sizes.layer[path] ?? 0) - 1]?.contents.files
  return files === undefined ? '' : contentKey(files, sizes.entryOf(path))
}

/** The tree whose files have the same content at the same path on both sides, and another owner or mode. */
export function findReowned(head: Side, base: Side, paths: PathTable): readonly Move[] {
  const first = firstReowned(head, base, paths)
  if (first === null) return []
  const bytes = new Float64Array(paths.count)
  const files: PathId[] = []
  for (let path = first; path < bytes.length; path++) {
    if ((head.sizes.bytes[path] ?? 0) === 0 || !isReowned(head, base, path)) continue
    bytes[path] = head.sizes.bytes[path] ?? 0
    files.push(path)
  }
  sumUp(bytes, paths)
  const total = bytes[ROOT] ?? 0
  if (total < WORTH_SAYING) return []
  // A path has a greater number than its parent: the last that has it all is the lowest.
  const top = bytes.lastIndexOf(total)
  return [{ path: top, from: top, bytes: total, owner: ownerOf(head, files) }]
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
