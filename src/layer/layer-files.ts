import { GateError } from '../errors.js'
import { createPathTable, MOST_PATHS, type PathId, type PathTable, ROOT } from './path-table.js'
import { type Column, resized } from './resized.js'

/**
 * What an entry of a layer is. `deleted` and `opaque` say of the layers below that a path, or all in a directory, is gone;
 * `replaced` is what the same archive puts something else in place of, or of a directory that it is in.
 */
export const KIND = {
  file: 1,
  hardLink: 2,
  symlink: 3,
  directory: 4,
  other: 5,
  deleted: 6,
  opaque: 7,
  replaced: 8,
} as const

export type Kind = (typeof KIND)[keyof typeof KIND]

/** Whom an entry belongs to, and who may do what with it. */
export interface Access {
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** The entries of one layer as flat arrays, in the order of the archive. A path is there twice only where the archive deletes it below and makes it anew. */
export interface LayerFiles {
  readonly count: number
  readonly paths: Uint32Array
  readonly kinds: Uint8Array
  /** Bytes of regular files, which add up to the layer's size; 0 of all else. {@link sizeOf} knows those that do not fit in. */
  readonly sizes32: Uint32Array
  /** Bytes of files of {@link LARGE} and more, by entry. */
  readonly larger: ReadonlyMap<number, number>
  /** 64 bits of the digest of a file's content, in two halves; of a hard link its target's path in `contentLow`. */
  readonly contentHigh: Uint32Array
  readonly contentLow: Uint32Array
  /** Numbers of {@link FileNames.access}. */
  readonly access: Uint16Array
}

/** In place of a size that 32 bits cannot hold. */
const LARGE = 0xffffffff

/** Bytes of a regular file; 0 of all else. */
export function sizeOf({ sizes32, larger }: Pick<LayerFiles, 'sizes32' | 'larger'>, entry: number): number {
  const size = sizes32[entry] ?? 0
  return size === LARGE ? (larger.get(entry) ?? 0) : size
}

/** The paths and accesses of a run, each once, so that layers can be compared by numbers. */
export interface FileNames {
  readonly paths: PathTable
  accessOf(access: Access): number
  access(number: number): Access | null
}

/** How many accesses a run tells apart; those beyond are not known, which is 0. */
const MOST_ACCESSES = 0xffff

export function createFileNames(): FileNames {
  const numbers = new Map<string, number>()
  const accesses: Access[] = []
  /** Most files are as the one before. */
  let last = 0
  const isLast = ({ mode, uid, gid }: Access): boolean => {
    const known = accesses[last - 1]
    return known?.mode === mode && known.uid === uid && known.gid === gid
  }
  return {
    paths: createPathTable(),
    accessOf(access) {
      if (isLast(access)) return last
      const key = `${access.mode} ${access.uid} ${access.gid}`
      const known = numbers.get(key)
      if (known !== undefined) return (last = known)
      if (accesses.length === MOST_ACCESSES) return 0
      accesses.push({ mode: access.mode, uid: access.uid, gid: access.gid })
      numbers.set(key, accesses.length)
      return (last = accesses.length)
    },
    access: (number) => accesses[number - 1] ?? null,
  }
}

/** One entry, to be added. */
export interface FileEntry {
  readonly path: PathId
  readonly kind: Kind
  readonly size: number
  readonly contentHigh: number
  readonly contentLow: number
  readonly access: number
}

export interface LayerFilesBuilder {
  /** Adds an entry and returns its index. */
  add(entry: FileEntry): number
  /** For what is known only after the entry's bytes went by. */
  setContent(index: number, high: number, low: number): void
  finish(): LayerFiles
}

/** In place of an entry's index: a directory that has entries, and none of its own. */
const IMPLIED = 0xffffffff

/** How many more entries or paths there is room for at most when there was none left. */
const STEP = 2 ** 16

/** Twice as many as there can be paths: an archive may name one again. */
const MOST_ENTRIES = 2 * MOST_PATHS

/** Gathers entries. `paths` has their paths. Adding one throws a GateError where there are too many. */
export function createLayerFiles(paths: PathTable): LayerFilesBuilder {
  let files: Columns = {
    paths: new Uint32Array(64),
    kinds: new Uint8Array(64),
    sizes32: new Uint32Array(64),
    contentHigh: new Uint32Array(64),
    contentLow: new Uint32Array(64),
    access: new Uint16Array(64),
  }
  const larger = new Map<number, number>()
  let count = 0
  /** An entry's index, and one more, by its path. */
  let places = new Uint32Array(64)
  /** Entries, other than directories, at the path of what was a directory until then. */
  const burying: number[] = []

  function grow(): void {
    if (count === MOST_ENTRIES) throw new GateError('environment', `The layer has too many files: more than ${count}.`)
    const length = Math.min(count * 2, count + STEP)
    files = eachColumn(files, (column) => resized(column, length, MOST_ENTRIES))
  }

  function place(path: PathId, kind: Kind, index: number): void {
    if (path >= places.length) places = resized(places, Math.min(path * 2, path + STEP, MOST_PATHS), MOST_PATHS)
    const before = places[path] ?? 0
    const wasDirectory = before === IMPLIED || (before !== 0 && files.kinds[before - 1] === KIND.directory)
    if (wasDirectory && kind !== KIND.directory) burying.push(index)
    if (before !== 0 && before !== IMPLIED) replace(before - 1)
    else if (path !== ROOT) placeAbove(paths.parent(path))
    places[path] = index + 1
  }

  /** An archive need not name the directories that its entries are in. */
  function placeAbove(directory: PathId): void {
    for (let at = directory; at !== ROOT && places[at] === 0; at = paths.parent(at)) places[at] = IMPLIED
  }

  function replace(index: number): void {
    // Of a directory that is named twice both are the same.
    if (files.kinds[index] === KIND.directory) return
    files.kinds[index] = KIND.replaced
    files.contentLow[index] = files.sizes32[index] === 0 ? 0 : (files.contentLow[index] ?? 0)
  }

  /** Of a directory that gave way to something else all is gone that was in it by then. */
  function bury(): void {
    const buriedBy = new Uint32Array(places.length)
    for (const index of burying) buriedBy[files.paths[index] ?? ROOT] = index
    // A path has a greater number than its parent.
    for (let path = 1; path < buriedBy.length; path++) {
      const above = buriedBy[paths.parent(path)] ?? 0
      if (above > (buriedBy[path] ?? 0)) buriedBy[path] = above
    }
    for (let index = 0; index < count; index++) {
      const isGone = index < (buriedBy[files.paths[index] ?? ROOT] ?? 0)
      const kind = files.kinds[index]
      if (isGone && kind !== KIND.deleted && kind !== KIND.opaque) files.kinds[index] = KIND.replaced
    }
  }

  return {
    add(entry) {
      if (count === files.paths.length) grow()
      if (entry.kind !== KIND.deleted && entry.kind !== KIND.opaque) place(entry.path, entry.kind, count)
      files.paths[count] = entry.path
      files.kinds[count] = entry.kind
      files.sizes32[count] = Math.min(entry.size, LARGE)
      if (entry.size >= LARGE) larger.set(count, entry.size)
      files.contentHigh[count] = entry.contentHigh
      files.contentLow[count] = entry.contentLow
      files.access[count] = entry.access
      return count++
    },
    setContent(index, high, low) {
      files.contentHigh[index] = high
      files.contentLow[index] = low
    },
    finish() {
      if (burying.length > 0) bury()
      places = resized(places, 0, MOST_PATHS)
      return { count, ...eachColumn(files, (column) => resized(column, count, MOST_ENTRIES)), larger }
    },
  }
}

type Columns = Pick<LayerFiles, 'paths' | 'kinds' | 'sizes32' | 'contentHigh' | 'contentLow' | 'access'>

function eachColumn(columns: Columns, make: <T extends Column>(column: T) => T): Columns {
  return {
    paths: make(columns.paths),
    kinds: make(columns.kinds),
    sizes32: make(columns.sizes32),
    contentHigh: make(columns.contentHigh),
    contentLow: make(columns.contentLow),
    access: make(columns.access),
  }
}

/** The same for files of any layer with the same bytes, and for no others. */
export function contentKey(files: LayerFiles, entry: number): string {
  return `${sizeOf(files, entry)} ${files.contentHigh[entry]} ${files.contentLow[entry]}`
}

/** The same layer, which must no longer be used, with directories that hide what lies below them in the layers under it. */
export function withOpaque(files: LayerFiles, directories: readonly PathId[]): LayerFiles {
  if (directories.length === 0) return files
  const count = files.count + directories.length
  const more = { count, ...eachColumn(files, (column) => resized(column, count, MOST_ENTRIES)), larger: files.larger }
  more.paths.set(directories, files.count)
  more.kinds.fill(KIND.opaque, files.count)
  return more
}
