import { isUtf8 } from 'node:buffer'
import { GateError } from '../errors.js'

/**
 * One member of a tar archive. Names are byte strings, a character for each byte: they need not be UTF-8, and two that
 * differ must not become one. `readable` is for those who show them.
 */
export interface TarEntry {
  readonly path: string
  readonly type: 'file' | 'link' | 'symlink' | 'directory' | 'device' | 'other'
  /** Bytes of a regular file as a reader of it sees them (of a sparse one: holes included); 0 for all else. */
  readonly size: number
  /** What a link leads to; '' for all else. */
  readonly target: string
  /** Permission bits, with those for set-user-id, set-group-id and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Whether it is the device 0/0, which overlayfs means a deleted file by. */
  readonly isNoDevice: boolean
}

export type Records = Readonly<Record<string, string>>

export const BLOCK = 512

/** The member that a header block tells of, with what extended headers said of it before. `stored`: bytes of its body. */
export function entryOf(block: Buffer, type: string, stored: number, records: Records): TarEntry {
  const path = records['GNU.sparse.name'] ?? records['path'] ?? headerPath(block)
  const kind = kindOf(type, path)
  return {
    path,
    type: kind,
    size: kind === 'file' ? sizeOf(block, type, stored, records) : 0,
    target: kind === 'link' || kind === 'symlink' ? (records['linkpath'] ?? cString(block, 157, 100)) : '',
    mode: lenient(block, 100, 8) & 0o7777,
    uid: decimal(records['uid']) ?? lenient(block, 108, 8),
    gid: decimal(records['gid']) ?? lenient(block, 116, 8),
    isNoDevice: kind === 'device' && lenient(block, 329, 8) === 0 && lenient(block, 337, 8) === 0,
  }
}

function sizeOf(block: Buffer, type: string, stored: number, records: Records): number {
  const real = decimal(records['GNU.sparse.realsize']) ?? decimal(records['GNU.sparse.size'])
  return real ?? (type === 'S' ? numeric(block, 483, 12) : stored)
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
    case '3':
      return 'device'
    case '5':
      return 'directory'
    default:
      return 'other'
  }
}

/** Links, devices, directories and pipes have none, whatever their size field says. */
export function hasBody(type: string): boolean {
  return !'123456'.includes(type)
}

function headerPath(block: Buffer): string {
  const name = cString(block, 0, 100)
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? cString(block, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

export function cString(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start)
  return block.toString('latin1', start, end < 0 || end > start + length ? start + length : end)
}

/** An octal number in text, or with the first bit set a big-endian one in binary (GNU's base-256). */
export function numeric(block: Buffer, start: number, length: number): number {
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

/** Whom a file belongs to and who may do what with it weighs nothing: what cannot be read there is 0. */
function lenient(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0
  if ((first & 0x80) !== 0) return block.readUInt32BE(start + length - 4)
  const value = Number.parseInt(block.toString('latin1', start, start + length), 8)
  return Number.isNaN(value) ? 0 : value
}

export function decimal(text: string | undefined): number | undefined {
  // An empty value takes back what an earlier header said.
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw notTar(`"${text}" where a size belongs`)
  return value
}

/** What is looked at: all else a hostile archive could pile up. */
const KNOWN = new Set([
  'path',
  'linkpath',
  'size',
  'uid',
  'gid',
  'GNU.sparse.name',
  'GNU.sparse.size',
  'GNU.sparse.realsize',
])

/** Records of the form `LENGTH KEY=VALUE\n`, LENGTH counting the whole record; those that are known here. */
export function paxRecords(text: Buffer): Records {
  const records: Record<string, string> = {}
  let at = 0
  while (at < text.length && text[at] !== 0) {
    const space = text.indexOf(0x20, at)
    const length = Number(text.toString('latin1', at, Math.max(space, at)))
    const equals = text.indexOf(0x3d, space)
    if (space < 0 || !Number.isInteger(length) || length < 5 || at + length > text.length || equals > at + length) {
      throw notTar('a broken PAX header')
    }
    const key = text.toString('latin1', space + 1, equals)
    if (KNOWN.has(key)) records[key] = text.toString('latin1', equals + 1, at + length - 1)
    at += length
  }
  return records
}

/** The sum of all bytes with the field itself as blanks; some old writers summed signed bytes. */
export function verifyChecksum(block: Buffer): void {
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

export function notTar(what: string): GateError {
  return new GateError('environment', `The layer is no readable tar archive: ${what}.`)
}

/** A byte string as text; of what is not UTF-8 each byte as `\xFF`, as shells and Python write it. */
export function readable(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes
  const raw = Buffer.from(bytes, 'latin1')
  if (isUtf8(raw)) return raw.toString('utf8')
  return bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`)
}
