import { type Connection, openConnection } from './connection.js'
import { at, integer, text } from './json.js'
import type { Answer } from './trouble.js'

export interface Account {
  readonly id: number
  readonly login: string
  /** `User`, `Bot`, `Organization`, … */
  readonly type: string
}

export interface IssueComment {
  readonly id: number
  readonly url: string
  readonly body: string
  /** Null when the account is gone. */
  readonly author: Account | null
}

/** One time that a label was put on. */
export interface Labeling {
  readonly label: string
  readonly by: string | null
  readonly at: string | null
}

/** Whose token this is. GitHub does not tell an app (GITHUB_TOKEN is one) its own name, so all that is known is that it is one. */
export type Identity = { readonly kind: 'user'; readonly id: number } | { readonly kind: 'app' }

/** The part of GitHub that a run talks to, on one repository. Nothing here throws for what GitHub or the network does. */
export interface GithubClient {
  /** `users/get-authenticated` */
  readonly identity: () => Promise<Answer<Identity>>
  /** `issues/list-comments`, all pages, oldest first */
  readonly comments: (issue: number) => Promise<Answer<readonly IssueComment[]>>
  /**
   * `issues/create-comment`. Where the answer was lost, `landed` is asked for the comment before it is sent once more,
   * so that one call never makes two.
   */
  readonly createComment: (
    issue: number,
    body: string,
    landed: () => Promise<Answer<IssueComment | null>>,
  ) => Promise<Answer<IssueComment>>
  /** `issues/update-comment` */
  readonly updateComment: (id: number, body: string) => Promise<Answer<IssueComment>>
  /** `issues/list-labels-on-issue`, all pages */
  readonly labels: (issue: number) => Promise<Answer<readonly string[]>>
  /** The `labeled` ones of `issues/list-events`, all pages, oldest first */
  readonly labelings: (issue: number) => Promise<Answer<readonly Labeling[]>>
}

/** A client that connects at its first request; see `openConnection` for retries. */
export function connectGithub(connection: Connection): GithubClient {
  const { repository } = connection
  const { ask, all } = openConnection(connection)
  return {
    async identity() {
      const answer = await ask(
        (connected, request) => connected.request('GET /user', { request }),
        ({ data }) => integer(at(data, 'id')),
      )
      if (answer.ok) return { ok: true, value: { kind: 'user', id: answer.value } }
      return answer.trouble.kind === 'forbidden' ? { ok: true, value: { kind: 'app' } } : answer
    },
    comments: (issue) =>
      all<IssueComment>(
        (connected, position, request) =>
          connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
          }),
        (element) => commentOf(element) ?? [],
      ),
    createComment: (issue, body, landed) =>
      ask(
        (connected, request) =>
          connected.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: issue,
            body,
            request,
          }),
        ({ data }) => commentOf(data),
        landed,
      ),
    updateComment: (id, body) =>
      ask(
        (connected, request) =>
          connected.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...repository,
            comment_id: id,
            body,
            request,
          }),
        ({ data }) => commentOf(data),
      ),
    labels: (issue) =>
      all<string>(
        (connected, position, request) =>
          connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
          }),
        (element) => text(at(element, 'name')) ?? [],
      ),
    labelings: (issue) =>
      all<Labeling>(
        (connected, position, request) =>
          connected.request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
            ...repository,
            issue_number: issue,
            ...position,
            request,
          }),
        labelingOf,
      ),
  }
}

function commentOf(data: unknown): IssueComment | null {
  const id = integer(at(data, 'id'))
  const url = text(at(data, 'html_url'))
  return id === null || url === null
    ? null
    : { id, url, body: text(at(data, 'body')) ?? '', author: accountOf(at(data, 'user')) }
}

function accountOf(data: unknown): Account | null {
  const id = integer(at(data, 'id'))
  const login = text(at(data, 'login'))
  return id === null || login === null ? null : { id, login, type: text(at(data, 'type')) ?? 'User' }
}

function labelingOf(data: unknown): readonly Labeling[] {
  const label = text(at(data, 'label', 'name'))
  if (label === null || at(data, 'event') !== 'labeled') return []
  return [{ label, by: text(at(data, 'actor', 'login')), at: text(at(data, 'created_at')) }]
}
