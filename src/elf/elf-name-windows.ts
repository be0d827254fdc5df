import { createStreamSearch } from './stream-search.js'
import { createSpan, type StreamSpan } from './stream-span.js'

/** Parts of a file that may hold the names of its sections, kept until it is known where those are. */
export interface NameWindows {
  write(piece: Buffer, offset: number): void
  /** The bytes from `start` to `end` in the file, where one of the parts holds them all. */
  find(start: number, end: number): Buffer | undefined
}

/** The section with the names of all sections, among which is its own. */
const OWN_NAME = Buffer.from('.shstrtab', 'latin1')

/** Bytes kept on each side of the name. Tables of some forty names have under 1 KB. */
const REACH = 16 * 1024
/** Within this distance of a name that was found, the part kept for that one has enough of what follows. */
const CLOSE = REACH / 2

/** Files can hold others whole, and their names; the own ones are then mostly the last, seldom the first. */
const FIRST_KEPT = 2
const LAST_KEPT = 6

/** Keeps what lies around each place where a section of section names may name itself: 256 KB at most. */
export function createNameWindows(): NameWindows {
  const search = createStreamSearch(OWN_NAME)
  const windows: StreamSpan[] = []
  const recent = createRecent()

  function write(piece: Buffer, offset: number): void {
    for (const window of windows) window.write(piece, offset)
    search.write(piece, (place) => {
      const start = Math.max(0, place - REACH)
      const window = createSpan(start, place + REACH)
      const before = recent.from(start)
      window.write(before, offset - before.length)
      window.write(piece, offset)
      if (windows.length === FIRST_KEPT + LAST_KEPT) windows.splice(FIRST_KEPT, 1)
      windows.push(window)
      return place + CLOSE
    })
    recent.write(piece)
  }

  function find(start: number, end: number): Buffer | undefined {
    const window = windows.find((each) => each.start <= start && end <= each.start + each.bytes().length)
    return window?.bytes().subarray(start - window.start, end - window.start)
  }

  return { write, find }
}

/** The last bytes that went by: at least REACH and a name, where there were so many. */
function createRecent() {
  const kept = REACH + OWN_NAME.length
  let content = Buffer.alloc(0)
  let filled = 0
  let position = 0

  function write(piece: Buffer): void {
    position += piece.length
    const last = piece.subarray(Math.max(0, piece.length - kept))
    // Twice the room, so that bytes are moved to the front once in a while and not with each piece.
    if (content.length === 0) content = Buffer.allocUnsafe(2 * kept)
    if (filled + last.length > content.length) {
      const old = Math.min(filled, kept - last.length)
      content.copyWithin(0, filled - old, filled)
      filled = old
    }
    filled += last.copy(content, filled)
  }

  /** What is kept of the bytes from `start` on. */
  function from(start: number): Buffer {
    return content.subarray(Math.max(0, filled - Math.max(0, position - start)), filled)
  }

  return { write, from }
}
