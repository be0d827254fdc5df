import { join } from 'node:path'
import type { BuildPlan, PlannedTarget } from '../plan/build-plan.js'
import { bake } from './bake.js'
import { inBatches } from './batches.js'
import type { BuildContext } from './build-targets.js'

/** Has the builder take up stages that were built before; `false` where it can't, so that nothing is known of them. */
export type TakeUp = (stages: readonly PlannedTarget[]) => Promise<boolean>

/**
 * Takes stages up from the builder's cache, which notes on the last record of each that it was used. Nothing is run that
 * the cache still has, and nothing exported.
 */
export function takeUpFrom(plan: BuildPlan, context: Pick<BuildContext, 'run' | 'builder' | 'scratch'>): TakeUp {
  let count = 0
  return async (stages) => {
    for (const batch of inBatches(stages)) {
      const metadataFile = join(context.scratch, `stages-${count++}.json`)
      const { ok } = await bake(context.run, plan, batch, { ...context, metadataFile, onStep: () => undefined })
      if (!ok) return false
    }
    return true
  }
}
