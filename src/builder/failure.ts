import type { PlannedTarget } from '../plan/build-plan.js'
import { hintFor } from './hints.js'
import type { BuildFailure } from './method.js'
import type { Progress, Step } from './progress.js'

/** What a failed bake tells: which target was at fault, on which Dockerfile line, and in which words. */
export interface BakeError {
  /** The bake target's name; null where buildx names none (there was only one, or it is nobody's fault). */
  readonly target: string | null
  readonly message: string
  readonly line: number | null
  readonly stage: string | null
  /** What failed, in BuildKit's words: an instruction, or what it does before them; null where it does not tell. */
  readonly step: string | null
  readonly log: readonly string[]
}

/** Reads what buildx said of a bake that failed. */
export function bakeError(progress: Progress): BakeError {
  const said = progress.said()
  const error = /^ERROR: (?:target (\S+): )?([\s\S]+)$/m.exec(said)
  const message = (error?.[2] ?? said).replace(/^failed to solve: /, '').trim()
  const own = failedStep(progress, error?.[1] ?? null, message)
  // buildx shows the place as an excerpt whose first line at fault is marked: ` 11 | >>> COPY nothere /x`.
  const line = /^\s*(\d+) \| >>> /m.exec(said)?.[1]
  return {
    // buildx 0.14 names the target only beside the step.
    target: error?.[1] ?? own?.step.target ?? null,
    message: message === '' ? 'buildx failed without a word' : withoutReference(message),
    line: line === undefined ? null : Number(line),
    stage: own === undefined || own.step.stage === '' ? null : own.step.stage,
    step: own?.step.instruction ?? null,
    log: own?.log ?? [],
  }
}

/** The step that the message speaks of: several may fail at once, and one that targets share is told of under any of them. */
function failedStep(
  progress: Progress,
  target: string | null,
  message: string,
): ReturnType<Progress['failed']>[number] | undefined {
  const isTargets = ({ step }: { readonly step: Step }): boolean => target === null || step.target === target
  const failed = progress.failed()
  const meant = failed.filter(({ step }) => step.error !== null && message.includes(step.error))
  return meant.find(isTargets) ?? meant[0] ?? failed.find(isTargets)
}

/** The same words for the same trouble: BuildKit names what it looked into by an id that is new each time. */
function withoutReference(message: string): string {
  return message.replace(/^(failed to compute cache key: )?failed to calculate checksum of ref \S+: /, '')
}

/** Whether the way to the engine broke. */
export function isConnectionLost(message: string): boolean {
  return /Cannot connect to the Docker daemon|error reading from server|code = Unavailable|transport is closing|closed network connection/.test(
    message,
  )
}

/** Whether it may have: a registry's connections break in the same words. */
export function mayBeConnectionLost(message: string): boolean {
  return (
    isConnectionLost(message) || /connection refused|connection reset|broken pipe|\bEOF\b|no such host/.test(message)
  )
}

/**
 * Whether the builder tripped over the many builds that it got at once: it looks for a build's progress a few seconds long
 * before the build has begun, and its scheduler lost track of a step that several builds share. Fewer at once go well.
 * Source: moby/buildkit solver/jobs.go, Solver.Get; its issues 2303 and 3635.
 */
export function isOverloaded(message: string): boolean {
  return /failed to receive status: .*no such job|no active sessions?\b|inconsistent graph state|failed to get state for index \d/.test(
    message,
  )
}

/** The error as a failure of one target. `instruction` is the one at fault. */
export function failureOf(error: BakeError, target: PlannedTarget, instruction: string | null): BuildFailure {
  return {
    image: target.image,
    dockerfile: target.dockerfile,
    target: target.target,
    platform: '',
    side: target.side,
    shipped: target.shipped,
    default: target.default,
    message: error.message,
    line: error.line,
    stage: error.stage,
    instruction,
    log: error.log,
    hint: hintFor(error),
  }
}
