import type { PlannedTarget } from '../plan/build-plan.js'
import { hintFor } from './hints.js'
import type { BuildFailure } from './method.js'
import type { Progress } from './progress.js'

/** What a failed bake tells: which target was at fault, on which Dockerfile line, and in which words. */
export interface BakeError {
  /** The bake target's name; null where buildx names none (there was only one, or it is nobody's fault). */
  readonly target: string | null
  readonly message: string
  readonly line: number | null
  readonly stage: string | null
  readonly log: readonly string[]
}

/** Reads what buildx said of a bake that failed. */
export function bakeError(progress: Progress): BakeError {
  const said = progress.said()
  const error = /^ERROR: (?:target (\S+): )?([\s\S]+)$/m.exec(said)
  const target = error?.[1] ?? null
  const message = (error?.[2] ?? said).replace(/^failed to solve: /, '').trim()
  const failed = progress.failed()
  const own = failed.find(({ step }) => target === null || step.target === null || step.target === target) ?? failed[0]
  // buildx shows the place as an excerpt whose first line at fault is marked: ` 11 | >>> COPY nothere /x`.
  const line = /^\s*(\d+) \| >>> /m.exec(said)?.[1]
  return {
    target,
    message: message === '' ? 'buildx failed without a word' : message,
    line: line === undefined ? null : Number(line),
    stage: own?.step.stage === '' ? null : (own?.step.stage ?? null),
    log: own?.log ?? [],
  }
}

/** Whether the engine or the way to it broke, rather than the build. */
export function isConnectionLost(message: string): boolean {
  return /Cannot connect to the Docker daemon|connection refused|connection reset|error reading from server|code = Unavailable|transport is closing|broken pipe|closed network connection|unexpected EOF|no such host.*docker/.test(
    message,
  )
}

/** The error as a failure of one target. `instruction` is what stands on the line at fault. */
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
    hint: hintFor([error.message, ...error.log].join('\n')),
  }
}
