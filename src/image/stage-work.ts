import type { BuiltStage } from '../builder/built-stages.js'
import type { Source } from '../request/source.js'
import type { StageWork } from './measurement.js'

/** What the steps of a stage's own instructions took; null where the builder told of none. */
export function stageWork({ target, steps }: BuiltStage, sources: readonly Source[]): StageWork | null {
  const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph
  const lines = graph?.stages[target.stage]?.lines
  const runs = steps.flatMap((step) => {
    const line = step.lines?.start ?? 0
    const isOwn = lines !== undefined && lines.start <= line && line <= lines.end
    return isOwn && step.run !== null ? [step.run] : []
  })
  if (runs.length === 0) return null
  const executed = runs.filter(({ cached }) => !cached)
  return {
    duration: executed.reduce((sum, { started, completed }) => sum + completed - started, 0),
    steps: runs.length,
    cached: runs.length - executed.length,
  }
}
