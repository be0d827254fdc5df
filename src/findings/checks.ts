import type { Check } from '../builder/checks.js'
import { instructionAt, reachable } from '../dockerfile/index.js'
import type { Finding } from './finding.js'
import type { Examined } from './hygiene.js'
import { type Comparable, knownBefore } from './news.js'

/** Checks that say what a rule of ours says too. */
const OURS: Readonly<Record<string, string>> = { SecretsUsedInArgOrEnv: 'secret-in-arg' }

/** Checks that judge a stage's name. */
const OF_NAMES = ['FromAsCasing', 'StageNameCasing', 'InvalidDefinitionDescription']

/** A check of the instruction that it stands on. */
interface Placed extends Comparable {
  readonly check: Check
}

/**
 * What BuildKit's own checks say of a shipped image's stages, in the order of the lines, under BuildKit's names; what `own`,
 * the findings of our rules, say of the same line is left out. `inBase` is what holds of all where `base` is null. Else as
 * many are news as there are more of them than at the base: those on instructions that the base did not have so.
 */
export function checkFindings(
  head: Examined,
  base: Examined | null,
  inBase: false | null,
  own: readonly Finding[],
): readonly Finding[] {
  const placed = placedChecks(head).filter(({ check }) => !own.some((one) => saysTheSame(one, check)))
  const known = base === null ? null : knownBefore(placed, placedChecks(base))
  return placed.map((one) => {
    const { rule, check } = one
    const { line, url } = check
    return {
      rule,
      bytes: 0,
      line,
      paths: [],
      advice: adviceOf(check),
      url,
      inBase: known?.has(one) ?? inBase,
      grown: null,
    }
  })
}

function saysTheSame({ rule, line }: Finding, check: Check): boolean {
  return OURS[check.rule] === rule && line === check.line
}

/** Those of the stages that the image is built from, and of what stands before the first. */
function placedChecks({ measurement, graph }: Examined): readonly Placed[] {
  const target = graph.stages.findIndex((stage) => stage.target === measurement.target)
  const used = reachable(graph, target)
  return measurement.checks
    .filter(({ rule, line }) => {
      const stage = graph.stages.findLast(({ lines }) => lines.start <= line)
      if (stage === undefined) return true
      // A stage without a name has one of ours while it is built.
      const isOfOurName = stage.name === null && stage.lines.start === line && OF_NAMES.includes(rule)
      return used.has(stage.index) && !isOfOurName
    })
    .map((check): Placed => {
      const text = instructionAt(graph, check.line)?.text ?? ''
      return { rule: check.rule, subject: check.sentence, text, check }
    })
    .toSorted((one, other) => one.check.line - other.check.line)
}

/** BuildKit's sentence about this line, and what the check asks for in general where that is more. */
function adviceOf({ sentence, detail }: Check): string {
  return [...new Set([sentence, detail].map((text) => text.trim().replace(/\.$/, '')))]
    .filter((text) => text !== '')
    .map((text) => `${text}.`)
    .join(' ')
}
