import type { LayerOwner } from '../image/measurement.js'
import type { PathId } from '../layer/path-table.js'
import { bringerOf } from './advice/bringer.js'
import { createDirectories } from './kinds/classify.js'
import type { ByName } from './kinds/directory-table.js'
import { fileAdvice } from './advice/file-advice.js'
import type { FileKind, FileRule } from './kinds/file-kind.js'
import { createHeaps, type Heap, type Heaps, type Reason } from './heaps.js'
import type { Ledger } from './ledger.js'
import type { Inside } from '../explain/inside.js'
import { imageFiles, isOwn, saidOfAll, shownFiles } from './shown-files.js'
import type { Allows } from './rule-settings.js'

interface FileReason extends Reason {
  readonly kind: FileKind
}

/** What kind of waste a file is by one of its paths; null: none. `brought`: by whom its layer is. */
export type KindAt = (path: PathId, brought: LayerOwner) => FileKind | null

/** Directories of whose files there is something to say: of more than so many it is asked again. */
const MOST_DIRECTORIES = 2 ** 14

/** Of a base image only build tools count: who chooses the base chooses those, and there is one without them. */
export function kindsOf(image: Inside, allows: Allows): KindAt {
  const { paths } = image.names
  const ofDirectory = createDirectories(imageFiles(image))
  // Files with several paths jump from one directory to another and back.
  const known = new Map<PathId, ByName>()
  const isSilent = new Uint8Array(paths.count)

  function byNameIn(directory: PathId): ByName | null {
    if (isSilent[directory] === 1) return null
    const before = known.get(directory)
    if (before !== undefined) return before
    const byName = ofDirectory(paths.path(directory))
    if (known.size === MOST_DIRECTORIES) known.clear()
    if (byName === null) isSilent[directory] = 1
    else known.set(directory, byName)
    return byName
  }

  return (path, owner) => {
    const kind = byNameIn(paths.parent(path))?.(paths.name(path)) ?? null
    return kind !== null && concerns(kind, owner) && allows(kind.rule, () => paths.path(path)) ? kind : null
  }
}

/** What the finished image shows and can do without, by what the files are: by all paths that lead to one. */
export function fileWaste(image: Inside, ledger: Ledger, kindAt: KindAt): readonly Heap[] {
  const heaps = new Map<FileRule, Heaps<FileReason>>()
  for (const file of shownFiles(image, () => true)) {
    const { owner } = file.view.layer
    const kinds = saidOfAll(file, (path) => kindAt(path, owner))
    // A cache is filled with what is installed from it: without the other it need not be there either.
    const kind = kinds.find(({ rule }) => rule !== 'package-cache') ?? kinds[0]
    if (kind === undefined) continue
    let ofRule = heaps.get(kind.rule)
    if (ofRule === undefined) heaps.set(kind.rule, (ofRule = createHeaps(kind.rule)))
    ofRule.add({ subject: kind.name, owner, kind }, file, kind.root || '/')
  }
  const runs = image.layers.flatMap(({ layer: { owner } }) =>
    isOwn(owner) && /^RUN\s/i.test(owner.text) ? [owner.text] : [],
  )
  return [...heaps.values()].flatMap((ofRule) =>
    ofRule.finish(ledger, ({ kind, owner }, roots) => fileAdvice({ ...kind, roots }, bringerOf(owner), runs)),
  )
}

function concerns({ rule }: FileKind, owner: LayerOwner): boolean {
  return isOwn(owner) || rule === 'build-tools'
}
