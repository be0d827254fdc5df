import { constants, type Dirent } from 'node:fs'
import { copyFile, link, lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from './git.js'
import { markUnchanged } from './index-file.js'

/**
 * Gives the base's checkout a stand-in for git's metadata: a copy of the head's `.git`, of the same size to the byte,
 * so that a build that copies it, or asks git there, gets the same on both sides. Object files are hard links where
 * the file system allows. `git` runs in the head's working tree. What stood at the base's `.git` must be gone.
 *
 * Where the head's tree is clean the base's looks clean too (Go stamps binaries with this): in the copy the index takes
 * every file as unchanged, and files that it does not know are excluded, where both can be said in the bytes there are.
 */
export async function mirrorGitMetadata(
  git: Git,
  objectFormat: string,
  headRoot: string,
  baseRoot: string,
): Promise<void> {
  const from = join(headRoot, '.git')
  const to = join(baseRoot, '.git')
  if (!(await isDirectory(from))) {
    await copyFile(from, to)
    return
  }
  const [status] = await Promise.all([git.attempt(['status', '--porcelain']), copyDirectory(from, to, false)])
  if (status.code !== 0 || status.stdout !== '') return
  await rewrite(join(to, 'index'), (index) => markUnchanged(index, objectFormat))
  await rewrite(join(to, 'info', 'exclude'), excludeEverything)
}

/** The exclude file that git makes is a comment: its first bytes become a pattern for everything. */
function excludeEverything(file: Buffer): Buffer | null {
  const isComment = file.length >= 4 && file.toString('latin1', 0, 1) === '#' && file.indexOf('\n') >= 3
  return isComment ? Buffer.concat([Buffer.from('*\n#'), file.subarray(3)]) : null
}

async function rewrite(path: string, change: (content: Buffer) => Buffer | null): Promise<void> {
  const content = await readFile(path).catch(() => null)
  const changed = content === null ? null : change(content)
  if (changed !== null) await writeFile(path, changed)
}

/** Objects are never changed in place, so they can be shared; everything else is the copy's own. */
async function copyDirectory(from: string, to: string, shared: boolean): Promise<void> {
  await mkdir(to, { recursive: true })
  const entries = await readdir(from, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  await Promise.all(files.map((entry) => copyEntry(entry, join(from, entry.name), join(to, entry.name), shared)))
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    await copyDirectory(join(from, name), join(to, name), shared || name === 'objects')
  }
}

/** A socket or a pipe is no file that a build context carries. */
async function copyEntry(entry: Dirent, from: string, to: string, shared: boolean): Promise<void> {
  if (entry.isSymbolicLink()) await symlink(await readlink(from), to)
  else if (entry.isFile()) await (shared ? share(from, to) : copy(from, to))
}

async function share(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    // Another file system, another owner, or too many links.
    await copy(from, to)
  }
}

async function copy(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE)
}

async function isDirectory(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory()
}
