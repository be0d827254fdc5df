import * as http2 from 'node:http2'
import { GateError } from '../errors.js'
import { dial, type Dialler } from './dial.js'

/** A connection to the builder's own API, for as many calls as there are. */
export interface Connection {
  /**
   * Sends one message and gives those that come back, until `until` breaks the call off. Throws a {@link CallFailed}
   * where the builder refuses, and a GateError where it cannot be reached.
   */
  readonly call: (path: string, request: Buffer, until?: AbortSignal) => AsyncIterable<Buffer>
  /** The same with the messages in pieces, as they come: for those that are large. */
  readonly stream: (path: string, request: Buffer, until?: AbortSignal) => AsyncIterable<Piece>
  readonly close: () => void
}

/** A part of a message. */
export interface Piece {
  readonly bytes: Buffer
  /** Whether the message ends with it. */
  readonly isLast: boolean
}

/** Makes a call whose answers say nothing. */
export async function order(connection: Connection, path: string, request: Buffer): Promise<void> {
  const answers = connection.call(path, request)[Symbol.asyncIterator]()
  while ((await answers.next()).done !== true);
}

/** gRPC's codes for what a caller may want to tell apart. Source: google.rpc.Code. */
export const NOT_FOUND = 5
export const UNIMPLEMENTED = 12

/** The builder answered, and refused. */
export class CallFailed extends GateError {
  readonly status: number

  constructor(status: number, message: string) {
    super('environment', `The builder refuses: ${message === '' ? `gRPC status ${status}` : message}`)
    this.name = 'CallFailed'
    this.status = status
  }
}

/**
 * Bytes that may be on their way. With HTTP/2's own 64 KiB it stops for a word from us after each; more than this only fills
 * memory, as decompression is slower (`npm run bench -- --only memory`).
 */
const STREAM_WINDOW = 2 ** 20
const CONNECTION_WINDOW = 2 * 2 ** 20

/**
 * Opens a connection through a command, `docker buildx dial-stdio`, whose standard input and output carry HTTP/2. Source: gRPC
 * over HTTP/2, "Requests", "Responses".
 */
export function openConnection(
  dialler: Dialler,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | null,
): Connection {
  const { pipe, reason, close } = dial(dialler, env, signal)
  const session = http2.connect('http://builder', {
    createConnection: () => pipe,
    settings: { initialWindowSize: STREAM_WINDOW, enablePush: false },
  })
  session.on('connect', () => session.setLocalWindowSize(CONNECTION_WINDOW))
  let broken: Error | null = null
  session.on('error', (error) => {
    broken ??= error
  })
  // Not before: a session that takes leave while it is writing trips over an assertion of Node's (JSStreamSocket.doWrite).
  pipe.on('close', () => session.destroy())

  async function* stream(path: string, request: Buffer, until?: AbortSignal): AsyncGenerator<Piece> {
    if (session.destroyed) throw lost(new Error('the connection is closed'))
    const answer = requestOf(path)
    let status: string | undefined
    let message = ''
    const remember = (headers: http2.IncomingHttpHeaders): void => {
      status ??= first(headers['grpc-status'])
      message ||= percentDecoded(first(headers['grpc-message']) ?? '')
    }
    answer.on('response', remember)
    answer.on('trailers', remember)
    until?.addEventListener('abort', () => answer.destroy(), { once: true })
    answer.end(frame(request))
    try {
      yield* piecesOf(answer as AsyncIterable<Buffer>)
    } catch (error) {
      throw lost(error)
    } finally {
      answer.close()
    }
    if (status === undefined) throw lost(new Error('the answer has no gRPC status'))
    if (status !== '0') throw new CallFailed(Number(status), message)
  }

  async function* call(...args: Parameters<Connection['call']>): AsyncGenerator<Buffer> {
    let pieces: Buffer[] = []
    for await (const { bytes, isLast } of stream(...args)) {
      pieces.push(bytes)
      if (!isLast) continue
      yield Buffer.concat(pieces)
      pieces = []
    }
  }

  function requestOf(path: string): http2.ClientHttp2Stream {
    const head = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' }
    try {
      return session.request(head)
    } catch (error) {
      // The builder took leave (GOAWAY).
      throw lost(error)
    }
  }

  function lost(error: unknown): GateError {
    return new GateError('environment', `The builder cannot be reached: ${reason(broken ?? error)}`, null, error)
  }

  return {
    call,
    stream,
    close,
  }
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/** As it came where it is not encoded as it should be, which is no reason to fail. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A gRPC message: a byte for "not compressed", four for the length, the message. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

async function* piecesOf(answer: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const head = Buffer.alloc(5)
  let headLength = 0
  let left = 0
  for await (const chunk of answer) {
    for (let at = 0; at < chunk.length;) {
      if (headLength < head.length) {
        const taken = chunk.copy(head, headLength, at)
        headLength += taken
        at += taken
        left = headLength < head.length ? 0 : head.readUInt32BE(1)
        if (headLength < head.length || left > 0) continue
      }
      const bytes = chunk.subarray(at, at + left)
      at += bytes.length
      left -= bytes.length
      if (left === 0) headLength = 0
      yield { bytes, isLast: left === 0 }
    }
  }
}
