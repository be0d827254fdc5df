import type { Inside } from '../../explain/inside.js'
import type { DependencyRecord } from '../../packages/dependencies.js'
import type { Installer, Spare } from './dependency-files.js'
import { spareOfPython } from './python.js'
import { spareOfYarn } from './yarn.js'

/** What the files that the finished image shows list for development only: each by itself, and lock files with what is beside them. */
export function spareOf({ records, names: { paths }, shown }: Inside): readonly Spare[] {
  const alone = [...records.values()]
    .flatMap(({ development }) => development)
    .map((path): Spare => ({ by: installerOf(path), path, place: path }))
  const isLock = ({ dependencies }: { readonly dependencies?: DependencyRecord }): boolean =>
    dependencies?.kind === 'yarn-lock' || dependencies?.kind === 'python-lock'
  if (![...records.values()].some(isLock)) return alone
  const files = new Map<string, DependencyRecord>()
  for (const [path, { dependencies }] of records)
    if (dependencies !== undefined) files.set(paths.path(path), dependencies)
  const has = (path: string): boolean => (shown.present[paths.find(path) ?? -1] ?? 0) !== 0
  return [...alone, ...spareOfYarn(files, has), ...spareOfPython(files)]
}

function installerOf(path: string): Installer {
  if (!path.includes('/node_modules/')) return 'composer'
  return path.includes('/node_modules/.pnpm/') ? 'pnpm' : 'npm'
}
