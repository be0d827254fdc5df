import type { Block, Cells, Column, Detail } from './blocks.js'
import { duration, sizeOf, UNKNOWN } from './figures.js'
import { name, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, type Group } from './rows.js'
import { changeCell } from './size-table.js'
import { unusedStages } from './unused-stages.js'

const COLUMNS: readonly Column[] = [
  { title: 'stage', align: 'left', narrow: 'cut' },
  { title: 'size', align: 'right', narrow: 'no' },
  { title: 'change', align: 'right', narrow: 'no' },
  { title: 'time', align: 'right', narrow: 'no' },
  { title: 'steps', align: 'right', narrow: 'no' },
]

/**
 * Every stage of the images that have several: what is built on the way beside what is shipped, what each took, and
 * those that nothing uses. Sizes to look at: only what is shipped is judged, elsewhere.
 */
export function stagesFold(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  if (detail.stages === 0) return []
  const lines = byImage(report, groups).flatMap((group) => linesOf(group))
  const hidden = lines.length - detail.stages
  const table: Block = {
    kind: 'table',
    title: null,
    columns: COLUMNS,
    rows: lines.slice(0, detail.stages).map(({ cells }) => cells),
    // No sum: a stage's bytes are in those that are built on it, too.
    more: hidden > 0 ? [`and ${hidden} more`] : null,
  }
  const items = [...unusedStages(report), ...methodItems(lines.map(({ row }) => row))]
  const list: Block = { kind: 'list', items }
  const blocks = [...(lines.length === 0 ? [] : [table]), ...(items.length === 0 ? [] : [list])]
  return blocks.length === 0 ? [] : [{ kind: 'fold', summary: ['Stages'], blocks }]
}

/** The groups of the images of which an intermediate stage was built: the images as they come, their stages in the Dockerfile's order. */
function byImage({ images }: Report, groups: readonly Group[]): readonly Group[] {
  const staged = new Set(images.flatMap(({ image, shipped }) => (shipped ? [] : [image])))
  const built = new Set(images.flatMap(({ image, status }) => (status === 'failed' ? [] : [image])))
  const places = new Map<string, Map<number, Group>>()
  for (const group of groups) {
    const [row] = group.rows
    if (row === undefined || !staged.has(row.image) || !built.has(row.image)) continue
    const ofImage = places.get(row.image) ?? new Map<number, Group>()
    places.set(row.image, ofImage.set(Math.min(...group.rows.map((each) => images.indexOf(each))), group))
  }
  return [...places.values()].flatMap((ofImage) =>
    [...ofImage].toSorted(([one], [other]) => one - other).map(([, group]) => group),
  )
}

interface Line {
  readonly cells: Cells
  readonly row: ReportImage
}

/** One line; for a stage that came out differently on its platforms one for each. */
function linesOf(group: Group): readonly Line[] {
  const rows = distinctRows(group)
  return rows.map((row) => {
    const of = rows.length === 1 ? group.rows : [row]
    const platforms: Phrase = of.flatMap(({ platform }) => [', ', name(platform)]).slice(1)
    return {
      row,
      cells: [
        group.rows.length === 1 ? [name(group.label)] : [name(group.label), ' (', ...platforms, ')'],
        [sizeOf(row.size.head, row.size.exact)],
        row.status === 'failed' ? ['🛑 does not build'] : changeCell(row),
        ...workCells(of),
      ],
    }
  })
}

/** Time and steps, of all platforms together. */
function workCells(rows: readonly ReportImage[]): Cells {
  const works = rows.flatMap(({ work }) => work.head ?? [])
  if (works.length === 0) return [[UNKNOWN], [UNKNOWN]]
  const sum = (of: (work: (typeof works)[number]) => number): number =>
    works.reduce((total, work) => total + of(work), 0)
  const [steps, cached] = [sum((work) => work.steps), sum((work) => work.cached)]
  if (cached === steps) return [['0 s'], [`${steps}, all cached`]]
  return [[duration(sum((work) => work.duration))], [cached === 0 ? `${steps}` : `${steps}, ${cached} cached`]]
}

/** What the signs of the table mean. */
function methodItems(rows: readonly ReportImage[]): readonly Phrase[] {
  const items: Phrase[] = []
  if (rows.some(({ size }) => size.head !== null && !size.exact)) {
    items.push(["Sizes with a ~ are estimates: the builder's cache tells them, in whole blocks of its disk."])
  }
  if (rows.some(({ size }) => size.head !== null && size.base !== null && size.change === null)) {
    items.push(['A change is told only where both sides are exact, or both are estimates.'])
  }
  return items
}
