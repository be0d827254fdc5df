import type { LockedDistribution } from './dependencies.js'
import { isForDevelopment } from './development-groups.js'
import { fieldsOf } from './json.js'
import { isPlain } from './plain.js'
import { pypiName, pypiVersion } from './pypi-name.js'

/**
 * What poetry.lock lists, by the `groups` of each package, which Poetry 2 writes (lock-version 2.1). null for others: of the
 * groups that need a package an older lock file does not tell.
 */
export function readPoetryLock(root: unknown): {
  readonly production: readonly LockedDistribution[]
  readonly development: readonly LockedDistribution[]
} | null {
  const packages = fieldsOf(root)?.get('package')
  const version = fieldsOf(fieldsOf(root)?.get('metadata'))?.get('lock-version')
  if (!Array.isArray(packages) || typeof version !== 'string' || !/^2\.[1-9]\d*$/.test(version)) return null
  const production: LockedDistribution[] = []
  const development: LockedDistribution[] = []
  for (const entry of packages) {
    const one = fieldsOf(entry)
    const name = one?.get('name')
    const locked = one?.get('version')
    const groups: unknown = one?.get('groups')
    if (!isPlain(name) || !isPlain(locked)) return null
    const isSpare =
      Array.isArray(groups) && groups.length > 0 && groups.every((group) => isPlain(group) && isForDevelopment(group))
    const list = isSpare ? development : production
    list.push({ name: pypiName(name), version: pypiVersion(locked) })
  }
  return { production, development }
}
