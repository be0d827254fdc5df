import { GateError, messageOf } from '../errors.js'
import { decompress } from '../layer/decompress.js'
import { createTarWalk } from '../layer/tar.js'

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
    await decompress(blob, (piece) => walk.write(piece))
  } catch (error) {
    if (error instanceof GateError) throw error
    throw new GateError('environment', `The layer cannot be read: ${messageOf(error)}.`, null, error)
  }
  walk.end()
  return bytes
}
