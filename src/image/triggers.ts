import type { LayerStep } from '../builder/layer-chain.js'
import { stageAt, stageBelow } from '../dockerfile/index.js'
import type { Instruction, Stage, StageGraph } from '../dockerfile/stage-graph.js'

/** Instructions that make a layer each. */
const MAKES_LAYER: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR'])

/**
 * Which trigger (ONBUILD) of the same file each step of a chain is, by its index: BuildKit gives them all the line of the
 * FROM that runs them. Only where a stage left as many as there are steps on that line, and of the kinds that the image's
 * history tells by `said`.
 */
export function triggerSteps(
  graph: StageGraph,
  steps: readonly Pick<LayerStep, 'lines'>[],
  said: (index: number) => string | undefined,
): ReadonlyMap<number, Instruction> {
  const found = new Map<number, Instruction>()
  for (const [below, indices] of byBase(graph, steps)) {
    const triggers = below.instructions.flatMap(({ trigger }) =>
      trigger !== undefined && MAKES_LAYER.has(trigger.keyword) ? [trigger] : [],
    )
    const runs = indices.flatMap((index, position) => {
      const trigger = triggers[position]
      const isSo = trigger !== undefined && said(index)?.startsWith(`${trigger.keyword} `) !== false
      return isSo ? [[index, trigger] as const] : []
    })
    if (runs.length !== triggers.length || runs.length !== indices.length) continue
    for (const [index, trigger] of runs) found.set(index, trigger)
  }
  return found
}

/** The steps that stand on a FROM, by the stage that this names. */
function byBase(graph: StageGraph, steps: readonly Pick<LayerStep, 'lines'>[]): ReadonlyMap<Stage, readonly number[]> {
  const found = new Map<Stage, number[]>()
  for (const [index, { lines }] of steps.entries()) {
    const stage = lines === null ? null : stageAt(graph, lines.start)
    const isFrom = stage !== null && stage.lines.start === lines?.start
    const below = isFrom ? graph.stages[stageBelow(stage) ?? -1] : undefined
    if (below !== undefined) found.set(below, [...(found.get(below) ?? []), index])
  }
  return found
}
