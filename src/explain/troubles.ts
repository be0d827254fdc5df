import type { Measured, Measurement } from '../image/measurement.js'

/** Images that a note names; the others are counted. */
const NAMED = 4

/**
 * What could not be read in the layers that were looked into, each sentence once; their sizes stand. Images are named where
 * there are several, and the base, `atBase` in words, where it alone has that.
 */
export function troubleNotes({ head, base, contents }: Measured, atBase: string): readonly string[] {
  const labelOf = labels(head, base)
  const told = (side: readonly Measurement[]): ReadonlyMap<string, ReadonlySet<string>> => {
    const found = new Map<string, Set<string>>()
    for (const measurement of side) {
      const label = measurement.shipped ? labelOf(measurement) : null
      if (label === null) continue
      for (const trouble of measurement.layers.flatMap(({ diffId }) => contents.of(diffId)?.troubles ?? [])) {
        found.set(trouble, (found.get(trouble) ?? new Set()).add(label))
      }
    }
    return found
  }
  const ofHead = told(head)
  // What both sides have is mostly one layer, which they share.
  const ofBase = [...told(base)].flatMap(([trouble, images]): readonly [string, ReadonlySet<string>][] => {
    const left = [...images].filter((image) => ofHead.get(trouble)?.has(image) !== true)
    return left.length === 0 ? [] : [[trouble, new Set(left)]]
  })
  return [
    ...[...ofHead].map(([trouble, images]) => noteOf([...listed(images)], trouble)),
    ...ofBase.map(([trouble, images]) => noteOf([...listed(images), atBase], trouble)),
  ]
}

/** How each image is called; '' where there is but one. Both sides may have other targets: those of one side count. */
function labels(...sides: readonly (readonly Measurement[])[]): (measurement: Measurement) => string {
  const images = new Set(sides.flat().flatMap(({ shipped, image }) => (shipped ? [image] : [])))
  const shipsSeveral = (image: string): boolean =>
    sides.some(
      (side) => new Set(side.flatMap((one) => (one.shipped && one.image === image ? [one.target] : []))).size > 1,
    )
  const several = new Set([...images].filter(shipsSeveral))
  return ({ image, target }) => (several.has(image) ? `${image}/${target}` : images.size > 1 ? image : '')
}

function listed(images: ReadonlySet<string>): readonly string[] {
  const all = [...images].filter((image) => image !== '')
  const more = all.length - NAMED
  return more > 0 ? [...all.slice(0, NAMED - 1), `${all[NAMED - 1] ?? ''} and ${more} more`] : all
}

function noteOf(about: readonly string[], trouble: string): string {
  return about.length === 0 ? trouble : `${about.join(', ')}: ${trouble}`
}
