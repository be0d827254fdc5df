import type { LineRange } from '../dockerfile/stage-graph.js'
import { type CopiedFile, copiedFrom, fileCopiedFrom, type Origin } from './copied-from.js'
import { type Definition, definitionOf, inputBelow, type Op, type Provenance, type Step } from './llb.js'

/** The steps that made an image's layers, first to last. */
export interface LayerChain {
  /** The image that the first layers come from, by its identifier; null for `scratch`. */
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
  /** The same of one file of the layer, by its absolute path; null where it is none of what was copied. */
  readonly originOf: (file: CopiedFile) => Origin | null
}

/** The steps that a file system consists of. */
export interface Chain {
  /** What the first one lies on; null for `scratch`. */
  readonly source: Step | null
  /** Each makes one layer. The same step may be there more than once. */
  readonly steps: readonly Step[]
}

/** Tells the chain of any step of a definition, which is walked once. */
export type ChainOf = (step: Step | null) => Chain

/** The chain of steps behind an image's layers; null where the provenance does not have the steps. */
export function layerChain(provenance: Provenance): LayerChain | null {
  const definition = definitionOf(provenance)
  if (definition === null) return null
  const { source, steps } = chainsOf(definition)(definition.result)
  return {
    base: source?.op.Op?.source?.identifier ?? null,
    own: layerSteps(definition, steps).map(({ lines, origin, originOf }) => ({ lines, origin, originOf })),
  }
}

/**
 * A step makes one layer, on top of what its root mount, or its first file action, starts from; a merge (COPY --link)
 * lays its inputs' layers on each other.
 */
export function chainsOf(definition: Definition): ChainOf {
  const known = new Map<Step, Chain>()

  function chainOf(step: Step | null): Chain {
    const op = step?.op.Op
    if (step === null || op == null) return { source: null, steps: [] }
    const chain = known.get(step) ?? walk(step, op)
    known.set(step, chain)
    return chain
  }

  function walk(step: Step, op: Op): Chain {
    if (op.source !== undefined) return { source: step, steps: [] }
    if (op.merge !== undefined) {
      const parts = (step.inputs ?? []).map((_, index) => chainOf(definition.input(step, index)))
      return { source: parts[0]?.source ?? null, steps: parts.flatMap((part) => part.steps) }
    }
    const below = chainOf(definition.input(step, inputBelow(op)))
    return { source: below.source, steps: [...below.steps, step] }
  }

  return chainOf
}

/** What each step of a chain stands for: instructions that are the same to BuildKit are one step with a place for each. */
export function layerSteps(
  definition: Definition,
  steps: readonly Step[],
): readonly (LayerStep & { readonly step: Step })[] {
  const counts = new Map<Step, number>()
  return steps.map((step) => {
    const times = counts.get(step) ?? 0
    counts.set(step, times + 1)
    const places = definition.places(step)
    return {
      step,
      lines: places[times] ?? places.at(-1) ?? null,
      origin: copiedFrom(definition, step),
      originOf: (file) => fileCopiedFrom(definition, step, file),
    }
  })
}
