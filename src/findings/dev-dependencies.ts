import { type PathId, ROOT } from '../layer/path-table.js'
import { developmentAdvice } from './advice/development-advice.js'
import type { Installer, Spare } from './development/dependency-files.js'
import { isForDevelopment } from './development/is-for-development.js'
import { spareOf } from './development/spare.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import type { Search } from './search.js'
import { isOwn, runsOf, saidOfAll, shownFiles } from './shown-files.js'

interface InstallerReason extends Reason {
  readonly by: Installer
  readonly layer: number
}

/**
 * Installed packages that the image's own lock files list for development only; none of an image that develops or tests. A
 * file of theirs may have other paths that are waste for another reason by `kindAt`: the store that it was linked from.
 */
export function devDependencies({ image, files, originOf, ledger, allows, kindAt }: Search): readonly Heap[] {
  const { paths } = image.names
  const spare = spareOf(image)
  // What cannot be read may run any of them.
  if (spare.length === 0 || files.scripts.includes(null)) return []
  if (isForDevelopment(image.measurement.target, files.mayRun, spare)) return []
  /** Of each path the number, from 1 on, of what is listed that it is or lies in. */
  const listed = new Uint32Array(paths.count)
  for (const [index, { path }] of spare.entries()) listed[paths.find(path) ?? ROOT] = index + 1
  listed[ROOT] = 0
  // A path has a greater number than its parent.
  for (let path = 1; path < listed.length; path++) {
    if (listed[path] === 0) listed[path] = listed[paths.parent(path)] ?? 0
  }
  const heaps = createHeaps<InstallerReason>('dev-dependencies')
  for (const file of shownFiles(image, originOf, ({ layer }) => isOwn(layer.owner))) {
    const { owner } = file
    if (!isOwn(owner)) continue
    const spareAt = (path: PathId): Spare | null => {
      const found = spare[(listed[path] ?? 0) - 1]
      return found !== undefined && allows('dev-dependencies', () => paths.path(path)) ? found : null
    }
    const [found] = saidOfAll(file, spareAt, (path) => kindAt(path, owner) !== null)
    if (found === undefined) continue
    heaps.add({ subject: '', owner, apart: found.by, by: found.by, layer: file.origin }, file, found.place)
  }
  return heaps.finish(ledger, ({ owner, by, layer }, [largest = '']) => {
    const project = largest.slice(0, Math.max(0, largest.indexOf('/node_modules/')))
    const hasLock = LOCKS.some((lock) => files.hasFile(`${project}/${lock}`))
    return developmentAdvice(owner, by, runsOf(image.layers.slice(layer + 1)), hasLock)
  })
}

/** npm's, without which `npm ci` installs nothing. */
const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json'] as const
