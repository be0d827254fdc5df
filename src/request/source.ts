import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Side } from '../plan/build-plan.js'
import type { ImageRequest } from './request.js'

/** One image of a tree: what was asked for, its Dockerfile, and the stages that are wanted of it. */
export interface SourceImage {
  readonly request: ImageRequest
  readonly text: string
  readonly graph: StageGraph
  /** Indices of the wanted stages. */
  readonly targets: readonly number[]
}

/** A tree to build: the user's own for the head, a checkout for the base. */
export interface Source {
  readonly side: Side
  /** Absolute path. */
  readonly root: string
  readonly images: readonly SourceImage[]
}
