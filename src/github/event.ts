import { GateError, messageOf } from '../errors.js'
import type { EventFacts } from '../baseline/event.js'
import { at, integer, list, text } from './json.js'

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** The pull request of the event, as the event described it when it was sent. */
export interface PullRequest {
  readonly number: number
  readonly headSha: string
  readonly headRef: string | null
  readonly baseRef: string
  readonly labels: readonly string[]
  readonly author: string | null
  /** The head lives in another repository, or in one that is gone. */
  readonly isFork: boolean
}

/** What the environment and the event file say about this run. */
export interface EventContext {
  /** `pull_request`, `push`, …; null outside a workflow. */
  readonly name: string | null
  readonly facts: EventFacts
  readonly repository: Repository | null
  readonly pullRequest: PullRequest | null
  /** Without a slash at the end. */
  readonly serverUrl: string
  /** Without a slash at the end; `https://HOST/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string
  readonly workflow: string | null
  readonly job: string | null
  readonly ref: string | null
  readonly sha: string | null
  /** Who made this run happen. */
  readonly actor: string | null
  /** The page of this workflow run. */
  readonly runUrl: string | null
}

/**
 * The events whose payload has a `pull_request`. For `pull_request_target` the facts are the same, but the token can write
 * and secrets are there: nothing that a fork wrote may be built in such a run.
 */
const PULL_REQUEST_EVENTS = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
]

/** What `before` holds when a push made the branch. */
const NO_COMMIT = /^0+$/

/**
 * Reads the run's event from `env` and from the event file, which `read` gives as text.
 * Outside a workflow (no GITHUB_EVENT_NAME) the facts are `other` and nothing is read.
 *
 * @throws GateError (`environment`) when the event file is not named, can't be read, is no JSON or lacks what its event has.
 * @see https://docs.github.com/actions/reference/variables-reference and https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export async function readEvent(env: Environment, read: (path: string) => Promise<string>): Promise<EventContext> {
  const name = text(env['GITHUB_EVENT_NAME'])
  const payload = name === null ? null : await readPayload(name, env, read)
  const pullRequest = name !== null && PULL_REQUEST_EVENTS.includes(name) ? pullRequestOf(name, payload) : null
  const serverUrl = url(env['GITHUB_SERVER_URL'], 'https://github.com')
  const slug = text(env['GITHUB_REPOSITORY'])
  const run = text(env['GITHUB_RUN_ID'])
  return {
    name,
    facts: factsOf(name, payload, pullRequest, env),
    repository: slug === null ? null : repositoryOf(slug),
    pullRequest,
    serverUrl,
    apiUrl: url(env['GITHUB_API_URL'], 'https://api.github.com'),
    workflow: text(env['GITHUB_WORKFLOW']),
    job: text(env['GITHUB_JOB']),
    ref: text(env['GITHUB_REF']),
    sha: text(env['GITHUB_SHA']),
    actor: text(env['GITHUB_ACTOR']),
    runUrl: slug === null || run === null ? null : `${serverUrl}/${slug}/actions/runs/${run}`,
  }
}

/** True inside a GitHub Actions runner (or act). */
export function isActions(env: Environment): boolean {
  return env['GITHUB_ACTIONS'] === 'true'
}

/**
 * Why GitHub makes the token of this event read-only, whatever the repository's default is; null where it does not.
 *
 * @see https://docs.github.com/actions/concepts/security/github_token and "Dependabot on GitHub Actions"
 */
export function readOnlyCause(event: EventContext): 'fork' | 'dependabot' | null {
  if (event.pullRequest?.isFork === true && event.name !== 'pull_request_target') return 'fork'
  return event.actor === 'dependabot[bot]' ? 'dependabot' : null
}

