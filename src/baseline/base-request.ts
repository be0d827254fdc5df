import { posix } from 'node:path'
import { GateError } from '../errors.js'
import type { Run } from '../process.js'
import type { RawInputs } from '../request/inputs.js'
import { exists } from '../request/image-files.js'
import { readRequest } from '../request/read.js'
import type { ReadOptions } from '../request/read-options.js'
import type { ImageRequest, MissingImage, Request } from '../request/request.js'
import type { Baseline } from './baseline.js'
import { dockerfilesOf, renamedPath } from './dockerfiles.js'
import type { Repository } from './repository.js'

/** What the base's own tree asks to be built, and how it differs from the head's. */
export interface BaseRequest {
  readonly images: readonly ImageRequest[]
  /** Dockerfiles that moved since: the base's path to the head's. */
  readonly renames: Readonly<Record<string, string>>
  readonly notes: readonly string[]
}

/**
 * The images of the base: by its own config file, else as the head asks. A Dockerfile that was somewhere else then is
 * followed; an image that the base does not have is left out.
 */
export async function readBaseRequest(
  inputs: RawInputs,
  head: Request,
  base: Extract<Baseline, { source: 'rebuilt' }>,
  context: {
    readonly repository: Repository
    readonly run: Run
    readonly options: Omit<ReadOptions, 'root' | 'head' | 'listDockerfiles'>
  },
): Promise<BaseRequest> {
  const options = {
    ...context.options,
    root: base.root,
    head,
    listDockerfiles: () => dockerfilesOf(context.run, base),
  }
  const notes: string[] = []
  const own = await readRequest(inputs, options).catch(async (error: unknown) => {
    if (!(error instanceof GateError) || error.trouble !== 'usage') throw error
    notes.push(`the base's own configuration cannot be read, so the head's was used: ${error.message}`)
    const there = await Promise.all(head.images.map(({ dockerfile }) => exists(base.root, dockerfile)))
    return { images: head.images.filter((_, index) => there[index]), missing: [] }
  })
  const images: ImageRequest[] = [...own.images]
  const renames: Record<string, string> = {}
  for (const missing of own.missing) {
    const moved = await movedImage(missing, head, base, context)
    if (moved === null) continue
    images.push(moved)
    renames[moved.dockerfile] = missing.dockerfile
  }
  for (const { name, dockerfile } of head.images) {
    // What the base discovered by itself, it calls by another name.
    if (Object.values(renames).includes(dockerfile) || own.images.some((one) => isSame(one, name, dockerfile))) continue
    const before = await renamedPath(context.run, context.repository, base, dockerfile)
    const isThere = own.images.some((one) => one.dockerfile === before)
    if (before !== null && isThere) renames[before] = dockerfile
  }
  return { images, renames, notes }
}

function isSame(image: ImageRequest, name: string, dockerfile: string): boolean {
  return image.name === name || image.dockerfile === dockerfile
}

async function movedImage(
  missing: MissingImage,
  head: Request,
  base: Extract<Baseline, { source: 'rebuilt' }>,
  { repository, run }: { readonly repository: Repository; readonly run: Run },
): Promise<ImageRequest | null> {
  const image = head.images.find(({ name }) => name === missing.name)
  const dockerfile = await renamedPath(run, repository, base, missing.dockerfile)
  if (image === undefined || dockerfile === null) return null
  // A context that was the Dockerfile's own directory moved with it.
  const isOwn = image.context === posix.dirname(image.dockerfile)
  return { ...image, dockerfile, context: isOwn ? posix.dirname(dockerfile) : image.context }
}
