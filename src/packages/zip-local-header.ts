/** What stands in front of a member's bytes. */
export interface LocalHeader {
  readonly path: string
  readonly isDeflated: boolean
  /** Neither encrypted nor compressed in another way. */
  readonly isReadable: boolean
  /** Bytes of the member in the archive; undefined where they are told behind it. */
  readonly size: number | undefined
  /** Whether a data descriptor follows the member. */
  readonly isDescribed: boolean
  /** Of this header with the path and the extra fields. */
  readonly bytes: number
}

/** Of a header without what has no fixed length. */
export const LOCAL_HEADER_BYTES = 30

const ENCRYPTED = 1
const DESCRIBED = 8
const STORED = 0
const DEFLATED = 8
const ZIP64 = 0x0001
const IN_ZIP64 = 0xffffffff

/**
 * Reads a local file header; `input` may end before its path and extra fields do, which are then not to be relied on.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.5.3.
 */
export function localHeader(input: Buffer): LocalHeader {
  const flags = input.readUInt16LE(6)
  const method = input.readUInt16LE(8)
  const compressed = input.readUInt32LE(18)
  const pathEnd = LOCAL_HEADER_BYTES + input.readUInt16LE(26)
  const bytes = pathEnd + input.readUInt16LE(28)
  const isDescribed = (flags & DESCRIBED) !== 0
  const size = compressed === IN_ZIP64 ? zip64Size(input.subarray(pathEnd, bytes)) : compressed
  return {
    path: input.toString('utf8', LOCAL_HEADER_BYTES, pathEnd),
    isDeflated: method === DEFLATED,
    isReadable: (flags & ENCRYPTED) === 0 && (method === STORED || method === DEFLATED),
    size: isDescribed && (size ?? 0) === 0 ? undefined : (size ?? compressed),
    isDescribed,
    bytes,
  }
}

/** The compressed size in a zip64 extra field, which comes after the original one. */
function zip64Size(extra: Buffer): number | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64) continue
    return at + 20 <= extra.length ? Number(extra.readBigUInt64LE(at + 12)) : undefined
  }
  return undefined
}
