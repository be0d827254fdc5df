import { lstat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { fields } from './git.js'
import type { Repository } from './repository.js'

/** BuildKit's words for a path that a `COPY`, `ADD` or bind mount wants and the context does not have. */
const words = [
  /failed to calculate checksum of ref \S+: "(.+?)": not found/,
  /failed to compute cache key: "(.+?)" not found/,
  /"(\/.+?)": not found/,
  /lstat (?:\/\S*?\/buildkit-mount\d+)?(\/?\S+?): no such file or directory/,
]

/** The path, relative to the context, that a failed build did not find; null: it failed of something else. */
export function missingPath(buildError: string): string | null {
  for (const expression of words) {
    const path = expression.exec(buildError)?.[1]
    if (path !== undefined) return posix.normalize(path).replace(/^\/+/, '').replace(/\/$/, '')
  }
  return null
}

/** Whether a path, relative to the repository's root, is in the head's tree without git knowing it. */
export async function isUntracked(repository: Repository, path: string): Promise<boolean> {
  try {
    await lstat(join(repository.root, path))
  } catch {
    return false
  }
  const tracked = await repository.git.attempt(['--literal-pathspecs', 'ls-files', '-z', '--', path])
  return tracked.code === 0 && fields(tracked.stdout).length === 0
}

/**
 * What to say of a base that did not build because its checkout lacks a file which an earlier step made in the head's
 * tree; null where it failed of something else. `context` is relative to the root.
 */
export async function hintForMissingFile(
  repository: Repository,
  context: string,
  buildError: string,
): Promise<string | null> {
  const missing = missingPath(buildError)
  if (missing === null) return null
  const path = posix.join(context, missing)
  if (!(await isUntracked(repository, path))) return null
  return `${path} is in the head's tree but not in git, so the base's checkout lacks it: make it there with the input \`prepare\``
}
