import { matchTargets, selectTargets } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import { GateError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import type { Against } from '../request/against.js'
import type { Side, Source, SourceImage } from '../request/source.js'

/**
 * Two sides of the one tree `whole`: its head is the target that is judged, its base the one that it is compared with, both
 * of the one image that has the two. An image whose Dockerfile is none is left to fail.
 * Throws a usage GateError where the tree has no such image, or several.
 */
export function sidesOf(whole: Source, against: Against): readonly [Source, Source] {
  const image = imageWith(whole, against)
  const images = whole.images.filter(({ request }) => request.name === image)
  const failures = whole.failures.filter((failure) => image === null || failure.image === image)
  const sideOf = (side: Side, targetOf: (graph: StageGraph) => number): Source => ({
    ...whole,
    side,
    images: images.map((one) => ({ ...one, targets: [targetOf(one.graph)] })),
    failures: side === 'head' ? failures : [],
  })
  const head = sideOf('head', (graph) => theOnly(graph, against))
  const base = sideOf('base', (graph) => named(graph, against.base))
  const same = head.images.find(({ targets }, index) => targets[0] === base.images[index]?.targets[0])
  if (same !== undefined) {
    throw new GateError(
      'usage',
      `${same.graph.file}: \`${against.base}\` would be compared with itself`,
      `Name another target with \`--targets\` or \`--against\`: ${targetsOf(same.graph).join(', ')}`,
    )
  }
  return [head, base]
}

/** Whether two sides are targets of one tree. */
export function areOneTree([head, base]: readonly Source[]): boolean {
  return head !== undefined && head.root === base?.root
}

/** The name of the only image that has both targets; null where no Dockerfile could be read. */
function imageWith({ images, failures }: Source, against: Against): string | null {
  const names = [...new Set(images.map(({ request }) => request.name))]
  const [first, second] = names
  if (first === undefined || (second === undefined && failures.length === 0)) return first ?? null
  const having = names.filter((name) => images.some((one) => one.request.name === name && hasBoth(one, against)))
  const [only, another] = having
  if (only !== undefined && another === undefined) return only
  const files = names.map((name) => `  ${name}: ${listOf(images.filter(({ request }) => request.name === name))}`)
  if (only === undefined && failures.length > 0) return null
  const listed = images.flatMap(({ graph }) => targetsOf(graph))
  const message =
    only === undefined
      ? `no Dockerfile has both the target ${inWords(against)} and the target \`${against.base}\``
      : `two targets of one Dockerfile can be compared, and ${having.length} images have both: ${having.join(', ')}`
  throw new GateError(
    'usage',
    only === undefined ? [message, ...files].join('\n') : message,
    only === undefined
      ? `${meant(against, listed)}\`--targets\` and \`--against\` take targets of one of these.`
      : 'Name the Dockerfile with `--file`; where a config file names the images, give `--config` one that names only that image.',
  )
}

/** The nearest name for one that no Dockerfile has. */
function meant({ head, base }: Against, listed: readonly string[]): string {
  const wanted = [...(head.kind === 'matching' ? head.patterns : []), base]
  const advice = wanted.map((name) => (listed.includes(name) ? '' : didYouMean(name, listed).trim()))
  return advice
    .filter((each) => each !== '')
    .map((each) => `${each} `)
    .join('')
}

function hasBoth({ graph }: SourceImage, { head, base }: Against): boolean {
  const isThere = (pattern: string): boolean => matchTargets(graph, [pattern]).stages.length > 0
  return isThere(base) && (head.kind !== 'matching' || head.patterns.every(isThere))
}

function inWords({ head }: Against): string {
  return head.kind === 'matching' ? head.patterns.map((pattern) => `\`${pattern}\``).join(', ') : 'that is the last'
}

function listOf(images: readonly SourceImage[]): string {
  return [...new Set(images.flatMap(({ graph }) => targetsOf(graph)))].join(', ')
}

function targetsOf({ stages }: StageGraph): readonly string[] {
  return stages.map(({ target }) => target)
}

function theOnly(graph: StageGraph, { head }: Against): number {
  const stages = selectTargets(graph, head)
  const [only, another] = stages
  if (only !== undefined && another === undefined) return only
  const names = stages.map((index) => graph.stages[index]?.target ?? '')
  throw new GateError(
    'usage',
    `${graph.file}: \`--targets\` matches ${names.length} targets: ${names.join(', ')}`,
    'One of them can be compared with `--against`: name it.',
  )
}

function named(graph: StageGraph, name: string): number {
  const [only] = selectTargets(graph, { kind: 'matching', patterns: [name] })
  if (only === undefined) throw new TypeError(`no stage is called ${name}`)
  return only
}
