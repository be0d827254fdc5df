import type { Row } from '../compare/comparison.js'
import type { Contents, Measurement } from '../image/measurement.js'
import type { FileNames } from '../layer/layer-files.js'
import type { PathId } from '../layer/path-table.js'
import type { PackageRecord } from '../packages/package.js'
import { type FileSystem, fileSystemOf } from './file-system.js'
import { type ShownPaths, shownPaths } from './path-sizes.js'

/** An image whose layers were looked into. */
export interface Inside extends FileSystem {
  readonly measurement: Measurement
  readonly names: FileNames
  /** What the finished image shows. */
  readonly shown: ShownPaths
  /** Records of databases, manifests and binaries that the finished image shows, by their paths. */
  readonly records: ReadonlyMap<PathId, PackageRecord>
}

/** Both sides of a row; null for one that is not there, or of which it is not known what each layer holds. */
export interface RowInside {
  readonly head: Inside | null
  readonly base: Inside | null
}

/** Nothing of a row that is not shipped. It takes some 3 bytes for each path that the run knows: one row after the other. */
export function lookInside({ shipped, head, base }: Row, contents: Contents): RowInside {
  const into = (side: Measurement | null): Inside | null =>
    side === null || !shipped ? null : insideOf(side, contents)
  return { head: into(head), base: into(base) }
}

function insideOf(measurement: Measurement, contents: Contents): Inside | null {
  const { names } = contents
  const system = fileSystemOf(measurement, contents)
  if (system === null) return null
  const shown = shownPaths(system, names.paths)
  const records = new Map<PathId, PackageRecord>()
  for (const [index, { contents: inLayer }] of system.layers.entries()) {
    for (const [path, record] of inLayer.packages) if (shown.layer[path] === index + 1) records.set(path, record)
  }
  return { ...system, measurement, names, shown, records }
}
