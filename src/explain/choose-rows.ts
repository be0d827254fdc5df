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
const LARGE = 0.1

interface Candidate {
  readonly path: PathId
  /** Bytes added and removed below it that no other row has. */
  readonly weight: number
}

/**
 * Chooses the files and directories that explain a change best, at most ten that share all of it. It opens the heaviest
 * directory again and again as long as some of what is in it stands out: a directory of a thousand alike is one row.
 * `weights`: bytes added and removed, of each file and of all below each directory.
 */
export function chooseRows(weights: Float64Array, paths: PathTable): readonly ChosenRow[] {
  const total = weights[ROOT] ?? 0
  if (total === 0) return []
  const children = childrenOf(weights, paths)
  const closed: Candidate[] = []
  const open: Candidate[] = [{ path: ROOT, weight: total }]
  const opened = new Set<PathId>()
  /** What is left of opened directories and too small for a row: one together. */
  let left = 0
  for (let next = heaviest(open); next !== undefined; next = heaviest(open)) {
    const { path, weight } = next
    const parts = (children.get(path) ?? [])
      .map((child): Candidate => ({ path: child, weight: weights[child] ?? 0 }))
      .filter((part) => isOutstanding(part.weight, weight, total))
    const rest = weight - parts.reduce((sum, part) => sum + part.weight, 0)
    const isRestRow = rest > 0 && rest >= SMALL * total
    const rows = closed.length + open.length + parts.length + (isRestRow ? 1 : 0) + 1
    if (parts.length === 0 || rows > MOST_ROWS + 1) {
      closed.push(next)
      continue
    }
    opened.add(path)
    open.push(...parts)
    if (isRestRow) closed.push({ path, weight: rest })
    else left += rest
  }
  const rows = closed.map(({ path }): ChosenRow => ({ path, rest: opened.has(path) }))
  const hasRoot = rows.some(({ path }) => path === ROOT)
  return left > 0 && !hasRoot ? [...rows, { path: ROOT, rest: true }] : rows
}

function isOutstanding(part: number, whole: number, total: number): boolean {
  return part >= LARGE * total || (part >= whole / 2 && part >= SMALL * total)
}

/** Takes the heaviest out. */
function heaviest(open: Candidate[]): Candidate | undefined {
  let at = 0
  open.forEach(({ weight }, index) => {
    if (weight > (open[at]?.weight ?? 0)) at = index
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
