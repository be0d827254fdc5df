import type { ImageLimits } from './limit.js'
import { didYouMean } from '../nearest.js'

/** A target of an image, as limits see it. */
export interface LimitTarget {
  readonly target: string
  readonly shipped: boolean
}

/**
 * What is wrong with the targets that `limits` names, in sentences: a target that the image does not have, or one that
 * is not shipped and so would never be judged. Empty where all is well.
 */
export function unknownLimitTargets(
  image: string,
  limits: ImageLimits,
  targets: readonly LimitTarget[],
): readonly string[] {
  const shipped = targets.filter((each) => each.shipped).map((each) => each.target)
  const list = shipped.map((name) => `\`${name}\``).join(', ')
  return Object.keys(limits.targets).flatMap((name) => {
    const known = targets.find((each) => each.target.toLowerCase() === name)
    if (known?.shipped === true) return []
    const where = `limits are set for the target \`${name}\` of ${image}`
    if (known !== undefined) {
      return [`${where}, which is an intermediate stage; only shipped targets are judged: ${list}.`]
    }
    return [`${where}, which it does not have. Its shipped targets: ${list || 'none'}.${didYouMean(name, shipped)}`]
  })
}
