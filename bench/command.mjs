import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { interrupted } from './interrupt.mjs'

/** How much of what a command said is told when it fails. */
const TOLD = 4000

/**
 * Runs a command to its end, with what it writes thrown away; returns its milliseconds. With `piped`, its output goes
 * through a pipe first. Throws where it ends otherwise than with one of `codes`.
 */
export async function run({
  command,
  args,
  cwd,
  env,
  input = '',
  piped = false,
  codes = [0],
  watch = () => undefined,
}) {
  const start = performance.now()
  const child = spawn(command, args, {
    cwd,
    env,
    signal: interrupted,
    stdio: ['pipe', piped ? 'pipe' : 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  child.stdout?.resume()
  // A command that fails may not read all of it.
  child.stdin.on('error', () => undefined).end(input)
  watch(child)
  const [code, said] = await Promise.all([ended, text(child.stderr)])
  if (codes.includes(code)) return performance.now() - start
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-TOLD)}`)
}

/**
 * Standard output of a command, without the last line's end. One that is `whole` goes on to its end when we are
 * interrupted: half of a set-up is more than can be cleaned up. Throws where it fails.
 */
export async function outputOf({ command, args, cwd, env, whole = false }) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal interrupts the whole group.
    ...(whole ? { detached: true } : { signal: interrupted }),
  })
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  const [code, output, said] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (code === 0) return output.trimEnd()
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-TOLD)}`)
}

/** Runs commands one after the other; returns the milliseconds of all. */
export async function runAll(...commands) {
  let sum = 0
  for (const command of commands) sum += await run(command)
  return sum
}
