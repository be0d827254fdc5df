import { GateError } from '../errors.js'
import { formatPlatform, parsePlatform } from './platform.js'
import { attempt } from './refusal.js'

/** A platform as BuildKit calls it: `linux/arm64` for `linux/arm64/v8` or `arm64`. Throws a usage GateError for what is none. */
export function platformName(text: string): string {
  const outcome = attempt(() => formatPlatform(parsePlatform(text)))
  if ('value' in outcome) return outcome.value
  throw new GateError(
    'usage',
    outcome.refusal.message,
    outcome.refusal.hint ?? 'Write such as `linux/amd64` or `linux/arm64`.',
  )
}
