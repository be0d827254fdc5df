import type { LineRange } from '../dockerfile/stage-graph.js'
import { copiedFrom, type Origin } from './copied-from.js'
import { definitionOf, inputBelow, type Provenance, type Step } from './llb.js'

export type { Provenance } from './llb.js'

/** The steps that made an image's layers, first to last. */
export interface LayerChain {
  /** The image that the first layers come from; null for `scratch`. */
  readonly base: string | null
  /** One for each layer on top of the base. */
  readonly own: readonly LayerStep[]
}

/** What made one layer. */
export interface LayerStep {
  /** The lines of the instruction; null where provenance has none. */
  readonly lines: LineRange | null
  /** What made the files, where the instruction only copied them from another stage or image; else null. */
  readonly origin: Origin | null
}

/**
 * The chain of steps behind an image's layers; null where the provenance does not have the steps.
 * A step makes one layer, on top of what its root mount, or its first file action, starts from; a merge (COPY --link)
 * lays its inputs' layers on each other.
 */
export function layerChain(provenance: Provenance): LayerChain | null {
  const definition = definitionOf(provenance)
  if (definition === null) return null
  let base: string | null = null
  const own: LayerStep[] = []
  const counts = new Map<string, number>()
  const follow = (step: Step | null): void => {
    if (step?.op.Op == null) return
    const { source, merge } = step.op.Op
    if (source !== undefined) {
      base ??= source.identifier
    } else if (merge !== undefined) {
      for (const index of (step.inputs ?? []).keys()) follow(definition.input(step, index))
    } else {
      follow(definition.input(step, inputBelow(step.op.Op)))
      const times = counts.get(step.id) ?? 0
      counts.set(step.id, times + 1)
      const places = definition.places(step)
      own.push({ lines: places[times] ?? places.at(-1) ?? null, origin: copiedFrom(definition, step) })
    }
  }
  follow(definition.result)
  return { base, own }
}
