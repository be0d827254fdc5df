import type { Problem } from './problem.js'
import type { Settings } from './settings.js'

/** What is wrong with inputs only in the light of others. `given` are the workflow's own, `settings` all that holds. */
export function checkRequest(given: Settings, settings: Settings): readonly Problem[] {
  const problems: Problem[] = []
  if (settings.baseline === 'none' && given['base-ref'] !== undefined) {
    problems.push({
      where: 'base-ref',
      message: 'nothing is compared with `baseline: none`. Take one of the two away.',
    })
  }
  return problems
}

/** What is wrong with the limits of one target; `where` names it. */
export function checkLimits(where: string, limits: Settings): readonly Problem[] {
  const { 'min-stages': least, 'max-stages': most } = limits
  if (least === undefined || most === undefined || least <= most) return []
  return [{ where, message: `\`min-stages: ${least}\` and \`max-stages: ${most}\` leave no number of stages.` }]
}
