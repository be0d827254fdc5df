import type { NodeManifest } from '../../packages/dependencies.js'
import { parentOf } from '../../posix-path.js'

/** What is installed for a project and those below it, by their directories. */
export interface NodeTree {
  /** Of projects: what lies in no `node_modules`. */
  readonly projects: ReadonlyMap<string, NodeManifest>
  readonly installed: ReadonlyMap<string, NodeManifest>
}

/** How many names are looked up in a tree. The largest have some 100 000 of them, in a few directories each. */
const MOST_LOOKUPS = 10_000_000

/** null where a manifest was not read as a whole, so that it is not known what it needs. */
export function nodeTree(root: string, manifests: ReadonlyMap<string, NodeManifest>): NodeTree | null {
  const projects = new Map<string, NodeManifest>()
  const installed = new Map<string, NodeManifest>()
  for (const [path, manifest] of manifests) {
    if (!path.startsWith(`${root}/`)) continue
    if (manifest.needs === null) return null
    const directory = parentOf(path)
    if (`${directory}/`.slice(root.length).includes('/node_modules/')) installed.set(directory, manifest)
    else projects.set(directory, manifest)
  }
  return { projects, installed }
}

/**
 * Those of `candidates`, directories right in a project's `node_modules`, that nothing else in the tree finds when it asks
 * for what it needs: no project, and no package that is not in one of them.
 * Source: Node.js, "Loading from node_modules folders".
 */
export function notNeeded({ projects, installed }: NodeTree, candidates: Iterable<string>): ReadonlySet<string> {
  const left = new Set(candidates)
  const within = new Map<string, string[]>()
  const hosts = new Set<string>()
  for (const directory of installed.keys()) {
    const top = topOf(directory)
    const others = within.get(top)
    if (others === undefined) within.set(top, [directory])
    else others.push(directory)
    hosts.add(directory.slice(0, directory.lastIndexOf('/node_modules/')))
  }
  const open = [...projects.keys(), ...[...installed.keys()].filter((directory) => !left.has(topOf(directory)))]
  let lookups = 0
  for (let directory = open.pop(); directory !== undefined && left.size > 0; directory = open.pop()) {
    const bases = placesToLook(directory).filter((base) => hosts.has(base))
    for (const name of (projects.get(directory) ?? installed.get(directory))?.needs ?? []) {
      lookups += bases.length
      if (lookups > MOST_LOOKUPS) return new Set()
      const base = bases.find((one) => installed.has(`${one}/node_modules/${name}`))
      const top = base === undefined ? '' : topOf(`${base}/node_modules/${name}`)
      if (left.delete(top)) for (const one of within.get(top) ?? []) open.push(one)
    }
  }
  return left
}

/** The directory, right in the first `node_modules` of its path, that an installed package is or lies in. */
function topOf(directory: string): string {
  const start = directory.indexOf('/node_modules/') + '/node_modules/'.length
  const slash = directory.indexOf('/', start)
  const end = directory[start] === '@' && slash >= 0 ? directory.indexOf('/', slash + 1) : slash
  return end < 0 ? directory : directory.slice(0, end)
}

/** Itself and those above it, from the inside. */
function placesToLook(directory: string): readonly string[] {
  const places: string[] = []
  for (let at = directory; at !== ''; at = parentOf(at)) places.push(at)
  return [...places, '']
}
