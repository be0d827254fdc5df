import type { GitHub } from '@actions/github/lib/utils'
import type { Repository } from './event.js'
import { type Answer, type ApiTrouble, lost, troubleOf } from './trouble.js'

/** How to reach GitHub. `sleep` takes milliseconds, `now` gives milliseconds since 1970. */
export interface Connection {
  readonly token: string
  readonly apiUrl: string
  readonly repository: Repository
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly now: () => number
  readonly timeoutMilliseconds?: number
}

export type Octokit = InstanceType<typeof GitHub>

/** What Octokit gives of an answer. */
export interface Received {
  readonly data: unknown
  readonly headers: { readonly link?: string | undefined }
}

interface RequestOptions {
  readonly signal: AbortSignal
}

/** One request. */
export type Send = (octokit: Octokit, request: RequestOptions) => Promise<Received>

/** One request for a page of a list. */
export type SendPage = (
  octokit: Octokit,
  position: { readonly page: number; readonly per_page: number },
  request: RequestOptions,
) => Promise<Received>

/** Requests with retries. */
export interface Asking {
  /**
   * `read` gives null for an answer that is not what GitHub sends. Where an answer was lost, `landed` is asked for what
   * the request may have made before it is sent again.
   */
  readonly ask: <T>(
    send: Send,
    read: (received: Received) => T | null,
    landed?: () => Promise<Answer<T | null>>,
  ) => Promise<Answer<T>>
  /** The elements of all pages of a list. */
  readonly all: <T>(send: SendPage, read: (element: unknown) => T | readonly T[]) => Promise<Answer<readonly T[]>>
}

const TRIES = 3
const MAX_WAIT_MILLISECONDS = 60_000
const TIMEOUT_MILLISECONDS = 15_000
const PAGE_SIZE = 100

/**
 * Connects at the first request: a run that says nothing to GitHub does not load Octokit.
 * A request is tried up to three times, and all pauses of a connection together stay within a minute.
 */
export function openConnection(connection: Connection): Asking {
  const { timeoutMilliseconds = TIMEOUT_MILLISECONDS } = connection
  let octokit: Promise<Octokit> | null = null
  let waited = 0

  async function once(send: Send): Promise<Answer<Received>> {
    octokit ??= connect(connection)
    const connected = await octokit
    try {
      return { ok: true, value: await send(connected, { signal: AbortSignal.timeout(timeoutMilliseconds) }) }
    } catch (error) {
      const trouble = troubleOf(error, connection.now())
      if (trouble === null) throw error
      return { ok: false, trouble }
    }
  }

  async function ask<T>(
    send: Send,
    read: (received: Received) => T | null,
    landed?: () => Promise<Answer<T | null>>,
  ): Promise<Answer<T>> {
    for (let attempt = 1; ; attempt++) {
      const answer = checked(await once(send), read)
      if (answer.ok) return answer
      const pause = attempt < TRIES ? pauseAfter(answer.trouble, attempt) : null
      if (pause === null) return answer
      if (waited + pause > MAX_WAIT_MILLISECONDS) return { ok: false, trouble: tooLong(answer.trouble, pause) }
      waited += pause
      await connection.sleep(pause)
      if (landed === undefined || answer.trouble.kind === 'rate-limited') continue
      const earlier = await landed()
      if (!earlier.ok) return earlier
      if (earlier.value !== null) return { ok: true, value: earlier.value }
    }
  }

  async function all<T>(send: SendPage, read: (element: unknown) => T | readonly T[]): Promise<Answer<readonly T[]>> {
    const elements: T[] = []
    for (let page = 1; ; page++) {
      const answer = await ask((connected, request) => send(connected, { page, per_page: PAGE_SIZE }, request), pageOf)
      if (!answer.ok) return answer
      elements.push(...answer.value.elements.flatMap(read))
      if (!answer.value.more) return { ok: true, value: elements }
    }
  }

  return { ask, all }
}

/** Brings the runner's proxy settings and, unlike the main entry of `@actions/github`, reads no event on import. */
async function connect({ token, apiUrl }: Connection): Promise<Octokit> {
  const { GitHub, getOctokitOptions } = await import('@actions/github/lib/utils')
  return new GitHub(getOctokitOptions(token, { baseUrl: apiUrl, userAgent: 'size-gate' }))
}

/** A success whose body broke off, or is a proxy's page, is no success. */
function checked<T>(answer: Answer<Received>, read: (received: Received) => T | null): Answer<T> {
  if (!answer.ok) return answer
  const value = read(answer.value)
  return value === null ? { ok: false, trouble: lost('the answer is not what GitHub sends') } : { ok: true, value }
}

function pageOf({ data, headers }: Received): { readonly elements: readonly unknown[]; readonly more: boolean } | null {
  if (!Array.isArray(data)) return null
  return { elements: data, more: (headers.link ?? '').includes('rel="next"') }
}

function pauseAfter(trouble: ApiTrouble, attempt: number): number | null {
  if (trouble.waitSeconds !== null) return trouble.waitSeconds * 1000
  return trouble.kind === 'server' || trouble.kind === 'network' ? 1000 * 2 ** (attempt - 1) : null
}

function tooLong(trouble: ApiTrouble, pause: number): ApiTrouble {
  return {
    ...trouble,
    message: `${trouble.message} (GitHub asks to wait ${Math.ceil(pause / 1000)} s, longer than this run waits)`,
  }
}
