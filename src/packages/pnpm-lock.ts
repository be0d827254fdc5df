import { lines } from './lines.js'

/** What a lock file of pnpm tells of dependencies. Packages are named by their id: `name@version(peer@version)`. */
export interface PnpmLock {
  /** What the projects of the workspace need in production. */
  readonly production: readonly string[]
  /** All packages, each with those it depends on; those among them that were found as peers too. */
  readonly edges: ReadonlyMap<string, readonly string[]>
}

/** A `key: value` line; where the value is on the lines below, it is ''. */
interface Line {
  readonly depth: number
  readonly key: string
  readonly value: string
}

/** What else a project has in a lock file. */
const WITHOUT_PRODUCTION = new Set(['devDependencies', 'dependenciesMeta', 'publishDirectory'])

/** What was read of the projects' dependencies. */
interface Production {
  readonly ids: string[]
  /** Dependencies whose version was not read yet. */
  open: number
}

/** Thrown where a line is not of the kind that pnpm writes. */
class NotUnderstood extends Error {}

/**
 * Reads pnpm-lock.yaml of version 9.0; null where it is of another one or has a line that pnpm would not write. No YAML
 * reader: pnpm writes one block style, and what is not in it is better not trusted.
 * Source: pnpm/spec, lockfile/9.0.md.
 */
export function readPnpmLock(text: string): PnpmLock | null {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

function read(text: string): PnpmLock {
  const production: Production = { ids: [], open: 0 }
  const sections = new Set<string>()
  const edges = new Map<string, string[]>()
  /** The keys above the line, from the top. */
  let above: string[] = []
  let version = ''
  for (const line of lines(text)) {
    if (line === '') continue
    const section = above[0]
    const matters = !line.startsWith(' ') || section === 'importers' || section === 'snapshots'
    if (!matters) continue
    // The items of a list: no edges.
    if (/^ +- /.test(line) && above.length > 2) continue
    const { depth, key, value } = readLine(line)
    if (depth > above.length) throw new NotUnderstood()
    above = [...above.slice(0, depth), key]
    if (depth === 0) {
      sections.add(key)
      if (key === 'lockfileVersion') version = value
    } else if (section === 'importers') readImporter(above, value, production)
    else readSnapshot(above, value, edges)
  }
  const complete = sections.has('importers') && sections.has('snapshots') && production.open === 0
  if (version !== '9.0' || !complete) throw new NotUnderstood()
  return { production: production.ids, edges }
}

/** `importers: PROJECT: GROUP: NAME: version: REFERENCE` */
function readImporter(path: readonly string[], value: string, production: Production): void {
  const [, , group, name = '', field] = path
  const isProduction = group === 'dependencies' || group === 'optionalDependencies'
  if (group !== undefined && !isProduction) {
    if (!WITHOUT_PRODUCTION.has(group)) throw new NotUnderstood()
    return
  }
  // Projects without dependencies are `{}`; all else goes on below, down to the reference.
  if (path.length > 5 || (path.length === 5) === (value === '')) {
    if (path.length !== 2 || value !== '{}') throw new NotUnderstood()
  }
  if (path.length === 4) production.open++
  if (field !== 'version') return
  production.open--
  const id = idOf(name, value)
  if (id !== null) production.ids.push(id)
}

/** `snapshots: ID: GROUP: NAME: REFERENCE` */
function readSnapshot(path: readonly string[], value: string, edges: Map<string, string[]>): void {
  const [, id = '', group, name = ''] = path
  if (path.length === 2) {
    if ((value !== '' && value !== '{}') || edges.has(id)) throw new NotUnderstood()
    edges.set(id, [])
    return
  }
  if (group !== 'dependencies' && group !== 'optionalDependencies') return
  const isGroup = path.length === 3
  if (path.length > 4 || (value === '') !== isGroup) throw new NotUnderstood()
  const target = isGroup ? null : idOf(name, value)
  if (target !== null) edges.get(id)?.push(target)
}

/** A reference is a version, or for an alias an id. null: a link to another project, whose own dependencies count. */
function idOf(name: string, reference: string): string | null {
  if (reference.startsWith('link:')) return null
  const at = reference.indexOf('@', 1)
  const stop = reference.search(/[:(]/)
  const isId = reference.startsWith('@') || (at > 0 && (stop < 0 || at < stop))
  return isId ? reference : `${name}@${reference}`
}

function readLine(line: string): Line {
  const indent = line.search(/[^ ]/)
  if (indent < 0 || indent % 2 !== 0) throw new NotUnderstood()
  const [key, rest] = readKey(line.slice(indent))
  if (rest === '') return { depth: indent / 2, key, value: '' }
  if (!rest.startsWith(' ')) throw new NotUnderstood()
  return { depth: indent / 2, key, value: readValue(rest.slice(1)) }
}

/** The key and what follows its colon. */
function readKey(text: string): readonly [string, string] {
  if (text.startsWith("'")) {
    const end = text.indexOf("'", 1)
    // Names and versions have no quotes in them.
    if (end < 0 || text[end + 1] !== ':') throw new NotUnderstood()
    return [text.slice(1, end), text.slice(end + 2)]
  }
  const end = text.endsWith(':') ? text.length - 1 : text.indexOf(': ')
  if (end <= 0 || /^["?&*!|>%@`#{}[\],-]/.test(text)) throw new NotUnderstood()
  return [text.slice(0, end), text.slice(end + 1)]
}

function readValue(text: string): string {
  if (text === '{}') return text
  if (text.startsWith("'")) {
    const end = text.indexOf("'", 1)
    if (end !== text.length - 1) throw new NotUnderstood()
    return text.slice(1, end)
  }
  if (text === '' || /^["&*!|>%@`#{}[\]]/.test(text) || text.includes(' #')) throw new NotUnderstood()
  return text
}
