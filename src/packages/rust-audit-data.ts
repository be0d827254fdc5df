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
  try {
    const text = inflateSync(start, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 })
    return TEXT_START.test(text.toString('latin1', 0, 64))
  } catch {
    return false
  }
}

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
