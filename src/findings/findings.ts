import type { Row } from '../compare/comparison.js'
import { reachable } from '../dockerfile/index.js'
import { quote } from './advice/instruction-text.js'
import { checkFindings } from './checks.js'
import type { Finding, Found } from './finding.js'
import { type Examined, hygiene } from './hygiene.js'
import type { RowInside } from '../explain/inside.js'
import type { Measurement } from '../image/measurement.js'
import { mayBringWaste } from './brings.js'
import { isWorthSaying, newBytes } from './new-bytes.js'
import { knownBefore } from './news.js'
import type { Allows } from './rule-settings.js'
import { type Waste, type WasteFound, wasteOf } from './waste.js'
import type { Side, Source, SourceImage } from '../request/source.js'

/** What is found in a row's image. */
export interface RowFindings {
  /** Those that the base does not have first. */
  readonly findings: readonly Finding[]
  /** null where the image was not looked into. */
  readonly waste: Waste | null
}

/**
 * null where nothing was looked at: an image that is not shipped, or was not built at the head. Waste is looked for
 * `always`, or where the change may have brought some.
 */
export function findingsOf(
  row: Row,
  sources: readonly Source[],
  inside: RowInside,
  allows: Allows,
  always: boolean,
): RowFindings | null {
  const head = examined(row.head, 'head', sources)
  if (!row.shipped || head === null) return null
  const base = examined(row.base, 'base', sources)
  const { head: image, base: before } = always || mayBringWaste(inside) ? inside : { head: null, base: null }
  const waste = image === null ? null : wasteOf(image, allows, head.graph)
  const wasteBefore = before === null ? null : wasteOf(before, allows, base?.graph ?? null)
  const own = [
    ...told(hygiene(head), base === null ? null : hygiene(base), row),
    ...toldWaste(waste, wasteBefore, row),
  ].filter(({ rule }) => allows(rule, () => ''))
  const checks = checkFindings(head, base, baseOf(row), own).filter(({ rule }) => allows(rule, () => ''))
  const findings = [...own, ...checks].toSorted(
    (one, other) => Number(one.inBase ?? false) - Number(other.inBase ?? false) || other.bytes - one.bytes,
  )
  return { findings: findings.map((one) => ({ ...one, advice: naming(head.ignoreFile, one.advice) })), waste }
}

/** Advice speaks of `.dockerignore`, which a Dockerfile may have another one in place of. */
function naming(ignoreFile: string, advice: string): string {
  return advice.replaceAll('`.dockerignore`', () => quote(ignoreFile, 120))
}

/** Findings of the head, of what weighs nothing, with whether the base (null: not known) has them. */
function told(head: readonly Found[], base: readonly Found[] | null, row: Row): readonly Finding[] {
  const known = base === null ? null : knownBefore(head, base)
  return head.map((found): Finding => {
    const { rule, bytes, line, paths, advice } = found
    return { rule, bytes, line, paths, advice, url: null, inBase: known?.has(found) ?? baseOf(row), grown: null }
  })
}

/** What weighs something is known before where next to nothing of it is new. */
function toldWaste(head: WasteFound | null, base: WasteFound | null, row: Row): readonly Finding[] {
  if (head === null) return []
  if (base === null) return told(head.found, null, row)
  const fresh = newBytes(head, base)
  const weighed = head.weighed.map((found): Finding => {
    const { rule, bytes, line, paths, advice } = found
    const brought = fresh.get(found) ?? bytes
    const inBase = !isWorthSaying(brought, bytes)
    const grown = !inBase && isWorthSaying(bytes - brought, bytes) ? brought : null
    return { rule, bytes, line, paths, advice, url: null, inBase, grown }
  })
  return [...weighed, ...told(head.secrets, base.secrets, row)]
}

/** What a new image has, its base had not; of one that could not be measured nothing is known. */
function baseOf({ status }: Row): false | null {
  return status === 'added' ? false : null
}

/** Stages of `graph` that no target needs which is wanted of the image on any platform, whether or not it builds. */
function unneeded({ graph }: SourceImage, wanted: readonly SourceImage[]): ReadonlySet<string> {
  const needed = new Set(
    wanted.flatMap((image) =>
      image.targets.flatMap((index) =>
        [...reachable(image.graph, index)].map((each) => image.graph.stages[each]?.target),
      ),
    ),
  )
  return new Set(graph.stages.map(({ target }) => target).filter((target) => !needed.has(target)))
}

function examined(measurement: Measurement | null, side: Side, sources: readonly Source[]): Examined | null {
  if (measurement === null) return null
  const images = sources.find((source) => source.side === side)?.images ?? []
  const own = images.filter(({ request }) => request.name === measurement.image)
  const image = own.find(({ platform }) => platform === measurement.platform) ?? own[0]
  if (image === undefined) return null
  const contexts = image.request.build.contexts.map(({ name }) => name)
  const { graph, ignoreFile } = image
  return { measurement, graph, contexts, ignoreFile, unused: unneeded(image, own) }
}
