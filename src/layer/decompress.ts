import { type Duplex, Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import type { Decompress as Zstd } from 'fzstd'
import { GateError } from '../errors.js'
import { collector } from './garbage.js'
import { createZstdFrames, startsAsZstd } from './zstd-frames.js'

/** Big pieces: the reader skips most of each, and every piece costs a turn of the event loop. */
const PIECE = 512 * 1024

/** Node has it since 22.15. */
const HAS_ZSTD = 'createZstdDecompress' in zlib

/** How far a blob may unpack: one that breaks both limits is refused. */
export interface Bounds {
  readonly bytes: number
  /** Bytes for each of the blob's. */
  readonly ratio: number
}

/** Ordinary layers have 2 to 5 bytes for each of the blob's; holes of sparse files come to 1,000, with gzip no more. */
const BOUNDS: Bounds = { bytes: 64 * 2 ** 30, ratio: 200 }

/**
 * Gives a blob without its compression to `write`, piece by piece; which compression that is its first bytes tell, as media
 * types are not always true. Throws a GateError where it is made to fill disks: not all of it need be there then.
 */
export async function decompress(
  blob: AsyncIterable<Buffer>,
  write: (piece: Buffer) => void,
  bounds = BOUNDS,
): Promise<void> {
  const chunks = blob[Symbol.asyncIterator]()
  const start = await startOf(chunks)
  const collect = collector()
  let packed = 0
  let unpacked = 0
  const whole = resume(start, chunks, (length) => (packed += length))
  const take = (piece: Buffer): void => {
    unpacked += piece.length
    if (unpacked > bounds.bytes && unpacked > bounds.ratio * packed) throw compressionBomb(packed, unpacked, bounds)
    write(piece)
    collect(piece.length)
  }
  const isZstd = startsAsZstd(start)
  const decompressor = isZstd ? await zstd() : isGzip(start) ? zlib.createGunzip({ chunkSize: PIECE }) : null
  if (decompressor === null) {
    for await (const piece of whole) take(piece)
    return
  }
  const reader = new Writable({
    highWaterMark: 2 * PIECE,
    write(piece: Buffer, _encoding, done) {
      // Not at once: the decompressor works on the next piece meanwhile, in a thread of its own.
      queueMicrotask(() => {
        attempt(() => take(piece), done)
        if (!isZstd || HAS_ZSTD) free(piece)
      })
    },
  })
  await pipeline(Readable.from(isZstd ? frames(whole) : whole), decompressor, reader)
}

/**
 * Frees a piece that Node's decompressor made, as it makes hundreds of megabytes of them. It goes on filling a buffer whose
 * end it has not reached; the one in JavaScript looks back on what it gave. Node has `transfer` since 21.
 */
function free({ buffer, byteOffset, length }: Buffer): void {
  const isFull = byteOffset + length === buffer.byteLength
  if (isFull && 'transfer' in buffer) buffer.transfer(0)
}

function compressionBomb(packed: number, unpacked: number, { bytes, ratio }: Bounds): GateError {
  return new GateError(
    'environment',
    `The layer is not read to its end: its first ${packed} bytes unpack to ${unpacked} and more. More than ${bytes} bytes that are also more than ${ratio} times the compressed ones are taken for a compression bomb.`,
  )
}

/** As many bytes as tell what compression a blob has, or all that there are; the pieces may be shorter. */
async function startOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  while (start.length < 4) {
    const next = await chunks.next()
    if (next.done === true) break
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value])
  }
  return start
}

async function* resume(
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  count(first.length)
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    count(next.value.length)
    yield next.value
  }
}

async function* frames(blob: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const cutter = createZstdFrames()
  for await (const chunk of blob) yield* cutter.split(chunk)
  cutter.end()
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

async function zstd(): Promise<Duplex> {
  return HAS_ZSTD ? zlib.createZstdDecompress({ chunkSize: PIECE }) : zstdInJavaScript()
}

/** Exported for the tests, as the Node that runs them need not be one without zstd. */
export async function zstdInJavaScript(): Promise<Duplex> {
  const { Decompress } = await import('fzstd')
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(() => {
        decompress.push(chunk)
      }, done)
    },
    flush(done) {
      attempt(() => {
        decompress.push(new Uint8Array(0), true)
      }, done)
    },
  })
  const decompress: Zstd = new Decompress((data) => {
    if (data.length > 0) stream.push(data)
  })
  return stream
}

function attempt(act: () => void, done: (error?: Error) => void): void {
  try {
    act()
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
    return
  }
  done()
}
