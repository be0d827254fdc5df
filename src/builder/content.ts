import { spawn } from 'node:child_process'
import * as http2 from 'node:http2'
import { Duplex } from 'node:stream'
import { BlobMissing, GateError } from '../errors.js'

/** Reads what a builder stores, by digest. */
export interface ContentReader {
  /** The blob's bytes as they come. Throws a {@link BlobMissing} where the builder does not hold it. */
  readonly read: (digest: string) => AsyncIterable<Buffer>
  readonly close: () => void
}

const READ_PATH = '/containerd.services.content.v1.Content/Read'
/** gRPC's status for a thing that is not there. */
const NOT_FOUND = '5'
/** Without windows of this size HTTP/2 stops after each 64 KiB for a word from us. */
const STREAM_WINDOW = 16 * 2 ** 20
const CONNECTION_WINDOW = 64 * 2 ** 20

/**
 * Opens the builder's content store through `docker buildx dial-stdio`, whose standard input and output carry HTTP/2:
 * one connection for all blobs. The child starts at once, so that it connects while something else goes on.
 * Source: containerd api/services/content/v1/content.proto; gRPC over HTTP/2, "Requests", "Responses".
 */
export function openContent(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): ContentReader {
  const child = spawn('docker', args, { env, signal, stdio: ['pipe', 'pipe', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4096)
  })
  const pipe = Duplex.from({ readable: child.stdout, writable: child.stdin })
  const session = http2.connect('http://builder', {
    createConnection: () => pipe,
    settings: { initialWindowSize: STREAM_WINDOW, enablePush: false },
  })
  session.on('connect', () => session.setLocalWindowSize(CONNECTION_WINDOW))
  let broken: Error | null = null
  const fail = (error: Error): void => {
    broken ??= error
  }
  session.on('error', fail)
  child.on('error', fail)

  async function* read(digest: string): AsyncGenerator<Buffer> {
    const stream = session.request({
      ':method': 'POST',
      ':path': READ_PATH,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    let status: string | undefined
    let message = ''
    const remember = (headers: http2.IncomingHttpHeaders): void => {
      status ??= first(headers['grpc-status'])
      message ||= decodeURIComponent(first(headers['grpc-message']) ?? '')
    }
    stream.on('response', remember)
    stream.on('trailers', remember)
    stream.end(frame(readRequest(digest)))
    try {
      yield* dataOf(stream as AsyncIterable<Buffer>)
    } catch (error) {
      throw lost(error)
    } finally {
      stream.close()
    }
    if (status === NOT_FOUND) throw new BlobMissing(digest)
    if (status !== '0') throw lost(new Error(message === '' ? `gRPC status ${status ?? 'missing'}` : message))
  }

  function lost(error: unknown): GateError {
    const why = broken ?? error
    const said = words.trim() === '' ? (why instanceof Error ? why.message : String(why)) : words.trim()
    return new GateError('environment', `The builder's content store cannot be read: ${said}`, null, error)
  }

  return {
    read,
    close: () => {
      session.destroy()
      child.kill()
    },
  }
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/** `ReadContentRequest{digest = 1}` in protobuf. */
function readRequest(digest: string): Buffer {
  const text = Buffer.from(digest)
  return Buffer.concat([Buffer.from([0x0a, text.length]), text])
}

/** A gRPC message: a byte for "not compressed", four for the length, the message. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

/** The `data` (field 2) of each `ReadContentResponse` in a stream of gRPC messages. */
async function* dataOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let length = 0
  let wanted = 5
  for await (const chunk of stream) {
    pieces.push(chunk)
    length += chunk.length
    // Joined only when a message is there, as one comes in many frames of HTTP/2.
    while (length >= wanted) {
      const joined = pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces)
      const end = 5 + joined.readUInt32BE(1)
      const rest = length < end ? joined : joined.subarray(end)
      wanted = length < end ? end : 5
      if (length >= end) yield responseData(joined.subarray(5, end))
      pieces = [rest]
      length = rest.length
    }
  }
}

function responseData(message: Buffer): Buffer {
  let at = 0
  while (at < message.length) {
    const tag = message[at] ?? 0
    at++
    const [value, after] = varint(message, at)
    at = after
    if (tag === 0x12) return message.subarray(at, at + value)
  }
  return Buffer.alloc(0)
}

function varint(message: Buffer, start: number): [value: number, after: number] {
  let value = 0
  let factor = 1
  for (let at = start; at < message.length; at++) {
    const byte = message[at] ?? 0
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return [value, at + 1]
    factor *= 128
  }
  throw new GateError('environment', 'The builder sent a message that breaks off.')
}
