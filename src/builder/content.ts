import { BlobMissing, GateError } from '../errors.js'
import { CallFailed, type Connection, NOT_FOUND } from './connection.js'
import { field } from './protobuf.js'

/** Reads what a builder stores, by digest. */
export interface ContentReader {
  /** The blob's bytes as they come. Throws a {@link BlobMissing} where the builder does not hold it. */
  readonly read: (digest: string) => AsyncIterable<Buffer>
}

const READ_PATH = '/containerd.services.content.v1.Content/Read'

/**
 * Reads the builder's content store over a connection to it. A message has up to a megabyte of data and is passed on as it
 * comes: joined, they would be a hundred megabytes before Node gets to free them.
 * Source: containerd api/services/content/v1/content.proto, `ReadContentRequest`, `ReadContentResponse`.
 */
export function contentReader(connection: Connection): ContentReader {
  return {
    async *read(digest) {
      try {
        // What stands before the data, until it is there as a whole; null behind it.
        let head: Buffer | null = Buffer.alloc(0)
        for await (const { bytes, isLast } of connection.stream(READ_PATH, field(1, digest))) {
          const known: Buffer = head === null ? bytes : Buffer.concat([head, bytes])
          const start: number | null = head === null ? 0 : startOfData(known)
          if (start !== null && start < known.length) yield known.subarray(start)
          head = isLast ? Buffer.alloc(0) : start === null ? known : null
        }
      } catch (error) {
        throw error instanceof CallFailed && error.status === NOT_FOUND ? new BlobMissing(digest) : error
      }
    },
  }
}

const OFFSET_TAG = 0x08
const DATA_TAG = 0x12

/** Where a response's data begins: behind the offset, its own tag and its length; null where that is not there yet. */
function startOfData(response: Buffer): number | null {
  let at = 0
  if (response[at] === OFFSET_TAG) at = afterVarint(response, at + 1)
  if (at >= response.length) return null
  if (response[at] !== DATA_TAG)
    throw new GateError('environment', 'The builder answers with something else than content.')
  at = afterVarint(response, at + 1)
  return at > response.length ? null : at
}

/** Past the end where it is not there as a whole. */
function afterVarint(bytes: Buffer, start: number): number {
  let at = start
  while ((bytes[at] ?? 0) >= 0x80) at++
  return at + 1
}
