import { USUAL_COMPRESSION } from '../bytes.js'
import type { ResolvedImage } from '../builder/resolved-images.js'
import type { Layer, Measurement } from '../image/measurement.js'
import type { Delta, Drift, MovedImage } from './comparison.js'

/** What moved images did to a row. */
export interface Moves {
  /** What they brought, as far as that can be told; null: nothing. */
  readonly drift: Drift | null
  /** Those that moved without a layer of their own that tells what they brought. */
  readonly untold: readonly MovedImage[]
}

/**
 * The part of a change that images from outside brought: those that both sides name alike and that led to something
 * else. It is the difference of the layers that are wholly theirs, and nothing more: what an instruction makes anew on
 * a moved image can't be told from what its author changed. `download` is the change of the whole row's download.
 */
export function findMoves(head: Measurement | null, base: Measurement | null, download: Delta): Moves {
  if (head === null || base === null) return { drift: null, untold: [] }
  const parts = movedImages(head, base).map((image) => ({ image, ...layersOf(image.reference, head, base) }))
  const told = parts.filter((part) => areOthers(part.head, part.base))
  const untold = parts.filter((part) => part.head.length + part.base.length === 0).map(({ image }) => image)
  if (told.length === 0) return { drift: null, untold }
  const headLayers = told.flatMap((part) => part.head)
  const baseLayers = told.flatMap((part) => part.base)
  const drift: Drift = {
    size: bytes(headLayers) - bytes(baseLayers),
    download: download.change === null ? null : downloadOf(headLayers, baseLayers, download.exact),
    images: told.map(({ image }) => image),
  }
  return { drift, untold }
}

/** A name that led to several images on one side, as one for two platforms may, has not clearly moved. */
function movedImages(head: Measurement, base: Measurement): readonly MovedImage[] {
  const references = new Set(head.resolved.map(({ reference }) => reference))
  return [...references].flatMap((reference) => {
    const from = onlyDigest(base.resolved, reference)
    const to = onlyDigest(head.resolved, reference)
    return from === null || to === null || from === to ? [] : [{ reference, from, to }]
  })
}

function onlyDigest(resolved: readonly ResolvedImage[], reference: string): string | null {
  const digests = new Set(resolved.filter((image) => image.reference === reference).map(({ digest }) => digest))
  const [digest = null] = digests
  return digests.size === 1 ? digest : null
}

interface Sides {
  readonly head: readonly Layer[]
  readonly base: readonly Layer[]
}

/** The layers of an image on both sides, of those instructions that take the same from it. */
function layersOf(reference: string, head: Measurement, base: Measurement): Sides {
  const sides = { head: byTaking(head, reference), base: byTaking(base, reference) }
  const alike = [...sides.head].flatMap(([taking, layers]): readonly Sides[] => {
    const others = sides.base.get(taking) ?? []
    // The base brings as many layers as it has; an instruction brings one each time that it is written.
    if (others.length === 0 || (taking !== BASE && layers.length !== others.length)) return []
    return [{ head: layers, base: others }]
  })
  return { head: alike.flatMap((one) => one.head), base: alike.flatMap((one) => one.base) }
}

const BASE = ''

/** The image's layers by the words that take them; variables may stand for something else on the other side. */
function byTaking(measurement: Measurement, reference: string): ReadonlyMap<string, readonly Layer[]> {
  const found = new Map<string, readonly Layer[]>()
  for (const layer of measurement.layers) {
    const { origin, text } = layer.owner
    if (layer.image !== reference || (origin === 'own' && text.includes('$'))) continue
    const taking = origin === 'base' ? BASE : text
    found.set(taking, [...(found.get(taking) ?? []), layer])
  }
  return found
}

function bytes(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => sum + layer.size, 0)
}

/** By how much the layers' download differs; an estimate as the downloads are that it is a part of. */
function downloadOf(head: readonly Layer[], base: readonly Layer[], exact: boolean): number | null {
  if (!exact) return Math.round((bytes(head) - bytes(base)) * USUAL_COMPRESSION)
  const [atHead, atBase] = [blobBytes(head), blobBytes(base)]
  return atHead === null || atBase === null ? null : atHead - atBase
}

/** The compressed bytes of the distinct blobs; null where one of them is not known. */
function blobBytes(layers: readonly Layer[]): number | null {
  const blobs = new Map<string, number>()
  for (const { blob } of layers) {
    if (blob === null) return null
    blobs.set(blob.digest, blob.size)
  }
  return [...blobs.values()].reduce((sum, size) => sum + size, 0)
}

/** Blobs count only where both sides have them: the classic store has none. */
function areOthers(head: readonly Layer[], base: readonly Layer[]): boolean {
  const differ = (of: (layer: Layer) => string | null): boolean => head.map(of).join() !== base.map(of).join()
  const hasBlobs = [...head, ...base].every(({ blob }) => blob !== null)
  return differ(({ diffId }) => diffId) || (hasBlobs && differ(({ blob }) => blob?.digest ?? null))
}
