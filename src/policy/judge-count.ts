import type { Row } from '../compare/comparison.js'
import { type LimitResult, headMissing } from './limit-result.js'

/** Judges a number of stages or layers of the head: `1 stage, at least 2 wanted`. */
export function judgeCount(
  bound: 'at least' | 'at most',
  allowed: number,
  actual: number | null,
  noun: 'stage' | 'layer',
  row: Row,
): LimitResult {
  if (actual === null) return headMissing(String(allowed), row, `number of ${noun}s`)
  const broken = bound === 'at least' ? actual < allowed : actual > allowed
  return {
    allowed: String(allowed),
    actual: String(actual),
    outcome: broken ? 'breach' : 'pass',
    message: `${actual} ${noun}${actual === 1 ? '' : 's'}, ${bound} ${allowed} ${bound === 'at least' ? 'wanted' : 'allowed'}`,
  }
}
