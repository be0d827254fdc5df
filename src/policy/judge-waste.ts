import type { Row } from '../compare/comparison.js'
import type { Waste } from '../findings/waste.js'
import { exceeds, shownGrowth } from './judge-growth.js'
import type { Share } from './limit.js'
import { formatGrowth } from './limit-grammar.js'
import { type LimitResult, unmeasured } from './limit-result.js'

/**
 * Judges a bound on what need not be in the head: `18.4 MB need not be there, 5 MB allowed`. `waste` is null where it is not
 * known what the image holds. A percentage is one of the image's size.
 */
export function judgeWaste(allowed: Share, waste: Waste | null, { head }: Row): LimitResult {
  const bound = formatGrowth(allowed)
  if (head === null) return unmeasured(bound, 'the image could not be built')
  if (waste === null) return unmeasured(bound, 'its layers could not be looked into')
  const size = head.size.bytes
  const [grown, limit] = shownGrowth(waste.bytes, size, allowed)
  const actual = grown.replaceAll('+', '')
  const isOver = exceeds(waste.bytes, size, allowed)
  if (!isOver && !waste.isWhole) {
    return unmeasured(bound, `at least ${actual} need not be there, and not all that tells of it could be read`)
  }
  return {
    allowed: bound,
    actual,
    outcome: isOver ? 'breach' : 'pass',
    message: `${actual} need not be there, ${limit} allowed`,
  }
}
