import type { Row } from '../compare/comparison.js'
import { checkFindings } from './checks.js'
import type { Finding, Found } from './finding.js'
import { type Examined, hygiene } from './hygiene.js'
import type { Measurement } from '../image/measurement.js'
import type { Side, Source } from '../request/source.js'

/**
 * What is found in a row's image, those that the base does not have first; null where nothing was looked at: an image that
 * is not shipped, or was not built at the head.
 */
export function findingsOf(row: Row, sources: readonly Source[]): readonly Finding[] | null {
  const head = examined(row.head, 'head', sources)
  if (!row.shipped || head === null) return null
  const base = examined(row.base, 'base', sources)
  const before = base === null ? null : new Set(hygiene(base).map(keyOf))
  const found = new Map(hygiene(head).map((one) => [keyOf(one), one]))
  const own = [...found].map(([key, { rule, bytes, line, paths, advice }]): Finding => {
    const inBase = before === null ? baseOf(row) : before.has(key)
    return { rule, bytes, line, paths, advice, url: null, inBase }
  })
  return [...own, ...checkFindings(head, base, baseOf(row), own)].toSorted(
    (one, other) => Number(one.inBase ?? false) - Number(other.inBase ?? false) || other.bytes - one.bytes,
  )
}

/** What a new image has, its base had not; of one that could not be measured nothing is known. */
function baseOf({ status }: Row): false | null {
  return status === 'added' ? false : null
}

function keyOf({ rule, subject }: Found): string {
  return `${rule} ${subject}`
}

function examined(measurement: Measurement | null, side: Side, sources: readonly Source[]): Examined | null {
  if (measurement === null) return null
  const images = sources.find((source) => source.side === side)?.images ?? []
  const own = images.filter(({ request }) => request.name === measurement.image)
  const image = own.find(({ platform }) => platform === measurement.platform) ?? own[0]
  if (image === undefined) return null
  const contexts = image.request.build.contexts.map(({ name }) => name)
  return { measurement, graph: image.graph, contexts }
}
