import { GateError } from '../errors.js'

/** One member of a tar archive. */
export interface TarEntry {
  readonly path: string
  readonly type: 'file' | 'link' | 'symlink' | 'directory' | 'other'
  /** Bytes of a regular file as a reader of it sees them (of a sparse one: holes included); 0 for all else. */
  readonly size: number
}

/** Where the bytes of a member go, as they lie in the archive. */
export type BodySink = (chunk: Buffer) => void

/** Takes an archive in pieces of any length. */
export interface TarWalk {
  write(chunk: Buffer): void
  /** Throws where the archive stops in the middle of a member. */
  end(): void
}

const BLOCK = 512
/** Extended headers are held in memory; nothing sane comes near this. */
const LARGEST_EXTENDED_HEADER = 16 * 2 ** 20

type Records = Readonly<Record<string, string>>

/**
 * Walks over a tar archive in any of its dialects (v7, ustar, PAX, GNU with long names, base-256 numbers and sparse
 * files) and hands each member to `onEntry`, which returns a sink where it wants the member's bytes. Nothing but one
 * header is held in memory. Sizes follow Go's archive/tar, which the engines write and count with.
 * Throws a GateError where the stream is no tar archive.
 * Source: POSIX.1-2024 pax, "Interchange Format"; GNU tar manual, "Basic Tar Format", "Storing Sparse Files".
 */
export function createTarWalk(onEntry: (entry: TarEntry) => BodySink | undefined): TarWalk {
  const partial = Buffer.alloc(BLOCK)
  let filled = 0
  let body = 0
  let padding = 0
  let sink: BodySink | undefined
  let afterBody: (() => void) | undefined
  /** A sparse file's header while further maps of its holes follow it. */
  let sparse: TarEntry | undefined
  let zeroBlocks = 0
  /** What PAX and GNU headers said of the next member, and of all that follow. */
  let next: Records = {}
  let global: Records = {}

  function onBlock(block: Buffer): void {
    if (sparse !== undefined) {
      if (block[504] === 0) deliver(sparse)
    } else if (block.every((byte) => byte === 0)) {
      zeroBlocks++
    } else {
      zeroBlocks = 0
      onHeader(block)
    }
  }

  function onHeader(block: Buffer): void {
    verifyChecksum(block)
    const type = String.fromCharCode(block[156] ?? 0)
    const size = numeric(block, 124, 12)
    if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
      onExtendedHeader(type, size)
      return
    }
    const records = { ...global, ...next }
    next = {}
    expectBody(hasBody(type) ? (decimal(records['size']) ?? size) : 0)
    const entry = entryOf(block, type, body, records)
    if (type === 'S' && block[482] !== 0) sparse = entry
    else deliver(entry)
  }

  function deliver(entry: TarEntry): void {
    sparse = undefined
    sink = onEntry(entry)
  }

  function onExtendedHeader(type: 'x' | 'g' | 'L' | 'K', size: number): void {
    if (size > LARGEST_EXTENDED_HEADER) throw notTar(`an extended header of ${size} bytes`)
    const text = Buffer.alloc(size)
    let length = 0
    expectBody(size)
    sink = (chunk) => {
      length += chunk.copy(text, length)
    }
    afterBody = () => {
      if (type === 'x') next = { ...next, ...paxRecords(text) }
      else if (type === 'g') global = { ...global, ...paxRecords(text) }
      else if (type === 'L') next = { ...next, path: cString(text, 0, size) }
    }
    if (size === 0) finishBody()
  }

  function expectBody(bytes: number): void {
    body = bytes
    padding = (BLOCK - (bytes % BLOCK)) % BLOCK
  }

  function finishBody(): void {
    const done = afterBody
    afterBody = undefined
    sink = undefined
    done?.()
  }

  function write(chunk: Buffer): void {
    let at = 0
    // Two blocks of zeros end an archive; what comes after them is filling.
    while (at < chunk.length && zeroBlocks < 2) {
      const rest = chunk.length - at
      const awaitsBlock = sparse !== undefined || (body === 0 && padding === 0)
      if (awaitsBlock) {
        const taken = Math.min(BLOCK - filled, rest)
        if (taken === BLOCK) {
          onBlock(chunk.subarray(at, at + BLOCK))
        } else {
          chunk.copy(partial, filled, at, at + taken)
          filled += taken
          if (filled === BLOCK) {
            filled = 0
            onBlock(partial)
          }
        }
        at += taken
      } else if (body > 0) {
        const taken = Math.min(body, rest)
        sink?.(chunk.subarray(at, at + taken))
        body -= taken
        at += taken
        if (body === 0) finishBody()
      } else {
        const taken = Math.min(padding, rest)
        padding -= taken
        at += taken
      }
    }
  }

  function end(): void {
    // Writers may leave out the zero blocks and the last member's padding, never a part of its bytes.
    if (filled !== 0 || body !== 0 || sparse !== undefined) throw notTar('it stops in the middle of a member')
  }

  return { write, end }
}

