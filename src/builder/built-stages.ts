import { instructionAt } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { PlannedTarget } from '../plan/build-plan.js'
import type { Provenance } from './llb.js'
import type { StepRun } from './progress.js'
import { type StageBase, type StageStep, stageSteps } from './stage-steps.js'

/** A stage that was built, on the way to a target or as one. */
export interface BuiltStage {
  readonly target: PlannedTarget
  readonly platform: string
  /** The image at the bottom; null for `scratch` and for what is no image. */
  readonly base: StageBase | null
  /** Those of the stages below it included. */
  readonly steps: readonly BuiltStep[]
}

export interface BuiltStep extends StageStep {
  /** How it went; null where the progress did not tell. */
  readonly run: StepRun | null
  /** Its instruction as written; null where it has no place in the Dockerfile. */
  readonly text: string | null
}

/** The stages of `targets` that a build went through, with how each of their steps went; `platform` is the builder's own. */
export function builtStages(
  provenance: Provenance,
  graph: StageGraph,
  targets: readonly PlannedTarget[],
  runs: ReadonlyMap<string, StepRun>,
  platform: string,
): readonly BuiltStage[] {
  const byStage = new Map(targets.map((target) => [target.stage, target]))
  return stageSteps(provenance, graph, [...byStage.keys()]).flatMap(({ stage, base, steps }) => {
    const target = byStage.get(stage)
    if (target === undefined) return []
    const runOf = ({ vertex }: StageStep): StepRun | null => runs.get(vertex ?? '') ?? null
    return [
      {
        target,
        platform: target.platform ?? platform,
        base,
        steps: steps.map((step) => ({
          ...step,
          run: runOf(step),
          text: step.lines === null ? null : (instructionAt(graph, step.lines.start)?.text ?? null),
        })),
      },
    ]
  })
}

/**
 * How the steps of several bakes went. A step is reported as cached where another that is the same, of another target or
 * of an earlier bake, ran for it in this run: it went as that one did.
 */
export function mergedRuns(bakes: readonly ReadonlyMap<string, StepRun>[]): ReadonlyMap<string, StepRun> {
  const merged = new Map<string, StepRun>()
  const executed = new Map<string, StepRun>()
  for (const [vertex, run] of bakes.flatMap((runs) => [...runs])) {
    if (!run.cached) executed.set(run.name, run)
    if (!run.cached || !merged.has(vertex)) merged.set(vertex, run)
  }
  return new Map(
    [...merged].map(([vertex, run]) => {
      const twin = executed.get(run.name)
      return [vertex, run.cached && twin !== undefined && twin.completed <= run.completed ? twin : run]
    }),
  )
}
