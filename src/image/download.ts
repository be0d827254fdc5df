import { USUAL_COMPRESSION } from '../bytes.js'
import type { ByteCount, Layer } from './measurement.js'

/**
 * What a pull moves: each distinct layer once, compressed. Where a store keeps no compressed layers, an estimate: the
 * usual share of the distinct layers' size.
 */
export function downloadOf(layers: readonly Layer[]): ByteCount {
  const blobs = new Map(layers.flatMap(({ blob }) => (blob === null ? [] : [[blob.digest, blob.size]])))
  if (layers.every(({ blob }) => blob !== null)) return { bytes: sum(blobs.values()), exact: true }
  const distinct = new Map(layers.map(({ diffId, size }) => [diffId, size]))
  return { bytes: Math.round(sum(distinct.values()) * USUAL_COMPRESSION), exact: false }
}

function sum(sizes: Iterable<number>): number {
  return [...sizes].reduce((total, size) => total + size, 0)
}
