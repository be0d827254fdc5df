/** One range of a stream, put together while the stream goes by in pieces. */
export interface StreamSpan {
  /** Where the range begins and ends (exclusive), in bytes from the start of the stream. */
  readonly start: number
  readonly end: number
  /** Takes what `piece`, which lies at `offset` in the stream, has of the range; pieces come in the stream's order. */
  write(piece: Buffer, offset: number): void
  /** What has come of it so far, from its start on. */
  bytes(): Buffer
  isComplete(): boolean
}

/** How much room a range gets at first: what a hostile header merely announces takes no memory. */
const FIRST_ROOM = 4096

export function createSpan(start: number, end: number): StreamSpan {
  let content = Buffer.alloc(0)
  let filled = 0

  function write(piece: Buffer, offset: number): void {
    const from = start + filled - offset
    const to = Math.min(end - offset, piece.length)
    if (from < 0 || from >= to) return
    const needed = filled + to - from
    if (needed > content.length) {
      const roomier = Buffer.allocUnsafe(Math.min(end - start, Math.max(needed, content.length * 2, FIRST_ROOM)))
      content.copy(roomier, 0, 0, filled)
      content = roomier
    }
    filled += piece.copy(content, filled, from, to)
  }

  return { start, end, write, bytes: () => content.subarray(0, filled), isComplete: () => filled === end - start }
}
