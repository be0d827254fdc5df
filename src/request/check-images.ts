import { posix } from 'node:path'
import { buildTroubles, namedContextTrouble } from './check-build.js'
import type { Candidate } from './choose-images.js'
import { contextTrouble, dockerfileTrouble, nearbyDockerfile } from './image-files.js'
import { isDockerfileName } from './image-name.js'
import type { Problem } from './problem.js'
import type { ReadOptions } from './read-options.js'
import type { ImageRequest, MissingImage } from './request.js'

export interface CheckedImages {
  readonly images: readonly ImageRequest[]
  readonly missing: readonly MissingImage[]
  readonly problems: readonly Problem[]
}

/** Looks for the contexts and Dockerfiles: what is not there is a problem of the head, and `missing` at the base. */
export async function checkImages(candidates: readonly Candidate[], options: ReadOptions): Promise<CheckedImages> {
  const images: ImageRequest[] = []
  const missing: MissingImage[] = []
  const problems: Problem[] = []
  for (const { request, names, places } of candidates) {
    const { name, context, dockerfile } = request
    const troubles = await troublesOf(request, options.root)
    const [first] = troubles
    if (first === undefined) {
      images.push(options.head === undefined ? request : await atTheBase(request, options.root))
      const wrong = options.head === undefined ? await buildTroubles(request.build, options.root, options.env) : []
      problems.push(...wrong.map(({ input, message }) => ({ where: places[input] ?? input, message: `${message}.` })))
    } else if (options.head !== undefined) missing.push({ name, context, dockerfile, reason: first.message })
    else {
      for (const { part, message } of troubles) {
        const near = part === 'file' ? nearbyDockerfile(dockerfile, await tracked(options)) : ''
        problems.push({ where: names[part], message: `${message}.${near}` })
      }
    }
  }
  return { images, missing, problems }
}

/** A build context that the head brings is not there yet: a Dockerfile that does not know it builds without. */
async function atTheBase(request: ImageRequest, root: string): Promise<ImageRequest> {
  const troubles = await Promise.all(request.build.contexts.map((context) => namedContextTrouble(context, root)))
  const contexts = request.build.contexts.filter((_, index) => troubles[index] === null)
  return { ...request, build: { ...request.build, contexts } }
}

async function troublesOf(
  { context, dockerfile }: ImageRequest,
  root: string,
): Promise<readonly { readonly part: 'context' | 'file'; readonly message: string }[]> {
  const directory = await contextTrouble(root, context)
  // Without its directory a Dockerfile inside it says nothing new.
  const inside = !posix.relative(context, dockerfile).startsWith('..')
  const file = directory !== null && inside ? null : await dockerfileTrouble(root, dockerfile)
  return [
    ...(directory === null ? [] : [{ part: 'context' as const, message: directory }]),
    ...(file === null ? [] : [{ part: 'file' as const, message: file }]),
  ]
}

/** Only for advice: a tree that git cannot list has none to give. */
async function tracked(options: ReadOptions): Promise<readonly string[]> {
  const paths = await options.listDockerfiles().catch(() => [])
  return paths.filter(isDockerfileName)
}