function entryOf(block: Buffer, type: string, stored: number, records: Records): TarEntry {
  const path = records['GNU.sparse.name'] ?? records['path'] ?? headerPath(block)
  const kind = kindOf(type, path)
  if (kind !== 'file') return { path, type: kind, size: 0 }
  const real = decimal(records['GNU.sparse.realsize']) ?? decimal(records['GNU.sparse.size'])
  const size = real ?? (type === 'S' ? numeric(block, 483, 12) : stored)
  return { path, type: kind, size }
}

function kindOf(type: string, path: string): TarEntry['type'] {
  switch (type) {
    case '0':
    case '\0':
      // Before POSIX a directory was a file whose name ends in a slash.
      return path.endsWith('/') ? 'directory' : 'file'
    case '7':
    case 'S':
      return 'file'
    case '1':
      return 'link'
    case '2':
      return 'symlink'
    case '5':
      return 'directory'
    default:
      return 'other'
  }
}

/** Links, devices, directories and pipes have none, whatever their size field says. */
function hasBody(type: string): boolean {
  return !'123456'.includes(type)
}

function headerPath(block: Buffer): string {
  const name = cString(block, 0, 100)
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? cString(block, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function cString(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start)
  return block.toString('utf8', start, end < 0 || end > start + length ? start + length : end)
}

/** An octal number in text, or with the first bit set a big-endian one in binary (GNU's base-256). */
function numeric(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0
  if ((first & 0x80) === 0) {
    const text = block
      .toString('latin1', start, start + length)
      .replaceAll('\0', ' ')
      .trim()
    if (!/^[0-7]*$/.test(text)) throw notTar(`"${text}" where an octal number belongs`)
    return text === '' ? 0 : Number.parseInt(text, 8)
  }
  let value = first & 0x7f
  for (let index = 1; index < length; index++) value = value * 256 + (block[start + index] ?? 0)
  if (!Number.isSafeInteger(value)) throw notTar('a size that is negative or beyond 8 PiB')
  return value
}

function decimal(text: string | undefined): number | undefined {
  // An empty value takes back what an earlier header said.
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw notTar(`"${text}" where a size belongs`)
  return value
}

/** Records of the form `LENGTH KEY=VALUE\n`, LENGTH counting the whole record. */
function paxRecords(text: Buffer): Records {
  const records: Record<string, string> = {}
  let at = 0
  while (at < text.length && text[at] !== 0) {
    const space = text.indexOf(0x20, at)
    const length = Number(text.toString('latin1', at, Math.max(space, at)))
    const equals = text.indexOf(0x3d, space)
    if (space < 0 || !Number.isInteger(length) || length < 5 || at + length > text.length || equals > at + length) {
      throw notTar('a broken PAX header')
    }
    records[text.toString('utf8', space + 1, equals)] = text.toString('utf8', equals + 1, at + length - 1)
    at += length
  }
  return records
}

/** The sum of all bytes with the field itself as blanks; some old writers summed signed bytes. */
function verifyChecksum(block: Buffer): void {
  const wanted = numeric(block, 148, 8)
  let sum = 8 * 0x20
  let negative = 0
  for (let index = 0; index < BLOCK; index++) {
    if (index >= 148 && index < 156) continue
    const byte = block[index] ?? 0
    sum += byte
    if (byte > 127) negative += 256
  }
  if (wanted !== sum && wanted !== sum - negative) throw notTar('a header whose checksum is wrong')
}

function notTar(what: string): GateError {
  return new GateError('environment', `The layer is no readable tar archive: ${what}.`)
}
