const HEREDOC = /(?<!<)<<-?\s*(["']?)([A-Za-z_]\w*)\1/

/**
 * What a shell runs of a script, line by line: without comments, continued lines joined, and without what is handed on to
 * programs in heredocs: usage, SQL, settings (POSIX.1-2024, Shell Command Language).
 */
export function commandsIn(text: string): string {
  const all = text.replace(/\r?\n/g, '\n').replace(/\\\n/g, '').split('\n')
  const last = new Map(all.map((line, at) => [line.trim(), at]))
  const kept: string[] = []
  let until: string | null = null
  let open = ''
  for (const [at, line] of all.entries()) {
    if (until !== null) {
      if (line.trim() === until) until = null
      continue
    }
    const [code, left] = codeOf(line, open)
    open = left
    if (code.trim() !== '') kept.push(code.trim())
    const end = HEREDOC.exec(code)?.[2]
    // What no line ends is none: a shift of bits, or a text.
    if (end !== undefined && (last.get(end) ?? 0) > at) until = end
  }
  return kept.join('\n')
}

/** A line without its comment, and the quotation mark that it leaves open. `open`: the one that is open before it. */
function codeOf(line: string, open: string): readonly [code: string, open: string] {
  let quote = open
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? ''
    if (character === '\\' && quote !== "'") at++
    else if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '#' && /^$|[\s;&|()]/.test(line[at - 1] ?? '')) return [line.slice(0, at), '']
  }
  return [line, quote]
}
