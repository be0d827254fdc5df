import type { Inside } from '../explain/inside.js'
import { contentKey } from '../layer/layer-files.js'
import { type LayerFile, isOwn, shownFiles } from './shown-files.js'
import { placeOf } from './advice/bringer.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import type { Ledger } from './ledger.js'
import type { Allows } from './rule-settings.js'

/** Bytes: small files are alike by the hundreds, and nobody links them. */
const SMALLEST = 10_000
const LEAST = 100_000

const LICENCE = /^(?:copyright|copying|licen[cs]e|notice)/i

interface DuplicateReason extends Reason {
  readonly original: string
}

/**
 * Files that the finished image shows with the same content at several paths; hard links are one file. The first stays,
 * a base image's where it has one: the others need not be. Files that need not be there anyway are left out.
 */
export function duplicates(image: Inside, ledger: Ledger, allows: Allows): readonly Heap[] {
  const { paths } = image.names
  const first = new Map<string, LayerFile>()
  const copies: { readonly file: LayerFile; readonly original: LayerFile }[] = []
  for (const file of shownFiles(image, () => true)) {
    if (file.bytes < SMALLEST || ledger.isCounted(file.layer, file.entry)) continue
    // A licence has to lie beside each package that it is for.
    if (LICENCE.test(paths.name(file.path))) continue
    const key = contentKey(file.view.contents.files, file.entry)
    const original = first.get(key)
    if (original === undefined) first.set(key, file)
    else if (isOwn(file.view.layer.owner)) copies.push({ file, original })
  }
  const heaps = createHeaps<DuplicateReason>('duplicates', LEAST)
  for (const { file, original } of copies) {
    if (!allows('duplicates', () => paths.path(file.path))) continue
    const { owner } = file.view.layer
    heaps.add({ subject: '', owner, original: paths.path(original.path) }, file, paths.path(file.path))
  }
  return heaps.finish(ledger, ({ owner, original }, [largest = '', ...others]) => {
    const more =
      others.length === 0 ? '' : ` (and ${others.length} more such ${others.length === 1 ? 'file' : 'files'})`
    return `\`${largest}\` has the same content as ${others.length === 0 ? `\`${original}\`` : 'another file of the image'}${more}. Keep one, and let \`ln -s\` or the program’s settings lead to it from ${placeOf(owner)} on.`
  })
}
