import { deserialize, serialize } from 'node:v8'
import type { PackageRecord } from '../packages/package.js'
import type { Access, FileNames, LayerFiles } from './layer-files.js'
import { KIND } from './layer-files.js'
import type { PathId } from './path-table.js'
import { ROOT } from './path-table.js'
import type { LayerContents } from './read-layer.js'
import type { SecretKind } from './secret-scan.js'

/** To be counted up whenever what is packed, or what is looked for in a layer, changes. */
const VERSION = 1

/** A layer's contents with numbers of paths and accesses that are its own. */
interface Packed {
  readonly version: number
  readonly parents: Uint32Array
  readonly names: readonly string[]
  readonly accesses: readonly (Access | null)[]
  readonly files: LayerFiles
  readonly packages: readonly (readonly [number, PackageRecord])[]
  readonly debug: readonly (readonly [number, number])[]
  readonly secrets: readonly (readonly [number, SecretKind])[]
  readonly troubles: readonly string[]
}

/** A layer's contents in bytes that another run understands. */
export function packContents(contents: LayerContents, names: FileNames): Buffer {
  const { files } = contents
  const own = ownPaths(files, names)
  const accesses = new Map<number, number>()
  const access = files.access.map((number) => {
    const known = accesses.get(number) ?? accesses.size
    accesses.set(number, known)
    return known
  })
  const keys = <T>(map: ReadonlyMap<PathId, T>): (readonly [number, T])[] =>
    [...map].map(([path, value]) => [own.numbers.get(path) ?? ROOT, value])
  const packed: Packed = {
    version: VERSION,
    parents: Uint32Array.from(own.ids, (id) => own.numbers.get(names.paths.parent(id)) ?? ROOT),
    names: own.ids.map((id) => names.paths.name(id)),
    accesses: [...accesses.keys()].map((number) => names.access(number)),
    files: {
      ...files,
      paths: files.paths.map((path) => own.numbers.get(path) ?? ROOT),
      contentLow: files.contentLow.map((low, index) =>
        files.kinds[index] === KIND.hardLink ? (own.numbers.get(low) ?? ROOT) : low,
      ),
      access,
    },
    packages: keys(contents.packages),
    debug: keys(contents.debug),
    secrets: keys(contents.secrets),
    troubles: contents.troubles,
  }
  return serialize(packed)
}

/** What `packContents` made, with this run's numbers; null for bytes of another version. Throws where they are damaged. */
export function unpackContents(bytes: Buffer, names: FileNames): LayerContents | null {
  const packed = deserialize(bytes) as Packed
  if (packed.version !== VERSION) return null
  const ids = new Uint32Array(packed.names.length + 1)
  packed.names.forEach((name, index) => {
    ids[index + 1] = names.paths.child(ids[packed.parents[index] ?? ROOT] ?? ROOT, name)
  })
  const accesses = packed.accesses.map((access) => (access === null ? 0 : names.accessOf(access)))
  const { files } = packed
  const keyed = <T>(pairs: readonly (readonly [number, T])[]): Map<PathId, T> =>
    new Map(pairs.map(([number, value]) => [ids[number] ?? ROOT, value]))
  return {
    files: {
      ...files,
      paths: files.paths.map((number) => ids[number] ?? ROOT),
      contentLow: files.contentLow.map((low, index) =>
        files.kinds[index] === KIND.hardLink ? (ids[low] ?? ROOT) : low,
      ),
      access: files.access.map((number) => accesses[number] ?? 0),
    },
    packages: keyed(packed.packages),
    debug: keyed(packed.debug),
    secrets: keyed(packed.secrets),
    troubles: packed.troubles,
  }
}

/** The paths that a layer's entries need, parents before children, and their numbers from 1 on. */
function ownPaths(
  files: LayerFiles,
  { paths }: FileNames,
): { readonly ids: readonly PathId[]; readonly numbers: ReadonlyMap<PathId, number> } {
  const used = new Uint8Array(paths.count)
  const use = (path: PathId): void => {
    for (let id = path; id !== ROOT && used[id] === 0; id = paths.parent(id)) used[id] = 1
  }
  for (let index = 0; index < files.count; index++) {
    use(files.paths[index] ?? ROOT)
    if (files.kinds[index] === KIND.hardLink) use(files.contentLow[index] ?? ROOT)
  }
  const ids: PathId[] = []
  // A path has a greater number than its parent.
  used.forEach((one, id) => {
    if (one === 1) ids.push(id)
  })
  return { ids, numbers: new Map(ids.map((id, index) => [id, index + 1])) }
}
