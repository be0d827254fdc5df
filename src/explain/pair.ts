import { align, alike, type Match } from './align.js'
import type { Contribution } from './contribution.js'

/** What is told apart from its place needs more than what stands where it stood. */
const SURELY_AKIN = 0.6
/** Pairs whose words are compared, which takes some second: two images of 127 layers, none of which they share, have as many. */
const MOST_PAIRS = 128 * 128

/**
 * Head and base contributions matched by what they are: the same content, the same words in the same stage, the same
 * words, then words alike in the same order (an edited instruction, or one split or joined), words alike in another place,
 * at last heredocs that begin alike. Each is in exactly one match, which lacks a side where it is new or gone; matches are in
 * the head's order, what is gone stands behind what it followed at the base.
 */
export function pairContributions(heads: readonly Contribution[], bases: readonly Contribution[]): readonly Match[] {
  const matches: Match[] = []
  const freeHeads = (): Contribution[] => without(heads, new Set(matches.flatMap((match) => match.heads)))
  const freeBases = (): Contribution[] => without(bases, new Set(matches.flatMap((match) => match.bases)))
  const keys: ((one: Contribution) => string | null)[] = [
    (one) => key(one, one.diffIds, one.owner.whole),
    (one) => (one.bytes === 0 ? null : key(one, one.diffIds)),
    (one) => key(one, one.owner.stage, one.owner.whole),
    (one) => key(one, one.owner.whole),
  ]
  for (const keyOf of keys) matches.push(...equal(freeHeads(), freeBases(), keyOf))
  if (freeHeads().length * freeBases().length > MOST_PAIRS) return inOrder(heads, bases, matches)
  matches.push(...align(freeHeads(), freeBases()))
  matches.push(...moved(freeHeads(), freeBases()))
  // Of a heredoc all may be new but the line that it begins with.
  matches.push(...equal(freeHeads(), freeBases(), (one) => key(one, one.owner.stage, one.owner.text)))
  return inOrder(heads, bases, matches)
}

function key(of: Contribution, ...parts: readonly unknown[]): string | null {
  return JSON.stringify([of.owner.origin, ...parts])
}

/** Pairs what has the same key, first with first, second with second. */
function equal(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  keyOf: (one: Contribution) => string | null,
): readonly Match[] {
  const waiting = new Map<string | null, Contribution[]>()
  for (const base of bases) waiting.set(keyOf(base), [...(waiting.get(keyOf(base)) ?? []), base])
  return heads.flatMap((head) => {
    const id = keyOf(head)
    const base = id === null ? undefined : waiting.get(id)?.shift()
    return base === undefined ? [] : [{ heads: [head], bases: [base] }]
  })
}

/** Pairs what was moved and edited, the most alike first. */
function moved(heads: readonly Contribution[], bases: readonly Contribution[]): readonly Match[] {
  const pairs = heads
    .flatMap((head) => bases.map((base) => ({ head, base, score: alike(head, base) })))
    .filter(({ score }) => score >= SURELY_AKIN)
    .sort((one, other) => other.score - one.score)
  const taken = new Set<Contribution>()
  return pairs.flatMap(({ head, base }) => {
    if (taken.has(head) || taken.has(base)) return []
    taken.add(head).add(base)
    return [{ heads: [head], bases: [base] }]
  })
}

function without(all: readonly Contribution[], taken: ReadonlySet<Contribution>): Contribution[] {
  return all.filter((one) => !taken.has(one))
}

function inOrder(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  matches: readonly Match[],
): readonly Match[] {
  const ofHead = new Map(matches.map((match) => [match.heads[0], match]))
  const others = new Set(matches.flatMap((match) => match.heads.slice(1)))
  const ofBase = new Map(matches.flatMap((match) => match.bases.map((base) => [base, match])))
  const gone = new Map<Contribution | null, Match[]>()
  let previous: Contribution | null = null
  for (const base of bases) {
    const match = ofBase.get(base)
    if (match !== undefined) previous = match.heads[0] ?? null
    else gone.set(previous, [...(gone.get(previous) ?? []), { heads: [], bases: [base] }])
  }
  return [
    ...(gone.get(null) ?? []),
    ...without(heads, others).flatMap((head) => [
      ofHead.get(head) ?? { heads: [head], bases: [] },
      ...(gone.get(head) ?? []),
    ]),
  ]
}
