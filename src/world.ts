import type { Log } from './log.js'
import type { Run, RunStream } from './process.js'

/** Everything outside of the program that a run may touch. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path of the directory that the run was started in. */
  readonly cwd: string
  /** Told to stop when the run is. */
  readonly signal: AbortSignal
  /** Ends its children with `signal`. */
  readonly run: Run
  readonly runStream: RunStream
  /** A {@link Run} for what has to be done also after the run was told to stop. */
  readonly runAlways: Run
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where scratch directories are made; absolute. */
  readonly temporary: string
  /** Where to remember what layers weigh and hold; absolute. null: nowhere. */
  readonly cacheDirectory: string | null
}
