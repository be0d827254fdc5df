import type { Contribution } from './contribution.js'
import { likeness } from './likeness.js'

type Pairing = readonly [head: Contribution | null, base: Contribution | null]

/** Below this two instructions are strangers, and one of them was removed, the other added. */
const AKIN = 0.5

/**
 * Head and base contributions matched by what they are: the same content, the same words in the same stage, the same
 * words, and at last words alike in the same order (an edited instruction). Each is in exactly one pair; pairs are in the
 * head's order, what is gone stands behind what it followed at the base.
 */
export function pairContributions(heads: readonly Contribution[], bases: readonly Contribution[]): readonly Pairing[] {
  const matches = new Map<Contribution, Contribution>()
  matchEqual(heads, bases, matches, (one) => key(one, one.diffIds, one.owner.text))
  matchEqual(heads, bases, matches, (one) => (one.bytes === 0 ? null : key(one, one.diffIds)))
  matchEqual(heads, bases, matches, (one) => key(one, one.owner.stage, one.owner.text))
  matchEqual(heads, bases, matches, (one) => key(one, one.owner.text))
  matchAlike(heads, bases, matches)
  return inOrder(heads, bases, matches)
}

function key(of: Contribution, ...parts: readonly unknown[]): string | null {
  return JSON.stringify([of.owner.origin, ...parts])
}

/** Pairs what has the same key, first with first, second with second. */
function matchEqual(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  matches: Map<Contribution, Contribution>,
  keyOf: (one: Contribution) => string | null,
): void {
  const waiting = new Map<string | null, Contribution[]>()
  for (const base of free(bases, new Set(matches.values()))) {
    waiting.set(keyOf(base), [...(waiting.get(keyOf(base)) ?? []), base])
  }
  for (const head of free(heads, matches)) {
    const id = keyOf(head)
    const base = id === null ? undefined : waiting.get(id)?.shift()
    if (base !== undefined) matches.set(head, base)
  }
}

/** Pairs the rest in order so that the sum of likenesses is the largest (an alignment, as a diff makes of lines). */
function matchAlike(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  matches: Map<Contribution, Contribution>,
): void {
  const left = free(heads, matches)
  const right = free(bases, new Set(matches.values()))
  const scores = left.map((head) => right.map((base) => alike(head, base)))
  // best[i][j]: the largest sum for left from i and right from j.
  const best = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0
  const score = (i: number, j: number): number => scores[i]?.[j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    const row = best[i] ?? []
    for (let j = right.length - 1; j >= 0; j--) {
      const paired = score(i, j) > 0 ? score(i, j) + at(i + 1, j + 1) : 0
      row[j] = Math.max(at(i + 1, j), at(i, j + 1), paired)
    }
  }
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [head, base] = [left[i], right[j]]
    if (head !== undefined && base !== undefined && score(i, j) > 0 && at(i, j) === score(i, j) + at(i + 1, j + 1)) {
      matches.set(head, base)
      i++
      j++
    } else if (at(i, j) === at(i + 1, j)) i++
    else j++
  }
}

/** 0 for strangers. Of base images only the place tells: another reference in the same place is a base that was changed. */
function alike(head: Contribution, base: Contribution): number {
  if (head.owner.origin !== base.owner.origin) return 0
  const score = head.owner.origin === 'base' ? 1 : likeness(head.owner.text, base.owner.text)
  return score < AKIN ? 0 : score
}

function free(all: readonly Contribution[], taken: { has(one: Contribution): boolean }): Contribution[] {
  return all.filter((one) => !taken.has(one))
}

function inOrder(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  matches: ReadonlyMap<Contribution, Contribution>,
): readonly Pairing[] {
  const headOf = new Map([...matches].map(([head, base]) => [base, head]))
  const gone = new Map<Contribution | null, Contribution[]>()
  let previous: Contribution | null = null
  for (const base of bases) {
    const head = headOf.get(base)
    if (head !== undefined) previous = head
    else gone.set(previous, [...(gone.get(previous) ?? []), base])
  }
  const goneAfter = (head: Contribution | null): readonly Pairing[] =>
    (gone.get(head) ?? []).map((base) => [null, base] as const)
  return [
    ...goneAfter(null),
    ...heads.flatMap((head) => [[head, matches.get(head) ?? null] as const, ...goneAfter(head)]),
  ]
}
