import { posix } from 'node:path'
import { LONGEST_PATH } from '../posix-path.js'
import { checkCount, wholeFile } from './collect.js'
import { fieldsOf, parseJson } from './json.js'
import { type Package, type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

/** What Composer installed, below whatever `vendor-dir` is (Composer's FilesystemRepository.php writes it). */
export const composer: PackageFormat = {
  type: 'composer',
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith('composer/installed.json') && /(?:^|\/)composer\/installed\.json$/.test(path),
  reader: (file) => wholeFile(file, (content) => readInstalled(file.path, content)),
}

/** Composer 1 wrote a list of packages, Composer 2 writes an object with it, and with the names that only development needs. */
function readInstalled(path: string, content: Buffer): PackageRecord {
  const root = parseJson(path, content)
  const fields = fieldsOf(root)
  const entries: unknown = fields === null ? root : fields.get('packages')
  if (!Array.isArray(entries)) throw new UnreadablePackages(`${path} has no list of packages`)
  checkCount(path, entries.length)
  const names: unknown = fields?.get('dev-package-names')
  const forDevelopment = new Set<unknown>(Array.isArray(names) ? names : [])
  const packages: Package[] = []
  const development: string[] = []
  const production = new Set<string>()
  for (const entry of entries) {
    const one = fieldsOf(entry)
    const name = one?.get('name')
    const version = one?.get('version')
    if (!isPlain(name) || !isPlain(version)) continue
    packages.push({ type: 'composer', name, version, bytes: null })
    const directory = installDirectory(path, one?.get('install-path'))
    if (directory === null) continue
    if (forDevelopment.has(name)) development.push(directory)
    else production.add(directory)
  }
  // Plugins may install several packages into one directory.
  return { packages, development: development.filter((directory) => !production.has(directory)) }
}

/**
 * `install-path` is relative to the directory of installed.json; packages without files have none. One that holds the
 * vendor directory itself is no package's.
 */
function installDirectory(path: string, installPath: unknown): string | null {
  if (!isPlain(installPath, LONGEST_PATH) || installPath.startsWith('/')) return null
  const here = `/${posix.dirname(path)}`
  const directory = posix.join(here, installPath).replace(/(?<=.)\/$/, '')
  return directory === '/' || `${here}/`.startsWith(`${directory}/`) ? null : directory
}
