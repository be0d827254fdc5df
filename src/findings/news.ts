import type { Finding, Found } from './finding.js'
import { WORTH_SAYING } from './heaps.js'

/** What two findings are told to be the same by. */
export type Comparable = Pick<Found, 'subject' | 'text' | 'bytes' | 'paths'> & Pick<Finding, 'rule'>

/** Whether a finding of the head was one of the base's, from the surest sign on. */
const SIGNS: readonly ((head: Comparable, base: Comparable) => boolean)[] = [
  (head, base) => head.text === base.text && head.paths[0] === base.paths[0],
  (head, base) => head.text === base.text,
  (head, base) => head.paths[0] !== undefined && head.paths[0] === base.paths[0],
  (head, base) => head.paths.some((path) => base.paths.includes(path)),
  (head, base) => head.paths.length === 0 && base.paths.length === 0,
]

/**
 * Those findings of the head that are no news: the base has one like it, which weighs as much or next to nothing less. Each
 * of the base's stands for one of the head's, as a mended one must not hide one that is new.
 */
export function knownBefore<T extends Comparable>(head: readonly T[], base: readonly T[]): ReadonlySet<T> {
  const known = new Set<T>()
  const left = groups(base)
  for (const [key, found] of groups(head)) {
    let unpaired = found
    for (const isSame of SIGNS) {
      unpaired = unpaired.filter((one) => {
        const others = left.get(key) ?? []
        const index = others.findIndex((other) => isSame(one, other))
        const [was] = index < 0 ? [] : others.splice(index, 1)
        if (was !== undefined && one.bytes < was.bytes + WORTH_SAYING) known.add(one)
        return was === undefined
      })
    }
  }
  return known
}

/** By what they are about. */
function groups<T extends Comparable>(all: readonly T[]): Map<string, T[]> {
  const byKey = new Map<string, T[]>()
  for (const found of all) {
    const key = `${found.rule} ${found.subject}`
    const group = byKey.get(key)
    if (group === undefined) byKey.set(key, [found])
    else group.push(found)
  }
  return byKey
}
