import { BlobMissing } from '../errors.js'
import { CallFailed, type Connection, NOT_FOUND } from './connection.js'
import { bytesOf, field } from './protobuf.js'

/** Reads what a builder stores, by digest. */
export interface ContentReader {
  /** The blob's bytes as they come. Throws a {@link BlobMissing} where the builder does not hold it. */
  readonly read: (digest: string) => AsyncIterable<Buffer>
}

const READ_PATH = '/containerd.services.content.v1.Content/Read'

/**
 * Reads the builder's content store over a connection to it.
 * Source: containerd api/services/content/v1/content.proto, `ReadContentRequest`, `ReadContentResponse`.
 */
export function contentReader(connection: Connection): ContentReader {
  return {
    async *read(digest) {
      try {
        for await (const message of connection.call(READ_PATH, field(1, digest))) {
          yield bytesOf(message, 2)[0] ?? Buffer.alloc(0)
        }
      } catch (error) {
        throw error instanceof CallFailed && error.status === NOT_FOUND ? new BlobMissing(digest) : error
      }
    },
  }
}
