import type { BuiltTarget } from '../builder/build.js'
import type { LayerStep } from '../builder/layer-chain.js'
import { instructionAt, stageAt, stageChain } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Source } from '../request/source.js'
import type { ImageConfig } from './manifest.js'
import { layerSource } from './layer-source.js'
import type { LayerOwner } from './measurement.js'
import type { TellingFileOf } from './telling-files.js'
import { triggerSteps } from './triggers.js'

/** A layer that neither provenance nor history explains. */
export const UNKNOWN: LayerOwner = {
  origin: 'own',
  text: '(unknown instruction)',
  commands: '(unknown instruction)',
  whole: '(unknown instruction)',
  stage: null,
  lines: null,
  source: null,
}

/** How many of the image's layers, counted from the last, its own instructions made; 0 where that is not known. */
export function ownLayers(built: BuiltTarget, config: ImageConfig): number {
  const own = built.chain?.own.length ?? 0
  return own > config.rootfs.diff_ids.length ? 0 : own
}

/**
 * Who made each layer, first to last: from provenance the lines, from the stage graph their stage and words. What a layer only
 * copied is laid to what made its `tellingFile`.
 */
export function layerOwners(
  built: BuiltTarget,
  config: ImageConfig,
  sources: readonly Source[],
  tellingFile: TellingFileOf = () => null,
): readonly LayerOwner[] {
  const { target, chain } = built
  const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph
  const commands = (config.history ?? []).filter((entry) => entry.empty_layer !== true).map((entry) => entry.created_by)
  const count = config.rootfs.diff_ids.length
  const own = ownLayers(built, config)
  const isTold = chain?.own.length === own && graph !== undefined && areStepsOf(commands, chain.own, graph)
  const said = (fromEnd: number): LayerOwner => {
    const command = commands.at(fromEnd)
    return command === undefined ? UNKNOWN : { ...UNKNOWN, text: command, commands: command, whole: command }
  }
  if (!isTold) return config.rootfs.diff_ids.map((_, index) => said(index - count))
  const below = Array.from({ length: count - own }, () => baseOwner(graph, target.stage))
  const steps = chain.own.map((step, index) => {
    const file = tellingFile(count - own + index)
    return file === null ? step : { ...step, origin: step.originOf(file) ?? step.origin }
  })
  return [...below, ...stepOwners(graph, steps, (index) => said(index - own))]
}

/**
 * Whether each step is of the same kind as the image's history says of its layer: where provenance lacks one, those before
 * it would get the blame for each other's layers.
 */
function areStepsOf(
  commands: readonly (string | undefined)[],
  steps: readonly LayerStep[],
  graph: StageGraph,
): boolean {
  return steps.every(({ lines }, index) => {
    const keyword = lines === null ? undefined : instructionAt(graph, lines.start)?.keyword
    const command = commands.at(index - steps.length)
    // A trigger (ONBUILD) stands in the line of FROM.
    return keyword === undefined || keyword === 'FROM' || command === undefined || command.startsWith(`${keyword} `)
  })
}

/** The instructions that the steps of a chain stand for; `said`, by the image's history, for one that has no place in the Dockerfile. */
export function stepOwners(
  graph: StageGraph,
  steps: readonly Omit<LayerStep, 'originOf'>[],
  said: (index: number) => LayerOwner,
): readonly LayerOwner[] {
  const triggers = triggerSteps(graph, steps, (index) => (said(index) === UNKNOWN ? undefined : said(index).text))
  return steps.map(({ lines, origin }, index) => {
    const trigger = triggers.get(index)
    const place = trigger?.lines ?? lines
    const stage = place === null ? null : stageAt(graph, place.start)
    // No layer is made outside the stages: BuildKit before 0.13 counts a trigger's line in the trigger itself.
    if (lines === null || place === null || stage === null) return said(index)
    const { text, commands, whole } = trigger ?? instructionAt(graph, lines.start) ?? said(index)
    const source = layerSource(graph, lines.start, origin)
    return { origin: 'own', text, commands, whole, stage: stage.target, lines: place, source }
  })
}

/** The image that a stage rests on, through all the stages between. */
export function baseOwner(graph: StageGraph, index: number): LayerOwner {
  const [stage] = stageChain(graph, index)
  const text = stage?.image ?? stage?.base ?? 'the base image'
  return {
    origin: 'base',
    text,
    commands: text,
    whole: text,
    stage: stage?.target ?? null,
    lines: stage === undefined ? null : { start: stage.lines.start, end: stage.lines.start },
    source: null,
  }
}
