import { contentKey } from '../layer/layer-files.js'
import { baseName } from '../posix-path.js'
import { placeOf } from './advice/bringer.js'
import { addTo } from './grouped.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { isForItself, packagedFile, type PackagedFile, type Remedy, remedyOf } from './installed-twice.js'
import { isOfDistribution } from './published.js'
import type { Search } from './search.js'
import { callingOf, isOwn, type LayerFile, shownFiles } from './shown-files.js'

/** Bytes: small files are alike by the hundreds, and nobody links them. */
const SMALLEST = 10_000
const LEAST = 100_000

const LICENCE = /^(?:copyright|copying|licen[cs]e|notice)/i

interface DuplicateReason extends Reason {
  readonly original: string
  /** null for files that no installer put there: a link does. */
  readonly remedy: Remedy | null
}

/** A file that is there with its content, and how it is called. */
interface Known {
  readonly file: LayerFile
  readonly path: string
  readonly packaged: PackagedFile | null
}

/**
 * Files that the finished image shows with the same content at several paths; hard links are one file. The first stays,
 * a base image's where it has one: the others need not be. Files that need not be there anyway are left out. Packages stay
 * as they were published: theirs count where the same package is installed twice and could be once.
 */
export function duplicates({ image, originOf, ledger, allows, kindAt }: Search): readonly Heap[] {
  const { paths } = image.names
  const known = new Map<string, Known>()
  const heaps = createHeaps<DuplicateReason>('duplicates', LEAST)
  const ofDistribution = image.layers.map(isOfDistribution)
  for (const file of inOrderOfOrigin(() => shownFiles(image, originOf), image.layers.length)) {
    if (ledger.isCounted(file.layer, file.entry)) continue
    const { owner } = file
    const path = paths.path(callingOf(file, (one) => kindAt(one, owner) !== null))
    // A licence has to lie beside each package that it is for.
    if (LICENCE.test(baseName(path)) || isForItself(path)) continue
    const one: Known = { file, path, packaged: packagedFile(path) }
    const original = originalOf(one, known)
    if (original === undefined || !isOwn(owner) || ofDistribution[file.origin]?.(path) === true) continue
    // Nobody can take out of a package what the base image has of it in another form.
    if (one.packaged !== null && original.packaged === null && !isOwn(original.file.owner)) continue
    const isPackage = one.packaged?.id !== undefined && one.packaged.id === original.packaged?.id
    const remedy = isPackage ? remedyOf(one.packaged, original.packaged, image) : null
    // Nobody installs into a tree of the base image's in place of one's own; what is here once more could be once here.
    if ((remedy === 'one tree' || remedy === 'one environment') && !isOwn(original.file.owner)) {
      known.set(keyOf(one), one)
      continue
    }
    if ((isPackage && remedy === null) || !allows('duplicates', () => path)) continue
    const reason = { subject: '', owner, apart: remedy ?? '', original: original.path, remedy }
    const own = path === paths.path(file.path) ? null : path
    heaps.add(reason, file, remedy === null ? own : (one.packaged?.directory ?? path))
  }
  return heaps.finish(ledger, adviceOf)
}

/**
 * Files that are large enough, in the order in which instructions brought them: one that was written again later, by `chown`,
 * is no copy of those that were copied from it before.
 */
function* inOrderOfOrigin(
  files: () => Iterable<LayerFile>,
  layers: number,
): Generator<LayerFile, undefined, undefined> {
  const moved = new Map<number, LayerFile[]>()
  for (const file of files()) {
    if (file.bytes >= SMALLEST && file.origin !== file.layer) addTo(moved, file.origin, file)
  }
  let layer = 0
  function* movedUpTo(end: number): Generator<LayerFile, undefined, undefined> {
    for (; layer < end; layer++) yield* moved.get(layer) ?? []
  }
  for (const file of files()) {
    if (file.bytes < SMALLEST || file.origin !== file.layer) continue
    yield* movedUpTo(file.layer)
    yield file
  }
  yield* movedUpTo(layers)
}

/** The first with the same content: of a package's file the package's own, else one of no package. Those that are first are kept. */
function originalOf(one: Known, known: Map<string, Known>): Known | undefined {
  const content = contentOf(one)
  const keys = one.packaged === null ? [content, `${content} any`] : [keyOf(one), content]
  const found = keys.map((key) => known.get(key)).find((other) => other !== undefined)
  for (const key of [keyOf(one), `${content} any`]) {
    if (!known.has(key)) known.set(key, one)
  }
  return found
}

function contentOf({ file }: Known): string {
  return contentKey(file.view.contents.files, file.entry)
}

function keyOf(one: Known): string {
  return one.packaged === null ? contentOf(one) : `${contentOf(one)} ${one.packaged.id}`
}

function adviceOf(
  { owner, original, remedy }: DuplicateReason,
  [largest = '']: readonly string[],
  count: number,
): string {
  const others = count - 1
  const more = (what: string): string =>
    others === 0 ? '' : ` (and ${others} more such ${what}${others === 1 ? '' : 's'})`
  switch (remedy) {
    case null:
      return `\`${largest}\` has the same content as ${others === 0 ? `\`${original}\`` : 'another file of the image'}${more('file')}. Keep one, and let \`ln -s\` or the program’s settings lead to it from ${placeOf(owner)} on.`
    case 'one tree':
      return `\`${largest}\` is installed for another project of the image too${more('package')}. Install both in one workspace, or copy only one of the trees.`
    case 'one environment':
      return `\`${largest}\` is installed in another environment of the image too${more('package')}. Install into one of them, or make the second one with \`python -m venv --system-site-packages\`.`
    case 'npm dedupe':
    case 'yarn dedupe':
    case 'npx yarn-deduplicate':
      return `\`${largest}\` is installed at the same version elsewhere in the tree${more('package')}. Run \`${remedy}\` and commit the lock file: it puts them where all find them.`
  }
}
