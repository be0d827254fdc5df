import { isShipped, reachable, stageCount, unusedBy, withNames } from '../dockerfile/index.js'
import type { StageGraph } from '../dockerfile/stage-graph.js'
import { bakeInputs, literal, literals, type SecretVariables, secretVariables } from './bake-inputs.js'
import type { Side, Source, SourceImage } from '../request/source.js'
import type { BakeTarget, BuildPlan, PlannedTarget, RewrittenDockerfile } from './build-plan.js'

/** The label by which a run knows the images that it made; its value is the run's id. */
export const RUN_LABEL = 'size-gate.run'

/**
 * What to build: every wanted target of every image, of the head and, where it has to be built, of the base, in one
 * bake definition, so that shared stages run once. Intermediate stages are built on the way, and neither exported nor
 * compressed. Each platform is a target of its own: an image of several would be an
 * index, whose parts have no provenance before buildx 0.31. Nothing is pushed, tagged or exported from the builder.
 * `scratch` is the absolute path of a directory for rewritten Dockerfiles, `run` the id that labels what is made.
 */
export function planBuild(sources: readonly Source[], scratch: string, run: string): BuildPlan {
  const secrets = secretVariables(sources)
  const images = sources.flatMap((source) =>
    source.images.map((image, index) => planImage(source, image, { index, scratch, run, secrets })),
  )
  return {
    sources,
    targets: images.flatMap((image) => image.targets),
    stages: images.flatMap((image) => image.stages),
    rewritten: images.flatMap((image) => image.rewritten),
    bake: Object.assign({}, ...images.map((image) => image.bake)) as BuildPlan['bake'],
  }
}

/** How things are called in this plan. */
interface Names {
  /** The image's place among its side's. */
  readonly index: number
  readonly scratch: string
  readonly run: string
  readonly secrets: SecretVariables
}

function planImage(
  source: Source,
  image: SourceImage,
  { index: place, scratch, run, secrets }: Names,
): Omit<BuildPlan, 'sources'> {
  const { request, graph } = image
  const prefix = `${source.side}-${place}`
  const original = `${source.root}/${request.dockerfile}`
  const named = withNames(image.text, graph)
  const copy = `${scratch}/dockerfiles/${prefix}/${request.dockerfile.split('/').at(-1) ?? 'Dockerfile'}`
  const targets = builtStages(image).map((index) => planTarget(source.side, image, place, index))
  const needed = new Set(targets.flatMap((target) => target.needs))
  const stages = [...needed]
    .filter((index) => !isShipped(graph, index))
    .toSorted((one, other) => one - other)
    .map((index) => planTarget(source.side, image, place, index))
  const onTheWay = stages.filter(({ id }) => !targets.some((target) => target.id === id))
  const bake = [...targets, ...onTheWay].map((target): [string, BakeTarget] => {
    const name = target.default ? null : (named.names[target.stage] ?? null)
    return [
      target.id,
      {
        context: literal(request.context === '.' ? source.root : `${source.root}/${request.context}`),
        dockerfile: literal(named.changed ? copy : original),
        ...(name === null ? {} : { target: name }),
        args: literals(request.build.buildArgs),
        labels: { [RUN_LABEL]: run },
        output: [target.exported ? 'type=image,push=false' : 'type=cacheonly'],
        ...(request.build.network === null ? {} : { network: literal(request.build.network) }),
        ...(request.build.pull ? { pull: true } : {}),
        ...(image.platform === null ? {} : { platforms: [image.platform] }),
        ...bakeInputs(request.build, source.root, secrets),
      },
    ]
  })
  const rewritten: RewrittenDockerfile[] = named.changed ? [{ original, path: copy, text: named.text }] : []
  return { targets, stages, rewritten, bake: Object.fromEntries(bake) }
}

/** The wanted stages but those that come to be on the way to another one: each target takes buildx a tenth of a second. */
function builtStages({ graph, targets }: SourceImage): readonly number[] {
  const isOnTheWay = (index: number): boolean =>
    targets.some((other) => other !== index && reachable(graph, other).has(index))
  return targets.filter((index) => isShipped(graph, index) || !isOnTheWay(index))
}

function planTarget(side: Side, image: SourceImage, place: number, index: number): PlannedTarget {
  const { graph, request } = image
  return {
    id: `${side}-${place}-${index}`,
    side,
    image: request.name,
    dockerfile: request.dockerfile,
    platform: image.platform,
    sourceImage: place,
    stage: index,
    target: stageName(graph, index),
    needs: [...reachable(graph, index)],
    shipped: isShipped(graph, index),
    default: index === graph.stages.length - 1,
    exported: isShipped(graph, index),
    stages: { ...stageCount(graph, index), unused: unusedBy(graph, index).map((unused) => stageName(graph, unused)) },
    importsCache: request.build.cacheFrom.length > 0,
  }
}

function stageName(graph: StageGraph, index: number): string {
  return graph.stages[index]?.target ?? `stage-${index}`
}
