import { KIND, type LayerFiles, sizeOf } from '../layer/layer-files.js'
import { isWithin, type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { MOST_LAYERS, visibilityOf } from '../layer/visibility.js'

/** Bytes below a directory that may be hidden: for less it is not asked, as findings do not tell of less. */
const WORTH_ASKING = 10_000
/** Each question takes some 4 ms. */
const MOST_QUESTIONS = 500

/** A directory that a layer changed, or made anew in place of the one below. */
interface Candidate {
  readonly layer: number
  readonly path: PathId
  /** Bytes of files below it that the layer does not name. */
  bytes: number
  /** The smallest of those files, and its bytes. */
  sample: PathId
  sampleBytes: number
}

/** Of one layer. */
export interface Opaque {
  /** Those that hide all that lies below them in the layers under this one. */
  readonly directories: readonly PathId[]
  /** How many others may do so as well. */
  readonly unasked: number
}

/**
 * Tells which directories of an image's layers hide all that lies below them in the layers under theirs: overlayfs says so in
 * an attribute that `docker container cp` leaves out. Where a layer names a directory with files below it which the layer does
 * not name, the finished image is asked for one of them: `isShown` tells whether it has a path, null where it cannot. `asked`
 * are the indexes of the layers of which this is not known. Returned is what was found by the layer's index.
 */
export async function opaqueDirectories(
  layers: readonly { readonly files: LayerFiles }[],
  asked: ReadonlySet<number>,
  paths: PathTable,
  isShown: (path: string) => Promise<boolean | null>,
): Promise<ReadonlyMap<number, Opaque>> {
  const found = new Map<number, { directories: PathId[]; unasked: number }>()
  if (layers.length > MOST_LAYERS) return found
  const ofLayer = (layer: number): { directories: PathId[]; unasked: number } => {
    const one = found.get(layer) ?? { directories: [], unasked: 0 }
    found.set(layer, one)
    return one
  }
  const isHidden = ({ layer, path }: Candidate): boolean =>
    [...found].some(
      ([above, { directories }]) => above >= layer && directories.some((directory) => isWithin(path, directory, paths)),
    )
  const candidates = candidatesOf(layers, asked, paths)
    .filter(({ bytes }) => bytes >= WORTH_ASKING)
    .toSorted((one, other) => other.bytes - one.bytes)
  // What lies in a directory that hides what is below it is hidden with it; a path has a greater number than its parent.
  const first = candidates
    .slice(0, MOST_QUESTIONS)
    .toSorted((one, other) => one.path - other.path || other.layer - one.layer)
  const answers = new Map<PathId, boolean>()
  for (const candidate of first) {
    if (isHidden(candidate)) continue
    const { layer, path, sample } = candidate
    const name = paths.path(sample)
    const isThere = isWhole(name) ? (answers.get(sample) ?? (await isShown(name))) : null
    if (isThere === null) ofLayer(layer).unasked++
    else answers.set(sample, isThere)
    if (isThere === false) ofLayer(layer).directories.push(path)
  }
  for (const candidate of candidates.slice(MOST_QUESTIONS)) {
    if (!isHidden(candidate)) ofLayer(candidate.layer).unasked++
  }
  return found
}

function candidatesOf(
  layers: readonly { readonly files: LayerFiles }[],
  asked: ReadonlySet<number>,
  paths: PathTable,
): readonly Candidate[] {
  const byPath = new Map<PathId, Candidate[]>()
  for (const layer of asked) {
    const files = layers[layer]?.files
    for (const path of files === undefined || layer === 0 ? [] : changedDirectories(files, paths)) {
      byPath.set(path, [...(byPath.get(path) ?? []), { layer, path, bytes: 0, sample: ROOT, sampleBytes: Infinity }])
    }
  }
  if (byPath.size === 0) return []
  const seen = visibilityOf(layers, paths)
  for (const [below, { files }] of layers.entries()) {
    for (let entry = 0; entry < files.count; entry++) {
      const bytes = sizeOf(files, entry)
      if (files.kinds[entry] !== KIND.file || bytes === 0 || seen[below]?.hiddenBy[entry] !== 0) continue
      const file = files.paths[entry] ?? ROOT
      // Of the nearest alone: if it is missing, no directory between may be to blame.
      for (const candidate of nearest(file, below, byPath, paths)) {
        candidate.bytes += bytes
        if (bytes >= candidate.sampleBytes) continue
        candidate.sample = file
        candidate.sampleBytes = bytes
      }
    }
  }
  return [...byPath.values()].flat()
}

/** The candidates for the lowest directory above a file that layers over the file's own name. */
function nearest(
  file: PathId,
  below: number,
  byPath: ReadonlyMap<PathId, readonly Candidate[]>,
  paths: PathTable,
): readonly Candidate[] {
  for (let path = paths.parent(file); path !== ROOT; path = paths.parent(path)) {
    const above = byPath.get(path)?.filter(({ layer }) => layer > below) ?? []
    if (above.length > 0) return above
  }
  return []
}

/** The directories that a layer names, but those in which it deletes something: in one made anew there is nothing to delete. */
function changedDirectories(files: LayerFiles, paths: PathTable): readonly PathId[] {
  const directories = new Set<PathId>()
  for (let entry = 0; entry < files.count; entry++) {
    const path = files.paths[entry] ?? ROOT
    if (files.kinds[entry] === KIND.directory && path !== ROOT) directories.add(path)
  }
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] === KIND.deleted) directories.delete(paths.parent(files.paths[entry] ?? ROOT))
  }
  return [...directories]
}

/** Whether a path is shown as it is, so that one can ask for it: bytes that are no UTF-8 are not. */
function isWhole(shown: string): boolean {
  return !shown.startsWith('/…') && !/\\x[89a-f][0-9a-f]/.test(shown)
}
