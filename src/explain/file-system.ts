import type { Contents, Layer, Measurement } from '../image/measurement.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import type { LayerContents } from '../layer/read-layer.js'
import { MOST_LAYERS, type Visibility, visibilityOf } from '../layer/visibility.js'

/** A layer in its image: which of its entries can be seen. */
export interface LayerView extends Visibility {
  readonly layer: Layer
  readonly contents: LayerContents
}

/** The file system that an image's layers make, lowest first. */
export interface FileSystem {
  readonly layers: readonly LayerView[]
}

/** null where it is not known what each layer holds. */
export function fileSystemOf({ layers }: Measurement, { names, of }: Contents): FileSystem | null {
  const known = layers.flatMap((layer) => {
    const contents = of(layer.diffId)
    return contents === undefined ? [] : [{ layer, contents }]
  })
  if (known.length !== layers.length || layers.length > MOST_LAYERS) return null
  const seen = visibilityOf(
    known.map(({ contents }) => contents),
    names.paths,
  )
  return {
    layers: known.map((one, index): LayerView => ({ ...one, ...(seen[index] ?? NOTHING) })),
  }
}

const NOTHING: Visibility = { hiddenBy: new Uint8Array(0), shownAs: new Map(), links: new Uint32Array(0) }

/** The path under which the finished image shows a file; for one that is hidden its own. */
export function shownPath({ contents, shownAs }: LayerView, entry: number): PathId {
  return shownAs.get(entry) ?? contents.files.paths[entry] ?? ROOT
}

/** The other paths under which the finished image shows a file that it shows: its hard links, in the archive's order. */
export function otherPaths({ contents, hiddenBy, shownAs, links }: LayerView, entry: number): readonly PathId[] {
  const first = links[entry] ?? 0
  if (first === 0) return NO_PATHS
  const shown = shownAs.get(entry)
  const others: PathId[] = []
  for (let link = first; link !== 0; link = links[link - 1] ?? 0) {
    const path = contents.files.paths[link - 1] ?? ROOT
    if (hiddenBy[link - 1] === 0 && path !== shown) others.push(path)
  }
  return others.reverse()
}

/** Most files have no other. */
const NO_PATHS: readonly PathId[] = []
