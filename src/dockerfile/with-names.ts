import { stageBelow } from './graph.js'
import { readLines, type LogicalLine } from './lines.js'
import { trimEnd } from './space.js'
import type { StageGraph } from './stage-graph.js'

/** A Dockerfile in which every stage can be built. */
export interface NamedDockerfile {
  /** As many lines as before, with every instruction on the lines it was on. */
  readonly text: string
  /** Whether it had to be changed at all. */
  readonly changed: boolean
  /** For each stage what to give as `--target`; null for a last stage without a name: build without a target. */
  readonly names: readonly (string | null)[]
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The Dockerfile with names for the stages that `--target` cannot reach: ` AS <target>` behind the FROM of an unnamed
 * one, and a stage that lost its name to a later one renamed, with the FROMs that mean it. `text` must be what `graph`
 * was parsed from. The last stage keeps having no name, so that TARGETSTAGE stays what the user's own build has.
 */
export function withNames(text: string, graph: StageGraph): NamedDockerfile {
  const froms = readLines(text).lines.filter(({ command }) => command.keyword.toUpperCase() === 'FROM')
  const last = graph.stages.length - 1
  const renamed = new Set(
    graph.stages.filter(({ name, target }) => name !== null && name !== target).map(({ index }) => index),
  )
  const edits = graph.stages.flatMap((stage): readonly Edit[] => {
    const { index, name, target } = stage
    const from = froms[index]
    if (from === undefined) return []
    const changes: Edit[] = []
    const base = stageBelow(stage)
    const baseTarget = base !== null && renamed.has(base) ? graph.stages[base]?.target : undefined
    if (baseTarget !== undefined) changes.push(...replaceWord(from, name === null ? 1 : 3, baseTarget))
    if (renamed.has(index)) changes.push(...replaceWord(from, 1, target))
    if (name === null && index !== last) changes.push(append(from, ` AS ${target}`))
    return changes
  })
  return {
    text: applied(text, edits),
    changed: edits.length > 0,
    names: graph.stages.map(({ index, name, target }) => (name === null && index === last ? null : target)),
  }
}

/** Behind the last word, wherever that stands: lines of comments or nothing may follow inside the instruction. */
function append({ pieces }: LogicalLine, text: string): Edit {
  const piece = pieces.findLast((candidate) => trimEnd(candidate.text) !== '')
  const end = piece === undefined ? 0 : piece.offset + trimEnd(piece.text).length
  return { start: end, end, text }
}

/** Puts `text` in place of the word that is `fromEnd`th from the end, which may run over several lines. */
function replaceWord({ pieces }: LogicalLine, fromEnd: number, text: string): readonly Edit[] {
  const joined = trimEnd(pieces.map((piece) => piece.text).join(''))
  const words = [...joined.matchAll(/[^\t\v\f\r ]+/g)]
  const word = words.at(-fromEnd)
  if (word === undefined) return []
  const edits: Edit[] = []
  let passed = 0
  for (const piece of pieces) {
    const start = Math.max(word.index - passed, 0)
    const end = Math.min(word.index + word[0].length - passed, piece.text.length)
    if (start < end) {
      edits.push({ start: piece.offset + start, end: piece.offset + end, text: edits.length === 0 ? text : '' })
    }
    passed += piece.text.length
  }
  return edits
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = text
  for (const edit of edits.toSorted((one, other) => other.start - one.start || other.end - one.end)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end)
  }
  return result
}
