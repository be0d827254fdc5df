/** Below this two instructions are strangers, and one of them was removed, the other added. */
export const AKIN = 0.5

/** `ADD` and `COPY` do the same work: one changed into the other is an edit. */
const KIN: Readonly<Record<string, string>> = { ADD: 'COPY' }

/** What stands between the commands of a `RUN`. */
const SEPARATORS: ReadonlySet<string> = new Set(['&&', ';', '\\'])

/**
 * How alike two instructions are, from 0 to 1: the share of words they have in common (Sørensen–Dice over the words
 * after the keyword, repeated ones counted), or {@link AKIN} at least for copies to the same file and for the same
 * variable. 0 where the keywords differ.
 */
export function likeness(one: string, other: string): number {
  if (keywordOf(one) !== keywordOf(other)) return 0
  const [words, others] = [wordsOf(one), wordsOf(other)]
  const alike = keywordOf(one) === 'COPY' ? sameFile(words, others) : sameVariable(one, other)
  return Math.max(dice(words, others), alike ? AKIN : 0)
}

/**
 * How alike an instruction and several are that it was split into, or joined from, from 0 to 1. 0 where one of them has
 * little to do with it, or brings nothing of it that the others do not.
 */
export function groupLikeness(whole: string, parts: readonly string[]): number {
  const keyword = keywordOf(whole)
  if (!SPLIT.has(keyword) || parts.some((part) => keywordOf(part) !== keyword)) return 0
  const words = wordsOf(whole)
  const lists = parts.map((part) => wordsOf(part))
  for (const [index, list] of lists.entries()) {
    const others = lists.filter((_, other) => other !== index).flat()
    if (common(list, words) < MOSTLY * list.length) return 0
    if (common([...others, ...list], words) <= common(others, words)) return 0
  }
  return dice(words, lists.flat())
}

/** What can do the work of several, or be done by several. */
const SPLIT: ReadonlySet<string> = new Set(['RUN', 'COPY'])
const MOSTLY = 0.6

export function keywordOf(text: string): string {
  const upper = (/^\S+/.exec(text)?.[0] ?? '').toUpperCase()
  return Object.hasOwn(KIN, upper) ? (KIN[upper] ?? upper) : upper
}

function dice(words: readonly string[], others: readonly string[]): number {
  const count = words.length + others.length
  return count === 0 ? 1 : (2 * common(words, others)) / count
}

/** How many words are in both, repeated ones counted. */
function common(words: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1)
  let count = 0
  for (const word of others) {
    const rest = left.get(word) ?? 0
    if (rest === 0) continue
    left.set(word, rest - 1)
    count++
  }
  return count
}

/** Many copies go to the same directory; that says nothing. */
function sameFile(words: readonly string[], others: readonly string[]): boolean {
  const target = words.at(-1)
  return target !== undefined && target === others.at(-1) && !/(?:^|\/)\.{0,2}$/.test(target)
}

function sameVariable(one: string, other: string): boolean {
  const name = /^(?:ARG|ENV)\s+([^\s=]+)/i
  const variable = name.exec(one)?.[1]
  return variable !== undefined && variable === name.exec(other)?.[1]
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .slice(1)
    .map((word) => word.replace(/;+$/, ''))
    .filter((word) => word !== '' && !SEPARATORS.has(word))
}
