import type { Row } from '../../src/compare/comparison.js'
import { type Inside, lookInside, type RowInside } from '../../src/explain/inside.js'
import { type PathChanges, pathChanges } from '../../src/explain/paths.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import { type ReadLayer, readLayer } from '../../src/layer/read-layer.js'
import { layer, measurement } from '../compare/measurements.js'
import { archiveOf, blobOf, type Member } from '../layer/tar-writer.js'

/** The layers of an image as members of their archives, lowest first. */
export type Image = readonly (readonly Member[])[]

export interface Compared {
  readonly inside: { readonly head: Inside; readonly base: Inside }
  readonly changes: PathChanges
  readonly bytes: { readonly head: number; readonly base: number }
}

/**
 * Both images read from real archives, and compared. Layers that are the same object are the same layer. `known` are paths
 * that were named before, as by layers that are remembered from another run.
 */
export async function compareImages(head: Image, base: Image, known: readonly string[] = []): Promise<Compared> {
  const names = createFileNames()
  for (const path of known) names.paths.intern(path)
  const read = new Map<readonly Member[], ReadLayer>()
  for (const members of [...base, ...head]) {
    if (!read.has(members)) read.set(members, await readLayer(blobOf(archiveOf(members), 2 ** 16), names))
  }
  const all = [...read.keys()]
  const ids = new Map(all.map((members, index) => [`layer ${index}`, read.get(members)?.contents]))
  const measured = (image: Image) =>
    measurement({
      layers: image.map((members, index) => {
        const diffId = `layer ${all.indexOf(members)}`
        return layer({ diffId, size: read.get(members)?.bytes ?? 0, owner: { text: `RUN ${index}` } })
      }),
    })
  const row = { shipped: true, head: measured(head), base: measured(base) } as unknown as Row
  const inside: RowInside = lookInside(row, { names, of: (diffId) => ids.get(diffId) })
  const changes = pathChanges(inside)
  if (inside.head === null || inside.base === null || changes === null) throw new Error('not compared')
  const sum = (image: Image): number => image.reduce((bytes, members) => bytes + (read.get(members)?.bytes ?? 0), 0)
  return { inside: { head: inside.head, base: inside.base }, changes, bytes: { head: sum(head), base: sum(base) } }
}
