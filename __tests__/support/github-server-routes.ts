import {
  addComment,
  commentJson,
  type GithubState,
  labelingJson,
  labelJson,
  type Person,
  type StoredPull,
  viewerJson,
} from './github-server-state.js'

/** The token of a run: whose it is, whether it may write, and whether it sees the repository at all. */
export interface Token {
  readonly value: string
  readonly owner: Person
  readonly write: boolean
  readonly sees: boolean
}

export interface Call {
  /** Operation id of the OpenAPI. */
  readonly operation: string
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly authorization: string
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Serialised as JSON; a string is sent as HTML. */
  readonly body: unknown
}

export interface World {
  readonly state: GithubState
  readonly slug: string
  readonly token: Token
  readonly apiUrl: string
}

const BODY_LIMIT = 65_536
const DOCUMENTATION = 'https://docs.github.com/rest'

/** What GitHub answers to an allowed call. Null: an operation that this stand-in has not learnt. */
export function answer(call: Call, world: World): Reply | null {
  const { token } = world
  if (call.authorization.replace(/^(token|bearer) /i, '') !== token.value) return failure(401, 'Bad credentials')
  if (call.operation === 'users/get-authenticated') {
    return token.owner.type === 'Bot' ? notAccessible() : reply(200, viewerJson(token.owner))
  }
  if (!token.sees || `${call.path['owner'] ?? ''}/${call.path['repo'] ?? ''}` !== world.slug)
    return failure(404, 'Not Found')
  if (call.operation === 'issues/update-comment') return updateComment(call, world)
  const number = Number(call.path['issue_number'])
  const pull = world.state.pulls.get(number)
  if (pull === undefined) return failure(404, 'Not Found')
  return onPull(call, world, number, pull)
}

export function failure(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: { message, documentation_url: DOCUMENTATION, status: String(status) } }
}

function onPull(call: Call, world: World, number: number, pull: StoredPull): Reply | null {
  const { state, slug, apiUrl, token } = world
  switch (call.operation) {
    case 'issues/list-comments': {
      const own = state.comments.filter(({ issue }) => issue === number)
      return page(
        call,
        world,
        own.map((comment) => commentJson(comment, slug, apiUrl)),
      )
    }
    case 'issues/create-comment': {
      if (!token.write) return notAccessible()
      if (pull.locked) return failure(403, 'Unable to create comment because issue is locked.')
      const body = bodyOf(call)
      return tooLong(body) ?? reply(201, commentJson(addComment(state, number, token.owner, body), slug, apiUrl))
    }
    case 'issues/list-labels-on-issue':
      return page(
        call,
        world,
        pull.labels.map((label) => labelJson(label, slug, apiUrl)),
      )
    case 'issues/list-events':
      return page(
        call,
        world,
        pull.events.map((event) => labelingJson(event, slug, apiUrl)),
      )
    default:
      return null
  }
}

function updateComment(call: Call, { state, slug, apiUrl, token }: World): Reply {
  const comment = state.comments.find(({ id }) => id === Number(call.path['comment_id']))
  if (comment === undefined) return failure(404, 'Not Found')
  if (!token.write) return notAccessible()
  const body = bodyOf(call)
  const refusal = tooLong(body)
  if (refusal !== null) return refusal
  comment.body = body
  comment.updated += 1
  return reply(200, commentJson(comment, slug, apiUrl))
}

/** @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page(call: Call, world: World, elements: readonly object[]): Reply {
  const size = Number(call.query.get('per_page') ?? 30)
  const number = Number(call.query.get('page') ?? 1)
  const last = Math.max(1, Math.ceil(elements.length / size))
  const links = [
    ...(number < last ? [link(call, world, number + 1, 'next'), link(call, world, last, 'last')] : []),
    ...(number > 1 ? [link(call, world, number - 1, 'prev'), link(call, world, 1, 'first')] : []),
  ]
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {}
  return { status: 200, headers, body: elements.slice((number - 1) * size, number * size) }
}

function link(call: Call, world: World, number: number, relation: string): string {
  const query = new URLSearchParams(call.query)
  query.set('page', String(number))
  return `<${world.apiUrl}/repositories/1/issues/${call.path['issue_number'] ?? ''}?${query.toString()}>; rel="${relation}"`
}

function bodyOf(call: Call): string {
  return (JSON.parse(call.body) as { readonly body: string }).body
}

function tooLong(body: string): Reply | null {
  if (body.length <= BODY_LIMIT) return null
  const error = {
    resource: 'IssueComment',
    code: 'unprocessable',
    field: 'data',
    message: 'Body is too long (maximum is 65536 characters)',
  }
  return {
    status: 422,
    headers: {},
    body: { message: 'Validation Failed', errors: [error], documentation_url: DOCUMENTATION, status: '422' },
  }
}

function notAccessible(): Reply {
  return failure(403, 'Resource not accessible by integration')
}

function reply(status: number, body: object): Reply {
  return { status, headers: {}, body }
}
