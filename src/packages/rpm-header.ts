/** What a package's header tells of it; null where it does not. */
export interface RpmHeader {
  readonly name: string | null
  readonly epoch: number | null
  readonly version: string | null
  readonly release: string | null
  /** Bytes of its files. */
  readonly size: number | null
}

const NAME = 1000
const VERSION = 1001
const RELEASE = 1002
const EPOCH = 1003
const SIZE = 1009
/** In place of SIZE where that is more than 32 bits can hold. */
const LONG_SIZE = 5009

const INT32 = 4
const INT64 = 5
const STRING = 6
const ENTRY_BYTES = 16
/** Packages have some hundred; rpm itself takes 65,535 (lib/header.c, HEADER_TAGS_MAX). */
const MOST_ENTRIES = 10_000

interface Entry {
  readonly type: number
  readonly offset: number
}

/**
 * Reads a header as the database has it, which is without the magic that it has in a package file. Undefined where it is
 * damaged.
 * Source: rpm, docs/manual/format_header.md and include/rpm/rpmtag.h.
 */
export function readRpmHeader(header: Buffer): RpmHeader | undefined {
  if (header.length < 8) return undefined
  const count = header.readUInt32BE(0)
  if (count > MOST_ENTRIES) return undefined
  const store = header.subarray(8 + count * ENTRY_BYTES)
  if (store.length === 0 || store.length !== header.readUInt32BE(4)) return undefined
  const entries = new Map<number, Entry>()
  for (let at = 8; at < 8 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
    entries.set(header.readUInt32BE(at), { type: header.readUInt32BE(at + 4), offset: header.readUInt32BE(at + 8) })
  }
  const string = (tag: number): string | null => {
    const entry = entries.get(tag)
    if (entry?.type !== STRING) return null
    const end = store.indexOf(0, entry.offset)
    return end < 0 ? null : store.toString('utf8', entry.offset, end)
  }
  const integer = (tag: number): number | null => {
    const entry = entries.get(tag)
    const bytes = entry?.type === INT32 ? 4 : entry?.type === INT64 ? 8 : 0
    if (entry === undefined || bytes === 0 || entry.offset + bytes > store.length) return null
    const value = bytes === 4 ? store.readUInt32BE(entry.offset) : Number(store.readBigUInt64BE(entry.offset))
    return Number.isSafeInteger(value) ? value : null
  }
  return {
    name: string(NAME),
    epoch: integer(EPOCH),
    version: string(VERSION),
    release: string(RELEASE),
    size: integer(LONG_SIZE) ?? integer(SIZE),
  }
}
