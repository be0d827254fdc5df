import type { BuiltTarget } from '../builder/build.js'
import type { Engine } from '../builder/engine.js'
import { archivedLayerSizes } from './archive.js'
import type { Described } from './described.js'
import type { LayerSizes } from './layer-sizes.js'
import { type ImageConfig, platformOf, readConfig } from './manifest.js'
import { ownLayers } from './owners.js'

/**
 * The classic store knows the bytes of the layers that BuildKit made on it. Those that were pulled, loaded or imported
 * it overstates by the lengths of their symbolic links' targets (moby layer/layer_store.go sums what was unpacked), so
 * a base's layers are read once.
 */
export async function readClassicLayers(
  images: readonly Described[],
  engine: Engine,
  sizes: LayerSizes,
): Promise<void> {
  await Promise.all(images.map((image) => addCounted(image, engine, sizes)))
  for (const { built, config } of images) {
    const diffIds = config.rootfs.diff_ids
    const own = countable({ built, config })
    if (diffIds.every((diffId) => sizes.get(diffId) !== undefined)) continue
    const base = await baseImage(built, platformOf(config), diffIds.slice(0, diffIds.length - own), engine)
    await sizes.add(await archivedLayerSizes(engine.save(base?.id ?? built.digest), base?.diffIds ?? diffIds))
  }
}

/** How many of an image's layers, counted from the last, the engine counted as we do. */
function countable({ built, config }: Pick<Described, 'built' | 'config'>): number {
  // What came from a cache elsewhere was pulled too.
  return built.target.importsCache ? 0 : ownLayers(built, config)
}

async function addCounted({ built, config }: Described, engine: Engine, sizes: LayerSizes): Promise<void> {
  const own = countable({ built, config })
  const counted = own === 0 ? null : await countedSizes(built, config, engine, sizes)
  if (counted === null) return
  const diffIds = config.rootfs.diff_ids.slice(-own)
  await sizes.add(new Map(diffIds.map((id, index) => [id, counted.at(index - own) ?? 0])))
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
  const config = await readConfig(engine.read(id), id)
  // The reference may have moved since.
  return config.rootfs.diff_ids.join() === diffIds.join() ? { id, diffIds } : null
}
