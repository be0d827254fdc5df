import { readConfig, type ConfigSource } from './config-source.js'
import { checkRequest } from './cross-check.js'
import { checkImages } from './check-images.js'
import { chooseImages, type Candidates } from './choose-images.js'
import { readInputs } from './read-inputs.js'
import type { RawInputs } from './inputs.js'
import { usageError, type Problem } from './problem.js'
import type { Publishing, Request } from './request.js'
import { layer, type Settings } from './settings.js'

/** What reading a request needs to know of the world. */
export interface ReadOptions {
  /** Absolute path of the tree's top level. */
  readonly root: string
  /** The directory that paths of inputs start from, relative to the root [`.`]. Paths in the config file start at the root. */
  readonly from?: string
  /** Values for build arguments that are given by name alone. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What to call an image whose Dockerfile is at the root. */
  readonly repositoryName: string
  /** Paths that git tracks in this tree, relative to the root; those that are not Dockerfiles by name are passed over. */
  readonly listDockerfiles: () => Promise<readonly string[]>
  /**
   * Given when the tree is the base's: the request of the head. An image whose context or Dockerfile is not there is then
   * left out and named in `missing`; discovered Dockerfiles keep the names they have at the head; where the base has no
   * config file and the head has one, the head's images are taken; absolute paths inside the head's tree are those of this one.
   */
  readonly head?: Request
}

/**
 * The request that the inputs `raw` and the tree's config file make. Throws one GateError (usage) that lists everything
 * that is wrong.
 */
export async function readRequest(raw: RawInputs, options: ReadOptions): Promise<Request> {
  const inputs = readInputs(raw)
  const config = await readConfig(inputs.settings.config, options)
  const settings = layer(config.defaults, inputs.settings)
  // What a broken config file meant to be built is not to be guessed.
  const unclear = config.problems.length > 0 && config.images === null
  const chosen = unclear ? NONE : await chooseImages({ given: inputs.settings, settings, config }, options)
  const checked = await checkImages(chosen.candidates, options)
  const problems = unique([
    ...inputs.problems,
    ...config.problems,
    ...checkRequest(inputs.settings, settings),
    ...chosen.problems,
    ...checked.problems,
  ])
  if (problems.length > 0) throw usageError(problems)
  return {
    ...common(settings, options.root, config),
    source: chosen.source,
    images: checked.images,
    missing: checked.missing,
  }
}

const NONE: Candidates = { source: 'config', candidates: [], problems: [] }

/** Images that share an input share its problem. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.where}\n${problem.message}`, problem])).values()]
}

function common(
  settings: Settings,
  root: string,
  config: ConfigSource,
): Omit<Request, 'source' | 'images' | 'missing'> {
  return {
    mode: settings.mode === 'measure' ? 'measure' : 'gate',
    root,
    config: config.path,
    baseline: settings.baseline ?? 'auto',
    baseRef: settings['base-ref'] ?? null,
    prepare: settings.prepare ?? null,
    builder: settings.builder ?? null,
    onBreach: settings['on-breach'] ?? 'fail',
    ignoreDrift: settings['ignore-drift'] ?? true,
    overrideLabel: settings['override-label'] ?? 'size-gate:accept',
    publishing: publishing(settings),
  }
}

function publishing(settings: Settings): Publishing {
  return {
    comment: settings.comment ?? 'changes',
    commentKey: settings['comment-key'] ?? null,
    summary: settings.summary ?? true,
    annotations: settings.annotations ?? true,
  }
}
