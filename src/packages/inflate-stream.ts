import { Inflate } from 'fflate'

/** Inflates raw deflate data that comes in pieces of any length. */
export interface InflateStream {
  /** Throws where the data is damaged. */
  write(piece: Buffer): void
  end(): void
}

/**
 * Bytes that are inflated at once: they grow to a thousand times as many at most, and with fewer the library moves its
 * window of 32 KB about for most of the time.
 */
const AT_ONCE = 16 * 1024

/** node:zlib would need all of the data, or would answer later; both are no use to who reads a stream as it goes by. */
export function createInflateStream(onPiece: (piece: Buffer) => void): InflateStream {
  const waiting = Buffer.allocUnsafe(AT_ONCE)
  let filled = 0
  const inflate = new Inflate((piece) => {
    if (piece.length > 0) onPiece(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
  })

  function push(): void {
    // A copy, because the library keeps what it could not yet inflate.
    if (filled > 0) inflate.push(Uint8Array.from(waiting.subarray(0, filled)))
    filled = 0
  }

  function write(piece: Buffer): void {
    for (let at = 0; at < piece.length;) {
      const taken = piece.copy(waiting, filled, at)
      filled += taken
      at += taken
      if (filled === AT_ONCE) push()
    }
  }

  return { write, end: push }
}
