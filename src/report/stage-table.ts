import type { Block, Cells, Column, Detail } from './blocks.js'
import { duration, sizeOf, UNKNOWN } from './figures.js'
import { name, type Part, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, type Group } from './rows.js'
import { changeCell, moreWords } from './size-table.js'

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
  const staged = new Set(report.images.flatMap((row) => (row.shipped ? [] : [row.image])))
  const lines = groups
    .filter(({ rows }) => rows.some(({ image }) => staged.has(image)))
    .flatMap((group) => linesOf(group))
  const unused = unusedStages(report)
  if (lines.length === 0 && unused.length === 0) return []
  const hidden = lines.slice(detail.stages).map(({ row }) => row)
  const table: Block = {
    kind: 'table',
    title: null,
    columns: COLUMNS,
    rows: lines.slice(0, detail.stages).map(({ cells }) => cells),
    more: hidden.length === 0 ? null : moreWords(hidden),
  }
  const list: Block = { kind: 'list', items: unused }
  const blocks = [...(lines.length === 0 ? [] : [table]), ...(unused.length === 0 ? [] : [list])]
  return [{ kind: 'fold', summary: ['Stages'], blocks }]
}

interface Line {
  readonly cells: Cells
  readonly row: ReportImage
}

/** One line; for a stage that came out differently on its platforms one for each. */
function linesOf(group: Group): readonly Line[] {
  const rows = distinctRows(group)
  return rows.map((row) => {
    const label: Phrase = rows.length === 1 ? [name(group.label)] : [name(group.label), ' (', name(row.platform), ')']
    const works = (rows.length === 1 ? group.rows : [row]).flatMap(({ work }) => work.head ?? [])
    const sum = (of: (work: (typeof works)[number]) => number): number =>
      works.reduce((total, work) => total + of(work), 0)
    const [steps, cached] = [sum((work) => work.steps), sum((work) => work.cached)]
    return {
      row,
      cells: [
        label,
        [sizeOf(row.size.head, row.size.exact)],
        row.status === 'failed' ? ['🛑 does not build'] : changeCell(row),
        [works.length === 0 ? UNKNOWN : cached === steps ? 'cached' : duration(sum((work) => work.duration))],
        [works.length === 0 ? UNKNOWN : cached === 0 ? `${steps}` : `${steps}, ${cached} cached`],
      ],
    }
  })
}

/** For each image the stages of the head that none of its targets needs. */
function unusedStages(report: Report): readonly Phrase[] {
  const byImage = new Map<string, ReadonlySet<string>>()
  for (const { image, stages } of report.images) {
    if (stages.unused.head === null) continue
    const before = byImage.get(image) ?? new Set(stages.unused.head)
    byImage.set(image, new Set(stages.unused.head.filter((stage) => before.has(stage))))
  }
  return [...byImage].flatMap(([image, stages]) => {
    const names = [...stages].flatMap<Part>((stage) => [', ', name(stage)]).slice(1)
    return names.length === 0 ? [] : [['Nothing that is built of ', name(image), ' uses ', ...names, '.']]
  })
}
