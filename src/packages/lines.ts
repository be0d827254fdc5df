/** The lines of a text, each without its `\n`; what follows the last `\n` is a line where it is not empty. */
export function* lines(text: string): Generator<string, void> {
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    if (end < 0) {
      yield text.slice(at)
      return
    }
    yield text.slice(at, end)
    at = end + 1
  }
}

/** Bytes of a line; no name or version is so long. */
const LONGEST_LINE = 4096

/**
 * The same of a file's bytes, of each line no more than its first 4096. Each is a text of its own: a part of the whole would
 * keep that in memory.
 */
export function* linesOf(content: Buffer): Generator<string, void> {
  for (const { start, end } of linePlaces(content)) {
    yield content.toString('utf8', start, Math.min(end, start + LONGEST_LINE))
  }
}

/** Where the lines of a file's bytes begin, and where they end without their `\n`. */
export function* linePlaces(content: Buffer): Generator<{ readonly start: number; readonly end: number }, void> {
  for (let start = 0; start < content.length;) {
    const newline = content.indexOf(0x0a, start)
    const end = newline < 0 ? content.length : newline
    yield { start, end }
    start = end + 1
  }
}

/** A `Name: value` line in two, the name in lower case; null for any other line. */
export function headerField(line: string): readonly [string, string] | null {
  const colon = line.indexOf(':')
  if (colon < 1) return null
  const name = line.slice(0, colon)
  // Names are of printable ASCII without the colon (RFC 5322, section 2.2).
  if (!/^[!-~]+$/.test(name)) return null
  return [name.toLowerCase(), line.slice(colon + 1).trim()]
}
