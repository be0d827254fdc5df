import type { BuiltStage } from '../builder/built-stages.js'
import type { Engine } from '../builder/engine.js'
import { forEachOf } from '../settle.js'
import type { KnownLayers } from './measure-stages.js'
import { baseKey, type CachedSize } from './stage-sizes.js'

/**
 * Sizes of the images at the bottom of stages, by {@link baseKey}, but those that are `known`, as an engine with an image store tells
 * them: its build cache does not count layers that are the store's own. Estimates: the containerd store counts whole
 * blocks, the classic one the lengths of symbolic links' targets too. Throws a GateError where the engine can't be asked.
 */
export async function engineBases(
  stages: readonly BuiltStage[],
  known: KnownLayers,
  engine: Engine,
): Promise<ReadonlyMap<string, CachedSize>> {
  const wanted = new Map(
    stages.flatMap(({ base, platform }) =>
      base === null || known.bases.has(baseKey(base))
        ? []
        : [[baseKey(base), { base, platform: base.platform ?? platform }]],
    ),
  )
  const found = await forEachOf([...wanted], async ([key, { base, platform }]) => {
    const id = await engine.buildBase(`docker-image://${base.reference}`, platform)
    if (id === null) return []
    const bytes = (await engine.history(id)).reduce((sum, entry) => sum + entry, 0)
    return [[key, { id, bytes }] as const]
  })
  return new Map(found.flat())
}
