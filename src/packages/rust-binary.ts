import { type ElfSegment, PT_LOAD } from '../elf/elf-header.js'
import { createSegmentWalk, type SegmentSink } from '../elf/elf-segments.js'
import { createStreamSearch } from '../elf/stream-search.js'
import { createSpan, type StreamSpan } from '../elf/stream-span.js'
import {
  type FileToRead,
  type PackageFormat,
  type PackageReader,
  type PackageRecord,
  UnreadablePackages,
} from './package.js'
import {
  BYTES_TO_TELL,
  cratesIn,
  isCompressedBlock,
  LARGEST_AUDIT_DATA,
  startsAsAuditData,
  ZLIB_STARTS,
} from './rust-audit-data.js'

/** Bytes; Rust's runtime alone is larger. */
const SMALLEST_PROGRAM = 64 * 1024
/**
 * Places that are looked at closer, which takes some 50 microseconds each: these many, and one more for so many bytes. By
 * chance there is one in 32 KB.
 */
const CANDIDATES = 4000
const BYTES_A_CANDIDATE = 8192

/** The section that holds the data. Section names come behind what they name. */
const SECTION_NAME = Buffer.from('.dep-v0\0', 'latin1')

/**
 * The crates in a program that cargo-auditable built: a section of it holds their list, as JSON in zlib. Where that lies is
 * only told at the file's end, so each place is looked at where zlib data may begin, in those parts of the file where linkers
 * put such a section: in what is loaded to be read only, or behind all that is loaded. Other programs tell nothing.
 */
export const rustBinary: PackageFormat = {
  type: 'cargo',
  matches: ({ executable, size }) => executable && size >= SMALLEST_PROGRAM,
  reader: createRustReader,
}

function createRustReader({ path, size }: FileToRead): PackageReader {
  let candidates = 0
  /** Starts of what may be the data. */
  let open: StreamSpan[] = []
  /** What begins as the data does. Of several, the last is the program's own: it may hold other programs. */
  let data: StreamSpan | undefined
  let isNamed = false
  const walk = createSegmentWalk((loaded) => partsToSearch(loaded, size), openPart)

  function openPart(): SegmentSink {
    const searches = ZLIB_STARTS.map((start) => ({ start, search: createStreamSearch(start) }))
    const names = createStreamSearch(SECTION_NAME)
    let first: number | undefined
    return (piece, offset) => {
      // What began at the end of another part goes on nowhere.
      if (first === undefined) settle()
      const origin = (first ??= offset)
      data?.write(piece, offset)
      for (const span of open) span.write(piece, offset)
      for (const { start, search } of searches) {
        search.write(piece, (place) => {
          consider(origin + place, start, piece, offset)
          return undefined
        })
      }
      open = open.filter((span) => {
        if (span.isComplete()) judge(span, piece, offset)
        return !span.isComplete()
      })
      // Only what comes behind the data can be its name.
      if (data !== undefined) names.write(piece, () => void (isNamed = true))
    }
  }

  function consider(place: number, start: Buffer, piece: Buffer, offset: number): void {
    const third = piece[place + 2 - offset]
    if (third !== undefined && !isCompressedBlock(third)) return
    if (++candidates > CANDIDATES + place / BYTES_A_CANDIDATE) return
    const span = createSpan(place, place + BYTES_TO_TELL)
    // Its first byte may have gone by with the piece before.
    span.write(start, place)
    span.write(piece, offset)
    open.push(span)
  }

  function judge(span: StreamSpan, piece: Buffer, offset: number): void {
    if (span.start < (data?.start ?? 0) || !startsAsAuditData(span.bytes())) return
    data = createSpan(span.start, span.start + LARGEST_AUDIT_DATA)
    data.write(span.bytes(), span.start)
    data.write(piece, offset)
    isNamed = span.bytes().includes(SECTION_NAME)
  }

  function settle(): void {
    for (const span of open) judge(span, Buffer.alloc(0), span.end)
    open = []
  }

  function end(): PackageRecord {
    settle()
    const packages = data !== undefined && isNamed ? cratesIn(data.bytes()) : []
    if (packages === undefined) throw new UnreadablePackages(`${path} has a damaged list of crates of cargo-auditable`)
    return { packages, development: [] }
  }

  return { write: (piece) => walk.write(piece), end }
}

/** Linkers that keep code apart from data have segments of the latter; others put both into one. */
function partsToSearch(loaded: readonly ElfSegment[], size: number): readonly ElfSegment[] {
  const readOnly = loaded.filter(({ isWritable }) => !isWritable)
  const data = readOnly.filter(({ isExecutable }) => !isExecutable)
  const end = Math.max(0, ...loaded.map((segment) => segment.offset + segment.size))
  const rest = { type: PT_LOAD, isWritable: false, isExecutable: false, offset: end, size: Math.max(0, size - end) }
  return [...(data.length > 0 ? data : readOnly), rest]
}
