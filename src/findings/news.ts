import type { Finding, Found } from './finding.js'
import { grouped } from './grouped.js'

/** What two findings that weigh nothing are told to be the same by. */
export type Comparable = Pick<Found, 'subject' | 'text'> & Pick<Finding, 'rule'>

/** Whether a finding of the head was one of the base's that is about the same, from the surest sign on. */
const SIGNS: readonly ((head: Comparable, base: Comparable) => boolean)[] = [
  (head, base) => head.text === base.text,
  () => true,
]

/**
 * Those findings of the head, of what weighs nothing, that are no news: the base has one like it. Each of the base's stands
 * for one of the head's, as a mended one must not hide one that is new.
 */
export function knownBefore<T extends Comparable>(head: readonly T[], base: readonly T[]): ReadonlySet<T> {
  const known = new Set<T>()
  const left = grouped(base, keyOf)
  for (const [key, found] of grouped(head, keyOf)) {
    let unpaired = found
    for (const isSame of SIGNS) {
      unpaired = unpaired.filter((one) => {
        const others = left.get(key) ?? []
        const index = others.findIndex((other) => isSame(one, other))
        if (index < 0) return true
        others.splice(index, 1)
        known.add(one)
        return false
      })
    }
  }
  return known
}

/** What it is about. */
function keyOf({ rule, subject }: Comparable): string {
  return `${rule} ${subject}`
}
