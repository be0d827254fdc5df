import { reachable, stageChain } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Inside } from '../explain/inside.js'
import type { LayerOwner, Measurement } from '../image/measurement.js'
import { atPlace } from './advice/bringer.js'
import { commandLines } from './advice/instruction-text.js'
import { STAGE } from './development/is-for-development.js'
import { countHeap, type Heap } from './heaps.js'
import { openLedger } from './ledger.js'
import { isOwnRun } from './shown-files.js'

/** Bytes: for less nobody splits a Dockerfile. */
const WORTH_SPLITTING = 1_000_000

/** What a last stage would be without. */
const LEFT_BEHIND: readonly string[] = [
  'build-tools',
  'package-cache',
  'sources',
  'dev-dependencies',
  'docs-and-locales',
]

/**
 * A build with its tools in the stages that ship, one that lies on others among them: what a last stage without them would
 * save, all that the other rules found which belongs to building, each byte once. `graph`: of the image's Dockerfile, null
 * where it is not known.
 */
export function singleStage(image: Inside, heaps: readonly Heap[], graph: StageGraph | null): readonly Heap[] {
  const { measurement } = image
  const owner = builderOf(measurement)
  const hasTools = heaps.some(({ rule }) => rule === 'build-tools')
  if (!hasTools || owner === null || STAGE.test(measurement.target) || !shipsAll(measurement, graph)) return []
  const saved = heaps.filter(({ rule }) => LEFT_BEHIND.includes(rule))
  const ledger = openLedger(image)
  for (const heap of saved) countHeap(ledger, heap)
  const { bytes } = ledger
  if (bytes < WORTH_SPLITTING) return []
  const paths = saved.toSorted((one, other) => other.bytes - one.bytes).flatMap((heap) => heap.paths.slice(0, 3))
  return [
    {
      rule: 'single-stage',
      subject: '',
      owner,
      // An image has one at most.
      text: '',
      bytes,
      members: saved.flatMap((heap) => heap.members),
      paths: [...new Set(paths)].slice(0, 20),
      advice: `${atPlace(owner)} builds in the stage that ships. ${splitting(measurement, graph)}`,
    },
  ]
}

const COMPILES = beginning(
  ...['go (?:build|install)', String.raw`cargo (?:\S+ )*?(?:build|install)`, 'rustc', 'zig build', 'swift build'],
  ...['make', 'ninja', 'cmake', 'meson', 'gcc', String.raw`g\+\+`, 'cc', String.raw`c\+\+`, String.raw`clang(?:\+\+)?`],
  ...['javac', 'mvnw?', 'gradlew?', 'sbt', 'lein', 'dotnet (?:build|publish)'],
  ...['tsc', String.raw`(?:npm|pnpm|yarn|bun) (?:\S+ )*?build`, '(?:npx )?(?:next|vite|webpack|ng) build'],
  ...['mix (?:compile|release)', 'stack build', 'cabal (?:build|install)'],
)

/** They install a project's packages, and may compile some of them. */
const INSTALLS = beginning(
  ...['npm (?:ci|i|install)', 'pnpm (?:i|install)', 'yarn(?: install)?', 'bun install'],
  ...[String.raw`pip[\d.]* install`, 'poetry install', 'uv (?:sync|pip install)', 'bundle install', 'composer install'],
)

/** Commands that begin with one of these patterns, wherever the program lies, but those that install for all projects. */
function beginning(...patterns: readonly string[]): RegExp {
  return new RegExp(String.raw`^(?!.*\s(?:-g|--global)(?:\s|$))(?:\S*/)?(?:${patterns.join('|')})(?:\s|$)`, 's')
}

/** A script, or a heredoc: what it does is not known. */
const RUNS_SCRIPT =
  /^(?:\.\/\S|\S+\.(?:sh|py|pl|rb|js|ts)(?:\s|$)|(?:bash|sh|python[\d.]*|perl|ruby|node|deno|php) [^-\s])|<</

/** The RUN that builds: the first that compiles, else that installs the project's packages, else that may do so. */
function builderOf({ layers }: Measurement): LayerOwner | null {
  const owners = layers.map(({ owner }) => owner).filter(isOwnRun)
  const runs = (commands: RegExp): LayerOwner | undefined =>
    owners.find((owner) => commandLines(owner.commands).some((words) => commands.test(words.join(' '))))
  return runs(COMPILES) ?? runs(INSTALLS) ?? runs(RUNS_SCRIPT) ?? null
}

/** Whether the image has what all stages hold that it is built from: it lies on them. */
function shipsAll({ target, stages }: Measurement, graph: StageGraph | null): boolean {
  const index = indexOf(graph, target)
  return graph === null || index < 0
    ? stages.used === 1
    : reachable(graph, index).size === stageChain(graph, index).length
}

function splitting({ target }: Measurement, graph: StageGraph | null): string {
  const name = graph?.stages[indexOf(graph, target)]?.name ?? null
  return `${name === null ? 'Name this one (`FROM … AS build`), end' : 'End'} with another \`FROM\` of an image that only runs the program, and \`COPY --from=${name ?? 'build'}\` what that needs.`
}

function indexOf(graph: StageGraph | null, target: string): number {
  return graph?.stages.findIndex((stage) => stage.target === target) ?? -1
}
