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
  /** Whether the body has not the file's bytes as they are, but those between its holes, and perhaps a map of them. */
  readonly isSparse: boolean
  /** What a link leads to; '' for all else. */
  readonly target: string
  /** Permission bits, with those for set-user-id, set-group-id and sticky. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Whether it is the device 0/0, which overlayfs means a deleted file by. */
  readonly isNoDevice: boolean
}

export type Records = Readonly<Partial<Record<string, string>>>

export const BLOCK = 512

/**
 * The member that a header block tells of, with what extended headers said of it before, and how many bytes its body has.
 * `size` is the block's own field of that name.
 */
export function memberOf(
  block: Buffer,
  type: string,
  size: number,
  records: Records,
): { readonly entry: TarEntry; readonly stored: number } {
  const name = records['path'] ?? headerPath(block)
  const kind = kindOf(type, name)
  // Links, devices, directories and pipes have none, whatever the field says.
  const stored = '123456'.includes(type) || kind === 'directory' ? 0 : (decimal(records['size']) ?? size)
  return { entry: entryOf(block, type, { kind, name, stored }, records), stored }
}

interface Member {
  readonly kind: TarEntry['type']
  readonly name: string
  readonly stored: number
}

function entryOf(block: Buffer, type: string, { kind, name, stored }: Member, records: Records): TarEntry {
  const isPaxSparse = tellsOfHoles(records)
  const path = (isPaxSparse ? records['GNU.sparse.name'] : undefined) ?? name
  const isSparse = kind === 'file' && (type === 'S' || isPaxSparse)
  return {
    path,
    type: kind,
    size: isSparse ? sizeWithHoles(block, type, stored, records) : kind === 'file' ? stored : 0,
    isSparse,
    target: kind === 'link' || kind === 'symlink' ? (records['linkpath'] ?? cString(block, 157, 100)) : '',
    mode: lenient(block, 100, 8) & 0o7777,
    uid: decimal(records['uid']) ?? lenient(block, 108, 8),
    gid: decimal(records['gid']) ?? lenient(block, 116, 8),
    isNoDevice: kind === 'device' && lenient(block, 329, 8) === 0 && lenient(block, 337, 8) === 0,
  }
}

function sizeWithHoles(block: Buffer, type: string, stored: number, records: Records): number {
  if (type === 'S') return numeric(block, 483, 12)
  return decimal(records['GNU.sparse.size']) ?? decimal(records['GNU.sparse.realsize']) ?? stored
}

/** What is said of holes counts only with a version that is known, or with a map, as in Go's archive/tar. */
function tellsOfHoles(records: Records): boolean {
  const [major, minor] = [records['GNU.sparse.major'], records['GNU.sparse.minor']]
  if (major !== undefined || minor !== undefined) return ['0 0', '0 1', '1 0'].includes(`${major} ${minor}`)
  return records['GNU.sparse.map'] !== undefined || records['GNU.sparse.offset'] !== undefined
}

function kindOf(type: string, path: string): TarEntry['type'] {
  switch (type) {
    case '\0':
      // Before POSIX a directory was a file whose name ends in a slash.
      return path.endsWith('/') ? 'directory' : 'file'
    case '0':
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
    const value = octal(block, start, length)
    if (value === null) throw notTar(`"${cString(block, start, length)}" where an octal number belongs`)
    return value
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
  return octal(block, start, length) ?? 0
}

const ZERO = 0x30
const BLANK = 0x20

/** Digits after blanks and zero bytes, up to blanks or a zero byte; none are 0. null where there is something else. */
function octal(block: Buffer, start: number, length: number): number | null {
  const end = start + length
  let at = start
  while (at < end && (block[at] === BLANK || block[at] === 0)) at++
  let value = 0
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - ZERO
    if (digit < 0 || digit > 7) break
    value = value * 8 + digit
  }
  while (at < end && block[at] === BLANK) at++
  return at === end || block[at] === 0 ? value : null
}

export function decimal(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
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
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.map',
  'GNU.sparse.offset',
])

/**
 * Records of the form `LENGTH KEY=VALUE\n`, LENGTH counting the whole record; those that are known here. The last of a key
 * counts, and an empty value takes back what an earlier one said.
 */
export function paxRecords(text: Buffer): Records {
  const records: Partial<Record<string, string>> = {}
  let at = 0
  while (at < text.length && text[at] !== 0) {
    const { start, end } = recordAt(text, at)
    const equals = text.indexOf(0x3d, start)
    // None at all would else be looked for up to the end of the header, again for each record.
    if (equals < 0 || equals > end) throw notTar('a broken PAX header')
    const key = text.toString('latin1', start, equals)
    if (KNOWN.has(key)) {
      const value = text.toString('latin1', equals + 1, end - 1)
      if (key.endsWith('path') && value.includes('\0')) throw notTar('a name with a zero byte in it')
      if (value === '') Reflect.deleteProperty(records, key)
      else records[key] = value
    }
    at = end
  }
  return records
}

/** Where a record's key begins, and where the record ends. */
function recordAt(text: Buffer, at: number): { readonly start: number; readonly end: number } {
  const digits = /^(\d+) /.exec(text.toString('latin1', at, at + MOST_DIGITS + 1))?.[1] ?? ''
  const end = at + Number(digits)
  const start = at + digits.length + 1
  // The shortest has a key of one letter, and no value.
  if (digits === '' || end < start + 3 || end > text.length || text[end - 1] !== 0x0a) {
    throw notTar('a broken PAX header')
  }
  return { start, end }
}

/** More than a header's length can have. */
const MOST_DIGITS = 10

/** The sum of all bytes with the field itself as blanks; some old writers summed signed bytes. */
export function verifyChecksum(block: Buffer): void {
  const wanted = numeric(block, 148, 8)
  let sum = 8 * BLANK
  for (let index = 0; index < 148; index++) sum += block[index] ?? 0
  for (let index = 156; index < BLOCK; index++) sum += block[index] ?? 0
  if (wanted === sum) return
  const negative = block.subarray(0, BLOCK).filter((byte, index) => byte > 127 && (index < 148 || index >= 156)).length
  if (wanted !== sum - 256 * negative) throw notTar('a header whose checksum is wrong')
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
