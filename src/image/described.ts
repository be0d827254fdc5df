import type { BuiltTarget } from '../builder/build.js'
import type { Engine } from '../builder/engine.js'
import { type ImageConfig, type Manifest, readConfig, readDocument } from './manifest.js'

/** An image on the builder with the documents that describe it. */
export interface Described {
  readonly built: BuiltTarget
  readonly config: ImageConfig
  /** null on the classic store, which has none. */
  readonly manifest: Manifest | null
}

/** Reads the documents of an image that was built. Throws a GateError where the builder cannot be read. */
export async function describe(built: BuiltTarget, engine: Engine): Promise<Described> {
  const manifest = built.hasManifest ? await readDocument<Manifest>(engine.read(built.digest), built.digest) : null
  const digest = manifest?.config.digest ?? built.digest
  return { built, manifest, config: await readConfig(engine.read(digest), digest) }
}
