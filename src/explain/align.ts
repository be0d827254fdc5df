import type { Contribution } from './contribution.js'
import { AKIN, groupLikeness, likeness } from './likeness.js'

/** What is the same on both sides: one instruction each, or one that was split into several or joined from several. */
export interface Match {
  readonly heads: readonly Contribution[]
  readonly bases: readonly Contribution[]
}

/** Into how many an instruction is taken to be split. */
const MOST_PARTS = 8

interface Step extends Match {
  readonly score: number
}

/**
 * Matches what is alike in order, so that the sum of likenesses, each counted for all that it explains, is the largest
 * (an alignment, as a diff makes of lines).
 */
export function align(heads: readonly Contribution[], bases: readonly Contribution[]): readonly Match[] {
  // best[i][j]: the largest sum for heads from i and bases from j, and the step that it takes first.
  const best = Array.from({ length: heads.length + 1 }, () => new Array<number>(bases.length + 1).fill(0))
  const steps = heads.map(() => new Array<Step | null>(bases.length).fill(null))
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0
  for (let i = heads.length - 1; i >= 0; i--) {
    const [row, rowSteps] = [best[i] ?? [], steps[i] ?? []]
    for (let j = bases.length - 1; j >= 0; j--) {
      row[j] = Math.max(at(i + 1, j), at(i, j + 1))
      for (const step of stepsFrom(heads, bases, i, j)) {
        const sum = step.score + at(i + step.heads.length, j + step.bases.length)
        if (sum < at(i, j) || (sum === at(i, j) && rowSteps[j] != null)) continue
        row[j] = sum
        rowSteps[j] = step
      }
    }
  }
  const matches: Match[] = []
  for (let i = 0, j = 0; i < heads.length && j < bases.length;) {
    const step = steps[i]?.[j] ?? null
    if (step !== null) {
      matches.push({ heads: step.heads, bases: step.bases })
      i += step.heads.length
      j += step.bases.length
    } else if (at(i, j) === at(i + 1, j)) i++
    else j++
  }
  return matches
}

/** 0 for strangers. Of base images only the place tells: another reference in the same place is a base that was changed. */
export function alike(head: Contribution, base: Contribution): number {
  if (head.owner.origin !== base.owner.origin) return 0
  const score = head.owner.origin === 'base' ? 1 : likeness(head.owner.whole, base.owner.whole)
  return score < AKIN ? 0 : score
}

/** All that can be matched of the head's `i`th and the base's `j`th and what follows them. */
function stepsFrom(
  heads: readonly Contribution[],
  bases: readonly Contribution[],
  i: number,
  j: number,
): readonly Step[] {
  const [head, base] = [heads[i], bases[j]]
  if (head === undefined || base === undefined || head.owner.origin !== base.owner.origin) return []
  const score = alike(head, base)
  const pair = score === 0 ? [] : [{ heads: [head], bases: [base], score: 2 * score }]
  if (head.owner.origin === 'base') return pair
  return [
    ...pair,
    ...groups(base, heads, i).map(({ parts, score }) => ({ heads: parts, bases: [base], score })),
    ...groups(head, bases, j).map(({ parts, score }) => ({ heads: [head], bases: parts, score })),
  ]
}

function groups(
  whole: Contribution,
  all: readonly Contribution[],
  from: number,
): readonly { readonly parts: readonly Contribution[]; readonly score: number }[] {
  const found = []
  for (let count = 2; count <= MOST_PARTS && from + count <= all.length; count++) {
    const parts = all.slice(from, from + count)
    const [first, last] = [parts[0], parts.at(-1)]
    if (last?.owner.origin !== 'own' || last.owner.stage !== first?.owner.stage) break
    const score = groupLikeness(
      whole.owner.whole,
      parts.map(({ owner }) => owner.whole),
    )
    if (score >= AKIN) found.push({ parts, score: (count + 1) * score })
  }
  return found
}
