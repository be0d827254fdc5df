import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRequest } from '../request/request.js'
import { ignoresGit } from './ignores-git.js'

/** Whether a build of any of the images in the tree at `root` may see git's metadata: its own, or a submodule's. */
export async function seesGit(root: string, images: readonly ImageRequest[]): Promise<boolean> {
  // Below the top level only submodules have a `.git`.
  const hasSubmodules = await stat(join(root, '.gitmodules')).then(
    () => true,
    () => false,
  )
  if (hasSubmodules) return true
  const atTop = images.filter(({ context }) => context === '.')
  const ignored = await Promise.all(atTop.map(({ dockerfile }) => isIgnored(root, dockerfile)))
  return ignored.includes(false)
}

/** A Dockerfile's own ignore file stands in for the context's. Source: docker docs, "Build context", .dockerignore files. */
async function isIgnored(root: string, dockerfile: string): Promise<boolean> {
  for (const path of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    try {
      return ignoresGit(await readFile(join(root, path), 'utf8'))
    } catch {
      // Not there, or not to be read: then it ignores nothing for the build either.
    }
  }
  return false
}
