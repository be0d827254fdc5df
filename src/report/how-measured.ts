import { USUAL_COMPRESSION } from '../bytes.js'
import type { Block, Detail } from './blocks.js'
import { driftItems } from './drift.js'
import { count, duration, shortSha } from './figures.js'
import { code, name, prose, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import type { Group } from './rows.js'

/** Base, method, times, and why a number is not known. */
export function howMeasured(report: Report, groups: readonly Group[], detail: Detail): readonly Block[] {
  if (!detail.method) return []
  const { method, times } = report
  const kit: Phrase = method.buildkit === null ? [] : [', BuildKit ', name(method.buildkit)]
  const items: Phrase[] = [
    baseItem(report),
    [
      'Built with the ',
      name(method.driver),
      ` driver, ${method.store} store, buildx `,
      name(method.buildx),
      ...kit,
      '.',
    ],
    ['Size: the bytes of all regular files in the layers, uncompressed. Download: the compressed layers a pull moves.'],
    ...driftItems(
      groups.flatMap((group) => group.rows),
      report.ignoreDrift,
    ),
    ...unknownItems(report, groups),
    [`Building took ${duration(times.build)}, the whole run ${duration(times.total)}.`],
  ]
  return [{ kind: 'fold', summary: ['How this was measured'], blocks: [{ kind: 'list', items }] }]
}

function baseItem(report: Report): Phrase {
  const { base, against } = report
  if (against !== null) {
    const pull = 'How long a pull takes is counted from the bytes that it moves; to unpack them comes on top.'
    return ['Compared with ', prose(base.reason), ', built in the same run. ', pull]
  }
  const sha = base.sha === null ? [] : [' ', shortSha(base.sha) ?? code(base.sha)]
  const reason: Phrase = base.reason === '' ? [] : [': ', prose(base.reason)]
  if (base.source === 'none') return ['Compared with nothing', ...reason]
  return [`Compared with the base`, ...sha, `, ${base.source}`, ...reason]
}

function unknownItems(report: Report, groups: readonly Group[]): readonly Phrase[] {
  const rows = groups.flatMap((group) => group.rows)
  const items: Phrase[] = []
  if (rows.some((row) => row.status !== 'removed' && row.status !== 'failed' && row.download.head === null)) {
    items.push(['Download sizes that are not known (–): the engine did not tell of the compressed layers.'])
  }
  if (rows.some((row) => row.download.head !== null && !row.download.exact)) {
    items.push([
      `Download sizes with a ~ are estimates, ${Math.round(USUAL_COMPRESSION * 100)} % of the size: `,
      report.method.store === 'classic'
        ? 'the classic image store keeps no compressed layers.'
        : 'the engine did not tell of every compressed layer.',
    ])
  }
  const apart = rows.filter(
    (row) => row.download.head !== null && row.download.base !== null && row.download.change === null,
  )
  if (apart.length > 0) {
    items.push(['The change of a download is told only where both sides were measured in the same way.'])
  }
  if (rows.some((row) => row.size.head !== null && !row.size.exact)) items.push(['Sizes with a ~ are estimates.'])
  const without = rows.filter((row) => row.status === 'changed' && row.size.base === null).length
  if (without > 0) items.push([`Change not known (–) for ${count(without, 'image')}: the base was not measured.`])
  return items
}
