import { constants, inflateSync } from 'node:zlib'
import type { Package } from './package.js'
import { isPlain } from './plain.js'

/** Compressed bytes that are enough to tell audit data from others. */
export const BYTES_TO_TELL = 512
/** Compressed bytes; a program of five hundred crates has some ten thousand. */
export const LARGEST_AUDIT_DATA = 256 * 1024
/** Bytes that it inflates to; the format's own bound. */
const LARGEST_INFLATED = 8 * 2 ** 20

/** The start of a zlib stream with a window of 32 KB, for each of its levels (RFC 1950, section 2.2). */
export const ZLIB_STARTS = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]))
const TEXT_START = /^\s*\{\s*"(?:packages|format)"\s*:/

/**
 * Whether a zlib stream whose third byte is this one begins with a block that is compressed: text is never stored, and a
 * fourth type does not exist (RFC 1951, section 3.2.3).
 */
export function isCompressedBlock(third: number): boolean {
  const type = (third >> 1) & 3
  return type === 1 || type === 2
}

/** Whether a zlib stream begins as audit data does; `start` may be cut off anywhere. */
export function startsAsAuditData(start: Buffer): boolean {
  // To inflate takes some 50 microseconds, and among thousands of places hardly one looks so by chance.
  if (!startsAsBlock(start)) return false
  try {
    const text = inflateSync(start, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 })
    return TEXT_START.test(text.toString('latin1', 0, 64))
  } catch {
    return false
  }
}

/** The first bit of a zlib stream's first block that follows the block's type. */
const BLOCK_START = 16 + 3
/** Bits that the longest code for lengths of codes has. */
const LONGEST_CODE = 7

/**
 * Whether the first compressed block begins as one can: with fixed codes by what JSON begins with, else with as many codes
 * as there may be, whose own lengths are told by a code that is complete (RFC 1951, sections 3.2.6 and 3.2.7).
 */
function startsAsBlock(stream: Buffer): boolean {
  const bits = (at: number, count: number): number => {
    let value = 0
    for (let bit = 0; bit < count; bit++) {
      const place = BLOCK_START + at + bit
      value |= (((stream[place >> 3] ?? 0) >> (place & 7)) & 1) << bit
    }
    return value
  }
  if (bits(-2, 2) === 1) {
    let first = 0
    for (let bit = 0; bit < 8; bit++) first = first * 2 + bits(bit, 1)
    return JSON_STARTS.includes(first - 0x30)
  }
  if (bits(0, 5) > 29 || bits(5, 5) > 29) return false
  let free = 2 ** LONGEST_CODE
  for (let code = 0; code < bits(10, 4) + 4; code++) {
    const length = bits(14 + 3 * code, 3)
    if (length > 0) free -= 2 ** (LONGEST_CODE - length)
  }
  return free === 0
}

const JSON_STARTS = Array.from('{ \t\n\r', (character) => character.charCodeAt(0))

/**
 * The crates in a program by the audit data that it holds, whatever follows that in `content`: not the program itself, nor
 * what only its build needed. Undefined where the data is damaged.
 * Source: cargo-auditable, PARSING.md and cargo-auditable.schema.json.
 */
export function cratesIn(content: Buffer): readonly Package[] | undefined {
  let data: unknown
  try {
    data = JSON.parse(inflateSync(content, { maxOutputLength: LARGEST_INFLATED }).toString('utf8'))
  } catch {
    return undefined
  }
  if (!isRecord(data) || !Array.isArray(data['packages'])) return undefined
  const crates: Package[] = []
  for (const each of data['packages'] as readonly unknown[]) {
    if (!isRecord(each) || !isPlain(each['name']) || !isPlain(each['version'])) return undefined
    if (each['root'] === true || each['kind'] === 'build') continue
    crates.push({ type: 'cargo', name: each['name'], version: each['version'], bytes: null })
  }
  return crates
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
