import { stageAt } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import { copiedFrom } from './copied-from.js'
import { definitionOf, inputBelow, type Provenance, type Step, stepPlatform } from './llb.js'
import type { LayerStep } from './provenance.js'

/** One step of a stage: what BuildKit keeps as one record of its cache. */
export interface StageStep extends LayerStep {
  /** The digest by which the progress tells of the step; null where provenance does not have it. */
  readonly vertex: string | null
  /** How the cache describes what a RUN made; null for other steps, which it calls as the progress does. */
  readonly command: string | null
  /** Bytes of the compressed blobs that the builder has of it. */
  readonly blobs: number
}

/** The steps behind one stage's file system, first to last, those of the stages below it included. */
export interface StageSteps {
  /** The stage's index in the Dockerfile. */
  readonly stage: number
  /** The image at the bottom; null for `scratch` and for what is no image. */
  readonly base: StageBase | null
  readonly steps: readonly StageStep[]
}

export interface StageBase {
  /** With its digest, as the builder resolved it. */
  readonly reference: string
  /** What it was taken for, which need not be what the stage is built for; null where provenance does not tell. */
  readonly platform: string | null
  /** Bytes of the compressed blobs that the builder has of it. */
  readonly blobs: number
}

interface Chain {
  readonly source: Step | null
  readonly steps: readonly Step[]
}

const IMAGE = 'docker-image://'

/** The stages with the given indices, all of which the build needed, as far as its provenance has them. */
export function stageSteps(
  provenance: Provenance,
  graph: StageGraph,
  stages: readonly number[],
): readonly StageSteps[] {
  const definition = definitionOf(provenance)
  if (definition === null) return []
  const all = provenance.buildConfig?.llbDefinition ?? []
  const blobs = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.layers ?? {}
  const vertexes = new Map(Object.entries(provenance.buildConfig?.digestMapping ?? {}).map(([key, id]) => [id, key]))
  const chains = new Map<Step, Chain>()

  function chainOf(step: Step | null): Chain {
    const op = step?.op.Op
    if (step === null || op == null) return { source: null, steps: [] }
    const known = chains.get(step)
    if (known !== undefined) return known
    let chain: Chain
    if (op.source !== undefined) chain = { source: step, steps: [] }
    else if (op.merge !== undefined) {
      const parts = (step.inputs ?? []).map((_, index) => chainOf(definition?.input(step, index) ?? null))
      chain = { source: parts[0]?.source ?? null, steps: parts.flatMap((part) => part.steps) }
    } else {
      const below = chainOf(definition?.input(step, inputBelow(op)) ?? null)
      chain = { source: below.source, steps: [...below.steps, step] }
    }
    chains.set(step, chain)
    return chain
  }

  /** The stage's chain: of the steps whose instruction stands in it that with most below it; without any, its base's. */
  function chainOfStage(stage: number): Chain | null {
    const own = all.filter((step) =>
      definition?.places(step).some(({ start }) => stageAt(graph, start)?.index === stage),
    )
    const chains = own.map((step) => chainOf(step))
    if (chains.length > 0) return chains.reduce((best, one) => (one.steps.length > best.steps.length ? one : best))
    const below = graph.stages[stage]?.needs.find(({ by }) => by === 'FROM')?.stage
    return below === undefined || below >= stage ? null : chainOfStage(below)
  }

  function blobsOf({ id }: Step, isBase: boolean): number {
    const sizes = new Map<string, number>()
    for (const chain of blobs[`${id}:0`] ?? []) {
      for (const { digest, size } of isBase ? chain : chain.slice(-1)) sizes.set(digest, Math.max(size, 0))
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0)
  }

  function stepOf(step: Step, index: number, chain: readonly Step[]): StageStep {
    const args = step.op.Op?.exec?.meta?.args ?? null
    // Instructions that are the same to BuildKit are one step with a place for each.
    const times = chain.slice(0, index).filter((before) => before === step).length
    const places = definition?.places(step) ?? []
    return {
      vertex: vertexes.get(step.id) ?? null,
      lines: places[times] ?? places.at(-1) ?? null,
      origin: definition === null ? null : copiedFrom(definition, step),
      command: args === null ? null : `mount / from exec ${args.join(' ')}`,
      blobs: blobsOf(step, false),
    }
  }

  return stages.flatMap((stage) => {
    const chain = chainOfStage(stage)
    if (chain === null) return []
    const reference = chain.source?.op.Op?.source?.identifier ?? ''
    const base =
      chain.source !== null && reference.startsWith(IMAGE)
        ? {
            reference: reference.slice(IMAGE.length),
            platform: stepPlatform(chain.source),
            blobs: blobsOf(chain.source, true),
          }
        : null
    return [{ stage, base, steps: chain.steps.map(stepOf) }]
  })
}
