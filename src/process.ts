import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { GateError } from './errors.js'

/** What a finished command left. `code` is null where a signal ended it. */
export interface Output {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  /** Laid over the environment that the runner was made with; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to standard input, which is then closed. */
  readonly input?: string
  /** Called with each line of standard error as it comes; stderr is then not collected. */
  readonly onStderrLine?: (line: string) => void
  /** The same for standard output. */
  readonly onStdoutLine?: (line: string) => void
}

/**
 * Runs a command to its end, whatever its exit code.
 * Throws a GateError where it cannot be started, and `AbortError` after the run was told to stop.
 */
export type Run = (command: string, args: readonly string[], options?: RunOptions) => Promise<Output>

/** A {@link Run} whose children get `env`, and end with `signal`. */
export function createRun(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Run {
  return (command, args, options = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: options.cwd,
        env: { ...env, ...options.env },
        signal,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      const stdout = collect(child.stdout, options.onStdoutLine)
      const stderr = collect(child.stderr, options.onStderrLine)
      child.on('error', (error: NodeJS.ErrnoException) => {
        // With the signal the child is still ending: `close` settles, so that nothing outlives the run.
        if (error.name !== 'AbortError') reject(startError(command, options.cwd, error))
      })
      child.on('close', (code) => {
        if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
        else resolve({ code, stdout: stdout(), stderr: stderr() })
      })
      feed(child.stdin, options.input)
    })
}

/** A child that ends before it has read its input closes the pipe: its exit code tells more than EPIPE would. */
function feed(stdin: Writable, input: string | undefined): void {
  stdin.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  stdin.end(input)
}

function collect(stream: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text += chunk
    if (onLine === undefined) return
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
  })
  stream.on('end', () => {
    if (onLine === undefined || text === '') return
    onLine(text)
    text = ''
  })
  return () => text
}

function startError(command: string, cwd: string | undefined, error: NodeJS.ErrnoException): GateError {
  const where = cwd === undefined ? '' : ` in ${cwd}`
  if (error.code !== 'ENOENT')
    return new GateError('environment', `${command} could not be started${where}: ${error.message}`)
  return new GateError(
    'environment',
    `${command} could not be started${where}: no such command or directory`,
    `Install ${command}, or put it on the PATH.`,
    error,
  )
}

/** Standard output of a command as it comes. Throws a GateError with the command's own words where it fails. */
export type RunStream = (command: string, args: readonly string[]) => AsyncIterable<Buffer>

/** A {@link RunStream} whose children get `env`, and end with `signal` or when nobody reads on. */
export function createRunStream(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): RunStream {
  return async function* (command, args) {
    const child = spawn(command, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
    const stderr = collect(child.stderr, undefined)
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => reject(startError(command, undefined, error)))
      child.on('close', resolve)
    })
    // Awaited below; a reader that leaves early never gets there.
    ended.catch(() => undefined)
    try {
      yield* child.stdout as AsyncIterable<Buffer>
      const code = await ended
      if (code !== 0) throw new GateError('environment', `${command} ${args[0] ?? ''} failed: ${stderr().trim()}`)
    } finally {
      child.kill()
    }
  }
}
