import type { GraphProblem, Instruction, LineRange, Stage, StageGraph } from './stage-graph.js'

/** Indices of the stages that no other stage of the file uses. */
export function leaves(graph: StageGraph): readonly number[] {
  const used = new Set(
    graph.stages.flatMap(({ index, needs }) => needs.map(({ stage }) => stage).filter((stage) => stage !== index)),
  )
  return graph.stages.map(({ index }) => index).filter((index) => !used.has(index))
}

/** Index of the stage that a build without a target makes: the last. */
export function defaultStage(graph: StageGraph): number {
  return graph.stages.length - 1
}

/** Whether users get this stage: it is the last one, or a leaf. The others are intermediate. */
export function isShipped(graph: StageGraph, index: number): boolean {
  return index === defaultStage(graph) || leaves(graph).includes(index)
}

/** Indices of the stages that building `index` takes, itself included (`allReachableStages` in BuildKit). */
export function reachable(graph: StageGraph, index: number): ReadonlySet<number> {
  const seen = new Set<number>()
  const open = [index]
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (seen.has(stage)) continue
    seen.add(stage)
    open.push(...(graph.stages[stage]?.needs ?? []).map((edge) => edge.stage))
  }
  return seen
}

/** Index of the stage that its FROM names; null where it begins from an image, or from nothing. */
export function stageBelow({ needs }: Stage): number | null {
  return needs.find(({ by }) => by === 'FROM')?.stage ?? null
}

/** The stage `index` and those that it lies on, by their FROMs: the lowest first. None where the file has no such stage. */
export function stageChain(graph: StageGraph, index: number): readonly Stage[] {
  const chain: Stage[] = []
  // FROM names earlier stages only.
  for (let stage = graph.stages[index]; stage !== undefined; stage = graph.stages[stageBelow(stage) ?? -1]) {
    chain.unshift(stage)
  }
  return chain
}

/** Indices of the stages that building `index` leaves out. */
export function unusedBy(graph: StageGraph, index: number): readonly number[] {
  const used = reachable(graph, index)
  return graph.stages.map((stage) => stage.index).filter((stage) => !used.has(stage))
}

/** How many stages the file has, and how many of them building `index` takes. */
export function stageCount(graph: StageGraph, index: number): { readonly declared: number; readonly used: number } {
  return { declared: graph.stages.length, used: reachable(graph, index).size }
}

/** The problems that BuildKit meets when it builds `index`. */
export function problemsOf(graph: StageGraph, index: number): readonly GraphProblem[] {
  const used = reachable(graph, index)
  return graph.problems.filter(({ stage }) => stage === null || used.has(stage))
}

/** The stage whose instructions a line stands among, or null: before the first FROM, or in a gap between stages. */
export function stageAt(graph: StageGraph, line: number): Stage | null {
  return graph.stages.find(({ lines }) => holds(lines, line)) ?? null
}

/** The instruction that a line belongs to, a heredoc's lines included, or null. */
export function instructionAt(graph: StageGraph, line: number): Instruction | null {
  return stageAt(graph, line)?.instructions.find(({ lines }) => holds(lines, line)) ?? null
}

function holds({ start, end }: LineRange, line: number): boolean {
  return start <= line && line <= end
}
