import { GateError } from '../errors.js'
import { bases } from './bases.js'
import { circularProblem } from './circle.js'
import { draftStages } from './draft.js'
import { sourceEdges } from './edges.js'
import { globalScope } from './global-scope.js'
import { readLines } from './lines.js'
import { parsePlatform } from './platform.js'
import { attempt, Refusal } from './refusal.js'
import { syntaxOf } from './directives.js'
import type { GraphProblem, StageGraph } from './stage-graph.js'
import { targetNames } from './target-names.js'

/** What of a build changes the meaning of a Dockerfile's FROM lines. */
export interface ParseOptions {
  /** The Dockerfile's path, for messages. */
  readonly file: string
  readonly buildArgs?: Readonly<Record<string, string>>
  /** The platform that is built for [linux/amd64]. */
  readonly platform?: string
  /** The builder's own platform [the same as `platform`]. */
  readonly buildPlatform?: string
}

/**
 * The stage graph of a Dockerfile's text. Accepts and refuses what `docker buildx build --call=targets` accepts and
 * refuses, but for a file of ARGs only, which BuildKit lists as no targets and never builds. What is refused later,
 * by any build or by that of one stage, is in `problems`. Throws a usage GateError whose message starts with
 * `file:line:`. Variables are expanded for one platform, and for the default target where they hold TARGETSTAGE.
 */
export function parseDockerfile(text: string, options: ParseOptions): StageGraph {
  const outcome = attempt(() => parse(text, options))
  if ('value' in outcome) return outcome.value
  const { line, message, hint } = outcome.refusal
  throw new GateError('usage', `${options.file}${line === null ? '' : `:${line}`}: ${message}`, hint)
}

function parse(text: string, options: ParseOptions): StageGraph {
  const platform = parsePlatform(options.platform ?? 'linux/amd64')
  const buildPlatform = options.buildPlatform === undefined ? platform : parsePlatform(options.buildPlatform)
  const { lines, escape } = readLines(text)
  const { stages, globalArgs } = draftStages(lines)
  const last = stages.at(-1)
  if (last === undefined) throw new Refusal('no stages to build', 'a Dockerfile needs a FROM instruction', 1)

  const build = { buildArgs: options.buildArgs ?? {}, platform, buildPlatform, target: last.from.name }
  const scope = globalScope(globalArgs, build, escape)
  const { names, found, problems: baseProblems } = bases(stages, scope.values, escape)
  const stageBases = found.map(({ stage }) => stage)
  const sources = sourceEdges(stages, stageBases, names)
  const targets = targetNames(stages, names, [...sources.images, ...found.map(({ image }) => image ?? '')])
  const problems: readonly GraphProblem[] = [
    ...scope.problems,
    ...baseProblems,
    ...sources.problems,
    ...circularProblem(sources.edges, targets),
  ]
  return {
    file: options.file,
    syntax: syntaxOf(text),
    problems: problems.toSorted((one, other) => one.line - other.line),
    stages: stages.map(({ from, body }, index) => {
      const instructions = body.map(({ instruction }) => instruction)
      const start = instructions[0]?.lines.start ?? 0
      const base = found[index]
      const fromEdge = base?.stage == null ? [] : [{ stage: base.stage, by: 'FROM' as const, line: start }]
      return {
        index,
        name: from.name,
        target: targets[index] ?? '',
        base: from.base,
        image: base?.image ?? null,
        platform: from.platform,
        lines: { start, end: instructions.at(-1)?.lines.end ?? start },
        instructions,
        needs: [...fromEdge, ...(sources.edges[index] ?? [])],
      }
    }),
  }
}
