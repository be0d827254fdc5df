import { isShipped, stageCount, type StageGraph } from '../../src/dockerfile/index.js'

/** A graph in the short form of the corpus's `expected.json`. */
export interface GoldenGraph {
  readonly syntax: string | null
  readonly stages: readonly Readonly<Record<string, unknown>>[]
  readonly problems: readonly string[]
}

/** The short form of a graph: what a person would check by eye, with lines in front. */
export function goldenOf(graph: StageGraph): GoldenGraph {
  return {
    syntax: graph.syntax,
    stages: graph.stages.map((stage) => ({
      name: stage.name,
      target: stage.target,
      base: stage.base,
      image: stage.image,
      platform: stage.platform,
      lines: `${stage.lines.start}-${stage.lines.end}`,
      instructions: stage.instructions.map(
        ({ keyword, text, lines }) => `${lines.start}-${lines.end} ${keyword}: ${text}`,
      ),
      needs: stage.needs.map(({ stage: needed, by, line }) => `${needed} by ${by} in line ${line}`),
      used: stageCount(graph, stage.index).used,
      shipped: isShipped(graph, stage.index),
    })),
    problems: graph.problems.map(({ line, stage, message }) => `${line} (${stage ?? 'all'}): ${message}`),
  }
}
