import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createProject, type Files, type Project } from './project.js'

const execute = promisify(execFile)

/** A repository as GitHub has it: `main`, the pull request's branch, and the commit that would merge it. */
export interface Hosted {
  /** The repository itself; also where its URL points. */
  readonly project: Project
  readonly url: string
  /** Commits on the pull request's branch, and makes the merge commit anew. */
  push(files: Files): Promise<PullState>
  /** Commits on `main`, and makes the merge commit anew. */
  pushToMain(files: Files): Promise<PullState>
  remove(): Promise<void>
}

/** The commits of a pull request. */
export interface PullState {
  readonly base: string
  readonly head: string
  readonly merge: string
}

export const PULL = 7
export const MERGE_REF = `refs/pull/${PULL}/merge`

/** A hosted repository whose `main` has these files; the pull request's branch has nothing of its own yet. */
export async function hostRepository(files: Files, branch = 'change'): Promise<Hosted> {
  const project = await createProject(files)
  await project.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  await project.git('branch', branch)

  async function commitOn(name: string, changes: Files): Promise<PullState> {
    await project.git('checkout', '--quiet', name)
    await project.commit(changes)
    await project.git('checkout', '--quiet', '--detach', 'main')
    await project.git('merge', '--quiet', '--no-ff', '--message', 'Merge', branch)
    const merge = await project.git('rev-parse', 'HEAD')
    await project.git('update-ref', MERGE_REF, merge)
    return { merge, base: await project.git('rev-parse', 'main'), head: await project.git('rev-parse', branch) }
  }

  return {
    project,
    url: `file://${project.directory}`,
    push: (changes) => commitOn(branch, changes),
    pushToMain: (changes) => commitOn('main', changes),
    remove: () => project.remove(),
  }
}

/** The workspace of a job: what actions/checkout leaves of one commit, with nothing of its history. */
export interface Workspace {
  readonly directory: string
  /** Where RUNNER_TEMP and the runner's own files are. */
  readonly runner: string
  remove(): Promise<void>
}

export async function emptyWorkspace(): Promise<Workspace> {
  const top = await realpath(await mkdtemp(join(tmpdir(), 'runner-')))
  const workspace = { directory: join(top, 'workspace'), runner: join(top, 'runner') }
  await mkdir(workspace.directory)
  await mkdir(workspace.runner)
  return { ...workspace, remove: () => rm(top, { recursive: true, force: true }) }
}

/** Checks a commit out as actions/checkout does with its defaults: depth 1, detached, under a ref of the remote. */
export async function checkOut(hosted: Hosted, sha: string, ref = MERGE_REF): Promise<Workspace> {
  const workspace = await emptyWorkspace()
  const local = ref.replace(/^refs\/(heads\/|(?=pull\/))/, (_, kind: string) => `refs/remotes/${kind && 'origin/'}`)
  const { directory } = workspace
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await git(directory, 'remote', 'add', 'origin', hosted.url)
  await git(directory, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', `+${sha}:${local}`)
  await git(directory, 'checkout', '--quiet', '--force', '--detach', local)
  return workspace
}

/** Everything of a workspace that a step must not touch: its files, index, refs, configuration and depth. */
export async function stateOf({ directory }: Workspace): Promise<string> {
  const status = await git(directory, 'status', '--porcelain', '--ignored')
  const refs = await git(directory, 'for-each-ref')
  const config = await readFile(join(directory, '.git/config'), 'utf8')
  const shallow = await readFile(join(directory, '.git/shallow'), 'utf8')
  return [status, refs, config, shallow, ...(await readdir(join(directory, '.git')))].join('\n')
}

async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd: directory })
  return stdout
}
