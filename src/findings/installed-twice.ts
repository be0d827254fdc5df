import type { Inside } from '../explain/inside.js'
import { contentKey } from '../layer/layer-files.js'

/** A file of an installed package. */
export interface PackagedFile {
  /** The same for the same file of the same package, wherever that is installed; versions are not told apart. */
  readonly id: string
  /** The package's name, for Python what of it lies right in the site directory. */
  readonly name: string
  /** Where the package is. */
  readonly directory: string
}

/** How a package that is there twice could be there once; null: nobody can say, or what its publisher has twice is not ours. */
export type Remedy = 'npm dedupe' | 'yarn dedupe' | 'npx yarn-deduplicate' | 'one tree' | 'one environment'

const NODE = /^((?:.*)\/node_modules\/((?:@[^/]+\/)?[^/]+))\/(.+)$/s
const PYTHON = /^((?:.*)\/(?:site|dist)-packages)\/(([^/]+).*)$/s

/**
 * What each environment and each program has for itself: what `python -m venv` puts into an environment, and what installers
 * of the base image bring for their own use, Debian's `npm` with packages that are Debian's too.
 */
const FOR_ITSELF =
  /\/(?:(?:site|dist)-packages\/(?:pip|setuptools|wheel|pkg_resources|_distutils_hack)(?:-[^/]*)?|lib\/node_modules\/(?:npm|corepack|yarn|pnpm)|usr\/share\/nodejs)\//

/** Whether a file is of those that an environment or an installer has for itself, also where there are others of them. */
export function isForItself(path: string): boolean {
  return FOR_ITSELF.test(path)
}

/** null for what no installer of Node.js or Python put there. */
export function packagedFile(path: string): PackagedFile | null {
  const [, directory, name = '', rest = ''] = NODE.exec(path) ?? []
  if (directory !== undefined) return { id: `npm ${name}/${rest}`, name, directory }
  const [, site = '', within, top = ''] = PYTHON.exec(path) ?? []
  return within === undefined ? null : { id: `pypi ${within}`, name: top, directory: `${site}/${top}` }
}

/** Of two files of the same `id`. */
export function remedyOf(one: PackagedFile, other: PackagedFile, image: Inside): Remedy | null {
  if (one.id.startsWith('pypi ')) return 'one environment'
  const top = topOf(one.directory)
  if (top !== topOf(other.directory)) return 'one tree'
  // pnpm's and Yarn's own stores have a package once for each set of what is installed beside it.
  if ([one, other].some(({ directory }) => directory.includes('/node_modules/.'))) return null
  if (!isSameVersion(one.directory, other.directory, image)) return null
  const place = `${holderOf(one.directory, other.directory)}/node_modules/${one.name}`
  // Where another version lies above, each that needs this one has to have its own.
  if (isThere(place, image) && !isSameVersion(place, one.directory, image)) return null
  if (isThere(`${top}/node_modules/.yarn-state.yml`, image)) return 'yarn dedupe'
  return isThere(`${top}/node_modules/.yarn-integrity`, image) ? 'npx yarn-deduplicate' : 'npm dedupe'
}

/** The project that a package is installed for. */
function topOf(directory: string): string {
  return directory.slice(0, directory.indexOf('/node_modules/'))
}

/** The lowest directory whose `node_modules` both find. */
function holderOf(one: string, other: string): string {
  const above = (directory: string): string => directory.slice(0, directory.lastIndexOf('/node_modules/'))
  let holder = above(one)
  while (!other.startsWith(`${holder}/node_modules/`)) holder = above(holder)
  return holder
}

function isThere(path: string, { shown, names }: Inside): boolean {
  return (shown.present[names.paths.find(path) ?? -1] ?? 0) !== 0
}

function isSameVersion(one: string, other: string, image: Inside): boolean {
  const manifest = contentAt(`${one}/package.json`, image)
  return manifest !== null && manifest === contentAt(`${other}/package.json`, image)
}

function contentAt(path: string, { names, shown, layers }: Inside): string | null {
  const id = names.paths.find(path)
  const layer = id === null ? undefined : layers[(shown.layer[id] ?? 0) - 1]
  return id === null || layer === undefined ? null : contentKey(layer.contents.files, shown.entryOf(id))
}
