import { parse } from 'smol-toml'
import { linePlaces } from './lines.js'
import { UnreadablePackages } from './package.js'

/** Bytes of a line. What keys with thousands of dots say takes long to build. */
const LONGEST_LINE = 64 * 2 ** 10

/** What a TOML file holds. Throws an UnreadablePackages where it is no TOML, or has a line that is too long. */
export function parseToml(path: string, content: Buffer): unknown {
  for (const { start, end } of linePlaces(content)) {
    if (end - start > LONGEST_LINE) throw new UnreadablePackages(`${path} has a line of ${end - start} bytes`)
  }
  try {
    return parse(content.toString('utf8'))
  } catch {
    throw new UnreadablePackages(`${path} is not TOML`)
  }
}
