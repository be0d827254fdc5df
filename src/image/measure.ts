import type { Build } from '../builder/build.js'
import type { BuiltStage } from '../builder/built-stages.js'
import type { Engine } from '../builder/engine.js'
import type { TakeUp } from '../builder/take-up.js'
import type { BuildPlan, PlannedTarget } from '../plan/build-plan.js'
import type { Side, Source } from '../request/source.js'
import { forEachOf, settleAll } from '../settle.js'
import { engineBases } from './engine-bases.js'
import { type Described, describe } from './described.js'
import { downloadOf } from './download.js'
import { layerImage } from './layer-image.js'
import type { LayerMemory } from './layer-memory.js'
import { platformOf } from './manifest.js'
import { areAllKnown, knownLayers, type MeasuredTarget, measureStages, type StageCache } from './measure-stages.js'
import type { Contents, Layer, Measured, Measurement } from './measurement.js'
import { layerOwners, UNKNOWN } from './owners.js'
import { readBlobs } from './read-blobs.js'
import { readClassicLayers } from './read-classic-layers.js'
import { stageWork } from './stage-work.js'
import { tellingFiles, type TellingFileOf } from './telling-files.js'
import { usedRecords } from './used-records.js'
import { type LookInto, wantedLayers } from './wanted-layers.js'

/**
 * Measures what was built: the bytes of each layer of an exported image, read at most once and only where they are not
 * known yet; of the stages on the way what can be told without reading them.
 * Throws a GateError where the builder cannot be read.
 */
export async function measure(
  build: Build,
  plan: BuildPlan,
  engine: Engine,
  memory: LayerMemory,
  takeUp: TakeUp,
  lookInto: LookInto,
): Promise<Measured> {
  const images = await forEachOf(build.built, (target) => describe(target, engine))
  const wanted = wantedLayers(images, lookInto)
  await memory.recall(wanted)
  const [cache] = await settleAll([
    cacheOf(build, images, engine, takeUp),
    build.method.store === 'classic'
      ? readClassicLayers(images, engine, memory, wanted)
      : readBlobs(images, engine, memory, wanted),
  ])
  const tellingFile = tellingFiles(images, plan.sources, memory)
  const exported = images.map((image): MeasuredTarget => {
    const { target } = image.built
    const stage = build.stages.find((one) => one.target === target)
    return { target, measurement: measurementOf(image, plan.sources, stage, memory, tellingFile(image)) }
  })
  const stages = measureStages(build.stages, exported, cache, plan.sources)
  const measured = [...exported, ...stages].toSorted((one, other) => byPlace(one.target, other.target))
  const lost = plan.stages.filter((stage) => isLost(stage, build, measured))
  // Of one that was not built, a failure tells.
  const told = lost.filter(({ id }) => build.stages.some(({ target }) => target.id === id))
  const of = (side: Side): readonly Measurement[] =>
    measured
      .filter(({ target }) => target.side === side && !lost.some((stage) => isSame(stage, target)))
      .map(({ measurement }) => measurement)
  return {
    head: of('head'),
    base: of('base'),
    notes: [...new Set(told.map(noteOf))],
    contents: contentsOf(memory, wanted),
  }
}

/** Of what was wanted alone: what else was read on the way is not there in every run. */
function contentsOf({ names, contents }: LayerMemory, wanted: ReadonlySet<string>): Contents {
  return { names, of: (diffId) => (wanted.has(diffId) ? contents(diffId) : undefined) }
}

/** What the engine knows of the stages that the exported images leave open; nothing is asked where there are none. */
async function cacheOf(
  { stages, method }: Build,
  images: readonly Described[],
  engine: Engine,
  takeUp: TakeUp,
): Promise<StageCache> {
  const layers = images.map(({ built, config }) => ({ target: built.target, layers: config.rootfs.diff_ids }))
  const known = knownLayers(stages, layers)
  if (areAllKnown(stages, known)) return { recordsOf: () => [], baseOf: null }
  const [recordsOf, baseOf] = await settleAll([
    usedRecords(stages, () => engine.cacheRecords(), takeUp),
    method.store === 'buildkit' ? null : engineBases(stages, known, engine),
  ])
  return { recordsOf, baseOf }
}

/** Whether an intermediate stage's size is not known: then its row would mislead, on either side. */
function isLost(stage: PlannedTarget, { failures }: Build, measured: readonly MeasuredTarget[]): boolean {
  if (measured.some(({ target }) => target.id === stage.id)) return false
  return !failures.some(
    ({ side, image, target, platform }) =>
      side === stage.side &&
      image === stage.image &&
      target === stage.target &&
      (stage.platform === null || platform === stage.platform),
  )
}

/** The order of the config file, then of the Dockerfile. */
function byPlace(one: PlannedTarget, other: PlannedTarget): number {
  return one.sourceImage - other.sourceImage || one.stage - other.stage
}

function isSame(one: PlannedTarget, other: PlannedTarget): boolean {
  return one.image === other.image && one.target === other.target && one.platform === other.platform
}

function noteOf({ image, target }: PlannedTarget): string {
  return `the size of the stage \`${target}\` of \`${image}\` is not known: the builder's cache does not tell of all its steps`
}

function measurementOf(
  { built, config, manifest }: Described,
  sources: readonly Source[],
  stage: BuiltStage | undefined,
  memory: LayerMemory,
  tellingFile: TellingFileOf,
): Measurement {
  const { target } = built
  const owners = layerOwners(built, config, sources, tellingFile)
  const layers = config.rootfs.diff_ids.map((diffId, index): Layer => {
    const blob = manifest?.layers[index]
    const size = memory.size(diffId)
    const owner = owners[index] ?? UNKNOWN
    if (size === undefined) throw new Error(`the layer ${diffId} was not measured`)
    return {
      diffId,
      size,
      blob: blob === undefined ? null : { digest: blob.digest, size: blob.size },
      owner,
      image: layerImage(owner, built.images),
    }
  })
  return {
    image: target.image,
    dockerfile: target.dockerfile,
    target: target.target,
    platform: platformOf(config),
    shipped: target.shipped,
    default: target.default,
    stages: target.stages,
    size: { bytes: layers.reduce((sum, layer) => sum + layer.size, 0), exact: true },
    download: downloadOf(layers),
    layers,
    user: config.config?.User ?? '',
    command: [...(config.config?.Entrypoint ?? []), ...(config.config?.Cmd ?? [])].join(' '),
    environment: config.config?.Env ?? [],
    checks: built.checks,
    work: stage === undefined ? null : stageWork(stage, sources),
    resolved: built.images.resolved,
  }
}
