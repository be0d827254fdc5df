import { at, list, text } from './json.js'

/**
 * Why GitHub did not do what it was asked. `server` and `network` leave open whether it was done: the answer is missing.
 * `rate-limited` may be asked again after `waitSeconds`.
 */
export interface ApiTrouble {
  readonly kind:
    | 'unauthenticated'
    | 'forbidden'
    | 'locked'
    | 'not-found'
    | 'gone'
    | 'invalid'
    | 'rate-limited'
    | 'server'
    | 'network'
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null
  /** One line: what GitHub, or the network below it, said. */
  readonly message: string
  /** How long GitHub asks to wait; null when it does not say. */
  readonly waitSeconds: number | null
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: ApiTrouble }

/** The pause that GitHub's documentation asks for where a rate limit comes without one. */
const UNSAID_WAIT_SECONDS = 60

/**
 * What an error thrown by an Octokit request means; null when it is not about the request and has to be thrown on.
 * Octokit gives a lost connection the status 500 too, but no response.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 * @see https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function troubleOf(thrown: unknown, now: number): ApiTrouble | null {
  const name = at(thrown, 'name')
  const said = rootMessage(thrown)
  if (name === 'AbortError' || name === 'TimeoutError') return lost(said)
  if (name !== 'HttpError') return null
  const response = at(thrown, 'response')
  const status = at(response, 'status')
  if (typeof status !== 'number') return lost(said)
  const headers = at(response, 'headers')
  const message = messageIn(at(response, 'data')) ?? `HTTP ${status}`
  const kind = kindOf(status, message, headers)
  return { kind, status, message, waitSeconds: waitOf(kind, headers, now) }
}

/** The trouble of an answer that never came, or that broke off. */
export function lost(message: string): ApiTrouble {
  return { kind: 'network', status: null, message: oneLine(message), waitSeconds: null }
}

function kindOf(status: number, message: string, headers: unknown): ApiTrouble['kind'] {
  const exhausted = text(at(headers, 'x-ratelimit-remaining')) === '0' || text(at(headers, 'retry-after')) !== null
  if (status === 429) return 'rate-limited'
  if (status === 403 && (exhausted || /rate limit/i.test(message))) return 'rate-limited'
  if (status === 403) return /\blocked\b/i.test(message) ? 'locked' : 'forbidden'
  if (status === 401) return 'unauthenticated'
  if (status === 404) return 'not-found'
  if (status === 410) return 'gone'
  // 501 is no mishap: asking again would change nothing.
  return status >= 500 && status !== 501 ? 'server' : 'invalid'
}

function waitOf(kind: ApiTrouble['kind'], headers: unknown, now: number): number | null {
  const after = text(at(headers, 'retry-after'))
  if (after !== null && /^\d+$/.test(after)) return Number(after)
  if (kind !== 'rate-limited') return null
  const reset = text(at(headers, 'x-ratelimit-reset'))
  if (text(at(headers, 'x-ratelimit-remaining')) === '0' && reset !== null && /^\d+$/.test(reset)) {
    return Math.max(1, Math.ceil(Number(reset) - now / 1000))
  }
  return UNSAID_WAIT_SECONDS
}

/** `message` of GitHub's error body, with the words of its `errors`. A body that is not GitHub's (a proxy's page) says nothing. */
function messageIn(data: unknown): string | null {
  const message = text(at(data, 'message'))
  if (message === null) return null
  const details = list(at(data, 'errors')).flatMap((error) => text(at(error, 'message')) ?? [])
  return oneLine([message, ...details].join(': '))
}

/** What the innermost cause says: `connect ECONNREFUSED …` and not `fetch failed`. Some causes have a code and no words. */
function rootMessage(thrown: unknown): string {
  const cause = at(thrown, 'cause')
  if (typeof cause === 'object' && cause !== null) return rootMessage(cause)
  return text(at(thrown, 'message')) ?? text(at(thrown, 'code')) ?? 'no answer'
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 300)
}
