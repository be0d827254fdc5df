import type { DraftStage } from './draft.js'

/**
 * What to call each stage: its name, else `stage-<index>` with a number behind it where that is a name or an image of
 * the file already, so that a stage given this name takes nothing over. `names` maps each name to the stage that has
 * it in the end; a stage that lost its name to a later one is called like an unnamed one.
 */
export function targetNames(
  stages: readonly DraftStage[],
  names: ReadonlyMap<string, number>,
  images: readonly string[],
): readonly string[] {
  const taken = new Set([...names.keys(), ...images.map((image) => image.toLowerCase())])
  return stages.map(({ from: { name } }, index) => {
    if (name !== null && names.get(name) === index) return name
    let target = `stage-${index}`
    for (let suffix = 1; taken.has(target); suffix++) target = `stage-${index}-${suffix}`
    taken.add(target)
    return target
  })
}
