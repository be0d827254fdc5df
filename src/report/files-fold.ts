import { formatChange } from '../bytes.js'
import type { PackageChange } from '../explain/packages.js'
import type { PathChange } from '../explain/paths.js'
import type { Block, Cells, Column, Detail } from './blocks.js'
import { count, exactBytes, UNKNOWN } from './figures.js'
import { lineLink } from './links.js'
import { code, filePath, name, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, type Group } from './rows.js'

const FILES: readonly Column[] = [
  { title: 'path', align: 'left', narrow: 'cut' },
  { title: 'Dockerfile', align: 'left', narrow: 'no' },
  { title: 'change', align: 'right', narrow: 'no' },
]

const PACKAGES: readonly Column[] = [
  { title: 'package', align: 'left', narrow: 'cut' },
  { title: 'version', align: 'left', narrow: 'cut' },
  { title: 'change', align: 'right', narrow: 'no' },
]

/** What changed in the finished file system of each image, and which packages did. */
export function filesFolds(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  const rows = groups.flatMap((group) => distinctRows(group).map((row) => ({ group, row })))
  const tables = rows.flatMap(({ group, row }) => {
    const who: Phrase = [name(group.label), ...(group.rows.length > 1 ? [' on ', name(row.platform)] : [])]
    return [...filesTable(report, row, who, detail.files), ...packagesTable(report, row, who, detail.packages)]
  })
  // Of two targets, what one leaves out is what was asked.
  if (tables.length === 0 || report.against !== null) return tables
  return [{ kind: 'fold', summary: ['Files and packages'], blocks: tables }]
}

function filesTable(report: Report, row: ReportImage, who: Phrase, max: number): readonly Block[] {
  const paths = row.paths ?? []
  if (paths.length === 0 || max === 0) return []
  return [
    {
      kind: 'table',
      title: ['Files of ', ...who],
      columns: FILES,
      rows: paths.slice(0, max).map((one) => fileCells(report, row, one)),
      more: paths.length > max ? [`and ${paths.length - max} more`] : null,
    },
  ]
}

function fileCells(
  report: Report,
  row: ReportImage,
  { path, change, rest, from, origin, line, head }: PathChange,
): Cells {
  const place: Phrase =
    origin === 'base'
      ? ['base image']
      : line === null
        ? [UNKNOWN]
        : head === null && report.against === null
          ? [`was line ${line}`]
          : lineLink(report, row.dockerfile, line, exactBytes(change))
  return [[filePath(path), ...(rest ? [', the rest'] : []), ...how(path, from)], place, [formatChange(change)]]
}

function how(path: string, from: string | null): Phrase {
  if (from === null) return []
  return from === path ? [', with another owner or mode'] : [', moved from ', filePath(from)]
}

function packagesTable(report: Report, { packages }: ReportImage, who: Phrase, max: number): readonly Block[] {
  if (packages === null || packages.length === 0 || max === 0) return []
  return [
    {
      kind: 'table',
      title: ['Packages of ', ...who],
      columns: PACKAGES,
      rows: packages.slice(0, max).map((one) => packageCells(report, one)),
      more: packages.length > max ? [`and ${count(packages.length - max, 'more package')}`] : null,
    },
  ]
}

function packageCells({ against }: Report, { type, name: called, head, base, change }: PackageChange): Cells {
  const version: Phrase =
    base === null
      ? [code(head ?? ''), ...(against === null ? [', new'] : [', not in ', name(against.target)])]
      : head === null
        ? [code(base), against === null ? ', gone' : ', left out']
        : [code(base), ' to ', code(head)]
  return [[name(called), ` (${type})`], version, [change === null ? UNKNOWN : formatChange(change)]]
}
