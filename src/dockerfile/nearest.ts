/**
 * The option that a mistyped `word` most likely means, or null where none is near: the rule of BuildKit's
 * util/suggest (fewer than three edits, case put aside).
 */
export function nearest(word: string, options: readonly string[]): string | null {
  let best: string | null = null
  let least = 3
  for (const option of options) {
    const edits = distance(word.toLowerCase(), option.toLowerCase())
    if (edits < least) {
      best = option
      least = edits
    }
  }
  return best
}

/** `did you mean NAME?` where there is a near name, else null. */
export function didYouMean(word: string, options: readonly string[]): string | null {
  const near = nearest(word, options)
  return near === null ? null : `did you mean ${near}?`
}

/** Levenshtein's edit distance. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
