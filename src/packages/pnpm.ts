import { checkCount, wholeFile } from './collect.js'
import { rootOf } from './node-modules.js'
import { isPlain } from './plain.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { readPnpmLock } from './pnpm-lock.js'

const LOCK = 'node_modules/.pnpm/lock.yaml'
/** pnpm cuts longer names of directories and puts a hash behind them, as it does with names in capitals. */
const LONGEST_NAME = 120
/** The lock files of the largest workspaces have some 100,000; of each package and of what it needs a line. */
const MOST_LINES = 400_000

/**
 * Which packages only development needs, by the lock file that pnpm keeps of what it installed (9.0, as pnpm 9 and later
 * write it; others say nothing here). The packages themselves are found by their package.json.
 */
export const pnpm: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith(LOCK) && rootOf(path, LOCK) !== null,
  reader: (file) => wholeFile(file, (content) => readLock(file.path, content)),
}

/**
 * All that no dependency and no optional dependency of any project in the workspace leads to. A lock file that is not
 * understood in every line of its graph claims nothing: with an edge overlooked, what production needs would be listed.
 */
function readLock(path: string, content: Buffer): PackageRecord {
  if (content.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0) > MOST_LINES)
    throw new UnreadablePackages(`${path} has more than ${MOST_LINES} lines, which are not read`)
  const lock = content.at(-1) === 0x0a ? readPnpmLock(content.toString('utf8')) : null
  const needed = lock === null ? null : reachable(lock.production, lock.edges)
  if (lock === null || needed === null) return { packages: [], development: [] }
  checkCount(path, lock.edges.size)
  const store = `${rootOf(path, LOCK) ?? ''}/node_modules/.pnpm`
  const spare = [...lock.edges.keys()].filter((id) => !needed.has(id))
  return { packages: [], development: spare.flatMap((id) => directoryOf(store, id) ?? []) }
}

/** null where an edge leads nowhere. */
function reachable(
  roots: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> | null {
  const seen = new Set(roots)
  // A set is walked in order of insertion, also through what is put in on the way.
  for (const id of seen) {
    const next = edges.get(id)
    if (next === undefined) return null
    for (const one of next) seen.add(one)
  }
  return seen
}

/** `@types/node@20.1.0(peer@1.0.0)` lies in `@types+node@20.1.0_peer@1.0.0` (pnpm's depPathToFilename). */
function directoryOf(store: string, id: string): string | null {
  const name = /^((?:@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*)@[^/\\:]/.exec(id)?.[1]
  if (name === undefined || !isPlain(id) || /[A-Z*?"<>|#]/.test(id)) return null
  const directory = id
    .replace(/\)$/, '')
    .replace(/\)\(|[()]/g, '_')
    .replace(/[\\/:]/g, '+')
  return directory.length > LONGEST_NAME ? null : `${store}/${directory}/node_modules/${name}`
}
