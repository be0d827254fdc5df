import { expand } from './expand.js'
import type { ArgPair } from './instruction.js'
import { formatPlatform, type Platform } from './platform.js'
import { attempt } from './refusal.js'
import type { GraphProblem } from './stage-graph.js'

/** An ARG before the first FROM. */
export interface GlobalArg {
  readonly pairs: readonly ArgPair[]
  readonly line: number
}

/** What the build is asked for, as far as it changes what FROM means. */
export interface BuildScope {
  readonly buildArgs: Readonly<Record<string, string>>
  readonly platform: Platform
  readonly buildPlatform: Platform
  /** Name of the stage that is built, null for an unnamed one. */
  readonly target: string | null
}

/**
 * The variables that FROM sees: the platform arguments that BuildKit predefines, then the ARGs before the first FROM,
 * each with its build-arg where there is one (`defaultArgs` in BuildKit's dockerfile2llb/platform.go, `buildMetaArgs`
 * in convert.go). A build-arg that no ARG declares is not seen. Problems are values that BuildKit cannot expand.
 */
export function globalScope(
  args: readonly GlobalArg[],
  scope: BuildScope,
  escape: string,
): { readonly values: ReadonlyMap<string, string>; readonly problems: readonly GraphProblem[] } {
  const given = new Map(Object.entries(scope.buildArgs))
  const values = predefined(scope)
  const problems: GraphProblem[] = []
  for (const name of values.keys()) values.set(name, given.get(name) ?? values.get(name) ?? '')
  for (const { pairs, line } of args) {
    for (const { name, value } of pairs) {
      const override = given.get(name)
      if (override !== undefined) values.set(name, override)
      else if (value !== null) {
        const outcome = attempt(() => expand(value, values, escape))
        if ('value' in outcome) values.set(name, outcome.value)
        else problems.push({ line, stage: null, message: outcome.refusal.message })
      }
    }
  }
  return { values, problems }
}

function predefined({ platform, buildPlatform, target }: BuildScope): Map<string, string> {
  return new Map([
    ['BUILDPLATFORM', formatPlatform({ ...buildPlatform, osVersion: '' })],
    ['BUILDOS', buildPlatform.os],
    ['BUILDOSVERSION', buildPlatform.osVersion],
    ['BUILDARCH', buildPlatform.architecture],
    ['BUILDVARIANT', buildPlatform.variant],
    ['TARGETPLATFORM', formatPlatform(platform)],
    ['TARGETOS', platform.os],
    ['TARGETOSVERSION', platform.osVersion],
    ['TARGETARCH', platform.architecture],
    ['TARGETVARIANT', platform.variant],
    ['TARGETSTAGE', target ?? 'default'],
  ])
}
