import { bringerOf } from './advice/bringer.js'
import { fileAdvice } from './advice/file-advice.js'
import { createHeaps, type Heap, type Heaps, type Reason } from './heaps.js'
import type { FileKind, FileRule } from './kinds/file-kind.js'
import type { Search } from './search.js'
import { runsOf, saidOfAll, shownFiles } from './shown-files.js'

interface FileReason extends Reason {
  readonly kind: FileKind
}

/** What the finished image shows and can do without, by what the files are: by all paths that lead to one. */
export function fileWaste({ image, originOf, ledger, kindAt }: Search): readonly Heap[] {
  const heaps = new Map<FileRule, Heaps<FileReason>>()
  for (const file of shownFiles(image, originOf)) {
    const { owner } = file
    const kinds = saidOfAll(file, (path) => kindAt(path, owner))
    // A cache is filled with what is installed from it: without the other it need not be there either.
    const kind = kinds.find(({ rule }) => rule !== 'package-cache') ?? kinds[0]
    if (kind === undefined) continue
    let ofRule = heaps.get(kind.rule)
    if (ofRule === undefined) heaps.set(kind.rule, (ofRule = createHeaps(kind.rule)))
    ofRule.add({ subject: kind.name, owner, kind }, file, kind.root || '/')
  }
  const runs = runsOf(image.layers)
  return [...heaps.values()].flatMap((ofRule) =>
    ofRule.finish(ledger, ({ kind, owner }, roots) => fileAdvice({ ...kind, roots }, bringerOf(owner), runs)),
  )
}
