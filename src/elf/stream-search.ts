/** Finds every place of a short needle in a stream, also where it lies across the border of two pieces. */
export interface StreamSearch {
  /**
   * Calls `onHit` with each place in ascending order, in bytes from the start of the stream. `onHit` may return a place to
   * go on from; nothing that begins before it is reported.
   */
  write(piece: Buffer, onHit: (place: number) => number | undefined): void
}

/** `needle` has to be one that cannot overlap itself. The stream is searched with Buffer.indexOf, each byte once. */
export function createStreamSearch(needle: Buffer): StreamSearch {
  const border = Buffer.alloc(2 * (needle.length - 1))
  /** The last bytes of what has gone by, one fewer than the needle has. */
  let carried = 0
  let offset = 0
  let resumeAt = 0

  function write(piece: Buffer, onHit: (place: number) => number | undefined): void {
    if (piece.length === 0) return
    searchBorder(piece, onHit)
    let from = Math.max(0, resumeAt - offset)
    while (from < piece.length) {
      const at = piece.indexOf(needle, from)
      if (at < 0) break
      resumeAt = Math.max(offset + at + needle.length, onHit(offset + at) ?? 0)
      from = resumeAt - offset
    }
    carry(piece)
    offset += piece.length
  }

  function searchBorder(piece: Buffer, onHit: (place: number) => number | undefined): void {
    if (carried === 0) return
    const added = piece.copy(border, carried, 0, needle.length - 1)
    const at = border.subarray(0, carried + added).indexOf(needle)
    const place = offset - carried + at
    if (at >= 0 && place >= resumeAt) resumeAt = Math.max(place + needle.length, onHit(place) ?? 0)
  }

  function carry(piece: Buffer): void {
    const wanted = needle.length - 1
    if (piece.length >= wanted) {
      piece.copy(border, 0, piece.length - wanted)
      carried = wanted
      return
    }
    const kept = Math.min(carried, wanted - piece.length)
    border.copyWithin(0, carried - kept, carried)
    piece.copy(border, kept)
    carried = kept + piece.length
  }

  return { write }
}
