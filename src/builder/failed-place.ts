import { instructionAt, stageAt } from '../dockerfile/index.js'
import type { Instruction, Stage, StageGraph } from '../dockerfile/stage-graph.js'
import type { BakeError } from './failure.js'

/** Where in its Dockerfile a build failed. */
export interface FailedPlace {
  readonly line: number | null
  /** That could not be built; null where it is not known. */
  readonly stage: Stage | null
  /** As written; in BuildKit's words where it cannot be found. */
  readonly instruction: string | null
}

/** A trigger that a stage's base left for it. */
const TRIGGER = 'ONBUILD '
/** The steps of BuildKit that stand for an instruction. */
const INSTRUCTION = /^(?:ONBUILD )?(?:ADD|COPY|FROM|RUN|WORKDIR) /
/** Stands for what a variable may hold. */
const ANYTHING = '\0'

/**
 * The place of an error: by its line, or where BuildKit tells none, as of an ADD that cannot be fetched, by the name of the
 * step, among the stages with the indices `needs`. A trigger is told where it is written, and not on the FROM that runs it.
 */
export function failedPlace(
  { line, stage: name, step }: Pick<BakeError, 'line' | 'stage' | 'step'>,
  needs: readonly number[],
  graph: StageGraph,
): FailedPlace {
  const needed = graph.stages.filter(({ index }) => needs.includes(index))
  const named = needed.filter(({ index, name: own }) => name === null || (own ?? `stage-${index}`) === name)
  const told = step !== null && INSTRUCTION.test(step) ? withoutScript(step) : null
  const stage = line !== null ? stageAt(graph, line) : told === null ? null : only(named)
  if (line !== null && told?.startsWith(TRIGGER) !== true) {
    return { line, stage, instruction: instructionAt(graph, line)?.text ?? null }
  }
  const found = told === null ? null : meant(told, named, needed)
  return { line: found?.lines.start ?? line, stage: stageOf(named, found) ?? stage, instruction: found?.text ?? told }
}

/** The one instruction that BuildKit calls like this: what is the same before what is only the same but for variables. */
function meant(step: string, named: readonly Stage[], needed: readonly Stage[]): Instruction | null {
  // A step of FROM has the image's whole name.
  if (step.startsWith('FROM ')) return only(named)?.instructions[0] ?? null
  // The trigger stands in another stage than the one that runs it.
  const stages = step.startsWith(TRIGGER) ? needed : named
  const instructions = stages.flatMap((stage) => stage.instructions)
  const words = bare(step)
  const same = instructions.filter(({ text }) => bare(text) === words)
  return only(same.length > 0 ? same : instructions.filter(({ text }) => fits(words, bare(withHoles(text)))))
}

function stageOf(stages: readonly Stage[], instruction: Instruction | null): Stage | null {
  return stages.find(({ instructions }) => instructions.some((one) => one === instruction)) ?? null
}

function only<T>(all: readonly T[]): T | null {
  return all.length === 1 ? (all[0] ?? null) : null
}

/** Without the first line of a heredoc, which BuildKit puts behind it: `RUN <<EOF (npm ci...)`. */
function withoutScript(step: string): string {
  return step.replace(/(<<\S+.*?) \(.*$/s, '$1')
}

/** What quotes, escapes and white space make no other: BuildKit takes them off. The keyword may be written in any case. */
function bare(text: string): string {
  const letters = text.trim().replace(/^(?:onbuild\s+)?\S+/i, (keyword) => keyword.toUpperCase())
  return letters.replace(/["'\\`\s]/g, '')
}

/** With a hole in place of each variable. */
function withHoles(text: string): string {
  let now = text.replace(/\$\w+/g, ANYTHING)
  // From the innermost: `${A:-${B}}`.
  for (let before = ''; before !== now;) {
    before = now
    now = now.replace(/\$\{[^${}]*\}/g, ANYTHING)
  }
  return now
}

/** Whether a text is this pattern with something, or nothing, in each of its holes. */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...pieces] = pattern.split(ANYTHING)
  const last = pieces.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of pieces) {
    const start = text.indexOf(piece, at)
    if (start < 0) return false
    at = start + piece.length
  }
  return at + last.length <= text.length && text.endsWith(last)
}
