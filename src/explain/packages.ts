import type { Package, PackageType } from '../packages/package.js'
import type { Inside, RowInside } from './inside.js'
import { packageKey, type Unread, unreadOf } from './unread.js'

/** A package that is not the same on both sides. */
export interface PackageChange {
  readonly type: PackageType
  readonly name: string
  /** Versions; null where that side has none. */
  readonly head: string | null
  readonly base: string | null
  /** Installed bytes that it gained or lost, as its database records them; null where it records none. */
  readonly change: number | null
}

/**
 * Added, removed and upgraded packages, the heaviest first; null where it is not known what both images hold. What rests on
 * a file that could not be read on one of both sides is left out.
 */
export function packageChanges({ head, base }: RowInside): readonly PackageChange[] | null {
  if (head === null || base === null) return null
  const unread = unreadOf(head, base)
  const [now, before] = [byName(head), byName(base)]
  const keys = [...new Set([...now.keys(), ...before.keys()])].filter((key) => !unread.doubtful.has(key))
  return keys
    .flatMap((key) => changesOf(now.get(key) ?? [], before.get(key) ?? [], unread))
    .toSorted((one, other) => Math.abs(other.change ?? 0) - Math.abs(one.change ?? 0) || byText(one, other))
}

/** Of one package: what both sides have is left out; the others are paired, as one version mostly takes the place of another. */
function changesOf(head: readonly Package[], base: readonly Package[], unread: Unread): readonly PackageChange[] {
  const added = without(head, base)
  const removed = without(base, head)
  if (!isCertain(added, removed, unread)) return []
  const pairs = Math.max(added.length, removed.length)
  return Array.from({ length: pairs }, (_, index) => changeOf(added[index], removed[index])).filter(
    (change) => change !== null,
  )
}

/** What one side alone has may be in what the other's unread files tell; of several versions that one may be the missing one. */
function isCertain(added: readonly Package[], removed: readonly Package[], unread: Unread): boolean {
  const type = (added[0] ?? removed[0])?.type
  if (type === undefined || added.length === removed.length) return true
  const [inHead, inBase] = [unread.head.has(type), unread.base.has(type)]
  if (removed.length === 0) return !inBase
  if (added.length === 0) return !inHead
  return !inHead && !inBase
}

function changeOf(head: Package | undefined, base: Package | undefined): PackageChange | null {
  const one = head ?? base
  if (one === undefined) return null
  const isRecorded = (head === undefined || head.bytes !== null) && (base === undefined || base.bytes !== null)
  return {
    type: one.type,
    name: one.name,
    head: head?.version ?? null,
    base: base?.version ?? null,
    change: isRecorded ? (head?.bytes ?? 0) - (base?.bytes ?? 0) : null,
  }
}

function without(side: readonly Package[], other: readonly Package[]): readonly Package[] {
  const versions = new Set(other.map(({ version }) => version))
  return side.filter(({ version }) => !versions.has(version))
}

/** What several files record of the same package is one. */
function byName({ records }: Inside): ReadonlyMap<string, readonly Package[]> {
  const found = new Map<string, Map<string, Package>>()
  for (const one of [...records.values()].flatMap(({ packages }) => packages)) {
    const key = packageKey(one)
    const versions = found.get(key) ?? new Map<string, Package>()
    if (!versions.has(one.version)) versions.set(one.version, one)
    found.set(key, versions)
  }
  return new Map([...found].map(([key, versions]) => [key, [...versions.values()]]))
}

function byText(one: PackageChange, other: PackageChange): number {
  return packageKey(one) < packageKey(other) ? -1 : Number(packageKey(one) > packageKey(other))
}
