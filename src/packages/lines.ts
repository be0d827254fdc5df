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

/** A `Name: value` line in two, the name in lower case; null for any other line. */
export function headerField(line: string): readonly [string, string] | null {
  const colon = line.indexOf(':')
  if (colon < 1) return null
  const name = line.slice(0, colon)
  // Names are of printable ASCII without the colon (RFC 5322, section 2.2).
  if (!/^[!-~]+$/.test(name)) return null
  return [name.toLowerCase(), line.slice(colon + 1).trim()]
}