async function readPayload(name: string, env: Environment, read: (path: string) => Promise<string>): Promise<unknown> {
  const path = text(env['GITHUB_EVENT_PATH'])
  const hint =
    'GitHub writes this file for every run; leave GITHUB_EVENT_PATH as the runner sets it, or unset GITHUB_EVENT_NAME to run outside a workflow'
  if (path === null) {
    throw new GateError(
      'environment',
      `GITHUB_EVENT_NAME is "${name}", but GITHUB_EVENT_PATH names no event file`,
      hint,
    )
  }
  let content: string
  try {
    content = await read(path)
  } catch (error) {
    throw new GateError('environment', `the event file "${path}" can't be read: ${messageOf(error)}`, hint, error)
  }
  try {
    return JSON.parse(content) as unknown
  } catch (error) {
    throw new GateError('environment', `the event file "${path}" is not JSON: ${messageOf(error)}`, hint, error)
  }
}

function pullRequestOf(name: string, payload: unknown): PullRequest {
  const pull = at(payload, 'pull_request')
  const headRepository = text(at(pull, 'head', 'repo', 'full_name'))
  return {
    number: required(name, 'pull_request.number', integer(at(pull, 'number'))),
    headSha: required(name, 'pull_request.head.sha', text(at(pull, 'head', 'sha'))),
    headRef: text(at(pull, 'head', 'ref')),
    baseRef: required(name, 'pull_request.base.ref', text(at(pull, 'base', 'ref'))),
    labels: list(at(pull, 'labels')).flatMap((label) => text(at(label, 'name')) ?? []),
    author: text(at(pull, 'user', 'login')),
    isFork: headRepository?.toLowerCase() !== text(at(pull, 'base', 'repo', 'full_name'))?.toLowerCase(),
  }
}

function factsOf(name: string | null, payload: unknown, pull: PullRequest | null, env: Environment): EventFacts {
  if (name !== null && pull !== null) {
    return {
      kind: 'pull_request',
      number: pull.number,
      headSha: pull.headSha,
      baseBranch: pull.baseRef,
      baseUrl: text(at(payload, 'pull_request', 'base', 'repo', 'clone_url')),
      mergeSha: mergeShaOf(name, pull.number, payload, env),
    }
  }
  if (name === 'merge_group') {
    const baseSha = required(name, 'merge_group.base_sha', text(at(payload, 'merge_group', 'base_sha')))
    return { kind: 'merge_group', baseSha }
  }
  if (name === 'push') {
    const before = text(at(payload, 'before'))
    return { kind: 'push', before: before === null || NO_COMMIT.test(before) ? null : before }
  }
  return { kind: 'other', defaultBranch: text(at(payload, 'repository', 'default_branch')) }
}

/**
 * The commit at the pull request's merge ref. GITHUB_SHA is that commit where GITHUB_REF is that ref; the payload's
 * `merge_commit_sha` may be one push behind, so it is only the second choice, for events that run on the base branch.
 */
function mergeShaOf(name: string, number: number, payload: unknown, env: Environment): string | null {
  if (env['GITHUB_REF'] === `refs/pull/${number}/merge`) return text(env['GITHUB_SHA'])
  return name === 'pull_request_target' ? text(at(payload, 'pull_request', 'merge_commit_sha')) : null
}

function repositoryOf(slug: string): Repository {
  const [owner, repo, ...rest] = slug.split('/')
  if (!owner || !repo || rest.length > 0) {
    throw new GateError(
      'environment',
      `GITHUB_REPOSITORY is "${slug}", expected "owner/name"`,
      'leave it as the runner sets it',
    )
  }
  return { owner, repo }
}

function required<T>(name: string, field: string, value: T | null): T {
  if (value !== null) return value
  const hint = `check that the workflow runs on a real ${name} event; act takes an event file with --eventpath`
  throw new GateError('environment', `the event file of "${name}" has no ${field}`, hint)
}

function url(value: string | undefined, otherwise: string): string {
  return (text(value) ?? otherwise).replace(/\/+$/, '')
}
