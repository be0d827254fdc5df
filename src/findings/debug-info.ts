import { KIND } from '../layer/layer-files.js'
import { ROOT } from '../layer/path-table.js'
import { debugAdvice, separateDebugAdvice } from './advice/debug-advice.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { isOfDistribution, isOfWheel } from './published.js'
import type { Search } from './search.js'
import { callingOf, isOwn, shownFiles } from './shown-files.js'

/** What `objcopy --only-keep-debug` is told to write, and where debuggers look for it (GDB manual, "Debugging Information in Separate Files"). */
const SEPARATE = /\.(?:debug|dbg)$|\/lib\/debug\//

/**
 * Debug and symbol sections of programs and libraries that ship: what `strip` would take off. A file with several paths is
 * called by one that is no waste by `kindAt`.
 */
export function debugInfo({ image, originOf, ledger, allows, kindAt }: Search): readonly Heap[] {
  const { paths } = image.names
  const heaps = createHeaps<Reason>('debug-info')
  const ofDistribution = image.layers.map(isOfDistribution)
  for (const file of shownFiles(image, originOf, ({ contents }) => contents.debug.size > 0)) {
    const { view, layer, entry, origin, owner } = file
    const { files, debug } = view.contents
    const part = files.kinds[entry] === KIND.file ? debug.get(files.paths[entry] ?? ROOT) : undefined
    // Of a file that need not be there at all, that is said.
    if (part === undefined || !isOwn(owner) || ledger.isCounted(layer, entry)) continue
    const place = paths.path(callingOf(file, (one) => kindAt(one, owner) !== null))
    // What packages leave in is for their makers to strip.
    if (ofDistribution[origin]?.(place) === true || isOfWheel(place, owner)) continue
    const subject = SEPARATE.test(place) ? 'separate' : ''
    if (allows('debug-info', () => place)) heaps.add({ subject, owner }, file, null, part)
  }
  return heaps.finish(ledger, ({ subject, owner }, found) =>
    subject === '' ? debugAdvice(owner, found) : separateDebugAdvice(owner, found),
  )
}
