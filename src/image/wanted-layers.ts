import type { Described } from './described.js'

/** Which images are looked into: those that differ from the base's, or all. */
export type LookInto = 'changed' | 'all'

/**
 * The diff IDs of the layers that are to be looked into. Of a shipped image that is the same on both sides there is nothing
 * to explain; of one that differs all layers count, as those below tell what those above hide.
 */
export function wantedLayers(images: readonly Described[], lookInto: LookInto): ReadonlySet<string> {
  const bySubject = new Map<string, readonly Described[]>()
  for (const image of images) {
    const { shipped, image: name, target, platform } = image.built.target
    const key = JSON.stringify([name, target, platform])
    if (shipped) bySubject.set(key, [...(bySubject.get(key) ?? []), image])
  }
  const wanted = [...bySubject.values()].flatMap((sides) => {
    const layers = sides.map(({ config }) => config.rootfs.diff_ids)
    const isSame = sides.length === 2 && layers[0]?.join() === layers[1]?.join()
    return isSame && lookInto === 'changed' ? [] : layers.flat()
  })
  return new Set(wanted)
}
