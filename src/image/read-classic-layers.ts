import type { BuiltTarget } from '../builder/build.js'
import type { Engine } from '../builder/engine.js'
import type { LayerReader } from '../layer/read-layer.js'
import { readArchive } from './archive.js'
import type { Described } from './described.js'
import type { LayerMemory } from './layer-memory.js'
import type { ImageConfig } from './manifest.js'
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
  await Promise.all(images.map((image) => addCounted(image, engine, memory)))
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
  const layers = await engine.overlayLayers(built.digest, Object.keys(config.config?.Volumes ?? {}))
  if (layers === null) {
    const read = (diffId: string): LayerReader | null => (isUnread(diffId) ? layerReader(memory.names) : null)
    for (const [diffId, layer] of await readArchive(engine.save(built.digest), diffIds, read)) {
      await memory.add(diffId, layer)
    }
    return
  }
  try {
    for (const [index, diffId] of diffIds.entries()) {
      if (!isUnread(diffId)) continue
      const { root, archive } = layers.read(index)
      await memory.add(diffId, await readLayer(archive, memory.names, { root, deletions: 'devices' }))
    }
  } finally {
    await layers.close()
  }
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
