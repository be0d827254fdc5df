import type { YarnLock, YarnPackage } from './dependencies.js'
import { lines } from './lines.js'
import { isPlain } from './plain.js'

/** More of them are in no project of this world. */
const MOST_PACKAGES = 200_000
const MOST_ASKS = 2_000_000
/** Characters of a line. Keys name every range that is asked for. */
const LONGEST_LINE = 2 ** 20

/** Sections of an entry whose lines are what it asks for. */
const ASKS = new Set(['dependencies', 'optionalDependencies'])

/** An entry that is being read. */
interface Draft {
  readonly answers: readonly string[]
  version: string | null
  resolution: string | null
  readonly asks: string[]
}

/** Thrown where a line is not of the kind that Yarn writes. */
class NotUnderstood extends Error {}

/**
 * Reads yarn.lock of Yarn 1 and of later ones; null where it is neither, or has a line that Yarn would not write, as those
 * of a merge that was not settled. No YAML reader: Yarn 1 writes none, and later ones only this much of it.
 * Source: Yarn 1's `src/lockfile/stringify.js`, berry's `packages/yarnpkg-parsers/sources/syml.ts`.
 */
export function readYarnLock(text: string): YarnLock | null {
  const generation = /^__metadata:\r?\n/m.test(text) ? 'berry' : 'classic'
  if (generation === 'classic' && !/^# yarn lockfile v1\r?$/m.test(text)) return null
  try {
    return { kind: 'yarn-lock', generation, packages: read(text, generation) }
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

function read(text: string, generation: YarnLock['generation']): readonly YarnPackage[] {
  const packages: YarnPackage[] = []
  let draft: Draft | null = null
  let section = ''
  let asks = 0
  const finish = (): void => {
    if (draft === null || draft.answers[0] === '__metadata') return
    if (packages.length === MOST_PACKAGES) throw new NotUnderstood()
    packages.push(packageOf(draft))
  }
  /** A key that is too long for one line of YAML stands behind a question mark, its colon on the next line. */
  let open: string | null = null
  for (const row of lines(text)) {
    const line = row.endsWith('\r') ? row.slice(0, -1) : row
    if (line === '' || line.startsWith('#')) continue
    if (line.length > LONGEST_LINE) throw new NotUnderstood()
    const depth = /^ */.exec(line)?.[0].length ?? 0
    if (open !== null) {
      if (line !== ':') throw new NotUnderstood()
      draft = { answers: answersIn(open, generation), version: null, resolution: null, asks: [] }
      open = null
    } else if (depth === 0) {
      finish()
      section = ''
      if (line.startsWith('? ')) {
        draft = null
        open = line.slice(2)
      } else {
        if (!line.endsWith(':')) throw new NotUnderstood()
        const key = line.slice(0, -1)
        draft = { answers: answersIn(key, generation), version: null, resolution: null, asks: [] }
      }
    } else if (draft === null || depth % 2 !== 0) throw new NotUnderstood()
    else if (depth === 2) {
      const [key, value] = field(line.slice(2), generation)
      section = value === '' ? key : ''
      if (key === 'version') draft.version = value
      else if (key === 'resolution') draft.resolution = value
    } else if (depth === 4 && ASKS.has(section)) {
      const [name, range] = field(line.slice(4), generation)
      if (range === '' || ++asks > MOST_ASKS) throw new NotUnderstood()
      draft.asks.push(`${name}@${range}`)
    } else if (section === '') throw new NotUnderstood()
  }
  if (open !== null) throw new NotUnderstood()
  finish()
  return packages
}

/** `key "value"` of Yarn 1, `key: value` of later ones; a value of '' stands for the lines below. */
function field(text: string, generation: YarnLock['generation']): readonly [string, string] {
  const end = text.startsWith('"')
    ? text.indexOf('"', 1) + 1
    : text.search(generation === 'berry' ? /:(?: |$)/ : /[ :]/)
  if (end <= 0) throw new NotUnderstood()
  const key = unquoted(text.slice(0, end))
  const rest = text.slice(end)
  if (rest === ':') return [key, '']
  const separator = generation === 'berry' ? ': ' : ' '
  if (!rest.startsWith(separator)) throw new NotUnderstood()
  const value = unquoted(rest.slice(separator.length))
  if (value === '') throw new NotUnderstood()
  return [key, value]
}

/** Names, ranges and versions have no quotes in them, and nothing that needs a backslash. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) {
    if (text === '' || text.includes('"')) throw new NotUnderstood()
    return text
  }
  const inner = text.slice(1, -1)
  if (text.length < 2 || !text.endsWith('"') || inner.includes('"')) throw new NotUnderstood()
  return inner
}

/** Yarn 1 puts quotes around each of them that needs some, later ones around all together. */
function answersIn(key: string, generation: YarnLock['generation']): readonly string[] {
  if (generation === 'berry') return unquoted(key).split(', ')
  if (!/^(?:"[^"]*"|[^\s",]+)(?:, (?:"[^"]*"|[^\s",]+))*$/.test(key)) throw new NotUnderstood()
  return [...key.matchAll(/"([^"]*)"|[^\s",]+/g)].map(([plain, quoted]) => quoted ?? plain)
}

function packageOf({ answers, version, resolution, asks }: Draft): YarnPackage {
  const [first = ''] = answers
  const name = nameIn(resolution ?? aliased(first) ?? first)
  if (name === null || !isPlain(version)) throw new NotUnderstood()
  const workspace = resolution === null ? null : workspaceIn(resolution)
  return { name, version, answers, asks, workspace }
}

/** `alias@npm:chalk@^4.0.0` of Yarn 1 is another package under that name. */
function aliased(pattern: string): string | null {
  return /^@?[^@]+@npm:(@?[^@]+@.+)$/.exec(pattern)?.[1] ?? null
}

/** The name of what `name@range` asks for; null where there is none. */
export function nameIn(ask: string): string | null {
  const at = ask.indexOf('@', 1)
  const name = at < 0 ? '' : ask.slice(0, at)
  return isPlain(name) ? name : null
}

function workspaceIn(resolution: string): string | null {
  return /^@?[^@]+@workspace:(.+)$/.exec(resolution)?.[1] ?? null
}
