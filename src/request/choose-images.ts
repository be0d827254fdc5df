import type { BuildWorld } from './build-options.js'
import type { ConfigSource } from './config-source.js'
import { checkLimits } from './cross-check.js'
import { exists } from './image-files.js'
import { imageNames, isDockerfileName } from './image-name.js'
import { defaultDockerfile, placeOf, type PlaceNames } from './image-place.js'
import { imageRequest } from './image-request.js'
import type { Problem } from './problem.js'
import type { ReadOptions } from './read-options.js'
import type { ImageRequest, Request } from './request.js'
import { layer, type ImageSettings, type Settings } from './settings.js'

/** An image before its files were looked at, and what a problem with each of them is a problem of. */
export interface Candidate {
  readonly request: ImageRequest
  readonly names: PlaceNames
  /** The places of the image's own keys in the config file. */
  readonly places: ImageSettings['places']
}

/** Images that were asked for, and what is wrong with how. */
export interface Candidates {
  readonly source: Request['source']
  readonly candidates: readonly Candidate[]
  readonly problems: readonly Problem[]
}

/** What was asked for: `given` are the workflow's inputs, `settings` these over the config file's defaults. */
export interface Asked {
  readonly given: Settings
  readonly settings: Settings
  readonly config: ConfigSource
}

/**
 * The images that the config file names; else the one that `context` and `file` name, or that a Dockerfile at the root
 * makes; else those of the Dockerfiles that git tracks.
 */
export async function chooseImages(asked: Asked, options: ReadOptions): Promise<Candidates> {
  const { given, config } = asked
  if (config.images !== null) return configured(asked, config.images, options)
  if (options.head?.source === 'config' && config.path === null) return inherited(options.head.images)
  const named = given.context !== undefined || given.file !== undefined
  if (named || (await defaultDockerfile(options.root, '.')) !== null) return single(asked, named, options)
  return discovered(asked, options)
}

async function configured(
  { given, settings, config }: Asked,
  images: ReadonlyMap<string, ImageSettings>,
  options: ReadOptions,
): Promise<Candidates> {
  const problems: Problem[] = []
  const candidates: Candidate[] = []
  for (const [name, image] of images) {
    const all = layer(settings, image.settings)
    problems.push(...checkLimits(image.place, all))
    for (const own of Object.values(image.targetLimits)) {
      if (Object.keys(own).length > 0) problems.push(...checkLimits(image.place, layer(all, own)))
    }
    // `file` of the workflow belongs to its `context`, and not to one that the image has of its own.
    const own = image.settings.context !== undefined || image.settings.file !== undefined
    const names = own
      ? { context: image.places['context'] ?? image.place, file: image.places['file'] ?? image.place }
      : INPUT_PLACES
    const base = { root: headRoot(options), from: own ? '.' : from(given, options) }
    const place = await placeOf(own ? image.settings : given, base, options.root, names, problems)
    if (place !== null) {
      const request = imageRequest(
        name,
        place,
        all,
        { ...image, findings: { ...config.findings, ...image.findings } },
        worldOf(options),
      )
      candidates.push({ request, names, places: image.places })
    }
  }
  return { source: 'config', candidates, problems }
}

/** The base has no config file: the head's says what the images are. */
function inherited(images: readonly ImageRequest[]): Candidates {
  return {
    source: 'config',
    candidates: images.map((request) => ({ request, names: INPUT_PLACES, places: {} })),
    problems: [],
  }
}

async function single({ given, settings, config }: Asked, named: boolean, options: ReadOptions): Promise<Candidates> {
  const problems: Problem[] = [...checkLimits('min-stages', settings)]
  const base = { root: headRoot(options), from: named ? from(given, options) : '.' }
  const place = await placeOf(given, base, options.root, INPUT_PLACES, problems)
  if (place === null) return { source: 'inputs', candidates: [], problems }
  const { dockerfile } = place
  const name = imageNames([dockerfile], options.repositoryName, knownNames(options)).get(dockerfile) ?? dockerfile
  const request = imageRequest(name, place, settings, plain(config), worldOf(options))
  return { source: 'inputs', candidates: [{ request, names: INPUT_PLACES, places: {} }], problems }
}

async function discovered({ settings, config }: Asked, options: ReadOptions): Promise<Candidates> {
  const problems: Problem[] = [...checkLimits('min-stages', settings)]
  const paths: string[] = []
  for (const path of await options.listDockerfiles()) {
    // Git also tracks what was deleted and not committed yet.
    if (isDockerfileName(path) && (await exists(options.root, path))) paths.push(path)
  }
  if (paths.length === 0 && options.head === undefined) problems.push({ where: 'file', message: NOTHING_FOUND })
  const names = imageNames(paths, options.repositoryName, knownNames(options))
  const candidates = paths.map((dockerfile): Candidate => {
    const slash = dockerfile.lastIndexOf('/')
    const place = { context: slash < 0 ? '.' : dockerfile.slice(0, slash), dockerfile }
    const request = imageRequest(names.get(dockerfile) ?? dockerfile, place, settings, plain(config), worldOf(options))
    return { request, names: INPUT_PLACES, places: {} }
  })
  return { source: 'discovered', candidates, problems }
}

/** An image that the config file does not name has what it says under `defaults`. */
function plain({ findings }: ConfigSource): Pick<ImageSettings, 'targetLimits' | 'findings'> {
  return { targetLimits: {}, findings }
}

const INPUT_PLACES: PlaceNames = { context: 'context', file: 'file' }

const NOTHING_FOUND =
  'there is no Dockerfile. Looked for: the config file `.github/size-gate.yml`, `Dockerfile` at the root, and among ' +
  'the files that git tracks `Dockerfile`, `Dockerfile.*` and `*.Dockerfile` (also `Containerfile`). Add it to git, or name ' +
  'it with `file` and its directory with `context`.'

/** Without inputs of its own a run is about the root, wherever it was started. */
function from(given: Settings, options: ReadOptions): string {
  return given.context === undefined && given.file === undefined ? '.' : (options.from ?? '.')
}

function headRoot(options: ReadOptions): string {
  return options.head?.root ?? options.root
}

function worldOf(options: ReadOptions): BuildWorld {
  return { root: headRoot(options), env: options.env }
}

function knownNames(options: ReadOptions): ReadonlyMap<string, string> {
  return new Map((options.head?.images ?? []).map((image) => [image.dockerfile, image.name]))
}
