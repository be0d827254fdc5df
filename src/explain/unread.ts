import type { PathId } from '../layer/path-table.js'
import type { PackageType } from '../packages/package.js'
import type { Inside } from './inside.js'

/** What is not known of the packages of two images, as files could not be read that may tell of them. */
export interface Unread {
  /** Types of packages of which a file of that side could not be read: it may have any of them. */
  readonly head: ReadonlySet<PackageType>
  readonly base: ReadonlySet<PackageType>
  /** Packages, by {@link packageKey}, of files that could be read on one side only: nobody knows what became of them. */
  readonly doubtful: ReadonlySet<string>
}

export function packageKey({ type, name }: { readonly type: PackageType; readonly name: string }): string {
  return `${type} ${name}`
}

export function unreadOf(head: Inside, base: Inside): Unread {
  const [ofHead, ofBase] = [unreadFiles(head, base), unreadFiles(base, head)]
  return {
    head: new Set([...ofHead.values()].flat()),
    base: new Set([...ofBase.values()].flat()),
    doubtful: new Set([...packagesAt(ofHead, base), ...packagesAt(ofBase, head)]),
  }
}

/** What one layer shows on both sides tells the same of both, whatever that is. */
function unreadFiles(side: Inside, other: Inside): ReadonlyMap<PathId, readonly PackageType[]> {
  const files = new Map<PathId, readonly PackageType[]>()
  for (const [path, { unreadable }] of side.records) {
    if (unreadable !== undefined && layerAt(side, path) !== layerAt(other, path)) files.set(path, unreadable)
  }
  return files
}

function layerAt({ layers, shown }: Inside, path: PathId): string | undefined {
  return layers[(shown.layer[path] ?? 0) - 1]?.layer.diffId
}

function packagesAt(files: ReadonlyMap<PathId, unknown>, { records }: Inside): readonly string[] {
  return [...files.keys()].flatMap((path) => (records.get(path)?.packages ?? []).map(packageKey))
}
