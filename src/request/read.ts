import { fromTheRoot } from './build-paths.js'
import { readConfig, type ConfigSource } from './config-source.js'
import { checkRequest } from './cross-check.js'
import { checkImages } from './check-images.js'
import { chooseImages, type Candidates } from './choose-images.js'
import { readInputs } from './read-inputs.js'
import type { RawInputs } from './inputs.js'
import { noticesOf } from './notices.js'
import { usageError, type Problem } from './problem.js'
import type { Publishing, Request } from './request.js'
import type { ReadOptions } from './read-options.js'
import { layer, type Settings } from './settings.js'

/**
 * The request that the inputs `raw` and the tree's config file make. Throws one GateError (usage) that lists everything
 * that is wrong.
 */
export async function readRequest(raw: RawInputs, options: ReadOptions): Promise<Request> {
  const { settings: written, problems: wrong } = readInputs(raw)
  const given = fromTheRoot(written, options.from ?? '.')
  const config = await readConfig(given.config, options)
  const settings = layer(config.defaults, given)
  // What a broken config file meant to be built is not to be guessed.
  const unclear = config.problems.length > 0 && config.images === null
  const chosen = unclear ? NONE : await chooseImages({ given, settings, config }, options)
  const checked = await checkImages(chosen.candidates, options)
  const problems = unique([
    ...wrong,
    ...config.problems,
    ...checkRequest(given, settings),
    ...chosen.problems,
    ...checked.problems,
  ])
  if (problems.length > 0) throw usageError(problems)
  return {
    ...common(settings, options.root, config),
    source: chosen.source,
    images: checked.images,
    missing: checked.missing,
    notices: noticesOf(given, checked.images, options.env),
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
): Omit<Request, 'source' | 'images' | 'missing' | 'notices'> {
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
