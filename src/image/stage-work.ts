import type { BuiltStage } from '../builder/built-stages.js'
import type { Source } from '../request/source.js'
import type { StageWork } from './measurement.js'

/** What the steps of a stage's own instructions took; null where the builder told of none. */
export function stageWork({ target, steps }: BuiltStage, sources: readonly Source[]): StageWork | null {
  const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph
  const lines = graph?.stages[target.stage]?.lines
  const own = steps.filter((step) => {
    const line = step.lines?.start ?? 0
    return lines !== undefined && lines.start <= line && line <= lines.end
  })
  const told = own.flatMap(({ run }) => run ?? [])
  if (told.length === 0) return null
  // Of a step that is cached, or the same as one of another target, the progress may tell nothing: it took no time here.
  const executed = told.filter(({ cached }) => !cached)
  return {
    duration: executed.reduce((sum, { started, completed }) => sum + completed - started, 0),
    steps: own.length,
    cached: own.length - executed.length,
  }
}
