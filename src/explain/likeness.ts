/** `ADD` and `COPY` do the same work: one changed into the other is an edit. */
const KIN: Readonly<Record<string, string>> = { ADD: 'COPY' }

/**
 * How alike two instructions are, from 0 to 1: the share of words they have in common (Sørensen–Dice over the words
 * after the keyword, repeated ones counted). 0 where the keywords differ.
 */
export function likeness(one: string, other: string): number {
  const [keyword = '', ...words] = wordsOf(one)
  const [otherKeyword = '', ...otherWords] = wordsOf(other)
  if (kin(keyword) !== kin(otherKeyword)) return 0
  const count = words.length + otherWords.length
  if (count === 0) return 1
  const left = new Map<string, number>()
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of otherWords) {
    const rest = left.get(word) ?? 0
    if (rest === 0) continue
    left.set(word, rest - 1)
    common++
  }
  return (2 * common) / count
}

function kin(keyword: string): string {
  const upper = keyword.toUpperCase()
  return Object.hasOwn(KIN, upper) ? (KIN[upper] ?? upper) : upper
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
