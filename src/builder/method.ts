/** How numbers came to be. Numbers of different methods are never compared. */
export interface Method {
  /** buildx's driver: `docker`, `docker-container`, … */
  readonly driver: string
  readonly store: 'classic' | 'containerd' | 'buildkit'
  /** Versions without a leading `v`; null where the engine does not tell. */
  readonly buildx: string
  readonly buildkit: string | null
}

/** A target that could not be built: the step at fault and the end of its log. */
export interface BuildFailure {
  readonly image: string
  readonly dockerfile: string
  readonly target: string
  readonly platform: string
  readonly side: 'head' | 'base'
  /** As in a measurement. */
  readonly shipped: boolean
  readonly default: boolean
  /** What went wrong in one sentence. */
  readonly message: string
  /** The Dockerfile line of the failed step, where known. */
  readonly line: number | null
  readonly stage: string | null
  readonly instruction: string | null
  /** The last lines that the step wrote. */
  readonly log: readonly string[]
  /** What to do about it, where we can tell. */
  readonly hint: string | null
}
