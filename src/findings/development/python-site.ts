import type { PythonFiles, PythonMetadata } from '../../packages/dependencies.js'
import { parentOf } from '../../posix-path.js'
import { type DependencyFiles, ofKind } from './dependency-files.js'

/** A directory that Python distributions are installed in, such as `site-packages`. */
export interface Site {
  readonly directory: string
  /** By their names. */
  readonly distributions: ReadonlyMap<string, Distribution>
}

export interface Distribution extends PythonMetadata {
  /** null where nothing tells which files are its own. */
  readonly files: PythonFiles | null
}

/** Directories that RECORD may lead out of its own: from `lib/python3.13/site-packages` to `bin` and `share`. */
const MOST_UP = 3

export function distributionsOf(files: DependencyFiles): readonly Site[] {
  const records = ofKind(files, 'python-files')
  const sites = new Map<string, Map<string, Distribution>>()
  for (const [path, metadata] of ofKind(files, 'python-metadata')) {
    const directory = siteOf(path)
    const found = sites.get(directory) ?? new Map<string, Distribution>()
    sites.set(directory, found)
    const record = records.get(`${parentOf(path)}/RECORD`) ?? null
    // Of one that is there twice nobody knows which is used.
    const needs = found.has(metadata.name) ? null : metadata.needs
    found.set(metadata.name, { ...metadata, needs, files: record })
  }
  return [...sites].map(([directory, distributions]) => ({ directory, distributions }))
}

/** Metadata lies in a directory `NAME.dist-info`, in `NAME.egg-info`, which may be a file, or in an egg. */
function siteOf(path: string): string {
  return path.replace(/(?:\/[^/]*\.egg\/EGG-INFO)?\/[^/]*$/, '').replace(/\/[^/]*\.(?:dist|egg)-info$/, '')
}

/**
 * Those of `candidates` that no other distribution of the site requires. Of one for which `isLocked` says that a lock file
 * has it, that has what its extras bring as well; of another no one knows which extras were asked for: each whose
 * requirements are all there.
 */
export function notNeeded(
  { distributions }: Site,
  candidates: readonly Distribution[],
  isLocked: (one: Distribution) => boolean,
): ReadonlySet<Distribution> {
  const left = new Set(candidates)
  const open = [...distributions.values()].filter((one) => !left.has(one))
  for (let one = open.pop(); one !== undefined && left.size > 0; one = open.pop()) {
    const missing = missingExtras(one, distributions)
    for (const { name, extras } of one.needs ?? []) {
      if (extras.length > 0 && (isLocked(one) || extras.every((extra) => missing.has(extra)))) continue
      const needed = distributions.get(name)
      if (needed !== undefined && left.delete(needed)) open.push(needed)
    }
  }
  return left
}

/** Extras that something is missing of which they bring everywhere. */
function missingExtras({ needs }: Distribution, distributions: ReadonlyMap<string, Distribution>): ReadonlySet<string> {
  const missing = (needs ?? []).filter(({ name, isConditional }) => !isConditional && !distributions.has(name))
  return new Set(missing.flatMap(({ extras }) => extras))
}

/** Absolute; those alone that lie where an installer puts them. */
export function filesOf({ directory }: Site, { files }: Distribution): readonly string[] {
  return (files?.files ?? []).flatMap(([own, names]) => {
    const place = resolved(directory, own)
    return place === null ? [] : names.map((name) => `${place}/${name}`)
  })
}

/** null where a path leads further up, or back and forth. */
function resolved(site: string, relative: string): string | null {
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.')
  let up = 0
  while (parts[up] === '..') up++
  const down = parts.slice(up)
  if (up > MOST_UP || down.includes('..') || (up > 0 && down.length === 0)) return null
  let at = site
  for (let step = 0; step < up; step++) {
    if (at === '') return null
    at = parentOf(at)
  }
  return [at, ...down].join('/')
}
