import type { Inside } from '../explain/inside.js'
import { contentKey, KIND, sizeOf } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'

/**
 * Tells which layer brought a file that the finished image shows, by its index. `shown` is the layer that the file comes
 * from: where that only wrote the same content over again, as `chown -R` and `chmod -R` do, it is the lowest that did.
 */
export type OriginOf = (path: PathId, shown: number) => number

export function originsOf({ layers, shown, names: { paths } }: Inside): OriginOf {
  /** By path, one more than the layer's index; made when a path is written twice. */
  let origins: Uint8Array | null = null
  for (const [layer, { contents, hiddenBy }] of [...layers.entries()].reverse()) {
    const { files } = contents
    for (let entry = 0; entry < files.count; entry++) {
      const hider = hiddenBy[entry] ?? 0
      if (hider === 0 || files.kinds[entry] !== KIND.file || sizeOf(files, entry) === 0) continue
      const path = files.paths[entry] ?? ROOT
      // Each copy is hidden by the one above it: where one has another content, those below it are not reached.
      if (hider !== (origins?.[path] || shown.layer[path])) continue
      const now = layers[(shown.layer[path] ?? 0) - 1]?.contents.files
      if (now === undefined || contentKey(files, entry) !== contentKey(now, shown.entryOf(path))) continue
      origins ??= new Uint8Array(paths.count)
      origins[path] = layer + 1
    }
  }
  return (path, layer) => (origins?.[path] || layer + 1) - 1
}
