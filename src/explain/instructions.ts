import type { Row } from '../compare/comparison.js'
import type { Measurement } from '../image/measurement.js'
import { contributionsOf, type Contribution } from './contribution.js'
import { pairContributions } from './pair.js'

/** What one instruction, or the base image, weighs on both sides. */
export interface InstructionChange {
  /** Line in the head's Dockerfile, in the base's for what is gone; null where unknown. */
  readonly line: number | null
  readonly stage: string | null
  /** The instruction as written, or the base image's reference; the base's for what is gone. */
  readonly text: string
  /** What `text` was at the base, where it was something else; null where it is the same or one side lacks it. */
  readonly was: string | null
  readonly origin: 'base' | 'own'
  /** Bytes; null on the side that lacks it. */
  readonly head: number | null
  readonly base: number | null
  /** head - base, where a side that lacks it counts nothing; null where the base was not measured. */
  readonly change: number | null
}

/**
 * What each instruction weighs at the head and at the base, in the head's order with what is gone at its old place.
 * `head` adds up to the head's size, `base` to the base's, `change` to their difference, always to the byte.
 */
export function explainInstructions(head: Measurement | null, base: Measurement | null): readonly InstructionChange[] {
  const pairs = pairContributions(contributionsOf(head), contributionsOf(base))
  return pairs.map(([ofHead, ofBase]) => instructionOf(ofHead, ofBase))
}

/**
 * {@link explainInstructions} for a row. Where the head was not measured there is nothing to explain; where the base
 * could not be measured, each instruction's change is null.
 */
export function explainRow(row: Row): readonly InstructionChange[] {
  if (row.status === 'failed') return []
  const instructions = explainInstructions(row.head, row.base)
  const unknown = row.status === 'changed' && row.base === null
  return unknown ? instructions.map((instruction) => ({ ...instruction, change: null })) : instructions
}

function instructionOf(head: Contribution | null, base: Contribution | null): InstructionChange {
  const shown = head ?? base
  if (shown === null) throw new TypeError('a pair without sides')
  return {
    line: shown.owner.lines?.start ?? null,
    stage: shown.owner.stage,
    text: shown.owner.text,
    was: head !== null && base !== null && head.owner.text !== base.owner.text ? base.owner.text : null,
    origin: shown.owner.origin,
    head: head?.bytes ?? null,
    base: base?.bytes ?? null,
    change: (head?.bytes ?? 0) - (base?.bytes ?? 0),
  }
}
