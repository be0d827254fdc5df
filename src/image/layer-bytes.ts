import { type Duplex, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import { GateError, messageOf } from '../errors.js'
import { createTarWalk } from './tar.js'

/** Big pieces: the walk skips most of each, and every piece costs a turn of the event loop. */
const PIECE = 256 * 1024

/**
 * The sum of the regular files' bytes in one layer, read from its blob: a tar stream, plain or compressed with gzip or
 * zstd. Streams; memory does not grow with the layer.
 * Throws a GateError where the stream is cut off, damaged or no tar archive.
 */
export async function layerBytes(blob: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0
  const walk = createTarWalk((entry) => {
    bytes += entry.size
    return undefined
  })
  try {
    for await (const chunk of plain(blob)) walk.write(chunk)
  } catch (error) {
    if (error instanceof GateError) throw error
    throw new GateError('environment', `The layer cannot be read: ${messageOf(error)}.`, null, error)
  }
  walk.end()
  return bytes
}

/** The stream without its compression, told by its first bytes: media types are not always true. */
async function* plain(blob: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const chunks = blob[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done === true) return
  const whole = resume(first.value, chunks)
  const decompressor = decompressorFor(first.value)
  if (decompressor === null) {
    yield* whole
    return
  }
  const finished = pipeline(Readable.from(whole, { objectMode: false }), decompressor)
  // An error reaches the reader through the decompressor itself.
  finished.catch(() => undefined)
  yield* decompressor as AsyncIterable<Buffer>
  await finished
}

async function* resume(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

function decompressorFor(start: Buffer): Duplex | null {
  if (start[0] === 0x1f && start[1] === 0x8b) return zlib.createGunzip({ chunkSize: PIECE })
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return zlib.createZstdDecompress({ chunkSize: PIECE })
  return null
}
