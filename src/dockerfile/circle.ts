import type { GraphProblem, StageEdge } from './stage-graph.js'

/**
 * The problem of the first instruction found that closes a circle of COPY --from and RUN --mount=from=, or none.
 * BuildKit (`validateCircularDependency`) leaves FROM out, which can only name an earlier stage, and ONBUILD.
 */
export function circularProblem(
  edges: readonly (readonly StageEdge[])[],
  targets: readonly string[],
): readonly GraphProblem[] {
  const visited = new Set<number>()
  const path = new Set<number>()

  const visit = (stage: number): StageEdge | null => {
    if (visited.has(stage)) return null
    visited.add(stage)
    path.add(stage)
    for (const edge of edges[stage] ?? []) {
      if (edge.by === 'ONBUILD') continue
      const closing = path.has(edge.stage) ? edge : visit(edge.stage)
      if (closing !== null) return closing
    }
    path.delete(stage)
    return null
  }

  for (let stage = 0; stage < edges.length; stage++) {
    const closing = visit(stage)
    if (closing !== null) {
      const message = `stage ${targets[stage] ?? stage} needs itself, by way of this instruction`
      return [{ line: closing.line, stage: null, message }]
    }
  }
  return []
}
