import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { messageOf } from '../errors.js'

/** A command, with its arguments, that connects its standard input and output with somebody. */
export type Dialler = readonly [command: string, args: readonly string[]]

export interface Dialled {
  /** Carries errors of its own alone: why it broke tells `reason`. */
  readonly pipe: Duplex
  /** The command's own words where it said any, else why the connection broke, else the error that was met. */
  readonly reason: (met: unknown) => string
  readonly close: () => void
}

/**
 * Starts such a command at once, so that it connects while something else goes on. `env` is its environment, `signal` ends
 * it.
 */
export function dial(
  [command, args]: Dialler,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | null,
): Dialled {
  const child = spawn(command, args, {
    env,
    signal: signal ?? undefined,
    // buildx goes on after a SIGTERM until all that it has read is taken from it.
    killSignal: 'SIGKILL',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4096)
  })
  const pipe = Duplex.from({ readable: child.stdout, writable: child.stdin })
  let broken: Error | null = null
  const fail = (error: Error): void => {
    broken ??= error
  }
  pipe.on('error', fail)
  child.on('error', fail)
  // Of itself a protocol waits for an answer from a child that is gone.
  child.on('close', (code) => {
    fail(new Error(`${command} ended${code === null ? '' : ` with exit code ${code}`}`))
    pipe.destroy()
  })
  return {
    pipe,
    reason(met) {
      return words.trim() === '' ? messageOf(broken ?? met) : words.trim()
    },
    close() {
      pipe.destroy()
      child.kill('SIGKILL')
    },
  }
}
