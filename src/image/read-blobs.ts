import type { Engine } from '../builder/engine.js'
import { BlobMissing, GateError } from '../errors.js'
import type { Described } from './described.js'
import { layerBytes } from './layer-bytes.js'
import type { LayerSizes } from './layer-sizes.js'
import { platformOf } from './manifest.js'

/** Stores with blobs: each unknown layer's blob is streamed through once. */
export async function readBlobs(images: readonly Described[], engine: Engine, sizes: LayerSizes): Promise<void> {
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
  if (built.chain === null) {
    throw new GateError(
      'environment',
      "The builder has never pulled the base image's layers, and buildx does not tell which image that is, so its size cannot be read.",
      'Update buildx: from 0.26.0 on it reads what every BuildKit tells. docker/setup-buildx-action before this step installs it.',
    )
  }
  const { base } = built.chain
  if (base !== null) await engine.pullBase(base, platformOf(config))
  for (const { diffId, digest } of missing) {
    await sizes.add(new Map([[diffId, await layerBytes(engine.read(digest))]]))
  }
}
