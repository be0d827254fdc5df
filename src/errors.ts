/**
 * What kind of trouble a {@link GateError} is: `usage` (the user's input), `environment` (engine, git, network, disk),
 * `build` (the head does not build). Anything that is not a GateError is a defect of our own.
 */
export type Trouble = 'usage' | 'environment' | 'build'

/** A failure that the user can act on: `message` says what was wrong with which value, `hint` the way out. */
export class GateError extends Error {
  readonly trouble: Trouble
  readonly hint: string | null

  constructor(trouble: Trouble, message: string, hint: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'GateError'
    this.trouble = trouble
    this.hint = hint
  }
}

/** The builder does not hold this blob (the classic store keeps no layers, others pull base layers only when needed). */
export class BlobMissing extends GateError {
  constructor(digest: string) {
    super('environment', `The builder does not hold ${digest}.`)
    this.name = 'BlobMissing'
  }
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The run was told to stop. */
export class Interrupted extends Error {
  readonly signal: 'SIGINT' | 'SIGTERM'

  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`)
    this.name = 'Interrupted'
    this.signal = signal === 'SIGINT' ? signal : 'SIGTERM'
  }
}
