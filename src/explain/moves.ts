import type { LayerOwner } from '../image/measurement.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import type { FileSystem } from './file-system.js'
import type { PathSizes } from './path-sizes.js'

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
  const pairs = movedFiles(head, base)
  const groups = new Map<string, Group>()
  for (const pair of pairs) {
    const top = topOf(pair, paths)
    const key = `${paths.parent(top.from)} ${paths.parent(top.path)}`
    const group = groups.get(key) ?? { tops: new Set<PathId>(), first: top, bytes: 0, pairs: [] }
    group.tops.add(top.path)
    group.bytes += head.sizes.bytes[pair.path] ?? 0
    group.pairs.push(pair)
    groups.set(key, group)
  }
  const rows = [...groups.values()]
    .filter(({ bytes }) => bytes >= WORTH_SAYING)
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, MOST_ROWS)
  for (const { path, from } of rows.flatMap((group) => group.pairs)) {
    head.sizes.bytes[path] = 0
    base.sizes.bytes[from] = 0
  }
  return rows.map(({ tops, first, bytes, pairs: [file] }): Move => {
    const owner = file === undefined ? null : ownerOf(head, file.path)
    if (tops.size === 1) return { ...first, bytes, owner }
    return { path: paths.parent(first.path), from: paths.parent(first.from), bytes, owner }
  })
}

function ownerOf({ sizes }: Side, path: PathId): LayerOwner | null {
  return sizes.owners[(sizes.layer[path] ?? 0) - 1] ?? null
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

/** The highest directories of both paths that are called the same below their parents; the files themselves where they are not. */
function topOf({ path, from }: Pair, paths: PathTable): Pair {
  let top: Pair = { path, from }
  for (;;) {
    const next = { path: paths.parent(top.path), from: paths.parent(top.from) }
    const isAlike = next.path !== ROOT && next.from !== ROOT && paths.name(next.path) === paths.name(next.from)
    if (!isAlike || paths.name(top.path) !== paths.name(top.from)) return top
    top = next
  }
}

function movedFiles(head: Side, base: Side): readonly Pair[] {
  const gone = onlyIn(base.sizes, head.sizes)
  const come = onlyIn(head.sizes, base.sizes)
  if (gone.length === 0 || come.length === 0 || gone.length > MOST_FILES || come.length > MOST_FILES) return []
  const byContent = new Map<string, PathId[]>()
  for (const path of gone) {
    const key = contentOf(base, path)
    const known = byContent.get(key)
    if (known === undefined) byContent.set(key, [path])
    else known.push(path)
  }
  return come.flatMap((path): readonly Pair[] => {
    const from = byContent.get(contentOf(head, path))?.shift()
    return from === undefined ? [] : [{ path, from }]
  })
}

/** Files of one side at whose path the other has none. */
function onlyIn(one: PathSizes, other: PathSizes): readonly PathId[] {
  const found: PathId[] = []
  for (let path = 1; path < one.layer.length; path++) {
    if (one.layer[path] !== 0 && other.layer[path] === 0 && (one.bytes[path] ?? 0) > 0) found.push(path)
  }
  return found
}

function contentOf({ system, sizes }: Side, path: PathId): string {
  const files = system.layers[(sizes.layer[path] ?? 0) - 1]?.contents.files
  const entry = sizes.entry[path] ?? 0
  return `${files?.contentHigh[entry]} ${files?.contentLow[entry]} ${sizes.bytes[path]}`
}

/** The tree whose files have the same content at the same path on both sides, and another owner or mode. */
export function findReowned(head: Side, base: Side, paths: PathTable): readonly Move[] {
  const bytes = new Float64Array(paths.count)
  for (let path = 1; path < bytes.length; path++) {
    if (isReowned(head, base, path)) bytes[path] = head.sizes.bytes[path] ?? 0
  }
  for (let path = bytes.length - 1; path > ROOT; path--) {
    const parent = paths.parent(path)
    bytes[parent] = (bytes[parent] ?? 0) + (bytes[path] ?? 0)
  }
  const total = bytes[ROOT] ?? 0
  if (total < WORTH_SAYING) return []
  // A path has a greater number than its parent: the last that has it all is the lowest.
  const top = bytes.lastIndexOf(total)
  const file = bytes.findIndex((size, path) => size > 0 && isReowned(head, base, path))
  return [{ path: top, from: top, bytes: total, owner: ownerOf(head, file) }]
}

function isReowned(head: Side, base: Side, path: PathId): boolean {
  const own = head.system.layers[(head.sizes.layer[path] ?? 0) - 1]
  const other = base.system.layers[(base.sizes.layer[path] ?? 0) - 1]
  if (own === undefined || other === undefined || own.layer.diffId === other.layer.diffId) return false
  const entry = head.sizes.entry[path] ?? 0
  const before = base.sizes.entry[path] ?? 0
  return (
    own.contents.files.access[entry] !== other.contents.files.access[before] &&
    contentOf(head, path) === contentOf(base, path)
  )
}
