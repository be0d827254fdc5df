import { baseName } from '../posix-path.js'
import { wholeFile } from './collect.js'
import type { LockedDistribution, PythonLock, PythonLocker } from './dependencies.js'
import { fieldsOf, parseJson } from './json.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'
import { readPoetryLock } from './poetry-lock.js'
import { pypiName, pypiVersion } from './pypi-name.js'
import { parseToml } from './toml.js'
import { readUvLock } from './uv-lock.js'

/** What a lock file lists; null where it is of a format that does not tell what is for development. */
type Listed = Pick<PythonLock, 'production' | 'development'>

const READERS: Readonly<
  Record<string, { readonly by: PythonLocker; readonly read: (path: string, content: Buffer) => Listed | null }>
> = {
  'Pipfile.lock': { by: 'pipenv', read: readPipfileLock },
  'poetry.lock': { by: 'poetry', read: (path, content) => readPoetryLock(parseToml(path, content)) },
  'uv.lock': { by: 'uv', read: (path, content) => readUvLock(parseToml(path, content)) },
}

/** Which Python distributions are for development only, by the lock files of pipenv, Poetry and uv. */
export const pythonLock: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith('.lock') && lockerOf(path) !== undefined && isOfProject(path),
  reader: (file) => wholeFile(file, (content) => readLock(file.path, content)),
}

function lockerOf(path: string): (typeof READERS)[string] | undefined {
  return READERS[baseName(path)]
}

/** What a distribution was published with says nothing of what is installed now. */
function isOfProject(path: string): boolean {
  return !path
    .split('/')
    .some((name) => ['site-packages', 'dist-packages', 'node_modules', 'archive-v0'].includes(name))
}

function readLock(path: string, content: Buffer): PackageRecord {
  const locker = lockerOf(path)
  const listed = locker?.read(path, content) ?? null
  if (locker === undefined || listed === null) return { packages: [], development: [] }
  const known = new Set(listed.production.map(({ name }) => name))
  const development = listed.development.filter(({ name }) => !known.has(name))
  return {
    packages: [],
    development: [],
    dependencies: { kind: 'python-lock', by: locker.by, production: listed.production, development },
  }
}

/** `default` and `develop`, and categories that somebody named, of which nobody knows what they are for (pipenv, "Pipfile.lock"). */
function readPipfileLock(path: string, content: Buffer): Listed {
  const root = fieldsOf(parseJson(path, content))
  if (root === null || fieldsOf(root.get('_meta')) === null)
    throw new UnreadablePackages(`${path} is no lock of pipenv`)
  const production: LockedDistribution[] = []
  const development: LockedDistribution[] = []
  for (const [category, entries] of root) {
    if (category === '_meta') continue
    for (const [name, entry] of fieldsOf(entries) ?? []) {
      const version = fieldsOf(entry)?.get('version')
      if (!isPlain(name)) continue
      // What comes from a repository has no version; its name counts all the same.
      const exact = isPlain(version) && version.startsWith('==') ? pypiVersion(version.slice(2)) : ''
      const list = category === 'develop' ? development : production
      list.push({ name: pypiName(name), version: exact })
    }
  }
  return { production, development }
}
