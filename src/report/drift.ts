import { formatChange, isCompressionNoise } from '../bytes.js'
import type { Delta, Drift, MovedImage } from '../compare/comparison.js'
import { nameAmong, shortReference } from '../dockerfile/index.js'
import type { InstructionChange } from '../explain/instructions.js'
import { code, name, type Part, type Phrase } from './phrase.js'
import type { ReportDrift, ReportImage } from './report.js'

/** No reference holds a comma. */
const BETWEEN = ', '

/** Drift as the report holds it. */
export function reportDrift(drift: Drift | null): ReportDrift | null {
  if (drift === null) return null
  const { size, download, images } = drift
  return {
    size,
    download,
    from: images.map(({ reference, from }) => `${reference}@${from}`).join(BETWEEN),
    to: images.map(({ reference, to }) => `${reference}@${to}`).join(BETWEEN),
  }
}

/** The images that a report's drift names. */
export function movedImages({ from, to }: ReportDrift): readonly MovedImage[] {
  const after = to.split(BETWEEN)
  return from.split(BETWEEN).map((one, index) => {
    const at = one.lastIndexOf('@')
    return {
      reference: at < 0 ? one : one.slice(0, at),
      from: one.slice(at + 1),
      to: (after[index] ?? '').replace(/^.*@/s, ''),
    }
  })
}

/** A figure of the row with the change that is left without drift: what the commits compared did. */
export function ownDelta(row: ReportImage, figure: 'size' | 'download'): Delta {
  const delta = row[figure]
  return delta.change === null ? delta : { ...delta, change: delta.change - (row.drift?.[figure] ?? 0) }
}

/** Whether the commits compared changed nothing of a row that both sides have, whatever drift did. */
export function isUntouched(row: ReportImage): boolean {
  if (row.status !== 'unchanged' && row.status !== 'changed') return false
  const size = ownDelta(row, 'size').change
  // A row may be unchanged in all that is known.
  const known = row.status === 'unchanged' ? (size ?? 0) : size
  // An estimate is made of the size, and rounded.
  const download = row.download.exact ? (ownDelta(row, 'download').change ?? 0) : 0
  return known === 0 && isCompressionNoise(download, row.download.base ?? 0)
}

/** Whether all of a row's change is drift. */
export function isOnlyDrift(row: ReportImage): boolean {
  return row.status === 'changed' && row.drift !== null && isUntouched(row)
}

/**
 * Whether what the base or an instruction changed is drift: both sides say it in the same words, as often, and the image
 * that they name moved.
 */
export function isDrift({ drift, instructions }: ReportImage, one: InstructionChange): boolean {
  const image = one.origin === 'base' ? one.text : copiedImage(one)
  if (drift === null || image === null) return false
  const references = movedImages(drift).map(({ reference }) => reference)
  const alike = instructions.filter(({ origin, text }) => origin === one.origin && text === one.text)
  return (
    nameAmong(references, image) !== null &&
    alike.every(({ head, base, was, cause }) => head !== null && base !== null && was === null && !cause?.was)
  )
}

/** The image that an instruction names and copies from; null for one that may stand for others. */
export function copiedImage({ text, cause }: InstructionChange): string | null {
  const from = /\s--from=(\S+)/.exec(text)?.[1]
  if (cause?.kind !== 'image' || from === undefined || text.includes('$')) return null
  return nameAmong([shortReference(cause.text)], from) === null ? null : cause.text
}

/** `debian:bookworm-slim` moved, +2.1 MB for everyone; null where what moved weighs the same. */
export function driftWords(row: ReportImage): Phrase | null {
  if (row.drift === null) return null
  const { size, download } = row.drift
  const brought = size === 0 ? downloadWords(download) : formatChange(size)
  return brought === null ? null : [...namesOf(row.drift), ` moved, ${brought} for everyone`]
}

function downloadWords(download: number | null): string | null {
  return download === null || download === 0 ? null : `${formatChange(download)} of download`
}

function namesOf(drift: ReportDrift): Phrase {
  const names = movedImages(drift).map(({ reference }) => name(reference))
  const last = names.length - 1
  return names.flatMap<Part>((each, index) => [index === 0 ? '' : index === last ? ' and ' : ', ', each]).slice(1)
}

/** Which images moved from which digest to which, each once, and what is made of it. */
export function driftItems(rows: readonly ReportImage[], ignored: boolean): readonly Phrase[] {
  const images = rows.flatMap((row) => (row.drift === null ? [] : movedImages(row.drift)))
  const moved = [...new Map(images.map((image) => [JSON.stringify(image), image])).values()]
  if (moved.length === 0) return []
  const judged = ignored ? 'Limits on growth are judged without it' : 'Limits on growth are judged with it'
  return [
    ...moved.map(({ reference, from, to }): Phrase => [
      name(reference),
      ' moved between base and head, from ',
      code(from),
      ' to ',
      code(to),
      '.',
    ]),
    [
      `Drift is what the layers of moved images weigh more or less. ${judged}.`,
      ' What instructions made anew on top of them counts as a change.',
    ],
  ]
}
