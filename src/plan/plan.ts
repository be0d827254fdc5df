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
 * `scratch` is the absolute path of a directory for rewritten Dockerfiles, `run` the id that labels what is made. Of
 * `wanted` images each target is one, shipped or not, and the stages on the way are nobody's concern.
 */
export function planBuild(
  sources: readonly Source[],
  scratch: string,
  run: string,
  images: 'shipped' | 'wanted' = 'shipped',
): BuildPlan {
  const secrets = secretVariables(sources)
  const planned = sources.flatMap((source) =>
    source.images.map((image, index) => planImage(source, image, { index, scratch, run, secrets, images })),
  )
  return {
    sources,
    targets: planned.flatMap((image) => image.targets),
    stages: planned.flatMap((image) => image.stages),
    rewritten: planned.flatMap((image) => image.rewritten),
    bake: Object.assign({}, ...planned.map((image) => image.bake)) as BuildPlan['bake'],
  }
}

/** How things are called in this plan. */
interface Names {
  /** The image's place among its side's. */
  readonly index: number
  readonly scratch: string
  readonly run: string
  readonly secrets: SecretVariables
  readonly images: 'shipped' | 'wanted'
}

function planImage(
  source: Source,
  image: SourceImage,
  { index: place, scratch, run, secrets, images }: Names,
): Omit<BuildPlan, 'sources'> {
  const { request, graph } = image
  const prefix = `${source.side}-${place}`
  const original = `${source.root}/${request.dockerfile}`
  const named = withNames(image.text, graph)
  const copy = `${scratch}/dockerfiles/${prefix}/${request.dockerfile.split('/').at(-1) ?? 'Dockerfile'}`
  const isImage = (index: number): boolean => images === 'wanted' || isShipped(graph, index)
  const built = images === 'wanted' ? image.targets : builtStages(image)
  const targets = built.map((index) => planTarget(source.side, image, place, index, isImage(index)))
  const needed = new Set(images === 'wanted' ? [] : targets.flatMap((target) => target.needs))
  const stages = [...needed]
    .filter((index) => !isShipped(graph, index))
    .toSorted((one, other) => one - other)
    .map((index) => planTarget(source.side, image, place, index, false))
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

function planTarget(side: Side, image: SourceImage, place: number, index: number, isImage: boolean): PlannedTarget {
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
    shipped: isImage,
    default: index === graph.stages.length - 1,
    exported: isImage,
    stages: { ...stageCount(graph, index), unused: unusedBy(graph, index).map((unused) => stageName(graph, unused)) },
    importsCache: request.build.cacheFrom.length > 0,
  }
}

function stageName(graph: StageGraph, index: number): string {
  return graph.stages[index]?.target ?? `stage-${index}`
}
