import {
  ELF_HEADER_BYTES,
  type ElfHeader,
  type ElfSegment,
  ET_DYN,
  ET_EXEC,
  PT_LOAD,
  readElfHeader,
  startsAsElf,
} from './elf-header.js'
import { createSpan, type StreamSpan } from './stream-span.js'

/** Gets the bytes of one segment; `offset` is their place in the file. */
export type SegmentSink = (piece: Buffer, offset: number) => void

/** Takes a file in pieces of any length. */
export interface SegmentWalk {
  write(piece: Buffer): void
}

/** Linkers make some fifteen. */
const MOST_SEGMENTS = 256

/**
 * Walks over the loaded segments of an executable or a shared library: of those that `choose` picks, each one's bytes go
 * to a sink of its own. Of a file that is of another kind, or tells of its segments behind them, nothing goes anywhere.
 */
export function createSegmentWalk(
  choose: (loaded: readonly ElfSegment[]) => readonly ElfSegment[],
  open: () => SegmentSink,
): SegmentWalk {
  const start = createSpan(0, ELF_HEADER_BYTES)
  let position = 0
  let header: ElfHeader | undefined
  let table: StreamSpan | undefined
  let chosen: ChosenSegment[] = []
  let isOfNoInterest = false

  function write(piece: Buffer): void {
    const offset = position
    position += piece.length
    if (isOfNoInterest) return
    if (table?.isComplete() === true) hand(piece, offset)
    else if (table !== undefined) onTable(piece, offset, table)
    else onStart(piece, offset)
  }

  function onStart(piece: Buffer, offset: number): void {
    start.write(piece, offset)
    isOfNoInterest = !startsAsElf(start.bytes())
    if (!start.isComplete() || isOfNoInterest) return
    header = readElfHeader(start.bytes())
    if (header === undefined || !hasSegmentsToRead(header)) {
      isOfNoInterest = true
      return
    }
    table = createSpan(header.programTableOffset, header.programTableOffset + header.segments * header.segmentBytes)
    table.write(start.bytes(), 0)
    onTable(piece.subarray(ELF_HEADER_BYTES - offset), ELF_HEADER_BYTES, table)
  }

  function onTable(piece: Buffer, offset: number, headers: StreamSpan): void {
    headers.write(piece, offset)
    if (header === undefined || !headers.isComplete()) return
    const [from, content] = [header, headers.bytes()]
    const segments = Array.from({ length: from.segments }, (_, index) => from.segment(content, index))
    chosen = apart(choose(segments.filter(({ type, size }) => type === PT_LOAD && size > 0)), offset, open)
    hand(piece, offset)
  }

  function hand(piece: Buffer, offset: number): void {
    for (const segment of chosen) {
      const from = Math.max(segment.start, offset)
      const to = Math.min(segment.end, offset + piece.length)
      if (from < to) segment.sink(piece.subarray(from - offset, to - offset), from)
    }
    isOfNoInterest = chosen.every(({ end }) => end <= position)
  }

  return { write }
}

interface ChosenSegment {
  readonly start: number
  readonly end: number
  readonly sink: SegmentSink
}

/** In order and each byte in one of them only, whatever the headers say: the work is then bounded by the file's length. */
function apart(segments: readonly ElfSegment[], from: number, open: () => SegmentSink): ChosenSegment[] {
  const result: ChosenSegment[] = []
  let taken = from
  for (const { offset, size } of segments.toSorted((one, other) => one.offset - other.offset)) {
    const start = Math.max(offset, taken)
    const end = offset + size
    if (start >= end) continue
    result.push({ start, end, sink: open() })
    taken = end
  }
  return result
}

function hasSegmentsToRead({ type, segments }: ElfHeader): boolean {
  return (type === ET_EXEC || type === ET_DYN) && segments > 0 && segments <= MOST_SEGMENTS
}
