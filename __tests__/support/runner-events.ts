import { ACTIONS_BOT, type Person } from './github-server-state.js'
import { type Hosted, MERGE_REF, PULL, type PullState } from './runner-workspace.js'

/** What starts a workflow: the payload of the event, and what the runner says of it in the environment. */
export interface RunnerEvent {
  readonly name: string
  readonly payload: object
  readonly sha: string
  readonly ref: string
  readonly actor: string
}

export const SLUG = 'octo/shop'
/** The label that accepts a breach, where the input names no other. */
export const ACCEPT_LABEL = 'size-gate:accept'
const AUTHOR: Person = { login: 'mona', id: 583231, type: 'User' }
const ZEROS = '0'.repeat(40)

export interface PullOptions {
  readonly branch?: string
  readonly labels?: readonly string[]
  /** The head is in a fork. */
  readonly fork?: boolean
  readonly title?: string
}

/** A `pull_request` event, as it comes after a push to the pull request's branch. */
export function pullRequestEvent(hosted: Hosted, state: PullState, options: PullOptions = {}): RunnerEvent {
  const { branch = 'change', labels = [], fork = false, title = 'Change' } = options
  const home = { full_name: SLUG, clone_url: hosted.url, default_branch: 'main' }
  const pull = {
    number: PULL,
    title,
    user: AUTHOR,
    labels: labels.map((name) => ({ name })),
    head: { sha: state.head, ref: branch, repo: fork ? { ...home, full_name: 'mona/shop' } : home },
    // Where the branch was when the pull request was opened, as on GitHub: not the base of the merge.
    base: { sha: ZEROS, ref: 'main', repo: home },
    merge_commit_sha: null,
  }
  return {
    name: 'pull_request',
    payload: { action: 'synchronize', number: PULL, pull_request: pull, repository: home, sender: AUTHOR },
    sha: state.merge,
    ref: MERGE_REF,
    actor: AUTHOR.login,
  }
}

export function pushEvent(before: string | null, after: string): RunnerEvent {
  const payload = { ref: 'refs/heads/main', before: before ?? ZEROS, after, repository: { default_branch: 'main' } }
  return { name: 'push', payload, sha: after, ref: 'refs/heads/main', actor: AUTHOR.login }
}

export function mergeGroupEvent(baseSha: string, headSha: string): RunnerEvent {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${PULL}-${baseSha}`
  const group = { base_sha: baseSha, base_ref: 'refs/heads/main', head_sha: headSha, head_ref: ref }
  const payload = { action: 'checks_requested', merge_group: group, repository: { default_branch: 'main' } }
  return { name: 'merge_group', payload, sha: headSha, ref, actor: ACTIONS_BOT.login }
}

export function dispatchEvent(sha: string): RunnerEvent {
  const payload = { inputs: null, ref: 'refs/heads/change', repository: { default_branch: 'main' }, sender: AUTHOR }
  return { name: 'workflow_dispatch', payload, sha, ref: 'refs/heads/change', actor: AUTHOR.login }
}
