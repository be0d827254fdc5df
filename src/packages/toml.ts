import { parse } from 'smol-toml'
import { UnreadablePackages } from './package.js'

/** Bytes. The lock files of the largest workspaces have some 5 MB; a parsed one takes several times as much memory. */
const LARGEST = 16 * 2 ** 20
/** Bytes of a line. What keys with thousands of dots say takes long to build. */
const LONGEST_LINE = 64 * 2 ** 10

/** What a TOML file holds. Throws an UnreadablePackages where it is no TOML, or too big. */
export function parseToml(path: string, content: Buffer): unknown {
  if (content.length > LARGEST)
    throw new UnreadablePackages(`${path} has ${content.length} bytes, more than ${LARGEST} are not read`)
  for (let at = 0; at < content.length;) {
    const newline = content.indexOf(0x0a, at)
    const end = newline < 0 ? content.length : newline
    if (end - at > LONGEST_LINE) throw new UnreadablePackages(`${path} has a line of ${end - at} bytes`)
    at = end + 1
  }
  try {
    return parse(content.toString('utf8'))
  } catch {
    throw new UnreadablePackages(`${path} is not TOML`)
  }
}
