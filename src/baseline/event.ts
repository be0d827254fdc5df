/**
 * What the choice of a base needs to know of the event that started the run. `pull_request_target` is a pull request
 * too. `pull_request.base.sha` is left out on purpose: it is neither the merge's parent nor the merge-base.
 */
export type EventFacts =
  | {
      readonly kind: 'pull_request'
      readonly number: number
      readonly headSha: string
      /** Name of the branch that the pull request wants to be merged into. */
      readonly baseBranch: string
      /** Clone URL of the repository that has this branch: a fork may be checked out instead. */
      readonly baseUrl: string | null
      readonly mergeSha: string | null
    }
  | { readonly kind: 'merge_group'; readonly baseSha: string }
  /** `before` is null, or all zeros, where a branch or tag was pushed for the first time. */
  | { readonly kind: 'push'; readonly before: string | null }
  /** `workflow_dispatch`, `schedule` and everything else, and a run by hand. */
  | { readonly kind: 'other'; readonly defaultBranch: string | null }
