import { KIND, type LayerFiles } from './layer-files.js'
import { type PathId, type PathTable, ROOT } from './path-table.js'

/** What of a layer can be seen in the image that it is part of. */
export interface Visibility {
  /** For each entry 0 where the finished image shows it, else one more than the index of the first layer above that hides it. */
  readonly hiddenBy: Uint8Array
  /**
   * Of files whose own path is hidden and whose bytes a hard link of the same layer still shows: the link's path, by the
   * entry's index.
   */
  readonly shownAs: ReadonlyMap<number, PathId>
  /**
   * Which hard links share a file's bytes: of a file the last of its links in the archive, of a link the one before it, each
   * as one more than the entry's index; 0 where there is none. Of length 0 where the layer has no hard link.
   */
  readonly links: Uint32Array
}

/** OCI runtimes stack 127 layers at most (moby layer/layer_store.go, maxLayerDepth), so that a byte holds their numbers. */
export const MOST_LAYERS = 254

/** Of the layers of an image, lowest first. Source: image-spec, layer.md, "Applying Changesets", "Whiteouts". */
export function visibilityOf(
  layers: readonly { readonly files: LayerFiles }[],
  paths: PathTable,
): readonly Visibility[] {
  const above = createAbove(paths)
  return layers
    .map((layer, index) => ({ ...layer, index }))
    .reverse()
    .map(({ files, index }): Visibility => {
      const hiddenBy = hiddenIn(files, index, above)
      const linked = showLinked(files, hiddenBy)
      above.add(files, index)
      return { hiddenBy, ...linked }
    })
    .reverse()
}

/** The lower of two layers that hide the same, which is the one that did it: above it there was nothing left to hide. */
function nearer(one: number, other: number): number {
  return one === 0 || (other !== 0 && other < one) ? other : one
}

/** What the layers above the one that is looked at say of paths; values are one more than a layer's index, 0 is none. */
interface Above {
  /** Who hides an entry of this path: one more than the layer's index, or 0. */
  hides(path: PathId, isDirectory: boolean): number
  add(files: LayerFiles, index: number): void
}

function createAbove(paths: PathTable): Above {
  const { count } = paths
  /** Made something else than a directory, or deleted: nothing of it or below it is seen. */
  const taken = new Uint8Array(count)
  const directory = new Uint8Array(count)
  const opaque = new Uint8Array(count)
  /** Who hides all that lies in a directory, and for which layer that was looked up. */
  const within = new Uint8Array(count)
  const lookedUpFor = new Uint8Array(count)
  let current = 1

  /** Not recursive: an archive may nest directories as deep as it likes. */
  function hidesWithin(directoryPath: PathId): number {
    // As of nearly all, which are then spared what is made below.
    if (lookedUpFor[directoryPath] === current) return within[directoryPath] ?? 0
    let known = directoryPath
    while (known !== ROOT && lookedUpFor[known] !== current) known = paths.parent(known)
    let by = lookedUpFor[known] === current ? (within[known] ?? 0) : settle(known, 0)
    // A path has a greater number than its parent: what lies between is settled from above.
    const chain: PathId[] = []
    for (let path = directoryPath; path !== known; path = paths.parent(path)) chain.push(path)
    for (const path of chain.reverse()) by = settle(path, by)
    return by
  }

  function settle(path: PathId, fromParent: number): number {
    const by = nearer(nearer(taken[path] ?? 0, opaque[path] ?? 0), fromParent)
    within[path] = by
    lookedUpFor[path] = current
    return by
  }

  return {
    hides(path, isDirectory) {
      const own = nearer(taken[path] ?? 0, isDirectory ? 0 : (directory[path] ?? 0))
      return nearer(own, path === ROOT ? 0 : hidesWithin(paths.parent(path)))
    },
    add(files, index) {
      const number = index + 1
      for (let entry = 0; entry < files.count; entry++) {
        const path = files.paths[entry] ?? ROOT
        const kind = files.kinds[entry]
        const map = kind === KIND.directory ? directory : kind === KIND.opaque ? opaque : taken
        // The lowest so far: layers come from above.
        map[path] = number
      }
      current++
    },
  }
}

function hiddenIn(files: LayerFiles, index: number, above: Above): Uint8Array {
  const hiddenBy = new Uint8Array(files.count)
  for (let entry = 0; entry < files.count; entry++) {
    const kind = files.kinds[entry]
    hiddenBy[entry] =
      kind === KIND.replaced ? index + 1 : above.hides(files.paths[entry] ?? ROOT, kind === KIND.directory)
  }
  return hiddenBy
}

/** A file whose own name is gone, or is another file's by now, is still there under the name of a hard link that is not. */
function showLinked(files: LayerFiles, hiddenBy: Uint8Array): Pick<Visibility, 'shownAs' | 'links'> {
  const shownAs = new Map<number, PathId>()
  const targets = targetsOf(files)
  const links = new Uint32Array(targets.size === 0 ? 0 : files.count)
  if (targets.size === 0) return { shownAs, links }
  /** Which file's bytes a path that links name has at this place of the archive. */
  const fileAt = new Map<PathId, number>()
  for (let entry = 0; entry < files.count; entry++) {
    const path = files.paths[entry] ?? ROOT
    const kind = files.kinds[entry]
    if (kind === KIND.deleted || kind === KIND.opaque) continue
    const isFile = kind === KIND.file || (kind === KIND.replaced && files.sizes32[entry] !== 0)
    const file = isFile ? entry : kind === KIND.hardLink ? fileAt.get(files.contentLow[entry] ?? ROOT) : undefined
    if (targets.has(path)) {
      if (file === undefined) fileAt.delete(path)
      else fileAt.set(path, file)
    }
    if (file === undefined || file === entry) continue
    links[entry] = links[file] ?? 0
    links[file] = entry + 1
    if (hiddenBy[entry] !== 0 || hiddenBy[file] === 0) continue
    hiddenBy[file] = 0
    shownAs.set(file, path)
  }
  return { shownAs, links }
}

function targetsOf(files: LayerFiles): ReadonlySet<PathId> {
  const targets = new Set<PathId>()
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] === KIND.hardLink) targets.add(files.contentLow[entry] ?? ROOT)
  }
  return targets
}
