import type { CommentMode } from '../request/request.js'
import type { GithubClient, Identity, IssueComment } from './client.js'
import { isMarked, marked } from './marker.js'
import type { Answer, ApiTrouble } from './trouble.js'

/** What a run has to say on its pull request. */
export interface CommentRequest {
  readonly mode: CommentMode
  /** Tells this comment from those of other jobs; see `defaultCommentKey`. */
  readonly key: string
  /** Markdown of at most `MAX_BODY` characters, without the marker. */
  readonly body: string
  /**
   * `body` as a run that took longer would have it: a line in which the two differ tells of this run alone, and is not
   * worth an edit by itself. Absent: every line is.
   */
  readonly slower?: string
  readonly state: {
    /** There is something that a reader of mode `changes` wants to see: a change, or a verdict other than `pass`. */
    readonly changed: boolean
    /** There is something that a reader of mode `on-breach` wants to see: a breach, an accepted one, a head that fails. */
    readonly breached: boolean
  }
  /** The pull request's number; null for an event without one. */
  readonly pullRequest: number | null
  /** See `readOnlyCause`. */
  readonly readOnly: 'fork' | 'dependabot' | null
  /** Where a reader finds the report when there is no comment: `the job summary`, `this log`. */
  readonly elsewhere: string
}

/**
 * `unchanged`: it says so already. `skipped`: it was not to be said. `forbidden`: the token may not. `failed`: GitHub did
 * not take it. `reason` is a sentence for the log wherever nothing was written.
 */
export type CommentOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string; readonly reason: null }
  | { readonly kind: 'skipped' | 'forbidden' | 'failed'; readonly url: null; readonly reason: string }

/**
 * Puts the report on the pull request: edits the comment that this key already has, or creates it when `mode` wants one.
 * Never throws for what GitHub, the network or the token does: a verdict does not depend on this.
 */
export async function publishComment(request: CommentRequest, client: GithubClient | null): Promise<CommentOutcome> {
  const { key, mode, pullRequest, elsewhere } = request
  if (mode === 'never') return skipped('no comment: the input `comment` is `never`')
  if (pullRequest === null) return skipped(`no comment: this event has no pull request; the report is in ${elsewhere}`)
  if (client === null) {
    return skipped(
      `no comment: the input \`github-token\` is empty; give it \`\${{ github.token }}\`. The report is in ${elsewhere}`,
    )
  }

  const body = marked(key, request.body)
  const found = await findOwn(client, pullRequest, key)
  if (!found.ok) return refused(request, found.trouble)
  if (found.value !== null) {
    if (saysTheSame(found.value.body, body, marked(key, request.slower ?? request.body)))
      return { kind: 'unchanged', url: found.value.url, reason: null }
    const updated = await client.updateComment(found.value.id, body)
    if (updated.ok) return { kind: 'updated', url: updated.value.url, reason: null }
    return refused(request, updated.trouble)
  }
  if (!wantsComment(mode, request.state)) return skipped(`no comment: nothing to say in mode \`${mode}\``)
  const created = await client.createComment(pullRequest, body, () => findOwn(client, pullRequest, key))
  if (created.ok) return { kind: 'created', url: created.value.url, reason: null }
  return refused(request, created.trouble)
}

/** True when `mode` wants a comment created; one that is there is kept up to date in every mode but `never`. */
export function wantsComment(mode: CommentMode, state: CommentRequest['state']): boolean {
  switch (mode) {
    case 'always':
      return true
    case 'changes':
      return state.changed || state.breached
    case 'on-breach':
      return state.breached
    case 'never':
      return false
  }
}

/**
 * The first comment that carries the key's marker and is ours. Anyone can paste a marker, and a token that can write can
 * edit what others wrote, so the author decides. Who we are is only asked when there is a comment to decide about.
 */
async function findOwn(client: GithubClient, issue: number, key: string): Promise<Answer<IssueComment | null>> {
  const comments = await client.comments(issue)
  if (!comments.ok) return comments
  const candidates = comments.value.filter((comment) => isMarked(key, comment.body))
  if (candidates.length === 0) return { ok: true, value: null }
  const identity = await client.identity()
  if (!identity.ok) return identity
  return { ok: true, value: candidates.find((comment) => isOurs(comment, identity.value)) ?? null }
}

/** An app does not learn its own name: for its token every bot's comment with our marker counts, and no person's. */
function isOurs(comment: IssueComment, identity: Identity): boolean {
  if (comment.author === null) return false
  return identity.kind === 'user' ? comment.author.id === identity.id : comment.author.type === 'Bot'
}

function saysTheSame(posted: string, body: string, slower: string): boolean {
  const [old, fresh, other] = [linesOf(posted), linesOf(body), linesOf(slower)]
  const comparable = other.length === fresh.length ? other : fresh
  return old.length === fresh.length && fresh.every((line, index) => line === old[index] || line !== comparable[index])
}

function linesOf(text: string): readonly string[] {
  return text.replaceAll('\r\n', '\n').trimEnd().split('\n')
}

function skipped(reason: string): CommentOutcome {
  return { kind: 'skipped', url: null, reason }
}

function refused(request: CommentRequest, trouble: ApiTrouble): CommentOutcome {
  const { kind, message } = trouble
  const elsewhere = `The report is in ${request.elsewhere}.`
  const said = trouble.status === null ? message : `HTTP ${trouble.status}: ${message}`
  switch (kind) {
    case 'forbidden':
      return { kind: 'forbidden', url: null, reason: `no comment: ${lackOf(request)} (${said}). ${elsewhere}` }
    case 'not-found': {
      const unseen = `the token can't see pull request #${request.pullRequest ?? 0}; it needs the permission \`pull-requests: write\``
      return { kind: 'forbidden', url: null, reason: `no comment: ${unseen} (${said}). ${elsewhere}` }
    }
    case 'unauthenticated': {
      const invalid = 'GitHub does not accept the `github-token`: it is wrong or has expired'
      return { kind: 'forbidden', url: null, reason: `no comment: ${invalid} (${said}). ${elsewhere}` }
    }
    case 'locked':
      return { kind: 'forbidden', url: null, reason: `no comment: the conversation is locked (${said}). ${elsewhere}` }
    case 'rate-limited':
      return { kind: 'failed', url: null, reason: `no comment: GitHub's rate limit is used up (${said}). ${elsewhere}` }
    case 'server':
    case 'network':
      return {
        kind: 'failed',
        url: null,
        reason: `no comment: GitHub did not answer as it should (${said}). ${elsewhere}`,
      }
    case 'gone':
    case 'invalid':
      return { kind: 'failed', url: null, reason: `no comment: GitHub refused it (${said}). ${elsewhere}` }
  }
}

function lackOf({ readOnly }: CommentRequest): string {
  const permission = 'the permission `pull-requests: write`'
  if (readOnly === 'fork') return `the token of a pull request from a fork is read-only, it lacks ${permission}`
  if (readOnly === 'dependabot')
    return `the token of a run by Dependabot is read-only unless the workflow grants it ${permission}`
  return `the token lacks ${permission}; grant it under \`permissions\` of the job`
}
