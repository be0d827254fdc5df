import { otherPaths, shownPath } from '../explain/file-system.js'
import { KIND } from '../layer/layer-files.js'
import { debugAdvice } from './advice/debug-advice.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { isOfDistribution, isOfWheel } from './published.js'
import type { Search } from './search.js'
import { callingOf, isOwn } from './shown-files.js'

/**
 * Debug and symbol sections of programs and libraries that ship: what `strip` would take off. A file with several paths is
 * called by one that is no waste by `kindAt`.
 */
export function debugInfo({ image, ledger, allows, kindAt }: Search): readonly Heap[] {
  const { layers, names } = image
  const { paths } = names
  const heaps = createHeaps<Reason>('debug-info')
  for (const [layer, view] of layers.entries()) {
    const { contents, hiddenBy } = view
    const { owner } = view.layer
    if (!isOwn(owner) || contents.debug.size === 0) continue
    const { files } = contents
    const isPackaged = isOfDistribution(owner)
    for (let entry = 0; entry < files.count; entry++) {
      const path = files.paths[entry] ?? 0
      const part = files.kinds[entry] === KIND.file ? contents.debug.get(path) : undefined
      // Of a file that need not be there at all, that is said.
      if (part === undefined || hiddenBy[entry] !== 0 || ledger.isCounted(layer, entry)) continue
      const names = { path: shownPath(view, entry), others: otherPaths(view, entry) }
      const place = paths.path(callingOf(names, (one) => kindAt(one, owner) !== null))
      // What packages leave in is for their makers to strip.
      if (isPackaged(place) || isOfWheel(place, owner) || !allows('debug-info', () => place)) continue
      heaps.add({ subject: '', owner }, { layer, entry, bytes: files.sizes[entry] ?? 0 }, null, part)
    }
  }
  return heaps.finish(ledger, ({ owner }, found) => debugAdvice(owner, found))
}
