import type { BuiltStage } from '../builder/built-stages.js'
import type { Engine } from '../builder/engine.js'
import type { CachedSize } from './stage-sizes.js'

/**
 * Sizes of the images at the bottom of stages, by reference, but those in `known`. On the classic store the build cache
 * counts them as nothing, as their layers are the store's own; the store knows them but for symbolic links, whose
 * targets' lengths it adds, so these are estimates. Throws a GateError where the engine cannot be asked.
 */
export async function classicBases(
  stages: readonly BuiltStage[],
  known: ReadonlySet<string>,
  engine: Engine,
): Promise<ReadonlyMap<string, CachedSize>> {
  const wanted = new Map(
    stages.flatMap(({ base, platform }) =>
      base === null || known.has(base.reference) ? [] : [[base.reference, platform]],
    ),
  )
  const found = await Promise.all(
    [...wanted].map(async ([reference, platform]): Promise<readonly (readonly [string, CachedSize])[]> => {
      const id = await engine.buildBase(`docker-image://${reference}`, platform)
      if (id === null) return []
      const bytes = (await engine.history(id)).reduce((sum, entry) => sum + entry, 0)
      return [[reference, { id, bytes }]]
    }),
  )
  return new Map(found.flat())
}
