import type { DraftStage } from './draft.js'
import { expand } from './expand.js'
import { nearest } from './nearest.js'
import { parsePlatform } from './platform.js'
import { attempt, Refusal } from './refusal.js'
import { referenceFault } from './reference.js'
import type { GraphProblem } from './stage-graph.js'

/** What a stage starts from. */
export interface Base {
  /** The expanded name, or null where it names nothing that could be built from. */
  readonly image: string | null
  /** Index of the stage of that name, or null for an image. */
  readonly stage: number | null
}

/**
 * Looks up what each FROM names: a stage defined before it, else an image. BuildKit keeps stage names in lower case
 * and looks the base up as it is written, so `FROM Build` never means the stage `build` (`addState` in its
 * dockerfile2llb/convert.go). `names` is the table after the last stage: the latest of equal names stands.
 */
export function bases(
  stages: readonly DraftStage[],
  values: ReadonlyMap<string, string>,
  escape: string,
): {
  readonly names: ReadonlyMap<string, number>
  readonly found: readonly Base[]
  readonly problems: readonly GraphProblem[]
} {
  const names = new Map<string, number>()
  const problems: GraphProblem[] = []
  const found = stages.map(({ from, body }, index): Base => {
    const line = body[0]?.instruction.lines.start ?? 0
    const outcome = attempt(() => lookUp(from.base, names, values, escape))
    if ('refusal' in outcome) problems.push({ line, stage: null, message: outcome.refusal.message })
    const { platform } = from
    if (platform !== null) {
      const verdict = attempt(() => checkPlatform(platform, values, escape))
      if ('refusal' in verdict) problems.push({ line, stage: null, message: verdict.refusal.message })
    }
    if (from.name !== null) names.set(from.name, index)
    return 'value' in outcome ? outcome.value : { image: null, stage: null }
  })
  return { names, found, problems }
}

function lookUp(
  written: string,
  names: ReadonlyMap<string, number>,
  values: ReadonlyMap<string, string>,
  escape: string,
): Base {
  const image = expand(written, values, escape)
  if (image === '') throw new Refusal(`nothing is left of the base ${written}: its variables are empty here`)
  const stage = names.get(image) ?? null
  if (stage !== null || image === 'scratch') return { image, stage }
  const fault = referenceFault(image)
  if (fault === null) return { image, stage: null }
  const near = nearest(image, [...names.keys()])
  const advice = near === null ? '' : ` (did you mean ${near}?)`
  throw new Refusal(`"${image}" is neither a stage nor an image: ${fault}${advice}`)
}

function checkPlatform(written: string, values: ReadonlyMap<string, string>, escape: string): void {
  const platform = expand(written, values, escape)
  if (platform === '') throw new Refusal(`nothing is left of the platform ${written}: its variables are empty here`)
  parsePlatform(platform)
}
