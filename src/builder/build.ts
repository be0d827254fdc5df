import type { BuiltStage } from './built-stages.js'
import type { PlannedTarget } from '../plan/build-plan.js'
import type { Check } from './checks.js'
import type { BuildFailure, Method } from './method.js'
import type { LayerChain } from './layer-chain.js'
import type { ImagesUsed } from './resolved-images.js'

/** A target that was built: what the builder holds of it. */
export interface BuiltTarget {
  readonly target: PlannedTarget
  /** Digest of the image's manifest; on the classic store, which has none, of its config (the image's id). */
  readonly digest: string
  readonly hasManifest: boolean
  /** Which instruction made which layer; null where provenance does not tell. */
  readonly chain: LayerChain | null
  readonly images: ImagesUsed
  /** What BuildKit's own checks say of its Dockerfile, stages included that it does not need. */
  readonly checks: readonly Check[]
}

/** What became of a plan: images on the builder, failures, and how long it took. */
export interface Build {
  readonly method: Method
  readonly built: readonly BuiltTarget[]
  /** The stages behind them, for each target that took them; those of the exported targets themselves too. */
  readonly stages: readonly BuiltStage[]
  readonly failures: readonly BuildFailure[]
  /** Milliseconds. */
  readonly duration: number
}
