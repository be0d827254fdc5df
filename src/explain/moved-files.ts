import { contentKey } from '../layer/layer-files.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import type { FileSystem } from './file-system.js'
import type { PathSizes } from './path-sizes.js'

/** A finished image, with the bytes of its files. */
export interface Side {
  readonly system: FileSystem
  readonly sizes: PathSizes
}

/** A file of the head, and one of the base with the same content. */
export interface Pair {
  readonly path: PathId
  readonly from: PathId
}

/** More are not compared one by one: so many files do not just move. */
const MOST_FILES = 200_000

/** Pairs of a file that only the head has and one that only the base has, each in one pair: size and content are the same. */
export function movedFiles(head: Side, base: Side, paths: PathTable): readonly Pair[] {
  const gone = onlyIn(base.sizes, head.sizes)
  const come = gone === null ? null : onlyIn(head.sizes, base.sizes)
  if (gone === null || come === null) return []
  const headContent = (path: PathId): string => contentOf(head, path)
  const baseContent = (path: PathId): string => contentOf(base, path)
  // No other file has this content: these tell which directory has become which.
  const { pairs: certain, ...alike } = pairUp({ come, gone }, headContent, baseContent, paths, true)
  const { pairs: beside, ...others } = besideThem(certain, alike, headContent, baseContent, paths)
  // Of files with the same content first those that are called the same, also what they are in.
  const callings: readonly ((path: PathId) => string)[] = [
    (path) => `${paths.name(paths.parent(path))}/${paths.name(path)}`,
    (path) => paths.name(path),
    () => '',
  ]
  let left: Unpaired = others
  const called = callings.flatMap((calling) => {
    const { pairs, ...rest } = pairUp(
      left,
      (path) => `${headContent(path)} ${calling(path)}`,
      (path) => `${baseContent(path)} ${calling(path)}`,
      paths,
    )
    left = rest
    return pairs
  })
  return [...certain, ...beside, ...called]
}

interface Unpaired {
  readonly come: readonly PathId[]
  readonly gone: readonly PathId[]
}

type Paired = Unpaired & { readonly pairs: readonly Pair[] }

/** Pairs those of the same key, in the order of their paths, and tells which are left over. */
function pairUp(
  { come, gone }: Unpaired,
  headKey: (path: PathId) => string,
  baseKey: (path: PathId) => string,
  paths: PathTable,
  onlySingle = false,
): Paired {
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
    if (same.come.length === 0 || (onlySingle && same.come.length + same.gone.length > 2)) continue
    const froms = inOrder(same.gone, paths)
    for (const [index, path] of inOrder(same.come, paths).slice(0, froms.length).entries()) {
      pairs.push({ path, from: froms[index] ?? ROOT })
    }
  }
  return without(pairs, { come, gone })
}

/**
 * Of files with the same content those that came with their directory's other files: two trees that moved may both have the
 * same licence, and each has moved as a whole.
 */
function besideThem(
  certain: readonly Pair[],
  { come, gone }: Unpaired,
  headContent: (path: PathId) => string,
  baseContent: (path: PathId) => string,
  paths: PathTable,
): Paired {
  const origins = new Map<PathId, PathId | null>()
  for (const { path, from } of certain) {
    const [directory, origin] = [paths.parent(path), paths.parent(from)]
    const known = origins.get(directory)
    origins.set(directory, known === undefined || known === origin ? origin : null)
  }
  const isGone = new Set(gone)
  // Where two lay claim to one it is nobody's: which of them comes first in the table says nothing.
  const claims = new Map<PathId, PathId | null>()
  for (const path of come) {
    const origin = origins.get(paths.parent(path)) ?? null
    const from = origin === null ? null : paths.known(origin, paths.name(path))
    if (from === null || !isGone.has(from) || headContent(path) !== baseContent(from)) continue
    claims.set(from, claims.has(from) ? null : path)
  }
  const pairs = [...claims].flatMap(([from, path]) => (path === null ? [] : [{ path, from }]))
  return without(pairs, { come, gone })
}

function without(pairs: readonly Pair[], { come, gone }: Unpaired): Paired {
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

/** The same for files with the same bytes. */
export function contentOf({ system, sizes }: Side, path: PathId): string {
  const files = system.layers[(sizes.layer[path] ?? 0) - 1]?.contents.files
  return files === undefined ? '' : contentKey(files, sizes.entryOf(path))
}
