import type { Against } from '../request/against.js'

/** The commit judged. `sha` is null in a tree without commits. */
export interface Head {
  readonly sha: string | null
  /** Branch, tag or pull request ref; null when detached and unknown. */
  readonly ref: string | null
}

/**
 * What the head is compared with. `rebuilt`: a checkout of its own at `root`, to be built in this run. `none`: nothing,
 * for the `reason` given; `expected` tells a base that should have been there (and makes the verdict at least `warn`)
 * from one that does not exist.
 */
export type CommitBaseline =
  | {
      readonly source: 'rebuilt'
      readonly sha: string
      /** Absolute path of the checkout. */
      readonly root: string
      /** Absolute path of a private bare repository that has the commit. */
      readonly gitDir: string
      readonly reason: string
    }
  | { readonly source: 'none'; readonly sha: string | null; readonly expected: boolean; readonly reason: string }

/** What the head is compared with: a commit, or `target`, another target of the same tree. */
export type Baseline =
  CommitBaseline | { readonly source: 'target'; readonly sha: null; readonly against: Against; readonly reason: string }
