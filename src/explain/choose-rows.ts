import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'

/** A row of paths: a file, or a directory; with `rest` without those of its parts that are rows themselves. */
export interface ChosenRow {
  readonly path: PathId
  readonly rest: boolean
}

/** As many as a reader takes in. */
const MOST_ROWS = 10
/** Parts of the whole change: what is below is no row of its own, and what is above is worth opening a directory for. */
const SMALL = 0.02
export const LARGE = 0.1
/** Of a new or gone directory: so much in one directory below it is all of it. */
const NEARLY_ALL = 0.9

interface Candidate {
  readonly path: PathId
  /** Bytes added and removed below it that no other row has. */
  readonly weight: number
}

/** Bytes added and removed, and what is said of them. */
export interface Weights {
  readonly ofFiles: Float64Array
  /** The same, and of each directory the sum of all below it. */
  readonly sums: Float64Array
  /** As `sums`, of files that the other side has at another path. */
  readonly elsewhere: Float64Array
  /** Whether one side has no such path. */
  readonly isOneSided: (path: PathId) => boolean
}

/**
 * Chooses the files and directories that explain a change best, at most ten that share all of it. It opens the heaviest
 * directory again and again as long as some of what is in it stands out: a directory of a thousand alike is one row.
 */
export function chooseRows(weights: Weights, paths: PathTable): readonly ChosenRow[] {
  if ((weights.sums[ROOT] ?? 0) === 0) return []
  const { ofFiles } = weights
  const outstanding = choose(weights, paths)
  // What is left over, mostly of several directories.
  const whole = outstanding.includes(ROOT) ? outstanding : [...outstanding, ROOT]
  const rows = tightened(whole, ofFiles, paths)
  const places = placesOf(rows, paths)
  const nesting = new Set(rows.map((path) => (path === ROOT ? 0 : (places[paths.parent(path)] ?? 0))))
  return rows.map((path, index) => ({ path, rest: nesting.has(index + 1) }))
}

/**
 * The order of two paths as texts. Their numbers are in none: they are given as layers are read, and some of those are
 * remembered from another run.
 */
export function byPath(paths: PathTable, one: PathId, other: PathId): number {
  if (one === other) return 0
  const [text, otherText] = [paths.path(one), paths.path(other)]
  return text < otherText ? -1 : Number(text > otherText)
}

/** Of each path which of `rows` has it: one more than the row's index, or 0. */
export function placesOf(rows: readonly PathId[], paths: PathTable): Uint8Array {
  const places = new Uint8Array(paths.count)
  rows.forEach((path, index) => (places[path] = index + 1))
  // A path has a greater number than its parent.
  for (let path = 1; path < places.length; path++) places[path] ||= places[paths.parent(path)] ?? 0
  return places
}

/** Of each row, without what other rows have, the lowest directory that holds it all; rows of nothing are left out. */
function tightened(rows: readonly PathId[], ofFiles: Float64Array, paths: PathTable): readonly PathId[] {
  const places = placesOf(rows, paths)
  const own = ofFiles.slice()
  for (let path = own.length - 1; path > ROOT; path--) {
    const parent = paths.parent(path)
    if (places[path] === places[parent]) own[parent] = (own[parent] ?? 0) + (own[path] ?? 0)
  }
  const lowest = [...rows]
  for (let path = 1; path < own.length; path++) {
    const index = (places[path] ?? 0) - 1
    if (own[path] !== 0 && own[path] === own[rows[index] ?? ROOT]) lowest[index] = path
  }
  return lowest.filter((_, index) => own[rows[index] ?? ROOT] !== 0)
}

function choose(weights: Weights, paths: PathTable): readonly PathId[] {
  const total = weights.sums[ROOT] ?? 0
  const children = childrenOf(weights.sums, paths)
  const partsOf = (of: Candidate): Opened => outstandingParts(children.get(of.path) ?? [], of, weights, total)
  const closed: Candidate[] = []
  const open: Candidate[] = [{ path: ROOT, weight: total }]
  for (let next = heaviest(open, paths); next !== undefined; next = heaviest(open, paths)) {
    const { path, weight } = next
    const { parts, rest } = partsOf(next)
    const isRestRow = rest > 0 && rest >= SMALL * total
    // What is left over has a row, if the root is none by itself.
    const hasRoot = closed.some((row) => row.path === ROOT) || (path === ROOT && isRestRow)
    const rows = closed.length + open.length + parts.length + (isRestRow ? 1 : 0) + (hasRoot ? 0 : 1)
    // A package that is gone rather than the directory in it that has nearly all of its files.
    const [only] = parts.length === 1 ? parts : []
    const isAsGood =
      only !== undefined &&
      !isRestRow &&
      only.weight >= NEARLY_ALL * weight &&
      weights.isOneSided(path) &&
      weights.ofFiles[only.path] === 0 &&
      partsOf(only).parts.length === 0
    if (parts.length === 0 || rows > MOST_ROWS || isAsGood) {
      closed.push(next)
      continue
    }
    open.push(...parts)
    if (isRestRow) closed.push({ path, weight: rest })
  }
  return closed.map(({ path }) => path)
}

interface Opened {
  readonly parts: readonly Candidate[]
  /** What they leave. */
  readonly rest: number
}

/**
 * Those that are much of the whole change, or most of what the larger ones leave of their directory; and what is left then.
 * A directory that is new or gone says more than a file in it that is not half of it, and than what the other side has
 * elsewhere.
 */
function outstandingParts(
  children: readonly PathId[],
  { path: directory, weight }: Candidate,
  { sums, ofFiles, elsewhere, isOneSided }: Weights,
  total: number,
): Opened {
  const says = (path: PathId): boolean => {
    const bytes = ofFiles[path] ?? 0
    return elsewhere[path] !== sums[path] && (bytes === 0 || bytes >= weight / 2)
  }
  const largestFirst = children
    .filter((path) => !isOneSided(directory) || says(path))
    .map((path): Candidate => ({ path, weight: sums[path] ?? 0 }))
    .toSorted((one, other) => other.weight - one.weight)
  const parts: Candidate[] = []
  let rest = weight
  for (const part of largestFirst) {
    if (part.weight < LARGE * total && (part.weight < rest / 2 || part.weight < SMALL * total)) break
    parts.push(part)
    rest -= part.weight
  }
  return { parts, rest }
}

/** Takes the heaviest out, of several the first by its path. */
function heaviest(open: Candidate[], paths: PathTable): Candidate | undefined {
  let at = 0
  open.forEach((one, index) => {
    const most = open[at] ?? one
    if (one.weight > most.weight || (one.weight === most.weight && byPath(paths, one.path, most.path) < 0)) at = index
  })
  return open.splice(at, 1)[0]
}

/** Of each directory the parts that can stand out at all: there are few of them. */
function childrenOf(weights: Float64Array, paths: PathTable): ReadonlyMap<PathId, readonly PathId[]> {
  const children = new Map<PathId, PathId[]>()
  const least = SMALL * (weights[ROOT] ?? 0)
  for (let path = 1; path < weights.length; path++) {
    if ((weights[path] ?? 0) === 0 || (weights[path] ?? 0) < least) continue
    const parent = paths.parent(path)
    const known = children.get(parent)
    if (known === undefined) children.set(parent, [path])
    else known.push(path)
  }
  return children
}
