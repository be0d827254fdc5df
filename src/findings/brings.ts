import type { Inside, RowInside } from '../explain/inside.js'
import { sizeOf } from '../layer/layer-files.js'
import { WORTH_SAYING } from './heaps.js'
import { localesOf } from './locales.js'

/**
 * Whether a change may have brought waste: the layers that only the head has hold or hide 10 kB or more, or a secret, or
 * what the image runs, or in which language, is another. What is there else was there before.
 */
export function mayBringWaste({ head, base }: RowInside): boolean {
  if (head === null || base === null) return true
  if (settingsOf(head) !== settingsOf(base)) return true
  const shared = new Set(base.layers.map(({ layer }) => layer.diffId))
  const own = head.layers.flatMap(({ layer }, index) => (shared.has(layer.diffId) ? [] : [index]))
  if (own.some((index) => (head.layers[index]?.contents.secrets.size ?? 0) > 0)) return true
  const held = own.reduce((sum, index) => sum + (head.layers[index]?.layer.size ?? 0), 0)
  return held + hiddenBy(head, new Set(own)) >= WORTH_SAYING
}

function settingsOf({ measurement: { command, environment } }: Inside): string {
  return JSON.stringify([command, localesOf(environment ?? [])])
}

/** Bytes that the layers with these indexes hide of those below. */
function hiddenBy({ layers }: Inside, hiders: ReadonlySet<number>): number {
  let bytes = 0
  for (const { contents, hiddenBy: hidden } of layers) {
    hidden.forEach((by, entry) => {
      if (by !== 0 && hiders.has(by - 1)) bytes += sizeOf(contents.files, entry)
    })
  }
  return bytes
}
