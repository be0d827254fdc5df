import type { Row } from '../compare/comparison.js'
import type { LayerSource, Measurement } from '../image/measurement.js'
import type { Match } from './align.js'
import { causeOf, type Cause } from './cause.js'
import { contributionsOf, type Contribution } from './contribution.js'
import { pairContributions } from './pair.js'

/**
 * What one instruction, or the base image, weighs on both sides. An instruction that was split into several, or joined
 * from several, is one change with its `parts`: no part of it alone has another side to be compared with.
 */
export interface InstructionChange {
  /** Line in the head's Dockerfile, in the base's for what is gone; null where unknown. */
  readonly line: number | null
  readonly stage: string | null
  /** The instruction as written, or the base image's reference; the base's for what is gone. Of several a line each. */
  readonly text: string
  /**
   * What `text` was at the base, where the instruction was another; null where it is the same or one side lacks it. The same
   * as `text` where only its heredoc was another.
   */
  readonly was: string | null
  readonly origin: 'base' | 'own'
  /** Bytes; null on the side that lacks it. */
  readonly head: number | null
  readonly base: number | null
  /** head - base, where a side that lacks it counts nothing; null where the base was not measured. */
  readonly change: number | null
  /** The instructions of a split or a joined one, the head's and then the base's; empty for all others. */
  readonly parts: readonly InstructionPart[]
  /** What made the files that the instruction copied from another stage or image; null where nothing tells. */
  readonly cause: Cause | null
}

/** One of several instructions of a change; bytes are null on the side that it does not stand on. */
export interface InstructionPart {
  /** In the Dockerfile of its own side; null where unknown. */
  readonly line: number | null
  readonly stage: string | null
  readonly text: string
  readonly head: number | null
  readonly base: number | null
}

/**
 * What each instruction weighs at the head and at the base, in the head's order with what is gone at its old place.
 * `head` adds up to the head's size, `base` to the base's, `change` to their difference, always to the byte.
 */
export function explainInstructions(head: Measurement | null, base: Measurement | null): readonly InstructionChange[] {
  const matches = pairContributions(contributionsOf(head), contributionsOf(base))
  return matches.map((match) => instructionOf(match))
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

function instructionOf({ heads, bases }: Match): InstructionChange {
  const shown = heads.length > 0 ? heads : bases
  const [first] = shown
  if (first === undefined) throw new TypeError('a match without sides')
  const [text, before] = [textOf(shown), textOf(bases)]
  const sourceOf = (side: readonly Contribution[]): LayerSource | null =>
    side.find(({ owner }) => owner.source !== null)?.owner.source ?? null
  return {
    line: first.owner.lines?.start ?? null,
    stage: first.owner.stage,
    text,
    was: bases.length > 0 && wholeOf(shown) !== wholeOf(bases) ? before : null,
    origin: first.owner.origin,
    head: bytesOf(heads),
    base: bytesOf(bases),
    change: (bytesOf(heads) ?? 0) - (bytesOf(bases) ?? 0),
    parts:
      heads.length > 1 || bases.length > 1
        ? [...heads.map((head) => partOf(head, 'head')), ...bases.map((base) => partOf(base, 'base'))]
        : [],
    cause: causeOf(sourceOf(heads), sourceOf(bases), heads.length > 0),
  }
}

function partOf({ owner, bytes }: Contribution, side: 'head' | 'base'): InstructionPart {
  return {
    line: owner.lines?.start ?? null,
    stage: owner.stage,
    text: owner.text,
    head: side === 'head' ? bytes : null,
    base: side === 'base' ? bytes : null,
  }
}

function textOf(side: readonly Contribution[]): string {
  return side.map(({ owner }) => owner.text).join('\n')
}

function wholeOf(side: readonly Contribution[]): string {
  return side.map(({ owner }) => owner.whole).join('\n')
}

function bytesOf(side: readonly Contribution[]): number | null {
  return side.length === 0 ? null : side.reduce((sum, { bytes }) => sum + bytes, 0)
}
