import { wholeFile } from './collect.js'
import { fieldsOf, parseJson } from './json.js'
import { rootOf } from './node-modules.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'
import { readYarnLock } from './yarn-lock.js'

const LOCK = 'yarn.lock'
const INTEGRITY = 'node_modules/.yarn-integrity'

/** What Yarn locked for a project, and what Yarn 1 notes of how it installed that. The packages are found by their package.json. */
export const yarn: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) =>
    (path.endsWith(LOCK) && isOfProject(path)) || (path.endsWith(INTEGRITY) && rootOf(path, INTEGRITY) !== null),
  reader: (file) =>
    wholeFile(file, (content) =>
      file.path.endsWith(LOCK) ? readLock(file.path, content) : readIntegrity(file.path, content),
    ),
}

/** What a package was published with says nothing of what is installed now. */
function isOfProject(path: string): boolean {
  return rootOf(path, LOCK) !== null && !path.startsWith('node_modules/')
}

function readLock(path: string, content: Buffer): PackageRecord {
  const text = content.toString('utf8')
  // An empty one makes a directory a project of its own.
  if (text.trim() === '') return { packages: [], development: [] }
  const lock = readYarnLock(text)
  if (lock === null) throw new UnreadablePackages(`${path} is no lock file as Yarn writes it`)
  return { packages: [], development: [], dependencies: lock }
}

function readIntegrity(path: string, content: Buffer): PackageRecord {
  const fields = fieldsOf(parseJson(path, content))
  const flags: unknown = fields?.get('flags')
  const asked: unknown = fields?.get('topLevelPatterns')
  if (!Array.isArray(flags) || !Array.isArray(asked)) throw new UnreadablePackages(`${path} is not as Yarn 1 writes it`)
  return {
    packages: [],
    development: [],
    dependencies: {
      kind: 'yarn-integrity',
      isProduction: flags.includes('production'),
      asked: [...new Set(asked.filter((one) => isPlain(one)))],
    },
  }
}
