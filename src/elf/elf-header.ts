/** What the first bytes of an ELF file tell of its section headers and its segments. */
export interface ElfHeader {
  readonly type: number
  /** Of the section header table: where it begins, how many headers it has (0: none), which of them is that of the names. */
  readonly tableOffset: number
  readonly sections: number
  readonly namesIndex: number
  /** Bytes of one section header. */
  readonly sectionBytes: number
  /** The header at `index` of a section header table. */
  section(table: Buffer, index: number): ElfSection
  /** The same of the program header table. */
  readonly programTableOffset: number
  readonly segments: number
  readonly segmentBytes: number
  segment(table: Buffer, index: number): ElfSegment
}

/** A section as its header describes it; its name is a place in the table of names. */
export interface ElfSection {
  readonly nameAt: number
  readonly type: number
  readonly isAllocated: boolean
  /** In the file, in bytes. */
  readonly offset: number
  readonly size: number
  readonly link: number
}

/** A part of the file that is mapped into memory, or that tells of such parts. */
export interface ElfSegment {
  readonly type: number
  readonly isWritable: boolean
  readonly isExecutable: boolean
  /** In the file, in bytes. */
  readonly offset: number
  readonly size: number
}

const ELF_MAGIC = Buffer.from('\x7fELF', 'latin1')
export const ELF_HEADER_BYTES = 64
export const ET_EXEC = 2
export const ET_DYN = 3
export const SHT_SYMTAB = 2
export const SHT_STRTAB = 3
export const SHT_NOBITS = 8
export const PT_LOAD = 1
const SHF_ALLOC = 2
const PF_X = 1
const PF_W = 2

/**
 * Reads the header of an ELF file of either class and byte order from its first 64 bytes; undefined where they are none.
 * Numbers of headers beyond 16 bits are written elsewhere, and taken for no headers here.
 * Source: System V ABI, generic ABI, chapter 4 ("ELF Header", "Sections") and chapter 5 ("Program Header").
 */
export function readElfHeader(header: Buffer): ElfHeader | undefined {
  const [elfClass, order] = [header[4], header[5]]
  if (!header.subarray(0, 4).equals(ELF_MAGIC)) return undefined
  if ((elfClass !== 1 && elfClass !== 2) || (order !== 1 && order !== 2)) return undefined
  const wide = elfClass === 2
  const little = order === 1
  const half = (from: Buffer, at: number) => (little ? from.readUInt16LE(at) : from.readUInt16BE(at))
  const word = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at))
  const long = (from: Buffer, at: number) => {
    if (!wide) return word(from, at)
    return word(from, at + (little ? 4 : 0)) * 2 ** 32 + word(from, at + (little ? 0 : 4))
  }
  const entry = wide ? 64 : 40
  const programEntry = wide ? 56 : 32
  const tableOffset = long(header, wide ? 40 : 32)
  const sections = half(header, wide ? 60 : 48)
  const programTableOffset = long(header, wide ? 32 : 28)
  const segments = half(header, wide ? 56 : 44)
  return {
    type: half(header, 16),
    tableOffset,
    sections: isPlace(tableOffset) && half(header, wide ? 58 : 46) === entry ? sections : 0,
    namesIndex: half(header, wide ? 62 : 50),
    sectionBytes: entry,
    section: (table, index) => {
      const from = table.subarray(index * entry, (index + 1) * entry)
      return {
        nameAt: word(from, 0),
        type: word(from, 4),
        isAllocated: (word(from, wide && !little ? 12 : 8) & SHF_ALLOC) !== 0,
        offset: long(from, wide ? 24 : 16),
        size: long(from, wide ? 32 : 20),
        link: word(from, wide ? 40 : 24),
      }
    },
    programTableOffset,
    segments: isPlace(programTableOffset) && half(header, wide ? 54 : 42) === programEntry ? segments : 0,
    segmentBytes: programEntry,
    segment: (table, index) => {
      const from = table.subarray(index * programEntry, (index + 1) * programEntry)
      const flags = word(from, wide ? 4 : 24)
      return {
        type: word(from, 0),
        isWritable: (flags & PF_W) !== 0,
        isExecutable: (flags & PF_X) !== 0,
        offset: long(from, wide ? 8 : 4),
        size: long(from, wide ? 32 : 16),
      }
    },
  }
}

/** Whether a table can be there: 0 says that there is none, and beyond 2^48 sums with it would not be exact. */
function isPlace(offset: number): boolean {
  return offset > 0 && offset < 2 ** 48
}

/** Whether `start`, the bytes of a file that have come so far, may be those of an ELF file. */
export function startsAsElf(start: Buffer): boolean {
  return start.subarray(0, 4).equals(ELF_MAGIC.subarray(0, start.length))
}
