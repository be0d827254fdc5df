import { shownPath } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'

/** Bytes that need not be in an image, each counted once however many rules name it. */
export interface Ledger {
  /** Counts a file, or `bytes` of it, and returns how many of those were not counted before. */
  count(layer: number, entry: number, bytes?: number): number
  isCounted(layer: number, entry: number): boolean
  /** Where the finished image shows a file; of one that is hidden, where it was. */
  pathOf(layer: number, entry: number): string
  readonly bytes: number
}

export function openLedger({ layers, names: { paths } }: Inside): Ledger {
  const counted = layers.map(({ contents }) => new Float64Array(contents.files.count))
  const size = (layer: number, entry: number): number => layers[layer]?.contents.files.sizes[entry] ?? 0
  let total = 0
  return {
    get bytes() {
      return total
    },
    isCounted: (layer, entry) => (counted[layer]?.[entry] ?? 0) >= size(layer, entry),
    pathOf(layer, entry) {
      const view = layers[layer]
      return view === undefined ? '' : paths.path(shownPath(view, entry))
    },
    count(layer, entry, bytes = size(layer, entry)) {
      const ofLayer = counted[layer]
      const before = ofLayer?.[entry] ?? 0
      // Of parts of one file nobody knows how they overlap: the largest counts.
      const now = Math.max(before, Math.min(bytes, size(layer, entry)))
      if (ofLayer !== undefined) ofLayer[entry] = now
      total += now - before
      return now - before
    },
  }
}
