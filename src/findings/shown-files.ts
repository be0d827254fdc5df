import { type LayerView, otherPaths, shownPath } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import { PRESENT } from '../explain/path-sizes.js'
import type { LayerOwner } from '../image/measurement.js'
import { KIND, sizeOf } from '../layer/layer-files.js'
import type { PathId } from '../layer/path-table.js'
import type { ImageFiles } from './kinds/file-kind.js'
import { whatStarts } from './development/what-starts.js'
import { localesOf } from './locales.js'
import { createNearest } from './nearest-directory.js'
import type { OriginOf } from './origins.js'

/** What the finished image shows, for rules that need more than one path. */
export function imageFiles(image: Inside): ImageFiles {
  const { shown, names, records, measurement } = image
  const presentAs = (path: string): number => shown.present[names.paths.find(path) ?? -1] ?? 0
  return {
    hasFile: (path) => presentAs(path) === PRESENT.file,
    hasDirectory: (path) => presentAs(path) === PRESENT.directory,
    packages: [...records.values()].flatMap(({ packages }) => packages),
    ...whatStarts(image),
    locales: localesOf(measurement.environment ?? []),
    nearest: createNearest({ shown, names }),
  }
}

/** A regular file of a layer. */
export interface LayerFile {
  readonly view: LayerView
  readonly layer: number
  readonly entry: number
  readonly path: PathId
  /** The other paths under which the image shows it: hard links. */
  readonly others: readonly PathId[]
  readonly bytes: number
  /** The layer that brought it, by its index, and whose that is; others may have written it anew. */
  readonly origin: number
  readonly owner: LayerOwner
}

/** The regular files of an image's layers, of those that `choose` names, which hold bytes and which the finished image shows. */
export function* shownFiles(
  { layers }: Inside,
  originOf: OriginOf,
  choose: (view: LayerView) => boolean = () => true,
): Generator<LayerFile, undefined, undefined> {
  for (const [layer, view] of layers.entries()) {
    if (!choose(view)) continue
    const { files } = view.contents
    for (let entry = 0; entry < files.count; entry++) {
      const bytes = sizeOf(files, entry)
      // What was replaced is seen where a hard link still leads to it.
      const kind = files.kinds[entry]
      if ((kind !== KIND.file && kind !== KIND.replaced) || view.hiddenBy[entry] !== 0 || bytes === 0) continue
      const path = shownPath(view, entry)
      const origin = originOf(path, layer)
      const { owner } = (layers[origin] ?? view).layer
      yield { view, layer, entry, path, others: otherPaths(view, entry), bytes, origin, owner }
    }
  }
}

/**
 * What `say` says of a file by each of its paths; nothing where one of them is to stay, as the bytes stay with it. A path of
 * which `say` says null may go all the same where it `isSpare` for another reason.
 */
export function saidOfAll<T>(
  { path, others }: Pick<LayerFile, 'path' | 'others'>,
  say: (path: PathId) => T | null,
  isSpare: (path: PathId) => boolean = () => false,
): readonly T[] {
  if (others.length === 0) {
    const about = say(path)
    return about === null ? NOTHING : [about]
  }
  const said: T[] = []
  for (const one of [path, ...others]) {
    const about = say(one)
    if (about !== null) said.push(about)
    else if (!isSpare(one)) return []
  }
  return said
}

/** What is said of most files. */
const NOTHING: readonly never[] = []

/** The first path of a file that is not `isSpare`: how to call it. */
export function callingOf(
  { path, others }: Pick<LayerFile, 'path' | 'others'>,
  isSpare: (path: PathId) => boolean,
): PathId {
  return others.length === 0 ? path : ([path, ...others].find((one) => !isSpare(one)) ?? path)
}

export function isOwn({ origin }: LayerOwner): boolean {
  return origin === 'own'
}

/** Whether one of the image's own RUNs made a layer. */
export function isOwnRun(owner: LayerOwner): boolean {
  return isOwn(owner) && /^RUN\s/i.test(owner.text)
}

/** What the image's own RUNs run, of those among those that made `layers`, in their order. */
export function runsOf(layers: readonly LayerView[]): readonly string[] {
  return layers.flatMap(({ layer: { owner } }) => (isOwnRun(owner) ? [owner.commands] : []))
}
