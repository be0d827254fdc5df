import type { LockedDistribution, PythonLock } from '../../packages/dependencies.js'
import { parentOf } from '../../posix-path.js'
import { type DependencyFiles, ofKind, type Spare } from './dependency-files.js'
import { type Distribution, distributionsOf, filesOf, notNeeded, type Site } from './python-site.js'

/**
 * Files of Python distributions that a lock file in the image has for development only, at the version that is installed,
 * and that nothing else in the same directory requires.
 */
export function spareOfPython(files: DependencyFiles): readonly Spare[] {
  const locks = ofKind(files, 'python-lock')
  if (locks.size === 0) return []
  return distributionsOf(files).flatMap((site) => {
    const lock = lockOf(site, locks)
    return lock === null ? [] : spareIn(site, lock)
  })
}

function spareIn(site: Site, lock: PythonLock): readonly Spare[] {
  const locked = idsOf(lock.production)
  const spare = idsOf(lock.development)
  const all = [...site.distributions.values()]
  const candidates = all.filter((one) => one.files !== null && spare.has(idOf(one)))
  // What a distribution needs that is not told may be any of them.
  if (candidates.length === 0 || all.some(({ needs }) => needs === null)) return []
  const left = notNeeded(site, candidates, (one) => locked.has(idOf(one)))
  const others = new Set(all.filter((one) => !left.has(one)).flatMap((one) => filesOf(site, one)))
  return [...left].flatMap((one) =>
    filesOf(site, one)
      .filter((path) => !others.has(path))
      .map((path) => ({ by: lock.by, path, place: placeOf(site, path) })),
  )
}

/**
 * The lock file that a directory of distributions was installed from: the one next above it or, where none is, the only one
 * in the image; and at least half of what it has for production is there at its version. null where that is not certain.
 */
function lockOf(site: Site, locks: ReadonlyMap<string, PythonLock>): PythonLock | null {
  const above = [...locks.keys()].filter((path) => site.directory.startsWith(`${parentOf(path)}/`))
  const depth = Math.max(...above.map((path) => parentOf(path).length))
  const chosen = above.length === 0 ? [...locks.keys()] : above.filter((path) => parentOf(path).length === depth)
  const [path] = chosen
  const lock = path === undefined ? undefined : locks.get(path)
  if (lock === undefined || chosen.length !== 1) return null
  const wanted = idsOf(lock.production)
  const found = [...site.distributions.values()].filter((one) => wanted.has(idOf(one))).length
  const isAbove = above.length > 0 && parentOf(path ?? '') !== ''
  return (found > 0 || isAbove) && found * 2 >= wanted.size ? lock : null
}

function idsOf(locked: readonly LockedDistribution[]): ReadonlySet<string> {
  return new Set(locked.filter(({ version }) => version !== '').map(idOf))
}

function idOf({ name, version }: Pick<Distribution, 'name' | 'version'>): string {
  return `${name} ${version}`
}

/** The package that a file is in, or the file itself where it lies elsewhere. */
function placeOf({ directory }: Site, path: string): string {
  if (!path.startsWith(`${directory}/`)) return path
  const slash = path.indexOf('/', directory.length + 1)
  return slash < 0 ? path : path.slice(0, slash)
}
