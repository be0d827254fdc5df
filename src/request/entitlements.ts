import { GateError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import { quote } from './problem.js'

const NAMES = ['network.host', 'security.insecure', 'device'] as const

/**
 * What a build may do beyond the ordinary, as buildx names it. Throws a GateError (usage) that quotes what is no such name.
 * Source: docker/buildx docs/reference/buildx_build.md, --allow.
 */
export function readEntitlements(items: readonly string[]): readonly string[] {
  for (const item of items) {
    if (/^(?:network\.host|security\.insecure|device(?:=.+)?)$/.test(item)) continue
    throw new GateError(
      'usage',
      `${quote(item)} is not an entitlement.${didYouMean(item, NAMES)}`,
      'Write `network.host`, `security.insecure` or `device=NAME`.',
    )
  }
  return items
}
