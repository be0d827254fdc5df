import type { LockedDistribution } from './dependencies.js'
import { isForDevelopment } from './development-groups.js'
import { fieldsOf } from './json.js'
import { isPlain } from './plain.js'
import { pypiName, pypiVersion } from './pypi-name.js'

/** What a package of the lock file, with or without one of its extras, asks for: keys as `keyOf` makes them. */
type Graph = Map<string, string[]>

/** What the projects of the workspace ask for. */
interface Roots {
  readonly production: string[]
  readonly development: string[]
}

/**
 * What uv.lock lists. A project's dependencies, all of its extras and the groups that are not for development by their name
 * are for production, with all that they lead to at any version; the rest that its other groups lead to is for development.
 * null for a format that is not known. Source: uv's `crates/uv-resolver/src/lock`, versions 1.0 and later.
 */
export function readUvLock(root: unknown): {
  readonly production: readonly LockedDistribution[]
  readonly development: readonly LockedDistribution[]
} | null {
  const fields = fieldsOf(root)
  const packages = fields?.get('package')
  if (fields?.get('version') !== 1 || !Array.isArray(packages)) return null
  const graph: Graph = new Map()
  const roots: Roots = { production: [], development: [] }
  const all: LockedDistribution[] = []
  // What a script or a workspace without a project of its own asks for.
  const manifest = fieldsOf(fields.get('manifest'))
  roots.production.push(...asksOf(manifest?.get('requirements')))
  readGroups(manifest?.get('dependency-groups'), roots)
  for (const entry of packages) {
    const one = fieldsOf(entry)
    const name = one?.get('name')
    const version = one?.get('version')
    if (one === null || !isPlain(name)) return null
    add(graph, keyOf(name), asksOf(one.get('dependencies')))
    const extras = [...(fieldsOf(one.get('optional-dependencies')) ?? [])]
    for (const [extra, asks] of extras) add(graph, keyOf(name, extra), [keyOf(name), ...asksOf(asks)])
    readGroups(one.get('dev-dependencies'), roots)
    if (isLocal(one.get('source'))) roots.production.push(keyOf(name), ...extras.map(([extra]) => keyOf(name, extra)))
    // A project that takes its version from elsewhere has none here.
    else if (isPlain(version)) all.push({ name: pypiName(name), version: pypiVersion(version) })
  }
  const needed = namesFrom(roots.production, graph)
  const listed = namesFrom(roots.development, graph)
  const isSpare = ({ name }: LockedDistribution): boolean => listed.has(name) && !needed.has(name)
  return { production: all.filter((one) => !isSpare(one)), development: all.filter(isSpare) }
}

/** Of a directory: a project of the workspace, or one that is worked on beside it. */
function isLocal(source: unknown): boolean {
  const kinds = fieldsOf(source)
  return ['virtual', 'editable', 'directory'].some((kind) => kinds?.has(kind) === true)
}

function readGroups(groups: unknown, roots: Roots): void {
  for (const [group, asks] of fieldsOf(groups) ?? []) {
    const list = isForDevelopment(group) ? roots.development : roots.production
    for (const ask of asksOf(asks)) list.push(ask)
  }
}

/** `{ name = "coverage", extra = ["toml"] }` asks for the package and for its extras. */
function asksOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry): readonly string[] => {
    const one = fieldsOf(entry)
    const name = one?.get('name')
    if (!isPlain(name)) return []
    const extras: unknown = one?.get('extra') ?? one?.get('extras')
    const named = Array.isArray(extras) ? extras.filter((extra) => isPlain(extra)) : []
    return [keyOf(name), ...named.map((extra) => keyOf(name, extra))]
  })
}

/** A name has no space in it. */
function keyOf(name: string, extra?: string): string {
  return extra === undefined ? pypiName(name) : `${pypiName(name)} ${pypiName(extra)}`
}

/** Of several versions of a package all count. */
function add(graph: Graph, key: string, asks: readonly string[]): void {
  const known = graph.get(key)
  if (known === undefined) graph.set(key, [...asks])
  else for (const ask of asks) known.push(ask)
}

function namesFrom(roots: readonly string[], graph: Graph): ReadonlySet<string> {
  const seen = new Set(roots)
  // A set is walked in order of insertion, also through what is put in on the way.
  for (const key of seen) for (const ask of graph.get(key) ?? []) seen.add(ask)
  return new Set([...seen].map((key) => key.split(' ', 1)[0] ?? key))
}
