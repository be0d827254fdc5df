import type { BuiltTarget } from '../builder/build.js'
import type { Engine } from '../builder/engine.js'
import type { OverlayLayers } from '../builder/overlay-layers.js'
import { withOpaque } from '../layer/layer-files.js'
import type { LayerReader, ReadLayer } from '../layer/read-layer.js'
import { readArchive } from './archive.js'
import { forEachOf } from '../settle.js'
import type { Described } from './described.js'
import type { LayerMemory } from './layer-memory.js'
import type { ImageConfig } from './manifest.js'
import { type Opaque, opaqueDirectories } from './opaque-directories.js'
import { ownLayers } from './owners.js'
import { isKnown } from './read-blobs.js'

/**
 * The classic store knows the bytes of the layers that BuildKit made on it. Those that were pulled, loaded or imported
 * it overstates by the lengths of their symbolic links' targets (moby layer/layer_store.go sums what was unpacked), so
 * a base's layers are read once, as is what a layer holds that is `wanted`.
 */
export async function readClassicLayers(
  images: readonly Described[],
  engine: Engine,
  memory: LayerMemory,
  wanted: ReadonlySet<string>,
): Promise<void> {
  await forEachOf(images, (image) => addCounted(image, engine, memory))
  for (const { built, config } of images) {
    const diffIds = config.rootfs.diff_ids
    if (diffIds.every((diffId) => isKnown(diffId, memory, wanted))) continue
    await readLayers(built, config, engine, memory, wanted)
  }
}

/** Each by itself where the engine's storage driver allows it, else as a part of the whole image. */
async function readLayers(
  built: BuiltTarget,
  config: ImageConfig,
  engine: Engine,
  memory: LayerMemory,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { layerReader, readLayer } = await import('../layer/read-layer.js')
  const diffIds = config.rootfs.diff_ids
  const isUnread = (diffId: string): boolean => !isKnown(diffId, memory, wanted)
  const volumes = Object.keys(config.config?.Volumes ?? {})
  const layers = await engine.overlayLayers(built.digest, volumes)
  if (layers === null) {
    const read = (diffId: string): LayerReader | null => (isUnread(diffId) ? layerReader(memory.names) : null)
    for (const [diffId, layer] of await readArchive(engine.save(built.digest), diffIds, read)) {
      await memory.add(diffId, layer)
    }
    return
  }
  const fresh = new Map<number, ReadLayer>()
  try {
    for (const [index, diffId] of diffIds.entries()) {
      if (!isUnread(diffId)) continue
      const { root, archive } = layers.read(index)
      fresh.set(index, await readLayer(archive, memory.names, { form: { root, deletions: 'devices' } }))
    }
    const opaque = await opaqueIn(diffIds, fresh, shownIn(volumes, layers), memory)
    if (opaque === null) {
      await memory.addSizes(new Map([...fresh].map(([index, { bytes }]) => [diffIds[index] ?? '', bytes])))
      return
    }
    for (const [index, layer] of fresh) {
      await memory.add(diffIds[index] ?? '', withHidden(layer, opaque.get(index)))
    }
  } finally {
    await layers.close()
  }
}

/**
 * The directories that hide what is below them, by the index of the layer that was just read. null where it is not known
 * what the other layers hold: what these do is then not to be remembered, as a later run would take it for all there is.
 */
async function opaqueIn(
  diffIds: readonly string[],
  fresh: ReadonlyMap<number, ReadLayer>,
  isShown: (path: string) => Promise<boolean | null>,
  memory: LayerMemory,
): Promise<ReadonlyMap<number, Opaque> | null> {
  const known = diffIds.flatMap((diffId, index) => fresh.get(index)?.contents ?? memory.contents(diffId) ?? [])
  if (known.length !== diffIds.length) return null
  return opaqueDirectories(known, new Set(fresh.keys()), memory.names.paths, isShown)
}

function withHidden(layer: ReadLayer, opaque: Opaque | undefined): ReadLayer {
  if (opaque === undefined) return layer
  const { directories, unasked } = opaque
  const contents = { ...layer.contents, files: withOpaque(layer.contents.files, directories) }
  if (unasked === 0) return { ...layer, contents }
  const trouble = `of some directories (${unasked}) it is not known whether they hide files of the layers below: the engine cannot be asked`
  return { ...layer, contents: { ...contents, troubles: [...contents.troubles, trouble], hidesWaste: true } }
}

/** Whether the finished image shows a path; null for what lies in a volume, which the container has something else in place of. */
function shownIn(volumes: readonly string[], { exists }: OverlayLayers): (path: string) => Promise<boolean | null> {
  const inVolume = (path: string): boolean =>
    volumes.some((volume) => `${path}/`.startsWith(`${volume.replace(/\/+$/, '')}/`))
  return async (path) => (inVolume(path) ? null : exists(path))
}

/** How many of an image's layers, counted from the last, the engine counted as we do. */
function countable({ built, config }: Pick<Described, 'built' | 'config'>): number {
  // What came from a cache elsewhere was pulled too.
  return built.target.importsCache ? 0 : ownLayers(built, config)
}

async function addCounted({ built, config }: Described, engine: Engine, memory: LayerMemory): Promise<void> {
  const own = countable({ built, config })
  const counted = own === 0 ? null : await countedSizes(built, config, engine, memory)
  if (counted === null) return
  const diffIds = config.rootfs.diff_ids.slice(-own)
  await memory.addSizes(new Map(diffIds.map((id, index) => [id, counted.at(index - own) ?? 0])))
}

/** The engine's own count for each layer; null where its history and layers do not go together. */
async function countedSizes(
  built: BuiltTarget,
  config: ImageConfig,
  engine: Engine,
  memory: LayerMemory,
): Promise<readonly number[] | null> {
  const diffIds = config.rootfs.diff_ids
  if (diffIds.every((diffId) => memory.size(diffId) !== undefined)) return null
  const isLayer = (config.history ?? []).map((entry) => entry.empty_layer !== true)
  if (isLayer.filter(Boolean).length !== diffIds.length) return null
  return (await engine.history(built.digest)).filter((_, index) => isLayer[index])
}
