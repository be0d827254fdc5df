import { createHash } from 'node:crypto'

/** The bit of an entry's flags that `git update-index --assume-unchanged` sets (gitformat-index(5)). */
const assumeValid = 0x8000
const extended = 0x4000

/**
 * The bytes of a git index with every entry marked as unchanged, in exactly the same size: git then takes the working
 * tree beside it for clean. Null for an index whose entries are not all in this file, or that is not understood.
 */
export function markUnchanged(index: Buffer, objectFormat: string): Buffer | null {
  const hashSize = objectFormat === 'sha256' ? 32 : 20
  if (index.length < 12 + hashSize || index.toString('latin1', 0, 4) !== 'DIRC') return null
  const version = index.readUInt32BE(4)
  if (version < 2 || version > 4) return null
  const marked = Buffer.from(index)
  const body = marked.length - hashSize
  let at = 12
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + 40 + hashSize
    if (flagsAt + 2 > body) return null
    const flags = marked.readUInt16BE(flagsAt)
    marked.writeUInt16BE(flags | assumeValid, flagsAt)
    const nameAt = flagsAt + (version > 2 && (flags & extended) !== 0 ? 4 : 2)
    const end = marked.indexOf(0, version === 4 ? endOfVarint(marked, nameAt) : nameAt)
    if (end < 0 || end >= body) return null
    at = version === 4 ? end + 1 : at + Math.ceil((end + 1 - at) / 8) * 8
  }
  if (hasSplitIndex(marked, at, body)) return null
  // `index.skipHash` leaves zeros in place of the checksum.
  if (marked.subarray(body).some((byte) => byte !== 0)) {
    createHash(objectFormat === 'sha256' ? 'sha256' : 'sha1')
      .update(marked.subarray(0, body))
      .digest()
      .copy(marked, body)
  }
  return marked
}

function endOfVarint(bytes: Buffer, start: number): number {
  let at = start
  while (((bytes[at] ?? 0) & 0x80) !== 0) at++
  return at + 1
}

function hasSplitIndex(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at + 8 <= end; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString('latin1', at, at + 4) === 'link') return true
  }
  return false
}
