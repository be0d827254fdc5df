import type { Request } from './request.js'

/** What reading a request needs to know of the world. */
export interface ReadOptions {
  /** Absolute path of the tree's top level. */
  readonly root: string
  /** The directory that paths of inputs start from, relative to the root [`.`]. Paths in the config file start at the root. */
  readonly from?: string
  /** Values for build arguments that are given by name alone. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What to call an image whose Dockerfile is at the root. */
  readonly repositoryName: string
  /** Paths that git tracks in this tree, relative to the root; those that are not Dockerfiles by name are passed over. */
  readonly listDockerfiles: () => Promise<readonly string[]>
  /**
   * Given when the tree is the base's: the request of the head. An image whose context or Dockerfile is not there is then
   * left out and named in `missing`; discovered Dockerfiles keep the names they have at the head; where the base has no
   * config file and the head has one, the head's images are taken; absolute paths inside the head's tree are those of this one.
   */
  readonly head?: Request
}
