import type { PlannedTarget } from '../plan/build-plan.js'

/** Targets of one bake. Of 200 at once a builder on two cores loses track of some. */
const BATCH = 100

/** All in one bake where they are not too many, else what is compared with each other in the same. */
export function inBatches(targets: readonly PlannedTarget[]): readonly (readonly PlannedTarget[])[] {
  const pairs = new Map<string, PlannedTarget[]>()
  for (const target of targets) {
    const key = JSON.stringify([target.image, target.target, target.platform])
    const pair = pairs.get(key)
    if (pair === undefined) pairs.set(key, [target])
    else pair.push(target)
  }
  const batches: PlannedTarget[][] = []
  for (const pair of pairs.values()) {
    const last = batches.at(-1)
    if (last !== undefined && last.length + pair.length <= BATCH) last.push(...pair)
    else batches.push([...pair])
  }
  return batches
}

/** A batch in two, for the half that is at fault to tell. */
export function halves(batch: readonly PlannedTarget[]): readonly (readonly PlannedTarget[])[] {
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)].filter((half) => half.length > 0)
}
