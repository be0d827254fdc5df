import { shownPath } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import { sizeOf } from '../layer/layer-files.js'

/** Bytes that need not be in an image, each counted once however many rules name it. */
export interface Ledger {
  /** Counts a file, or `bytes` of it, and returns how many of those were not counted before. */
  count(layer: number, entry: number, bytes?: number): number
  isCounted(layer: number, entry: number): boolean
  /** Where the finished image shows a file; of one that is hidden, where it was. */
  pathOf(layer: number, entry: number): string
  readonly bytes: number
  /** Tells what is counted of each file. */
  each(visit: (layer: number, entry: number, bytes: number) => void): void
}

export function openLedger({ layers, names: { paths } }: Inside): Ledger {
  /** 1 where all of a file is counted: a million of them are nothing special. */
  const whole = layers.map(({ contents }) => new Uint8Array(contents.files.count))
  /** Bytes of those of which a part is, by layer and entry. */
  const parts = new Map<string, number>()
  const size = (layer: number, entry: number): number => {
    const files = layers[layer]?.contents.files
    return files === undefined ? 0 : sizeOf(files, entry)
  }
  const isWhole = (layer: number, entry: number): boolean => whole[layer]?.[entry] === 1
  let total = 0
  return {
    get bytes() {
      return total
    },
    isCounted: isWhole,
    pathOf(layer, entry) {
      const view = layers[layer]
      return view === undefined ? '' : paths.path(shownPath(view, entry))
    },
    count(layer, entry, bytes = size(layer, entry)) {
      if (isWhole(layer, entry)) return 0
      const key = `${layer} ${entry}`
      const before = parts.get(key) ?? 0
      // Of parts of one file nobody knows how they overlap: the largest counts.
      const now = Math.max(before, Math.min(bytes, size(layer, entry)))
      const ofLayer = whole[layer]
      if (now < size(layer, entry)) parts.set(key, now)
      else if (ofLayer !== undefined) ofLayer[entry] = 1
      total += now - before
      return now - before
    },
    each(visit) {
      whole.forEach((ofLayer, layer) =>
        ofLayer.forEach((isCounted, entry) => {
          if (isCounted === 1) visit(layer, entry, size(layer, entry))
        }),
      )
      for (const [key, bytes] of parts) {
        const [layer = 0, entry = 0] = key.split(' ').map(Number)
        if (!isWhole(layer, entry)) visit(layer, entry, bytes)
      }
    },
  }
}
