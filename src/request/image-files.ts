import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { nearest } from '../nearest.js'
import { reasonOf } from './dockerfile-text.js'
import { quote } from './problem.js'

/** Why the directory `context` of `root` cannot be a build context, without a full stop; null: it can. */
export async function contextTrouble(root: string, context: string): Promise<string | null> {
  const path = join(root, context)
  const name = `the context ${quote(context)}`
  try {
    if (!(await stat(path)).isDirectory()) return `${name} is a file, and has to be a directory`
    await access(path, constants.R_OK | constants.X_OK)
    return null
  } catch (error) {
    return `${name} ${reasonOf(error)}`
  }
}

/** Why the file `dockerfile` of `root` cannot be built from, without a full stop; null: it can. */
export async function dockerfileTrouble(root: string, dockerfile: string): Promise<string | null> {
  const path = join(root, dockerfile)
  const name = `the Dockerfile ${quote(dockerfile)}`
  try {
    const found = await stat(path)
    if (!found.isFile()) return `${name} is ${found.isDirectory() ? 'a directory' : 'not a regular file'}`
    await access(path, constants.R_OK)
    return null
  } catch (error) {
    return `${name} ${reasonOf(error)}`
  }
}

/** Whether `path` of `root` is there, whatever it is. */
export async function exists(root: string, path: string): Promise<boolean> {
  return stat(join(root, path)).then(
    () => true,
    () => false,
  )
}

/** ` Did you mean …?` with the Dockerfile of `known` that `path` most likely meant, else where there are some. */
export function nearbyDockerfile(path: string, known: readonly string[]): string {
  const file = posix.basename(path)
  const likely =
    nearest(path, known) ??
    known.find((each) => posix.dirname(each) === posix.dirname(path)) ??
    known.find((each) => posix.basename(each) === file)
  if (likely !== undefined) return ` Did you mean \`${likely}\`?`
  return known.length === 0 ? ' Git tracks no Dockerfile.' : ` Git tracks ${list(known)}.`
}

const SHOWN = 5

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, SHOWN).map((path) => `\`${path}\``)
  const more = paths.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
