import type { Build, BuiltTarget } from '../builder/build.js'
import { BlobMissing } from '../errors.js'
import type { Engine } from '../builder/engine.js'
import type { BuildPlan } from '../plan/build-plan.js'
import type { Side, Source } from '../request/source.js'
import { archivedLayerSizes } from './archive.js'
import { layerImage } from './layer-image.js'
import { layerBytes } from './layer-bytes.js'
import type { LayerSizes } from './layer-sizes.js'
import { type ImageConfig, type Manifest, platformOf, readDocument } from './manifest.js'
import type { Layer, Measured, Measurement } from './measurement.js'
import { layerOwners, ownLayers, UNKNOWN } from './owners.js'

/** An image on the builder with the documents that describe it. */
interface Described {
  readonly built: BuiltTarget
  readonly config: ImageConfig
  readonly manifest: Manifest | null
}

/**
 * Measures what was built: the bytes of each layer, read at most once and only where they are not known yet.
 * Throws a GateError where the builder cannot be read.
 */
export async function measure(
  { method, built }: Build,
  { sources }: BuildPlan,
  engine: Engine,
  sizes: LayerSizes,
): Promise<Measured> {
  const images = await Promise.all(built.map((target) => describe(target, engine)))
  if (method.store === 'classic') await readClassicLayers(images, engine, sizes)
  else await readBlobs(images, engine, sizes)
  const of = (side: Side): readonly Measurement[] =>
    images.filter(({ built: { target } }) => target.side === side).map((image) => measurementOf(image, sources, sizes))
  return { head: of('head'), base: of('base') }
}

async function describe(built: BuiltTarget, engine: Engine): Promise<Described> {
  const manifest = built.hasManifest ? await readDocument<Manifest>(engine.read(built.digest), built.digest) : null
  const digest = manifest?.config.digest ?? built.digest
  return { built, manifest, config: await readDocument<ImageConfig>(engine.read(digest), digest) }
}

/** Stores with blobs: each unknown layer's blob is streamed through once. */
async function readBlobs(images: readonly Described[], engine: Engine, sizes: LayerSizes): Promise<void> {
  for (const image of images) {
    const missing: Unread[] = []
    for (const layer of unread(image, sizes)) {
      try {
        await sizes.add(new Map([[layer.diffId, await layerBytes(engine.read(layer.digest))]]))
      } catch (error) {
        if (!(error instanceof BlobMissing)) throw error
        missing.push(layer)
      }
    }
    if (missing.length > 0) await readLazyBase(image, missing, engine, sizes)
  }
}

interface Unread {
  readonly diffId: string
  /** Of the layer's blob. */
  readonly digest: string
}

function unread({ config, manifest }: Described, sizes: LayerSizes): readonly Unread[] {
  const layers = config.rootfs.diff_ids.flatMap((diffId, index) => {
    const digest = manifest?.layers[index]?.digest
    return digest === undefined || sizes.get(diffId) !== undefined ? [] : [{ diffId, digest }]
  })
  return [...new Map(layers.map((layer) => [layer.diffId, layer])).values()]
}

/** Layers of a base that no step needed, so that BuildKit never pulled them. */
async function readLazyBase(
  { built, config }: Described,
  missing: readonly Unread[],
  engine: Engine,
  sizes: LayerSizes,
): Promise<void> {
  const base = built.chain?.base ?? null
  if (base !== null) await engine.pullBase(base, platformOf(config))
  for (const { diffId, digest } of missing) {
    await sizes.add(new Map([[diffId, await layerBytes(engine.read(digest))]]))
  }
}

/**
 * The classic store knows the bytes of the layers that BuildKit made on it. Those that were pulled, loaded or imported
 * it overstates by the lengths of their symbolic links' targets (moby layer/layer_store.go sums what was unpacked), so
 * a base's layers are read once.
 */
async function readClassicLayers(images: readonly Described[], engine: Engine, sizes: LayerSizes): Promise<void> {
  for (const { built, config } of images) {
    const diffIds = config.rootfs.diff_ids
    // What came from a cache elsewhere was pulled too.
    const own = built.target.importsCache ? 0 : ownLayers(built, config)
    const counted = own === 0 ? null : await countedSizes(built, config, engine, sizes)
    if (counted !== null)
      await sizes.add(new Map(diffIds.slice(-own).map((id, index) => [id, counted.at(index - own) ?? 0])))
    if (diffIds.every((diffId) => sizes.get(diffId) !== undefined)) continue
    const base = await baseImage(built, platformOf(config), diffIds.slice(0, diffIds.length - own), engine)
    await sizes.add(await archivedLayerSizes(engine.save(base?.id ?? built.digest), base?.diffIds ?? diffIds))
  }
}

/** The engine's own count for each layer; null where its history and layers do not go together. */
async function countedSizes(
  built: BuiltTarget,
  config: ImageConfig,
  engine: Engine,
  sizes: LayerSizes,
): Promise<readonly number[] | null> {
  const diffIds = config.rootfs.diff_ids
  if (diffIds.every((diffId) => sizes.get(diffId) !== undefined)) return null
  const isLayer = (config.history ?? []).map((entry) => entry.empty_layer !== true)
  if (isLayer.filter(Boolean).length !== diffIds.length) return null
  return (await engine.history(built.digest)).filter((_, index) => isLayer[index])
}

/** An image of the base's layers alone, so that nothing else has to be read; null where there is none. */
async function baseImage(
  built: BuiltTarget,
  platform: string,
  diffIds: readonly string[],
  engine: Engine,
): Promise<{ readonly id: string; readonly diffIds: readonly string[] } | null> {
  const reference = built.chain?.base ?? null
  if (reference === null || diffIds.length === 0) return null
  const id = await engine.buildBase(reference, platform)
  if (id === null) return null
  const config = await readDocument<ImageConfig>(engine.read(id), id)
  // The reference may have moved since.
  return config.rootfs.diff_ids.join() === diffIds.join() ? { id, diffIds } : null
}

function measurementOf(
  { built, config, manifest }: Described,
  sources: readonly Source[],
  sizes: LayerSizes,
): Measurement {
  const { target } = built
  const owners = layerOwners(built, config, sources)
  const layers = config.rootfs.diff_ids.map((diffId, index): Layer => {
    const blob = manifest?.layers[index]
    const size = sizes.get(diffId)
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
  const blobs = new Map(layers.map(({ blob }) => [blob?.digest, blob?.size ?? 0]))
  return {
    image: target.image,
    dockerfile: target.dockerfile,
    target: target.target,
    platform: platformOf(config),
    shipped: target.shipped,
    default: target.default,
    stages: target.stages,
    size: { bytes: layers.reduce((sum, layer) => sum + layer.size, 0), exact: true },
    download:
      manifest === null ? null : { bytes: [...blobs.values()].reduce((sum, size) => sum + size, 0), exact: true },
    layers,
    resolved: built.images.resolved,
  }
}
