import type { LayerOwner } from '../image/measurement.js'
import { KIND } from '../layer/layer-files.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { type FileSystem, shownPath } from './file-system.js'

/** What a finished image shows, by path. Flat arrays: a million paths are nothing special. */
export interface PathSizes {
  /** Bytes of each file, and of each directory the sum of the files below it. */
  readonly bytes: Float64Array
  /** What is there, by {@link PRESENT}; 0 for what is not. */
  readonly present: Uint8Array
  /** Of files, one more than the index of the layer that they come from; else 0. */
  readonly layer: Uint8Array
  /** Of files, the entry's index in that layer. */
  readonly entry: Uint32Array
  readonly owners: readonly LayerOwner[]
}

export const PRESENT = { directory: 1, file: 2, other: 3 } as const

/** The files of a finished image, not yet summed up over directories. */
export function pathSizes({ layers }: FileSystem, paths: PathTable): PathSizes {
  const { count } = paths
  const sizes: PathSizes = {
    bytes: new Float64Array(count),
    present: new Uint8Array(count),
    layer: new Uint8Array(count),
    entry: new Uint32Array(count),
    owners: layers.map(({ layer }) => layer.owner),
  }
  // Also in an image of nothing.
  sizes.present[ROOT] = PRESENT.directory
  layers.forEach((view, index) => {
    const { files } = view.contents
    for (let entry = 0; entry < files.count; entry++) {
      const kind = files.kinds[entry]
      if (view.hiddenBy[entry] !== 0 || kind === KIND.deleted || kind === KIND.opaque) continue
      // What was replaced can be seen where a hard link still leads to it.
      const isFile = kind === KIND.file || kind === KIND.replaced
      const path = isFile ? shownPath(view, entry) : (files.paths[entry] ?? ROOT)
      mark(sizes.present, path, paths)
      // A hard link is as much a file as the entry that has the bytes: which of both that is, the archive's order decides.
      if (isFile || kind === KIND.hardLink) sizes.present[path] = PRESENT.file
      else if (kind !== KIND.directory && sizes.present[path] !== PRESENT.file) sizes.present[path] = PRESENT.other
      if (!isFile) continue
      sizes.bytes[path] = sizeOf(files, entry)
      sizes.layer[path] = index + 1
      sizes.entry[path] = entry
    }
  })
  return sizes
}

/** What is there is in a directory that is there, also where the archive does not name it. */
function mark(present: Uint8Array, path: PathId, paths: PathTable): void {
  for (let at = path; present[at] === 0; at = paths.parent(at)) present[at] = PRESENT.directory
}

/** Adds what lies below to each directory; a path has a greater number than its parent. */
export function sumUp(bytes: Float64Array, paths: PathTable): void {
  for (let path = bytes.length - 1; path > ROOT; path--) {
    const parent = paths.parent(path)
    bytes[parent] = (bytes[parent] ?? 0) + (bytes[path] ?? 0)
  }
}
