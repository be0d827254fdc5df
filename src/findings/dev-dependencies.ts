import type { LayerOwner } from '../image/measurement.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import { bringerOf } from './advice/bringer.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { commandOf } from './advice/instruction-text.js'
import type { Ledger } from './ledger.js'
import type { Inside } from '../explain/inside.js'
import { isOwn, shownFiles } from './shown-files.js'
import type { Allows } from './rule-settings.js'

/** Installed packages that the image's own lock files list for development only. */
export function devDependencies(image: Inside, ledger: Ledger, allows: Allows): readonly Heap[] {
  const { records } = image
  const { paths } = image.names
  /** Of each path the listed directory that it lies in. */
  const listed = new Uint32Array(paths.count)
  for (const directory of records.flatMap(({ development }) => development)) {
    const path = paths.find(directory)
    if (path !== null) listed[path] = path
  }
  // A path has a greater number than its parent.
  for (let path = 1; path < listed.length; path++) {
    if (listed[path] === 0) listed[path] = listed[paths.parent(path)] ?? 0
  }
  const heaps = createHeaps<Reason>('dev-dependencies')
  const places = new Map<PathId, string>()
  for (const file of shownFiles(image, isOwn)) {
    const directory = listed[file.path] ?? ROOT
    if (directory === ROOT || !allows('dev-dependencies', () => paths.path(file.path))) continue
    let place = places.get(directory)
    if (place === undefined) places.set(directory, (place = paths.path(directory)))
    heaps.add({ subject: '', owner: file.view.layer.owner }, file, place)
  }
  return heaps.finish(ledger, ({ owner }, found) => advice(owner, found))
}

/** How each installer is told to leave them out. */
const WITHOUT: readonly { readonly programs: readonly string[]; readonly flag: string }[] = [
  { programs: ['npm'], flag: '--omit=dev' },
  { programs: ['pnpm'], flag: '--prod' },
  { programs: ['yarn'], flag: '--production' },
  { programs: ['composer', 'composer.phar'], flag: '--no-dev' },
]

function advice(owner: LayerOwner, places: readonly string[]): string {
  const what = 'The lock file lists these packages for development only.'
  const bringer = bringerOf(owner)
  for (const { programs, flag } of WITHOUT) {
    const command = bringer?.keyword === 'RUN' ? commandOf(bringer.text, programs) : null
    if (command !== null) return `${what} Install without them: \`${command} ${flag}\`.`
  }
  const isComposer = places.every((place) => !place.includes('/node_modules/'))
  const install = isComposer ? 'composer install --no-dev' : 'npm ci --omit=dev'
  return `${what} Copy a tree that was installed without them (\`${install}\`), or take them out before it is copied (\`${isComposer ? install : 'npm prune --omit=dev'}\`).`
}
