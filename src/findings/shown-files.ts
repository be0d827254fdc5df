import type { LayerView } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import { PRESENT } from '../explain/path-sizes.js'
import type { LayerOwner } from '../image/measurement.js'
import { KIND } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import type { ImageFiles } from './kinds/file-kind.js'

/** What the finished image shows, for rules that need more than one path. */
export function imageFiles({ shown, names, records, measurement }: Inside): ImageFiles {
  const presentAs = (path: string): number => shown.present[names.paths.find(path) ?? -1] ?? 0
  return {
    hasFile: (path) => presentAs(path) === PRESENT.file,
    hasDirectory: (path) => presentAs(path) === PRESENT.directory,
    packages: [...records.values()].flatMap(({ packages }) => packages),
    command: measurement.command ?? '',
  }
}

/** A regular file of a layer. */
export interface LayerFile {
  readonly view: LayerView
  readonly layer: number
  readonly entry: number
  readonly path: PathId
  readonly bytes: number
}

/** The regular files of layers that `choose` names, which hold bytes and which the finished image shows. */
export function* shownFiles(
  { layers }: Inside,
  choose: (owner: LayerOwner) => boolean,
): Generator<LayerFile, undefined, undefined> {
  for (const [layer, view] of layers.entries()) {
    if (!choose(view.layer.owner)) continue
    const { files } = view.contents
    for (let entry = 0; entry < files.count; entry++) {
      const bytes = files.sizes[entry] ?? 0
      if (files.kinds[entry] !== KIND.file || view.hiddenBy[entry] !== 0 || bytes === 0) continue
      yield { view, layer, entry, path: view.shownAs.get(entry) ?? files.paths[entry] ?? ROOT, bytes }
    }
  }
}

export function isOwn({ origin }: LayerOwner): boolean {
  return origin === 'own'
}
