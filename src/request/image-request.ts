import { LIMIT_NAMES, type Limits } from '../policy/limit.js'
import type { ImagePlace } from './image-place.js'
import { buildOptions, type BuildWorld } from './build-options.js'
import type { ImageRequest } from './request.js'
import type { ImageSettings, Settings } from './settings.js'

/** The image `name` at `place`, with everything that holds for it: defaults, inputs and its own settings in `settings`. */
export function imageRequest(
  name: string,
  place: ImagePlace,
  settings: Settings,
  { targetLimits, findings }: Pick<ImageSettings, 'targetLimits' | 'findings'>,
  world: BuildWorld,
): ImageRequest {
  return {
    name,
    ...place,
    targets: settings.targets ?? { kind: 'all' },
    build: buildOptions(settings, world),
    limits: {
      shipped: limitsIn(settings),
      targets: Object.fromEntries(Object.entries(targetLimits).map(([target, own]) => [target, limitsIn(own)])),
    },
    findings,
  }
}

/** The limits among `settings`. */
function limitsIn(settings: Settings): Limits {
  return Object.fromEntries(
    LIMIT_NAMES.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  )
}
