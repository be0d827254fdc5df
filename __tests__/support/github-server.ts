import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findOperation, type Operation } from './github-openapi.js'
import { answer, type Reply, type Token, type World } from './github-server-routes.js'
import { ACTIONS_BOT, emptyState, type GithubState } from './github-server-state.js'

export interface GithubOptions {
  /** `owner/name`, as GITHUB_REPOSITORY. */
  readonly repository?: string
  /** The pull requests that exist. */
  readonly pulls?: readonly number[]
  /** GITHUB_TOKEN of a run that may write, where nothing is said. */
  readonly token?: Partial<Token>
  /** `/api/v3` for a GitHub Enterprise Server. */
  readonly basePath?: string
}

/** Something that goes wrong with the next calls of one operation. */
export interface Fault {
  /** Operation id, as `issues/create-comment`. */
  readonly operation: string
  readonly times: number
  /** `cut`: the connection breaks. `hang`: no answer. Else the answer to give. */
  readonly reply: Reply | 'cut' | 'hang'
  /** GitHub does what it was asked, and only the answer is lost. */
  readonly carriedOut?: boolean
}

export interface Github {
  /** For GITHUB_API_URL. */
  readonly url: string
  readonly token: string
  readonly state: GithubState
  /** Operation ids of all calls, in order. */
  readonly calls: readonly string[]
  /** Every request and answer that GitHub's OpenAPI does not allow. */
  readonly violations: readonly string[]
  readonly fail: (fault: Fault) => void
  /** Throws when there were violations. */
  readonly assertClean: () => void
  /** Stops listening and throws when there were violations. */
  readonly close: () => Promise<void>
}

/** Not a status of GitHub's: a request or an answer that its OpenAPI does not allow. Clients don't try again after it. */
const REFUSED = 501

/**
 * A server on loopback that stands for GitHub, over real HTTP. It refuses what GitHub's published OpenAPI does not allow, in
 * requests and in its own answers. A process that talks to it must not be waited for synchronously: it answers from here.
 */
export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const { repository = 'octo/images', pulls = [7], basePath = '' } = options
  const token: Token = { value: 'ghs_stand-in', owner: ACTIONS_BOT, write: true, sees: true, ...options.token }
  const state = emptyState(pulls)
  const calls: string[] = []
  const violations: string[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the stand-in broke: ${String(error)}`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}${basePath}`
  const world: World = { state, slug: repository, token, apiUrl: url }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const target = new URL(request.url ?? '/', url)
    const name = `${request.method ?? ''} ${target.pathname}`
    const refuse = (problems: readonly string[]): void => {
      violations.push(...problems.map((problem) => `${name}: ${problem}`))
      send(response, { status: REFUSED, headers: {}, body: { message: problems.join('; ') } })
    }
    const operation = target.pathname.startsWith(`${basePath}/`)
      ? findOperation(request.method ?? '', target.pathname.slice(basePath.length))
      : null
    if (operation === null) {
      refuse(['not in the OpenAPI'])
      return
    }
    calls.push(operation.id)
    const wrong = operation.checkRequest({ query: target.searchParams, headers: request.headers, body })
    if (wrong.length > 0) {
      refuse(wrong)
      return
    }

    const call = {
      operation: operation.id,
      path: operation.path,
      query: target.searchParams,
      authorization: request.headers.authorization ?? '',
      body,
    }
    const fault = nextFault(faults, operation.id)
    const regular = fault === null || fault.carriedOut ? answer(call, world) : null
    if (fault?.reply === 'hang') return
    if (fault?.reply === 'cut') {
      response.destroy()
      return
    }
    const reply = fault?.reply ?? regular
    const unfit = reply === null ? [`${operation.id} is not known to this stand-in`] : unfitness(operation, reply)
    if (reply === null || unfit.length > 0) refuse(unfit)
    else send(response, reply)
  }

  function assertClean(): void {
    if (violations.length > 0) throw new Error(`GitHub's OpenAPI does not allow:\n${violations.join('\n')}`)
  }

  return {
    url,
    token: token.value,
    state,
    calls,
    violations,
    fail: (fault) => void faults.push(fault),
    assertClean,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      assertClean()
    },
  }
}

function unfitness(operation: Operation, reply: Reply): readonly string[] {
  const { type, text } = serialised(reply)
  return operation.checkResponse(reply.status, type, text)
}

function nextFault(faults: Fault[], operation: string): Fault | null {
  const index = faults.findIndex((fault) => fault.operation === operation)
  const fault = faults[index]
  if (fault === undefined) return null
  if (fault.times > 1) faults[index] = { ...fault, times: fault.times - 1 }
  else faults.splice(index, 1)
  return fault
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function serialised({ body }: Reply): { readonly type: string; readonly text: string } {
  return typeof body === 'string'
    ? { type: 'text/html; charset=utf-8', text: body }
    : { type: 'application/json; charset=utf-8', text: JSON.stringify(body) }
}

function send(response: ServerResponse, reply: Reply): void {
  const { type, text } = serialised(reply)
  response.writeHead(reply.status, { ...reply.headers, 'content-type': type })
  response.end(text)
}
