import type { Side, Source } from '../request/source.js'

/** One target to build: a stage of one image's Dockerfile, on one side. */
export interface PlannedTarget {
  /** Its name in the bake definition; unique in a plan. */
  readonly id: string
  readonly side: Side
  /** The image's name in the request. */
  readonly image: string
  readonly dockerfile: string
  /** null: the builder's own. */
  readonly platform: string | null
  /** Its place among the images of its side's source. */
  readonly sourceImage: number
  /** The stage's index in its Dockerfile, and what to call it. */
  readonly stage: number
  readonly target: string
  /** Indices of all stages that it needs, its own included. */
  readonly needs: readonly number[]
  readonly shipped: boolean
  readonly default: boolean
  /** Whether the builder makes an image of it; of an intermediate stage it only keeps its cache. */
  readonly exported: boolean
  /** Of its Dockerfile; `unused` are the names of those that it does not need. */
  readonly stages: { readonly declared: number; readonly used: number; readonly unused: readonly string[] }
  /** Whether its layers may come from elsewhere (`cache-from`), and not from a build here. */
  readonly importsCache: boolean
}

/** A Dockerfile that is built from a copy, as unnamed stages cannot be named to buildx. */
export interface RewrittenDockerfile {
  /** Absolute path of the original; a `.dockerignore` of its own beside it is copied along. */
  readonly original: string
  readonly path: string
  readonly text: string
}

/** A target of a bake file. Source: docker/buildx docs/bake-reference.md. */
export interface BakeTarget {
  readonly context: string
  readonly dockerfile: string
  readonly target?: string
  readonly args: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly output: readonly string[]
  readonly network?: string
  readonly pull?: boolean
  readonly platforms?: readonly string[]
  readonly contexts?: Readonly<Record<string, string>>
  /** Names of variables and files, never values. */
  readonly secret?: readonly string[]
  readonly ssh?: readonly string[]
  readonly 'cache-from'?: readonly string[]
  readonly entitlements?: readonly string[]
}

/** Everything to be built in a run: one bake definition for both sides. */
export interface BuildPlan {
  /** The trees, head first. */
  readonly sources: readonly Source[]
  readonly targets: readonly PlannedTarget[]
  /** The intermediate stages that come to be on the way to the targets, those that are targets themselves included. */
  readonly stages: readonly PlannedTarget[]
  readonly rewritten: readonly RewrittenDockerfile[]
  /** Of `targets` and of `stages`. */
  readonly bake: Readonly<Record<string, BakeTarget>>
}
