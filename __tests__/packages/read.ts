import type { PackageRecord } from '../../src/packages/package.js'
import { packageReaderFor } from '../../src/packages/index.js'

/** What is read from a file of this name and content, given in pieces of `piece` bytes; null: of no known kind. */
export function read(path: string, content: string | Buffer, piece = 4096): PackageRecord | null {
  const bytes = Buffer.from(content)
  const reader = packageReaderFor({ path, size: bytes.length, executable: false })
  if (reader === null) return null
  for (let at = 0; at < bytes.length; at += piece) {
    // A reader may not keep a piece: it is overwritten after the call.
    const lent = Buffer.from(bytes.subarray(at, at + piece))
    reader.write(lent)
    lent.fill(0)
  }
  return reader.end()
}

/** `name version` of each package, sorted. */
export function listed(path: string, content: string | Buffer): readonly string[] {
  return (read(path, content)?.packages ?? []).map(({ name, version }) => `${name} ${version}`).sort()
}

export { timed } from '../support/timed.js'
