import { GateError } from '../errors.js'
import { defaultStage } from './graph.js'
import { didYouMean } from './nearest.js'
import type { StageGraph } from './stage-graph.js'

/** Which stages are wanted: all, the last one, or those whose name matches one of the patterns. */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'default' }
  | { readonly kind: 'matching'; readonly patterns: readonly string[] }

/** Stages that match, and the patterns that nothing matches. */
export interface Matches {
  /** In the order of the file. */
  readonly stages: readonly number[]
  readonly unmatched: readonly string[]
}

/**
 * Indices of the selected stages, in the order of the file. Throws a usage GateError for a pattern that no stage
 * matches, with the nearest name and all of them.
 */
export function selectTargets(graph: StageGraph, selection: Selection): readonly number[] {
  switch (selection.kind) {
    case 'all':
      return graph.stages.map(({ index }) => index)
    case 'default':
      return [defaultStage(graph)]
    case 'matching': {
      const { stages, unmatched } = matchTargets(graph, selection.patterns)
      const [first] = unmatched
      if (first === undefined) return stages
      const targets = graph.stages.map(({ target }) => target)
      const advice = didYouMean(first, targets)
      throw new GateError(
        'usage',
        `${graph.file}: no target matches ${unmatched.map((pattern) => JSON.stringify(pattern)).join(', ')}`,
        `${advice === null ? '' : `${advice} `}its targets: ${targets.join(', ')}`,
      )
    }
  }
}

/** Which stages the patterns match, in any case; `*`, `?` and `{a,b}` are wildcards. */
export function matchTargets(graph: StageGraph, patterns: readonly string[]): Matches {
  const stages = new Set<number>()
  const unmatched = patterns.filter((pattern) => {
    const expression = globExpression(pattern)
    const hits = graph.stages.filter(({ target }) => expression.test(target))
    hits.forEach(({ index }) => stages.add(index))
    return hits.length === 0
  })
  return { stages: [...stages].sort((one, other) => one - other), unmatched }
}

function globExpression(pattern: string): RegExp {
  let depth = 0
  const closes = (pattern.match(/\}/g) ?? []).length === (pattern.match(/\{/g) ?? []).length
  const source = pattern.replace(/[^A-Za-z0-9_-]/g, (character) => {
    if (character === '*') return '.*'
    if (character === '?') return '.'
    if (closes && character === '{') return (depth++, '(?:')
    if (depth > 0 && character === '}') return (depth--, ')')
    if (depth > 0 && character === ',') return '|'
    return `\\${character}`
  })
  return new RegExp(`^(?:${source})$`, 'i')
}
