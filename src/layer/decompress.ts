import { type Duplex, Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import type { Decompress as Zstd } from 'fzstd'
import { collector } from './garbage.js'

/** Big pieces: the reader skips most of each, and every piece costs a turn of the event loop. */
const PIECE = 256 * 1024

/**
 * Gives a blob without its compression to `write`, piece by piece; which compression that is its first bytes tell, as media
 * types are not always true.
 */
export async function decompress(blob: AsyncIterable<Buffer>, write: (piece: Buffer) => void): Promise<void> {
  const chunks = blob[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done === true) return
  const whole = resume(first.value, chunks)
  const collect = collector()
  const take = (piece: Buffer): void => {
    write(piece)
    collect(piece.length)
  }
  const decompressor = await decompressorFor(first.value)
  if (decompressor === null) {
    for await (const piece of whole) take(piece)
    return
  }
  const reader = new Writable({
    write(piece: Buffer, _encoding, done) {
      attempt(() => take(piece), done)
    },
  })
  await pipeline(Readable.from(whole, { objectMode: false }), decompressor, reader)
}

async function* resume(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** null: not compressed. */
async function decompressorFor(start: Buffer): Promise<Duplex | null> {
  if (start[0] === 0x1f && start[1] === 0x8b) return zlib.createGunzip({ chunkSize: PIECE })
  if (start.length < 4 || start.readUInt32LE(0) !== 0xfd2fb528) return null
  // Node has zstd since 22.15.
  return 'createZstdDecompress' in zlib ? zlib.createZstdDecompress({ chunkSize: PIECE }) : zstdInJavaScript()
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
