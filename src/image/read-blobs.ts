import type { Engine } from '../builder/engine.js'
import { BlobMissing, GateError } from '../errors.js'
import type { Described } from './described.js'
import type { LayerMemory } from './layer-memory.js'
import { platformOf } from './manifest.js'
import { ownLayers } from './owners.js'

/** Stores with blobs: each layer that is not known well enough is streamed through once. */
export async function readBlobs(
  images: readonly Described[],
  engine: Engine,
  memory: LayerMemory,
  wanted: ReadonlySet<string>,
): Promise<void> {
  for (const image of images) {
    const missing: Unread[] = []
    for (const layer of unread(image, memory, wanted)) {
      try {
        await read(layer, engine, memory)
      } catch (error) {
        if (!(error instanceof BlobMissing)) throw error
        missing.push(layer)
      }
    }
    if (missing.length > 0) await readLazyBase(image, missing, engine, memory)
  }
}

interface Unread {
  readonly diffId: string
  /** Of the layer's blob. */
  readonly digest: string
  /** Whether somebody else made it: BuildKit does not unpack what no step needs, and so never checked its diff ID. */
  readonly isForeign: boolean
}

/** The layers whose size is not known, or whose contents are not and are `wanted`. */
function unread(
  { built, config, manifest }: Described,
  memory: LayerMemory,
  wanted: ReadonlySet<string>,
): readonly Unread[] {
  const diffIds = config.rootfs.diff_ids
  const foreign = built.target.importsCache ? diffIds.length : diffIds.length - ownLayers(built, config)
  const layers = diffIds.flatMap((diffId, index) => {
    const digest = manifest?.layers[index]?.digest
    const isForeign = index < foreign
    return digest === undefined || isKnown(diffId, memory, wanted) ? [] : [{ diffId, digest, isForeign }]
  })
  return [...new Map(layers.map((layer) => [layer.diffId, layer])).values()]
}

/** Whether all is known of a layer that a run needs. */
export function isKnown(diffId: string, memory: LayerMemory, wanted: ReadonlySet<string>): boolean {
  return memory.size(diffId) !== undefined && (!wanted.has(diffId) || memory.contents(diffId) !== undefined)
}

async function read({ diffId, digest, isForeign }: Unread, engine: Engine, memory: LayerMemory): Promise<void> {
  // Much to load, with all the formats of packages, for a run that knows its layers.
  const { readLayer } = await import('../layer/read-layer.js')
  await memory.add(diffId, await readLayer(engine.read(digest), memory.names, { diffId: isForeign ? diffId : null }))
}

/** Layers of a base that no step needed, so that BuildKit never pulled them. */
async function readLazyBase(
  { built, config }: Described,
  missing: readonly Unread[],
  engine: Engine,
  memory: LayerMemory,
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
  for (const layer of missing) await read(layer, engine, memory)
}
