import { type PackageRecord, unreadableRecord } from '../packages/package.js'
import type { PathId } from './path-table.js'

/** Characters that all records of packages of a layer have as JSON; 50,000 packages for Node have some 20 million. */
export const MOST_RECORDED = 32 * 2 ** 20
/** Characters of the start scripts among them: thousands of scripts, such as a project's tests, are to cost no package. */
const MOST_SCRIPT = 2 * 2 ** 20
/** What a record takes apart from what it says, in the same measure. */
const RECORD_BYTES = 200

/** A layer's records of packages, by the paths of their files. */
export interface KeptRecords {
  readonly records: ReadonlyMap<PathId, PackageRecord>
  /** false: the layer has too many, so that all that is kept of this one is that it could not be read. */
  keep(path: PathId, record: PackageRecord): boolean
}

export function createKeptRecords(): KeptRecords {
  const records = new Map<PathId, PackageRecord>()
  /** One for all files that tell of packages of the same types: a layer may have millions of them. */
  const dropped = new Map<string, PackageRecord | null>()
  let recorded = 0
  let inScripts = 0

  /** A script that is one too many is as one that could not be read. */
  function limited(record: PackageRecord): PackageRecord {
    const { dependencies } = record
    if (dependencies?.kind !== 'start-script') return record
    inScripts += dependencies.text?.length ?? 0
    return inScripts > MOST_SCRIPT ? { ...record, dependencies: { ...dependencies, text: null } } : record
  }

  function drop(path: PathId, { packages, unreadable = [] }: PackageRecord): void {
    const types = [...new Set([...packages.map(({ type }) => type), ...unreadable])]
    const key = types.join()
    const known = dropped.get(key)
    const left = known === undefined ? unreadableRecord(types) : known
    dropped.set(key, left)
    if (left !== null) records.set(path, left)
  }

  return {
    records,
    keep(path, found) {
      const record = limited(found)
      const text = JSON.stringify(record)
      recorded += text.length + RECORD_BYTES
      if (recorded > MOST_RECORDED) {
        drop(path, record)
        return false
      }
      // A copy: parts of a text keep all of it in memory, and names are parts of what was read.
      records.set(path, JSON.parse(text) as PackageRecord)
      return true
    },
  }
}
