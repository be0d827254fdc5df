/**
 * The one of `names` that `word` most likely meant, null where none is near. Case and `_` for `-` cost nothing; else at
 * most a third of the letters may differ.
 */
export function nearest(word: string, names: readonly string[]): string | null {
  const wanted = fold(word)
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(wanted, fold(name))
    if (distance < least && distance < name.length) {
      best = name
      least = distance
    }
  }
  return best
}

/** `, did you mean "max-size"?` or nothing, to end a sentence about an unknown name. */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearest(word, names)
  return name === null ? '' : ` Did you mean \`${name}\`?`
}

function fold(word: string): string {
  return word.trim().toLowerCase().replaceAll('_', '-')
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  // A long value costs nothing to tell apart from our short names.
  if (Math.abs(a.length - b.length) > 20) return Infinity
  let before: readonly number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      line.push(
        Math.min(
          at(last, column) + 1,
          at(line, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Infinity,
        ),
      )
    }
    before = last
    last = line
  }
  return at(last, b.length)
}

function at(line: readonly number[], index: number): number {
  return line[index] ?? Infinity
}
