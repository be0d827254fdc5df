import { LONGEST_PATH } from '../posix-path.js'
import { checkCount, LARGEST, wholeFile } from './collect.js'
import { fieldsOf, parseJson } from './json.js'
import { manifestOf } from './node-manifest.js'
import { isInstalledPackage, rootOf } from './node-modules.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

const MANIFEST = '/package.json'
const HIDDEN_LOCK = 'node_modules/.package-lock.json'

/** Packages for Node that npm, Yarn or pnpm installed. */
export const npm: PackageFormat = {
  type: 'npm',
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith(MANIFEST) && isInstalledPackage(path.slice(0, -MANIFEST.length)),
  reader: (file) => wholeFile(file, (content) => readManifest(fieldsIn(file.path, content)), LARGEST.manifest),
}

/**
 * Which of them only development needs, by npm's hidden lock file (npm docs, package-lock.json, "Hidden Lockfiles" and
 * "packages").
 *
 * The devDependencies in a project's own package.json are no source by themselves: what is listed there may be in the image
 * because something in production needs it as well (`@types/node`, `semver`), and no one file tells.
 */
export const npmLock: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith(HIDDEN_LOCK) && rootOf(path, HIDDEN_LOCK) !== null,
  reader: (file) => wholeFile(file, (content) => readHiddenLock(file.path, fieldsIn(file.path, content))),
}

function fieldsIn(path: string, content: Buffer): ReadonlyMap<string, unknown> {
  const fields = fieldsOf(parseJson(path, content))
  if (fields === null) throw new UnreadablePackages(`${path} is no JSON object`)
  return fields
}

/** A package of a name and a version; what has no version was not installed from anywhere. */
function readManifest(fields: ReadonlyMap<string, unknown>): PackageRecord {
  const dependencies = manifestOf(fields, false)
  const { name, version } = dependencies
  const isPackage = name !== null && version !== null
  return { packages: isPackage ? [{ type: 'npm', name, version, bytes: null }] : [], development: [], dependencies }
}

/**
 * `dev` is set where nothing but devDependencies lead to a package. `devOptional` is not enough: an optional dependency of
 * production needs the package too, and `npm install --omit=dev` leaves it (npm's arborist, calc-dep-flags.js).
 */
function readHiddenLock(path: string, fields: ReadonlyMap<string, unknown>): PackageRecord {
  const entries = fieldsOf(fields.get('packages'))
  if (entries === null) throw new UnreadablePackages(`${path} lists no packages`)
  const root = rootOf(path, HIDDEN_LOCK) ?? ''
  const development: string[] = []
  for (const [location, entry] of entries) {
    const one = fieldsOf(entry)
    // A link is a file of no size; where it leads to is an entry of its own.
    if (one?.get('dev') !== true || one.get('link') === true) continue
    if (isPlain(location, LONGEST_PATH) && isInstalledPackage(location)) development.push(`${root}/${location}`)
    checkCount(path, development.length)
  }
  return { packages: [], development }
}
