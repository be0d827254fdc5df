/**
 * What BuildKit would object to. Thrown inside this folder only: {@link parseDockerfile} turns it into a GateError
 * that names the file. `line` is null until somebody on the way up knows it.
 */
export class Refusal extends Error {
  readonly hint: string | null
  readonly line: number | null

  constructor(message: string, hint: string | null = null, line: number | null = null) {
    super(message)
    this.name = 'Refusal'
    this.hint = hint
    this.line = line
  }
}

/** Runs `act` and returns what it returns; a Refusal without a line leaves with this one. */
export function at<T>(line: number, act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.line === null) throw new Refusal(thrown.message, thrown.hint, line)
    throw thrown
  }
}

/** What `act` returns, or the Refusal that it threw. */
export function attempt<T>(act: () => T): { readonly value: T } | { readonly refusal: Refusal } {
  try {
    return { value: act() }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { refusal: thrown }
    throw thrown
  }
}
