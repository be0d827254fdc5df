import type { Judgement } from '../policy/verdict.js'
import { isOnlyDrift, isUntouched, ownDelta } from './drift.js'
import type { Report, ReportImage } from './report.js'

/** The rows of one target: one for each platform. A shipped and an intermediate stage are two targets, also of one name. */
export interface Group {
  /** The image's name, with the target's where the image ships several. */
  readonly label: string
  /** What a sentence calls it: the label, or of two targets that are compared the one that is judged. */
  readonly subject: string
  readonly rows: readonly ReportImage[]
  readonly shipped: boolean
}

/** All targets in the order they are shown: failed, over budget, warned, changed, drifted only; each by absolute change. */
export function groupsOf(report: Report): readonly Group[] {
  const labels = labelsOf(report.images)
  const groups = new Map<string, ReportImage[]>()
  for (const row of report.images) {
    // Where `build` became the last stage, the one that was on the way is gone: two rows of one name.
    const id = JSON.stringify([row.image, row.target, row.shipped])
    const rows = groups.get(id)
    if (rows === undefined) groups.set(id, [row])
    else rows.push(row)
  }
  const unordered = [...groups.values()].map((rows) => groupOf(rows, labels, report.against))
  return unordered.sort((one, other) => byWeight(weightOf(one.rows), weightOf(other.rows)))
}

function groupOf(
  rows: readonly ReportImage[],
  labels: ReadonlyMap<string, ReadonlySet<string>>,
  against: Report['against'],
): Group {
  const [first] = rows
  if (first === undefined) throw new TypeError('a group without rows')
  const alone = first.shipped && (labels.get(first.image)?.size ?? 0) < 2
  const own = alone ? first.image : `${first.image}/${first.target}`
  return {
    label: against === null ? own : `${first.image}: ${first.target} against ${against.target}`,
    subject: against === null ? own : first.target,
    rows: [...rows].sort((one, other) => byWeight(weightOf([one]), weightOf([other]))),
    shipped: first.shipped,
  }
}

/** The shipped targets of each image. */
function labelsOf(rows: readonly ReportImage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>()
  for (const row of rows) {
    if (!row.shipped) continue
    const known = targets.get(row.image)
    if (known === undefined) targets.set(row.image, new Set([row.target]))
    else known.add(row.target)
  }
  return targets
}

type Weight = readonly [rank: number, change: number]

function weightOf(rows: readonly ReportImage[]): Weight {
  return [Math.min(...rows.map(rankOf)), Math.max(...rows.map((row) => Math.abs(movedBytes(row) ?? 0)))]
}

function byWeight(one: Weight, other: Weight): number {
  return one[0] - other[0] || other[1] - one[1]
}

function rankOf(row: ReportImage): number {
  if (row.status === 'failed') return 0
  if (judged(row, 'breach').length > 0) return 1
  if (judged(row, 'warn').length > 0) return 2
  return isOnlyDrift(row) ? 4 : 3
}

/** The row's limits that came out as `status`. */
export function judged(row: ReportImage, status: Judgement['status']): readonly Judgement[] {
  return row.limits.filter((limit) => limit.status === status)
}

/** By how much the row moves the sum of all images: a new one by its size, one that is gone by what it was; null: unknown. */
export function movedBytes(row: ReportImage): number | null {
  if (row.status === 'added') return row.size.head
  if (row.status === 'removed') return row.size.base === null ? null : -row.size.base
  return row.size.change
}

/** {@link movedBytes} without drift. */
export function ownBytes(row: ReportImage): number | null {
  return row.status === 'added' || row.status === 'removed' ? movedBytes(row) : ownDelta(row, 'size').change
}

/** Whether a reader misses nothing when the group is folded away. */
export function isQuiet(group: Group): boolean {
  return group.rows.every(
    (row) =>
      row.status === 'unchanged' && isUntouched(row) && judged(row, 'breach').length + judged(row, 'warn').length === 0,
  )
}

/** The group's rows that differ: one of each where platforms came out alike, so that equal ones are one line. */
export function distinctRows(group: Group): readonly ReportImage[] {
  const seen = new Map<string, ReportImage>()
  for (const row of group.rows) {
    const face = JSON.stringify([
      row.status,
      row.size,
      row.download,
      row.layers,
      row.stages,
      row.drift,
      row.limits,
      row.failures.length,
    ])
    if (!seen.has(face)) seen.set(face, row)
  }
  return seen.size === 1 ? group.rows.slice(0, 1) : group.rows
}
