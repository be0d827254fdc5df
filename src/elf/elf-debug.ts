import {
  ELF_HEADER_BYTES,
  ET_DYN,
  ET_EXEC,
  SHT_NOBITS,
  SHT_STRTAB,
  SHT_SYMTAB,
  type ElfHeader,
  type ElfSection,
  readElfHeader,
  startsAsElf,
} from './elf-header.js'
import { createNameWindows } from './elf-name-windows.js'
import { createSpan, type StreamSpan } from './stream-span.js'

/** Takes a file in pieces of any length. */
export interface ElfScan {
  write(piece: Buffer): void
  /** Bytes of debug and symbol sections; 0 where the file has none, is none of the kind, or does not tell. */
  end(): number
}

/** Executables have some forty sections; one that announces many more is hostile, or of no interest. */
const MOST_SECTIONS = 4096
/** Bytes; names of some forty sections have under 1 KB. */
const LARGEST_NAME_TABLE = 64 * 1024
/** What is looked at of a name. */
const LONGEST_NAME = 64

/** What GNU strip takes for debug information by its name (binutils, bfd/elf.c, _bfd_elf_make_section_from_shdr). */
const DEBUG_NAME = /^\.(?:z?debug|gdb_index$|line|stab|gnu\.debuglto_\.debug_|gnu\.linkonce\.wi\.)/

/**
 * Counts the bytes that `strip --strip-all` would take out of an executable or a shared library (ET_EXEC and ET_DYN): its
 * symbol table, that table's strings, and what holds debug information by its name and is not loaded into memory. Symbols
 * for the dynamic linker, Go's tables for its runtime, .gnu_debugdata and links to separate debug files stay, as with strip.
 *
 * The section headers that tell of all this mostly come last, and the section names before them at a place that only the
 * headers tell. So places that may be the table of names are kept while they go by. Where they turn out to be others, the
 * symbol table is still told by its type. Of files with more than 4,096 sections nothing is told.
 */
export function createElfScan(): ElfScan {
  const start = createSpan(0, ELF_HEADER_BYTES)
  const windows = createNameWindows()
  let position = 0
  let header: ElfHeader | undefined
  let table: StreamSpan | undefined
  let sections: readonly ElfSection[] = []
  /** Only in files whose names come after the section headers, which then tell where. */
  let names: StreamSpan | undefined
  let isOfNoInterest = false

  function write(piece: Buffer): void {
    const offset = position
    position += piece.length
    if (isOfNoInterest) return
    if (table !== undefined) {
      take(piece, offset, table)
      return
    }
    start.write(piece, offset)
    isOfNoInterest = !startsAsElf(start.bytes())
    if (!start.isComplete() || isOfNoInterest) return
    header = readElfHeader(start.bytes())
    if (header === undefined || !hasSectionsToRead(header)) {
      isOfNoInterest = true
      return
    }
    table = createSpan(header.tableOffset, header.tableOffset + header.sections * header.sectionBytes)
    take(start.bytes(), 0, table)
    take(piece.subarray(ELF_HEADER_BYTES - offset), ELF_HEADER_BYTES, table)
  }

  function take(piece: Buffer, offset: number, headers: StreamSpan): void {
    if (!headers.isComplete()) {
      headers.write(piece, offset)
      if (headers.isComplete()) onHeaders(headers.bytes(), offset)
    }
    if (names === undefined) windows.write(piece, offset)
    else names.write(piece, offset)
  }

  /** `offset` is where the piece at hand begins: all from there on can still be read. */
  function onHeaders(content: Buffer, offset: number): void {
    const from = header
    if (from === undefined) return
    sections = Array.from({ length: from.sections }, (_, index) => from.section(content, index))
    const own = namesSection()
    if (own !== undefined && own.offset >= offset) names = createSpan(own.offset, own.offset + own.size)
  }

  function namesSection(): ElfSection | undefined {
    const section = sections[header?.namesIndex ?? 0]
    return section?.type === SHT_STRTAB && section.size <= LARGEST_NAME_TABLE ? section : undefined
  }

  function nameTable(): Buffer {
    const own = namesSection()
    if (own === undefined) return Buffer.alloc(0)
    return names?.bytes() ?? windows.find(own.offset, own.offset + own.size) ?? Buffer.alloc(0)
  }

  function end(): number {
    const text = nameTable()
    const symbolStrings = new Set(sections.map(({ type, link }) => (type === SHT_SYMTAB ? sections[link] : undefined)))
    symbolStrings.delete(namesSection())
    const taken = sections.filter((section) => {
      if (section.isAllocated || section.type === SHT_NOBITS) return false
      return section.type === SHT_SYMTAB || symbolStrings.has(section) || DEBUG_NAME.test(nameIn(text, section.nameAt))
    })
    const bytes = taken.reduce((sum, { size }) => sum + size, 0)
    const isWithinFile = taken.every(({ offset, size }) => offset + size <= position)
    // Sections that lie on one another are no linker's work.
    return isWithinFile && bytes <= position ? bytes : 0
  }

  return { write, end }
}

function hasSectionsToRead({ type, sections }: ElfHeader): boolean {
  return (type === ET_EXEC || type === ET_DYN) && sections > 0 && sections <= MOST_SECTIONS
}

function nameIn(table: Buffer, at: number): string {
  const end = table.indexOf(0, at)
  return end < 0 ? '' : table.toString('latin1', at, Math.min(end, at + LONGEST_NAME))
}
