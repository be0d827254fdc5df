import type { BuiltStage } from '../builder/built-stages.js'
import type { PlannedTarget } from '../plan/build-plan.js'
import type { Source } from '../request/source.js'
import type { Layer, Measurement } from './measurement.js'
import { baseOwner, stepOwners, UNKNOWN } from './owners.js'
import { baseKey, type CachedSize, cachedSizes } from './stage-sizes.js'
import { stageWork } from './stage-work.js'
import type { RecordsOf } from './used-records.js'

/** An exported target: what was measured of it. */
export interface MeasuredTarget {
  readonly target: PlannedTarget
  readonly measurement: Measurement
}

/** Layers of exported images, by what made them. */
export interface KnownLayers<T = unknown> {
  /** By the step's vertex. */
  readonly steps: ReadonlyMap<string, T>
  /** By {@link baseKey}. */
  readonly bases: ReadonlyMap<string, readonly T[]>
}

/** What is known of layers that no exported image has. */
export interface StageCache {
  readonly recordsOf: RecordsOf
  /** Sizes of bases by {@link baseKey}; null where the cache's records tell them. */
  readonly baseOf: ReadonlyMap<string, CachedSize> | null
}

interface StageLayers {
  readonly layers: readonly Layer[]
  readonly exact: boolean
}

/** Whether every size is known without a look into the builder's cache. */
export function areAllKnown(stages: readonly BuiltStage[], known: KnownLayers): boolean {
  return stages.every(
    ({ base, steps }) =>
      (base === null || known.bases.has(baseKey(base))) && steps.every(({ vertex }) => known.steps.has(vertex ?? '')),
  )
}

/** What made the layers of the exported images; of a layer it takes no more than that it is there. */
export function knownLayers<T>(
  stages: readonly BuiltStage[],
  exported: readonly { readonly target: PlannedTarget; readonly layers: readonly T[] }[],
): KnownLayers<T> {
  const steps = new Map<string, T>()
  const bases = new Map<string, readonly T[]>()
  for (const { target, layers } of exported) {
    const own = stages.find((stage) => stage.target === target)
    const below = layers.length - (own?.steps.length ?? Infinity)
    if (own === undefined || below < 0) continue
    for (const [index, { vertex }] of own.steps.entries()) {
      const layer = layers[below + index]
      if (vertex !== null && layer !== undefined) steps.set(vertex, layer)
    }
    if (own.base !== null) bases.set(baseKey(own.base), layers.slice(0, below))
  }
  return { steps, bases }
}

/**
 * Measures the intermediate stages without exporting them: exactly where their layers are in an exported image too, the
 * others by what the builder's cache says, as an estimate. Those of which something is not known are left out.
 */
export function measureStages(
  stages: readonly BuiltStage[],
  measured: readonly MeasuredTarget[],
  cache: StageCache,
  sources: readonly Source[],
): readonly MeasuredTarget[] {
  const known = knownLayers(
    stages,
    measured.map(({ target, measurement }) => ({ target, layers: measurement.layers })),
  )
  const found = new Map<string, MeasuredTarget>()
  for (const stage of stages) {
    const { target } = stage
    // One target may know of layers what another that took the same stage does not.
    if (target.exported || found.get(target.id)?.measurement.size.exact === true) continue
    const layers = layersOf(stage, known, cache, sources)
    if (layers === null || (found.has(target.id) && !layers.exact)) continue
    found.set(target.id, { target, measurement: measurementOf(stage, layers, measured, sources) })
  }
  return [...found.values()]
}

function layersOf(
  stage: BuiltStage,
  known: KnownLayers<Layer>,
  { recordsOf, baseOf }: StageCache,
  sources: readonly Source[],
): StageLayers | null {
  const { target, base } = stage
  const graph = sources.find(({ side }) => side === target.side)?.images[target.sourceImage]?.graph
  if (graph === undefined) return null
  const cached = cachedSizes(stage, recordsOf(stage))
  const layers: Layer[] = []
  let exact = true
  const estimate = ({ id, bytes }: CachedSize, owner: Layer['owner']): void => {
    exact = false
    layers.push({ diffId: `record:${id}`, size: bytes, blob: null, owner, image: null })
  }
  if (base !== null) {
    const layersOfBase = known.bases.get(baseKey(base))
    const sizeOfBase = baseOf === null ? cached.base : (baseOf.get(baseKey(base)) ?? null)
    const owner = baseOwner(graph, target.stage)
    if (layersOfBase !== undefined) layers.push(...layersOfBase.map((layer) => ({ ...layer, owner })))
    else if (sizeOfBase !== null) estimate(sizeOfBase, owner)
    else return null
  }
  const owners = stepOwners(graph, stage.steps, () => UNKNOWN)
  for (const [index, step] of stage.steps.entries()) {
    const layer = known.steps.get(step.vertex ?? '')
    const size = cached.steps[index] ?? null
    if (layer !== undefined) layers.push(layer)
    else if (size !== null) estimate(size, owners[index] ?? UNKNOWN)
    else return null
  }
  return { layers, exact }
}

function measurementOf(
  stage: BuiltStage,
  { layers, exact }: StageLayers,
  measured: readonly MeasuredTarget[],
  sources: readonly Source[],
): Measurement {
  const { target } = stage
  // As the images say it that it is part of: theirs is in its normal form.
  const image = measured.find((one) => one.target.side === target.side && one.target.sourceImage === target.sourceImage)
  return {
    image: target.image,
    dockerfile: target.dockerfile,
    target: target.target,
    platform: image?.measurement.platform ?? stage.platform,
    shipped: target.shipped,
    default: target.default,
    stages: target.stages,
    size: {
      bytes: layers.reduce((sum, layer) => sum + layer.size, 0),
      exact,
    },
    // Nobody pulls it.
    download: null,
    layers,
    user: null,
    command: null,
    environment: null,
    checks: [],
    resolved: [],
    work: stageWork(stage, sources),
  }
}
