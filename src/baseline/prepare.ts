import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError } from '../errors.js'
import type { Output, Run } from '../process.js'
import { gitAt } from './git.js'
import { noRepository } from './git.js'

export type Prepared = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/**
 * Runs the input `prepare` in the base's checkout, by `bash -e` as a step of a workflow runs (`sh -e` where there is no
 * bash). While it runs, git there speaks of the base: `gitDir` has the base's commit as its HEAD. Each line of output
 * goes to `onLine`.
 */
export async function prepareCheckout(
  run: Run,
  command: string,
  root: string,
  gitDir: string,
  onLine: (line: string) => void,
): Promise<Prepared> {
  const pointer = join(root, '.git')
  const last: string[] = []
  const note = (line: string): void => {
    if (line.trim() !== '') last.push(line.trimEnd())
    if (last.length > 5) last.shift()
    onLine(line)
  }
  const git = gitAt(run, gitDir, { ...noRepository, GIT_DIR: gitDir })
  await git.read(['config', 'core.bare', 'false'])
  await git.read(['config', 'core.worktree', root])
  await writeFile(pointer, `gitdir: ${gitDir}\n`)
  try {
    const { code } = await shell(run, command, root, note)
    if (code === 0) return { ok: true }
    const words = last.length === 0 ? '' : `: ${last.join(' / ')}`
    return { ok: false, reason: `prepare failed with exit code ${code ?? 'none'} in the base's checkout${words}` }
  } finally {
    await rm(pointer, { recursive: true, force: true })
  }
}

async function shell(run: Run, command: string, cwd: string, onLine: (line: string) => void): Promise<Output> {
  const options = { cwd, env: noRepository, onStdoutLine: onLine, onStderrLine: onLine }
  try {
    return await run('bash', ['-e', '-c', command], options)
  } catch (error) {
    if (!(error instanceof GateError)) throw error
    return run('sh', ['-e', '-c', command], options)
  }
}
