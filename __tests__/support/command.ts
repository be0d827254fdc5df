import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Report } from '../../src/report/report.js'
import type { Environment } from './engines.js'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** The built command, started; `child` for those who want to end it early. */
export function startSizeGate(
  args: readonly string[],
  cwd: string,
  env: Environment,
): { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly output: () => string } {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args], { cwd, env: env })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((settle, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => settle({ code, signal, stdout, stderr }))
  })
  return { child, ended, output: () => stdout + stderr }
}

/** The built command, run to its end. */
export function sizeGate(args: readonly string[], cwd: string, env: Environment): Promise<Ended> {
  return startSizeGate(args, cwd, env).ended
}

/** The report of a run that must come to one. */
export async function reportOf(args: readonly string[], cwd: string, env: Environment): Promise<Report> {
  const { stdout, stderr } = await sizeGate([...args, '--json'], cwd, env)
  if (stdout === '') throw new Error(`no report: ${stderr}`)
  return JSON.parse(stdout) as Report
}
