import { GateError } from '../errors.js'

/** One thing that is wrong with the request. */
export interface Problem {
  /** The input's name, or place and key in the config file: `.github/size-gate.yml:4:12 images.api.file`. */
  readonly where: string
  /** What is wrong with which value, what was expected, the nearest valid name. */
  readonly message: string
}

/** `value` in quotes, cut where it is long, control characters escaped so that it stays on its line. */
export function quote(value: string): string {
  const text = value.length > 100 ? `${value.slice(0, 100)}…` : value
  // JSON leaves DEL, C1 controls and line separators as they are.
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** What `read` returns, or undefined after what it threw (a GateError) was added to `problems`. */
export function collect<T>(problems: Problem[], where: string, read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof GateError)) throw thrown
    problems.push({ where, message: sentence(thrown) })
    return undefined
  }
}

/** One error that lists all `problems`. */
export function usageError(problems: readonly Problem[]): GateError {
  const lines = problems.map(({ where, message }) => `${where}: ${message}`)
  const count = lines.length
  return count === 1
    ? new GateError('usage', lines.join(''))
    : new GateError(
        'usage',
        [`${count} things are wrong with what was asked for:`, ...lines.map((line) => `  ${line}`)].join('\n'),
      )
}

function sentence(error: GateError): string {
  const stop = /[.?!]$/.test(error.message) ? '' : '.'
  return error.hint === null ? `${error.message}${stop}` : `${error.message}${stop} ${error.hint}`
}
