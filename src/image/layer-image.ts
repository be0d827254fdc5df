import type { ImagesUsed } from '../builder/resolved-images.js'
import { nameAmong } from '../dockerfile/index.js'
import type { LayerOwner } from './measurement.js'

/**
 * The image from outside that all files of a layer come from, by its reference: the base's layers, and what `COPY --from`
 * takes right out of an image. null for everything else, and where some of the files may come from a stage.
 */
export function layerImage(owner: LayerOwner, { resolved, base }: ImagesUsed): string | null {
  if (owner.origin === 'base') return base
  if (owner.source?.kind !== 'image') return null
  const from = /\s--from=(\S+)/.exec(owner.text)?.[1]
  if (from === undefined) return null
  const references = resolved.map(({ reference }) => reference)
  const reference = nameAmong(references, from)
  if (reference === null || reference !== nameAmong(references, owner.source.reference)) return null
  // A stage may be called as an image is. Then the first of several sources does not speak for the others.
  return /[:/@]/.test(from) || hasOneSource(owner.text) ? reference : null
}

function hasOneSource(text: string): boolean {
  const words = text
    .split(/\s+/)
    .slice(1)
    .filter((word) => !word.startsWith('--'))
  return words.length === 2 && !text.includes('[')
}
