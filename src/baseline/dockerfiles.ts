import { copyFile, lstat, readdir } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import type { Run } from '../process.js'
import { isDockerfileName } from '../request/image-name.js'
import { fields, gitAt, noRepository, type Git } from './git.js'
import type { Repository } from './repository.js'

/** A commit in a private repository; a rebuilt {@link Baseline} is one. */
export interface CommitAt {
  readonly sha: string
  readonly gitDir: string
}

/** The Dockerfiles that git tracks and the working tree has, relative to the root, sorted. */
export async function listDockerfiles(repository: Repository): Promise<readonly string[]> {
  const tracked = fields(await repository.git.read(['ls-files', '-z', '--cached']))
  const found: string[] = []
  for (const path of new Set(tracked.filter(isDockerfileName))) {
    if (await isFile(join(repository.root, path))) found.push(path)
  }
  return found.sort()
}

/** The Dockerfiles of a commit, relative to the root, sorted. */
export async function dockerfilesOf(run: Run, base: CommitAt): Promise<readonly string[]> {
  const listed = await gitOf(run, base).read(['ls-tree', '-r', '-z', '--name-only', '--full-tree', base.sha])
  return fields(listed).filter(isDockerfileName).sort()
}

/**
 * Where a file of the head's working tree was at the base, by git's rename detection; null where git sees no rename.
 * `path` is relative to the root.
 */
export async function renamedPath(
  run: Run,
  repository: Repository,
  base: CommitAt,
  path: string,
): Promise<string | null> {
  const index = join(base.gitDir, 'head-index')
  await copyIndex(repository, index)
  const env = { GIT_WORK_TREE: repository.root, GIT_INDEX_FILE: index }
  const git = gitOf(run, base).with(env, repository.root)
  // A file that was moved without git knows nothing of its new place: the copy of the index is told.
  await git.attempt(['--literal-pathspecs', 'add', '--intent-to-add', '--force', '--', path])
  const options = [
    '--find-renames',
    '--diff-filter=R',
    '--name-status',
    '--ignore-submodules=all',
    '--no-ext-diff',
    '-z',
  ]
  const found = fields((await git.attempt(['diff', ...options, base.sha, '--'])).stdout)
  for (let at = 0; at + 2 < found.length; at += 3) if (found[at + 2] === path) return found[at + 1] ?? null
  return null
}

function gitOf(run: Run, { gitDir }: CommitAt): Git {
  return gitAt(run, gitDir, { ...noRepository, GIT_DIR: gitDir })
}

/** Copies the user's index, and what it shares with others if it is a split one. */
async function copyIndex(repository: Repository, to: string): Promise<void> {
  const path = await repository.git.read(['rev-parse', '--git-path', 'index'])
  const from = posix.isAbsolute(path) ? path : join(repository.root, path)
  await copyFile(from, to)
  for (const name of await readdir(repository.gitDir)) {
    if (name.startsWith('sharedindex.')) await copyFile(join(repository.gitDir, name), join(dirname(to), name))
  }
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isFile() || stats.isSymbolicLink(),
    () => false,
  )
}
