import { LARGEST, wholeFile } from './collect.js'
import type { PythonRequirement } from './dependencies.js'
import { isForDevelopment } from './development-groups.js'
import { headerField, lines } from './lines.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'
import { pypiName, pypiVersion } from './pypi-name.js'
import { readRequirement } from './python-requirement.js'

/**
 * Where the metadata of an installed distribution lies, and how many directories of its own it has: wheels since PEP 376,
 * setuptools' directories and files of before, and eggs.
 */
const PLACES: readonly (readonly [string, number])[] = [
  ['.dist-info/METADATA', 1],
  ['.egg-info/PKG-INFO', 1],
  ['.egg/EGG-INFO/PKG-INFO', 2],
  ['.egg-info', 0],
]

/** Installed Python distributions (packaging.python.org, "Recording installed projects" and "Core metadata specifications"). */
export const python: PackageFormat = {
  type: 'pypi',
  matches: ({ path }) => {
    const place = PLACES.find(([ending]) => path.endsWith(ending))
    return place !== undefined && isInstalled(path, place[1])
  },
  reader: (file) => wholeFile(file, (content) => readMetadata(file.path, content), LARGEST.metadata),
}

/**
 * As pip lists them: right in a site directory, not below a package there that ships others with itself, as setuptools
 * does in `_vendor`. `pip install --target` goes to any directory.
 */
export function isInstalled(path: string, depth: number): boolean {
  const segments = path.split('/')
  const own = segments.length - 1 - depth
  // A leftover of an upgrade that was stopped has a tilde in front; pip looks over it.
  if (segments[own]?.startsWith('~') === true) return false
  // uv keeps wheels unpacked in its cache.
  if (segments.includes('archive-v0') || segments.includes('.cache')) return false
  const site = Math.max(segments.lastIndexOf('site-packages'), segments.lastIndexOf('dist-packages'))
  return site < 0 ? segments[own - 1] !== '_vendor' : own === site + 1
}

/** Whether it is only there to work on the distribution itself. */
function isOfDevelopers({ extras }: PythonRequirement): boolean {
  return extras.length > 0 && extras.every(isForDevelopment)
}

/** A distribution with more requirements is none of this world. */
const MOST_REQUIREMENTS = 10_000

/** Fields of the header, which ends at a blank line or at one that is no field, as for Python's email package. */
function readMetadata(path: string, content: Buffer): PackageRecord {
  // Some builders leave an empty file as a mark; it says nothing wrong.
  if (content.length === 0) return { packages: [], development: [] }
  let name: string | undefined
  let version: string | undefined
  const needs: PythonRequirement[] = []
  for (const line of lines(content.toString('utf8'))) {
    if (line.startsWith(' ') || line.startsWith('\t')) continue
    const field = headerField(line)
    if (field === null) break
    if (field[0] === 'name') name ??= field[1]
    else if (field[0] === 'version') version ??= field[1]
    else if (field[0] === 'requires-dist' && needs.length <= MOST_REQUIREMENTS) {
      const requirement = readRequirement(field[1])
      if (requirement !== null && !isOfDevelopers(requirement)) needs.push(requirement)
    }
  }
  if (!isPlain(name) || !isPlain(version)) throw new UnreadablePackages(`${path} has no name or no version`)
  // The older kinds keep requirements in a file of their own.
  const isTold = path.endsWith('.dist-info/METADATA') && needs.length <= MOST_REQUIREMENTS
  return {
    packages: [{ type: 'pypi', name, version, bytes: null }],
    development: [],
    dependencies: {
      kind: 'python-metadata',
      name: pypiName(name),
      version: pypiVersion(version),
      needs: isTold ? needs : null,
    },
  }
}
