import { ensureCommit, fetchWayOut, parentsOf, type Borrowed } from './borrowed.js'
import type { Head } from './baseline.js'
import type { EventFacts } from './event.js'
import { mergeBase, type Tip } from './merge-base.js'
import { localCommit, localDefaultBranch, remoteBranch, resolveBaseRef } from './refs.js'
import { settingOf } from './transport.js'

/** The base, and in words how it was chosen; or that there is none, and whether there should be one. */
export type Choice =
  | { readonly kind: 'commit'; readonly sha: string; readonly reason: string }
  | { readonly kind: 'none'; readonly expected: boolean; readonly reason: string }

/**
 * Which commit the head is compared with, by the contract's table of events. `history` is a repository to fetch
 * commits into. `baseRef` wins in every event. Throws a usage GateError for a `baseRef` that names nothing.
 */
export async function chooseBase(
  history: Borrowed,
  head: Head,
  event: EventFacts,
  baseRef: string | null,
): Promise<Choice> {
  if (baseRef !== null) {
    const found = await resolveBaseRef(history, baseRef)
    if (found.kind === 'found') return { kind: 'commit', sha: found.sha, reason: `base-ref ${baseRef}` }
    return unreachable(`base-ref ${baseRef}`, found.kind === 'missing' ? 'no such ref' : found.reason)
  }
  if (head.sha === null) return none('nothing has been committed yet')
  switch (event.kind) {
    case 'pull_request':
      return pullRequest(history, head.sha, event)
    case 'merge_group':
      return { kind: 'commit', sha: event.baseSha, reason: "the merge group's base" }
    case 'push':
      return push(history, head.sha, event.before)
    case 'other':
      return event.defaultBranch === null
        ? local(history, head.sha)
        : withBranch(history, head.sha, event.defaultBranch, null, 'default branch')
  }
}

async function pullRequest(
  history: Borrowed,
  head: string,
  event: Extract<EventFacts, { kind: 'pull_request' }>,
): Promise<Choice> {
  const [first, second] = await parentsOf(history, head)
  const merged = second !== undefined && (second === event.headSha || head === event.mergeSha)
  if (merged && first !== undefined) {
    return { kind: 'commit', sha: first, reason: `first parent of the merge of pull request #${event.number}` }
  }
  return withBranch(history, head, event.baseBranch, event.baseUrl, 'base branch')
}

async function push(history: Borrowed, head: string, before: string | null): Promise<Choice> {
  const pushed = before !== null && !/^0+$/.test(before) ? before : null
  let why = 'the first push of this ref'
  if (pushed !== null) {
    const there = await ensureCommit(history, pushed, true)
    if (there.ok) return { kind: 'commit', sha: pushed, reason: 'the commit before this push' }
    why = `${pushed} from before this push ${there.gone ? 'is gone' : `could not be fetched (${there.reason})`}`
  }
  const [parent] = await parentsOf(history, head)
  if (parent !== undefined) return { kind: 'commit', sha: parent, reason: `first parent of HEAD: ${why}` }
  return none('HEAD is the first commit of its history')
}

/** By hand, on a machine that may be offline: what the clone knows of the default branch. */
async function local(history: Borrowed, head: string): Promise<Choice> {
  const branch = await localDefaultBranch(history)
  if (branch === null) return none('no default branch was found to compare with; name a commit with base-ref')
  return withTip(history, head, branch.name, { sha: branch.sha, remote: null }, 'default branch')
}

/**
 * The merge-base with a branch as the remote has it now: what the clone knows of it may be old. Where the remote does
 * not answer, the clone's own knowledge has to do.
 */
async function withBranch(
  history: Borrowed,
  head: string,
  branch: string,
  url: string | null,
  role: string,
): Promise<Choice> {
  const reasons: string[] = []
  for (const remote of remotesFor(history, url)) {
    const tip = await remoteBranch(history, remote, branch)
    if (tip.kind === 'found') return withTip(history, head, branch, { sha: tip.sha, remote }, role)
    reasons.push(tip.kind === 'missing' ? `the remote has no branch ${branch}` : tip.reason)
  }
  const names = [
    ...(history.remote === null ? [] : [`refs/remotes/${history.remote}/${branch}`]),
    `refs/heads/${branch}`,
  ]
  const sha = await localCommit(history, names)
  if (sha !== null) return withTip(history, head, branch, { sha, remote: null }, role)
  return unreachable(`${role} ${branch}`, reasons.join('; ') || 'the clone has no remote')
}

async function withTip(history: Borrowed, head: string, branch: string, tip: Tip, role: string): Promise<Choice> {
  const found = await mergeBase(history, head, tip)
  switch (found.kind) {
    case 'found':
      return { kind: 'commit', sha: found.sha, reason: `merge-base with the ${role} ${branch}` }
    case 'unrelated':
      return missing(`HEAD and the ${role} ${branch} have no common ancestor; name a commit with base-ref`)
    case 'unreachable':
      return unreachable(`merge-base with the ${role} ${branch}`, found.reason)
  }
}

/** The base's own repository first where a fork is checked out, then the one that the clone came from. */
function remotesFor({ remote, settings }: Borrowed, url: string | null): string[] {
  if (remote === null) return url === null ? [] : [url]
  const own = settingOf(settings, `remote.${remote}.url`) ?? ''
  return url === null || place(own) === place(url) ? [remote] : [url, remote]
}

/** Host and path of a clone URL, whatever its transport. */
function place(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/\/?(\.git)?\/?$/, '')
    .toLowerCase()
}

/** The sentence for a base that the remote did not give. */
function unreachable(what: string, reason: string): Extract<Choice, { kind: 'none' }> {
  return missing(`the base (${what}) could not be had: ${reason}; ${fetchWayOut}`)
}

function missing(reason: string): Extract<Choice, { kind: 'none' }> {
  return { kind: 'none', expected: true, reason }
}

function none(reason: string): Extract<Choice, { kind: 'none' }> {
  return { kind: 'none', expected: false, reason }
}
