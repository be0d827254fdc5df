import type { LayerOwner } from '../image/measurement.js'
import { KIND, sizeOf } from '../layer/layer-files.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { type FileSystem, shownPath } from './file-system.js'

/** What a finished image shows, by path. Flat arrays: a million paths are nothing special. */
export interface ShownPaths {
  /** What is there, by {@link PRESENT}; 0 for what is not. */
  readonly present: Uint8Array
  /** Of files, one more than the index of the layer that they come from; else 0. */
  readonly layer: Uint8Array
  /** The index of a file's entry in that layer. Most runs never ask: these are looked for when it is asked first. */
  readonly entryOf: (path: PathId) => number
  readonly owners: readonly LayerOwner[]
}

/** With their bytes, which are left out where nothing is compared. */
export interface PathSizes extends ShownPaths {
  /** Bytes of each file, and of each directory the sum of the files below it. */
  readonly bytes: Float64Array
}

export const PRESENT = { directory: 1, file: 2, other: 3 } as const

/** `system`'s finished image, by path. */
export function shownPaths(system: FileSystem, paths: PathTable): ShownPaths {
  const { layers } = system
  const { count } = paths
  let entries: Uint32Array | undefined
  const shown: ShownPaths = {
    present: new Uint8Array(count),
    layer: new Uint8Array(count),
    entryOf: (path) => (entries ??= shownEntries(system, count))[path] ?? 0,
    owners: layers.map(({ layer }) => layer.owner),
  }
  // Also in an image of nothing.
  shown.present[ROOT] = PRESENT.directory
  layers.forEach((view, index) => {
    const { files } = view.contents
    for (let entry = 0; entry < files.count; entry++) {
      const kind = files.kinds[entry]
      if (view.hiddenBy[entry] !== 0 || kind === KIND.deleted || kind === KIND.opaque) continue
      const path = isFile(kind) ? shownPath(view, entry) : (files.paths[entry] ?? ROOT)
      mark(shown.present, path, paths)
      // A hard link is as much a file as the entry that has the bytes: which of both that is, the archive's order decides.
      if (isFile(kind) || kind === KIND.hardLink) shown.present[path] = PRESENT.file
      else if (kind !== KIND.directory && shown.present[path] !== PRESENT.file) shown.present[path] = PRESENT.other
      if (isFile(kind)) shown.layer[path] = index + 1
    }
  })
  return shown
}

/** By path, as `PathSizes.layer` is, which of a layer's entries a file is. */
function shownEntries({ layers }: FileSystem, count: number): Uint32Array {
  const entries = new Uint32Array(count)
  for (const view of layers) {
    const { files } = view.contents
    for (let entry = 0; entry < files.count; entry++) {
      if (view.hiddenBy[entry] === 0 && isFile(files.kinds[entry])) entries[shownPath(view, entry)] = entry
    }
  }
  return entries
}

/** What was replaced can be seen where a hard link still leads to it. */
function isFile(kind: number | undefined): boolean {
  return kind === KIND.file || kind === KIND.replaced
}

/** What is there is in a directory that is there, also where the archive does not name it. */
function mark(present: Uint8Array, path: PathId, paths: PathTable): void {
  for (let at = path; present[at] === 0; at = paths.parent(at)) present[at] = PRESENT.directory
}

/** With the bytes of files, not yet summed up over directories. */
export function withBytes({ layers }: FileSystem, shown: ShownPaths): PathSizes {
  const bytes = new Float64Array(shown.layer.length)
  shown.layer.forEach((layer, path) => {
    const files = layers[layer - 1]?.contents.files
    if (files !== undefined) bytes[path] = sizeOf(files, shown.entryOf(path))
  })
  return { ...shown, bytes }
}

/** Adds what lies below to each directory; a path has a greater number than its parent. */
export function sumUp(bytes: Float64Array, paths: PathTable): void {
  for (let path = bytes.length - 1; path > ROOT; path--) {
    const parent = paths.parent(path)
    bytes[parent] = (bytes[parent] ?? 0) + (bytes[path] ?? 0)
  }
}
