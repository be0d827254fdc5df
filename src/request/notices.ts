import { INPUT_NAMES, inputSpec } from './inputs.js'
import type { ImageRequest } from './request.js'
import type { Settings } from './settings.js'

/** What a reader of the log should know of what was asked for; `given` are the workflow's inputs. Quotes no value. */
export function noticesOf(
  given: Settings,
  images: readonly ImageRequest[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const ignored = INPUT_NAMES.filter((name) => inputSpec(name).kind === 'ignored' && given[name] !== undefined)
  const empty = Object.values(given.secrets ?? {}).filter((value) => value === '').length
  const unset = images.flatMap(({ build }) =>
    build.secrets.flatMap(({ id, from }) => (from.kind === 'env' && env[from.name] === undefined ? [id] : [])),
  )
  const usesGha = images.some(({ build }) => build.cacheFrom.some((cache) => /(?:^|,)type=gha(?:,|$)/i.test(cache)))
  return [
    ...(ignored.length === 0 ? [] : [`${ignored.join(', ')}: without effect here: nothing is pushed`]),
    ...(empty === 0
      ? []
      : [`secrets: ${empty} without a value, left out; the pull request of a fork, for one, gets no secrets`]),
    ...[...new Set(unset)].map((id) => `secret-envs: the variable for ${id} is not set here, so the secret is empty`),
    ...(usesGha && (env['ACTIONS_RUNTIME_TOKEN'] ?? '') === ''
      ? [
          'cache-from: type=gha is passed over here: only actions get ACTIONS_RUNTIME_TOKEN from the runner, not `run:` steps and not other machines',
        ]
      : []),
  ]
}
