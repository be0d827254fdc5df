import type { BuildFailure } from '../builder/method.js'
import type { Measurement } from '../image/measurement.js'
import { NO_TARGET } from '../no-target.js'
import { keyOf, type Key, type Subject } from './subject.js'

/** The two sides of a row, at least one of them there, and what a reader should know of how they were matched. */
export interface Pair {
  readonly key: Key
  readonly head: Subject | null
  readonly base: Subject | null
  readonly notes: readonly string[]
}

type Test = (head: Subject, base: Subject) => boolean

/**
 * Head and base matched one to one, in the head's order, then what only the base has. A match counts only where it is the
 * single candidate on both sides: a wrong pair misleads more than none.
 *
 * A name alone is not enough at first: the stage `build` that is last since the real last one was dropped is what users
 * get now, and its growth is against what they got before, not against the `build` on the way there.
 */
export function pairSubjects(
  heads: readonly Subject[],
  bases: readonly Subject[],
  renames: Readonly<Record<string, string>>,
): readonly Pair[] {
  const renamed = new Map(Object.entries(renames))
  const sameFile: Test = (head, base) => (renamed.get(base.dockerfile) ?? base.dockerfile) === head.dockerfile
  const samePlatform: Test = (head, base) => head.platform === base.platform
  const sameImage: Test = (head, base) => head.image === base.image
  const sameTarget: Test = (head, base) => head.target === base.target
  const rules: readonly Test[] = [
    all(sameImage, sameTarget, bothShippedOrNot),
    all(sameFile, sameTarget, bothShippedOrNot),
    all(sameImage, bothLast),
    // Before another image's last stage: several images may be stages of one Dockerfile.
    all(sameImage, sameTarget),
    all(sameFile, bothLast),
    all(sameFile, sameTarget),
  ]
  const matches = new Map<Subject, Subject>()
  for (const rule of rules) matchSingles(heads, bases, all(samePlatform, rule), matches)

  const taken = new Set(matches.values())
  const paired = heads.map((head) => pairOf(head, matches.get(head) ?? null))
  // A target that the head lacks and that did not build at the base tells a reader nothing.
  const gone = bases.filter((base) => !taken.has(base) && base.measurement !== null)
  return [...paired, ...gone.map((base) => ({ key: keyOf(base), head: null, base, notes: [] }))]
}

function all(...tests: readonly Test[]): Test {
  return (head, base) => tests.every((test) => test(head, base))
}

function matchSingles(
  heads: readonly Subject[],
  bases: readonly Subject[],
  rule: Test,
  matches: Map<Subject, Subject>,
): void {
  const taken = new Set(matches.values())
  const freeHeads = heads.filter((head) => !matches.has(head))
  const freeBases = bases.filter((base) => !taken.has(base))
  for (const head of freeHeads) {
    const candidates = freeBases.filter((base) => rule(head, base))
    const [base] = candidates
    if (base === undefined || candidates.length > 1) continue
    if (freeHeads.filter((other) => rule(other, base)).length === 1) matches.set(head, base)
  }
}

function bothLast(...sides: readonly Subject[]): boolean {
  return sides.every((side) => outcomeOf(side)?.default === true)
}

function bothShippedOrNot(head: Subject, base: Subject): boolean {
  return outcomeOf(head)?.shipped === outcomeOf(base)?.shipped
}

function outcomeOf({ measurement, failures }: Subject): Measurement | BuildFailure | undefined {
  return measurement ?? failures[0]
}

function pairOf(head: Subject, base: Subject | null): Pair {
  return { key: keyOf(head), head, base, notes: base === null ? [] : differences(head, base) }
}

function differences(head: Subject, base: Subject): readonly string[] {
  const notes: string[] = []
  if (head.image !== base.image) notes.push(`the image was called \`${base.image}\` at the base`)
  if (head.dockerfile !== base.dockerfile) notes.push(`its Dockerfile was \`${base.dockerfile}\` at the base`)
  if (isRenamed(head.target, base.target)) notes.push(`the last stage was called \`${base.target}\` at the base`)
  return notes
}

function isRenamed(head: string, base: string): boolean {
  const both = [head, base]
  // The number of a stage without a name changes with the stages before it: that is no news.
  const isNumbered = both.every((target) => /^stage-\d+$/.test(target))
  // What a Dockerfile that cannot be read calls its stages is not known.
  return head !== base && !isNumbered && !both.includes(NO_TARGET)
}
