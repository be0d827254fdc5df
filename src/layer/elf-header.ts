/** What the first bytes of an ELF file tell of its section headers. */
export interface ElfHeader {
  readonly type: number
  /** Of the section header table: where it begins, how many headers it has, which of them is that of the names. */
  readonly tableOffset: number
  readonly sections: number
  readonly namesIndex: number
  /** Bytes of one section header. */
  readonly sectionBytes: number
  /** The header at `index` of a section header table. */
  section(table: Buffer, index: number): ElfSection
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

export const ELF_MAGIC = Buffer.from('\x7fELF', 'latin1')
export const ELF_HEADER_BYTES = 64
export const ET_EXEC = 2
export const ET_DYN = 3
export const SHT_SYMTAB = 2
export const SHT_STRTAB = 3
export const SHT_NOBITS = 8
const SHF_ALLOC = 2

/**
 * Reads the header of an ELF file of either class and byte order from its first 64 bytes; undefined where they are none, or
 * where the file has no section headers or more of them than 16 bits can count.
 * Source: System V ABI, generic ABI, chapter 4 ("ELF Header", "Sections").
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
  const tableOffset = long(header, wide ? 40 : 32)
  const sections = half(header, wide ? 60 : 48)
  if (tableOffset === 0 || sections === 0 || half(header, wide ? 58 : 46) !== entry) return undefined
  return {
    type: half(header, 16),
    tableOffset,
    sections,
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
  }
}
