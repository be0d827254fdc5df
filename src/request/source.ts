import { access } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { BuildFailure } from '../builder/method.js'
import { matchTargets, parseDockerfile, selectTargets } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import { GateError } from '../errors.js'
import { NO_TARGET } from '../no-target.js'
import { readDockerfile } from './dockerfile-text.js'
import type { ImageRequest } from './request.js'

/** Which of the two trees compared something belongs to. */
export type Side = 'head' | 'base'

/** One image of a tree on one platform: what was asked for, its Dockerfile, and the stages that are wanted of it. */
export interface SourceImage {
  readonly request: ImageRequest
  /** null: the builder's own, as none was asked for. */
  readonly platform: string | null
  readonly text: string
  /** The file that keeps what it names out of the build context: the Dockerfile's own, or else the context's. */
  readonly ignoreFile: string
  readonly graph: StageGraph
  /** Indices of the wanted stages. */
  readonly targets: readonly number[]
}

/** A tree to build: the user's own for the head, a checkout for the base. */
export interface Source {
  readonly side: Side
  /** Absolute path. */
  readonly root: string
  readonly images: readonly SourceImage[]
  /** Images whose Dockerfile is none: they cannot be built, the others can. */
  readonly failures: readonly BuildFailure[]
}

/**
 * The Dockerfiles of one side, read, and parsed for each platform; `own` is the builder's. At the base a wanted target
 * may be missing, at the head that is an error: throws a usage GateError that lists all such targets.
 */
export async function readSource(
  side: Side,
  root: string,
  requests: readonly ImageRequest[],
  own: string,
): Promise<Source> {
  const images: SourceImage[] = []
  const failures: BuildFailure[] = []
  const unknown: GateError[] = []
  for (const request of requests) {
    const text = await readDockerfile(root, request.dockerfile)
    const ignoreFile = await ignoreFileOf(root, request.dockerfile)
    const { platforms } = request.build
    for (const platform of platforms.length === 0 ? [null] : platforms) {
      const graph = parsed(text, request, platform ?? own, own)
      const targets = graph instanceof GateError ? [] : wantedTargets(graph, request, side)
      if (graph instanceof GateError) failures.push(failureOf(graph, request, side, platform ?? own))
      else if (targets instanceof GateError) unknown.push(targets)
      else images.push({ request, platform, text, ignoreFile, graph, targets })
    }
  }
  if (unknown.length > 0) {
    const problems = new Set(unknown.map((error) => `${error.message}; ${error.hint ?? ''}`))
    throw new GateError('usage', [...problems].join('\n'))
  }
  return { side, root, images, failures }
}

/** docs.docker.com/build/concepts/context: `<Dockerfile>.dockerignore` takes the place of the context's own. */
async function ignoreFileOf(root: string, dockerfile: string): Promise<string> {
  const own = `${dockerfile}.dockerignore`
  return access(join(root, own)).then(
    () => basename(own),
    () => '.dockerignore',
  )
}

function parsed(text: string, request: ImageRequest, platform: string, own: string): StageGraph | GateError {
  const { dockerfile, build } = request
  try {
    return parseDockerfile(text, { file: dockerfile, buildArgs: build.buildArgs, platform, buildPlatform: own })
  } catch (error) {
    if (error instanceof GateError) return error
    throw error
  }
}

function wantedTargets(graph: StageGraph, { targets }: ImageRequest, side: Side): readonly number[] | GateError {
  if (side === 'base' && targets.kind === 'matching') return matchTargets(graph, targets.patterns).stages
  try {
    return selectTargets(graph, targets)
  } catch (error) {
    if (error instanceof GateError) return error
    throw error
  }
}

function failureOf(error: GateError, request: ImageRequest, side: Side, platform: string): BuildFailure {
  const line = /^.*?:(\d+): /.exec(error.message)?.[1]
  return {
    image: request.name,
    dockerfile: request.dockerfile,
    target: NO_TARGET,
    platform,
    side,
    shipped: true,
    default: true,
    message: error.message,
    line: line === undefined ? null : Number(line),
    stage: null,
    instruction: null,
    log: [],
    hint: error.hint,
  }
}
