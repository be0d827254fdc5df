import { stageAt, stageChain } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import { type Chain, chainsOf, layerSteps, type LayerStep } from './layer-chain.js'
import { type Definition, definitionOf, type Provenance, type Step, stepPlatform } from './llb.js'

/** One step of a stage: what BuildKit keeps as one record of its cache. */
export interface StageStep extends Omit<LayerStep, 'originOf'> {
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

const IMAGE = 'docker-image://'

/** The stages with the given indices, all of which the build needed, as far as its provenance has them. */
export function stageSteps(
  provenance: Provenance,
  graph: StageGraph,
  stages: readonly number[],
): readonly StageSteps[] {
  const definition = definitionOf(provenance)
  return definition === null ? [] : stageStepsIn(definition, provenance, graph, stages)
}

function stageStepsIn(
  definition: Definition,
  provenance: Provenance,
  graph: StageGraph,
  stages: readonly number[],
): readonly StageSteps[] {
  const all = provenance.buildConfig?.llbDefinition ?? []
  const blobs = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.layers ?? {}
  const vertexes = new Map(Object.entries(provenance.buildConfig?.digestMapping ?? {}).map(([key, id]) => [id, key]))
  const chainOf = chainsOf(definition)

  /** The stage's chain: of the steps whose instruction stands in it that with most below it; without any, its base's. */
  function chainOfStage(stage: number): Chain | null {
    for (const { index } of stageChain(graph, stage).toReversed()) {
      const own = all.filter((step) =>
        definition.places(step).some(({ start }) => stageAt(graph, start)?.index === index),
      )
      const chains = own.map((step) => chainOf(step))
      if (chains.length > 0) return chains.reduce((best, one) => (one.steps.length > best.steps.length ? one : best))
    }
    return null
  }

  function blobsOf({ id }: Step, isBase: boolean): number {
    const sizes = new Map<string, number>()
    for (const chain of blobs[`${id}:0`] ?? []) {
      for (const { digest, size } of isBase ? chain : chain.slice(-1)) sizes.set(digest, Math.max(size, 0))
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0)
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
    const steps = layerSteps(definition, chain.steps).map(({ step, lines, origin }) => ({
      vertex: vertexes.get(step.id) ?? null,
      lines,
      origin,
      command: commandOf(step),
      blobs: blobsOf(step, false),
    }))
    return [{ stage, base, steps }]
  })
}

function commandOf({ op }: Step): string | null {
  const args = op.Op?.exec?.meta?.args ?? null
  return args === null ? null : `mount / from exec ${args.join(' ')}`
}
