import { isOlder } from './version.js'

/** How numbers came to be. Numbers of different methods are never compared. */
export interface Method {
  /** buildx's driver: `docker`, `docker-container`, … */
  readonly driver: string
  readonly store: 'classic' | 'containerd' | 'buildkit'
  /** Versions without a leading `v`; null where the engine does not tell. */
  readonly buildx: string
  readonly buildkit: string | null
}

/** The first BuildKit known to tell the line of every instruction. */
const TELLS_LINKS = '0.13.2'
/** The first buildx that reads provenance in SLSA v1, as later BuildKits write it. Source: docker/buildx pull request 3259. */
export const READS_SLSA_V1 = '0.26.0'

/**
 * What a reader should know where the lines of some instructions are not told.
 * `noSteps`: whether some image's provenance has no steps at all.
 */
export function untoldLines({ buildx, buildkit }: Method, noSteps: boolean): readonly string[] {
  if (noSteps && isOlder(buildx, READS_SLSA_V1)) {
    return [
      `buildx ${buildx} does not read what this builder tells of its builds: instructions are shown without lines, in the words of the image's history. buildx ${READS_SLSA_V1} and later read it.`,
    ]
  }
  if (buildkit === null || !isOlder(buildkit, TELLS_LINKS)) {
    return [
      "the builder does not tell of every layer which instruction made it: some are shown without a line, in the words of the image's history",
    ]
  }
  return [
    `BuildKit ${buildkit} does not tell the lines of COPY --link and of triggers (ONBUILD): these are shown without one, in the words of the image's history. BuildKit ${TELLS_LINKS} and later tell it.`,
  ]
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
