import { posix } from 'node:path'
import { exists } from './image-files.js'
import { insideRoot, type PathBase } from './path.js'
import { collect, type Problem } from './problem.js'
import type { Settings } from './settings.js'

/** The context and the Dockerfile of an image, relative to the root. */
export interface ImagePlace {
  readonly context: string
  readonly dockerfile: string
}

/** What a problem with the context, or with the Dockerfile, is a problem of. */
export interface PlaceNames {
  readonly context: string
  readonly file: string
}

/**
 * Where `context` and `file` lead in the tree at `root`; null, with problems noted, where they leave it. As in
 * docker/build-push-action the Dockerfile is looked for in the context, and one that is named is not.
 */
export async function placeOf(
  settings: Pick<Settings, 'context' | 'file'>,
  base: PathBase,
  root: string,
  names: PlaceNames,
  problems: Problem[],
): Promise<ImagePlace | null> {
  const { file } = settings
  const context = collect(problems, names.context, () => insideRoot(settings.context ?? '.', base, 'context'))
  const named = file === undefined ? null : collect(problems, names.file, () => insideRoot(file, base, 'file'))
  if (context === undefined || named === undefined) return null
  return { context, dockerfile: named ?? (await defaultDockerfile(root, context)) ?? posix.join(context, 'Dockerfile') }
}

/** `Dockerfile` in `context`, or `dockerfile`, which buildx takes where the first is not there; null: neither is. */
export async function defaultDockerfile(root: string, context: string): Promise<string | null> {
  for (const name of ['Dockerfile', 'dockerfile']) {
    const path = posix.join(context, name)
    if (await exists(root, path)) return path
  }
  return null
}
