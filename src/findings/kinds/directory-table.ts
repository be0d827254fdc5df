import { commandNames } from './command-names.js'
import type { FileKind, FileRule, ImageFiles } from './file-kind.js'

/** Says of one file of a directory what kind of waste it is; null: none. */
export type ByName = (name: string) => FileKind | null

/** What a rule has to say of the files that lie in a directory itself; null: nothing of any. */
export type ByDirectory = (directory: string) => ByName | null

/** One row of a table of directories with waste in them. */
export interface Row {
  /**
   * `/a/b`: that directory; `a/b`: each whose path ends so. A `*` stands for any characters of one name, but not in the
   * first one. What begins with `/usr/bin` or `/usr/lib` is also looked for without `/usr`: not all images have merged them.
   */
  readonly at: string
  /** What it is, as in FileKind. */
  readonly name: string
  /** The directory alone and not what is below it. */
  readonly direct?: true
  /** Only files with such names. */
  readonly only?: RegExp
  /** No files with such names. */
  readonly except?: RegExp
  /** Not below these directories, by their paths from the row's own, which itself is ''. */
  readonly outside?: RegExp
  /** How many directories above the row's own the root is; none unless it says so. */
  readonly up?: number
  /** What else has to be so; asked with the root. */
  readonly where?: (root: string, image: ImageFiles) => boolean
  /** As in FileKind. */
  readonly keep?: readonly string[]
  /** Programs that need these files, or patterns of their names: an image that may run one has no waste there. */
  readonly usedBy?: readonly (string | RegExp)[]
}

interface Pattern {
  readonly row: Row
  readonly anchored: boolean
  readonly first: string
  /** The names after the first. */
  readonly rest: readonly (string | RegExp)[]
}

interface Match {
  readonly row: Row
  readonly kind: FileKind
}

/** A rule as a table. Of several rows that fit a file the one whose directory begins nearer to the root counts, then the first. */
export function tableRule(rule: FileRule, rows: readonly Row[], image: ImageFiles): ByDirectory {
  const names = commandNames(image.mayRun)
  const isNamed = (tool: string | RegExp): boolean =>
    typeof tool === 'string' ? names.has(tool) : [...names].some((name) => tool.test(name))
  const patterns = rows.filter(({ usedBy = [] }) => !usedBy.some(isNamed)).flatMap(patternsOf)
  const atTop = byFirst(patterns)
  const below = byFirst(patterns.filter(({ anchored }) => !anchored))
  const holds = createConditions(image)
  return (directory) => {
    const matches = matchesIn(directory)
    return matches.length === 0 ? null : (name) => matches.find(({ row }) => takes(row, name))?.kind ?? null
  }

  /** In their order, up to one that takes all names. */
  function matchesIn(directory: string): readonly Match[] {
    const segments = directory.split('/')
    const matches: Match[] = []
    for (let start = 1; start < segments.length; start++) {
      for (const pattern of (start === 1 ? atTop : below).get(segments[start] ?? '') ?? []) {
        const found = match(rule, pattern, segments, start, holds)
        if (found === null) continue
        matches.push(found)
        if (found.row.only === undefined && found.row.except === undefined) return matches
      }
    }
    return matches
  }
}

/** What the first rule that knows the file says of it. */
export function firstKind(rules: readonly ByName[], name: string): FileKind | null {
  for (const rule of rules) {
    const kind = rule(name)
    if (kind !== null) return kind
  }
  return null
}

function takes({ only, except }: Row, name: string): boolean {
  return only?.test(name) !== false && except?.test(name) !== true
}

function match(
  rule: FileRule,
  { row, rest }: Pattern,
  segments: readonly string[],
  start: number,
  holds: Condition,
): Match | null {
  const end = start + 1 + rest.length
  if (end > segments.length || (row.direct === true && end !== segments.length)) return null
  if (!rest.every((wanted, at) => fits(wanted, segments[start + 1 + at] ?? ''))) return null
  if (row.outside?.test(segments.slice(end).join('/')) === true) return null
  const length = end - (row.up ?? 0)
  if (!holds(row, segments, length)) return null
  const { name, keep } = row
  const root = segments.slice(0, length).join('/')
  return { row, kind: keep === undefined ? { rule, name, root } : { rule, name, root, keep } }
}

/** What else has to be so of the root, which is the first `length` segments. */
type Condition = (row: Row, segments: readonly string[], length: number) => boolean

/** Keeps the answers that hold of the next directory too, for what they have in common. */
function createConditions(image: ImageFiles): Condition {
  let last: readonly string[] = []
  /** By the root's length. */
  const answers: Map<Row, boolean>[] = []
  return (row, segments, length) => {
    if (row.where === undefined) return true
    if (segments !== last) {
      const shared = segments.findIndex((segment, at) => segment !== last[at])
      answers.length = Math.min(answers.length, (shared < 0 ? segments.length : shared) + 1)
      last = segments
    }
    const ofRoot = (answers[length] ??= new Map<Row, boolean>())
    const known = ofRoot.get(row) ?? row.where(segments.slice(0, length).join('/'), image)
    ofRoot.set(row, known)
    return known
  }
}

function fits(wanted: string | RegExp, segment: string): boolean {
  return typeof wanted === 'string' ? wanted === segment : wanted.test(segment)
}

function patternsOf(row: Row): readonly Pattern[] {
  return spellings(row.at).map((at) => {
    const anchored = at.startsWith('/')
    const [first = '', ...rest] = at.split('/').slice(anchored ? 1 : 0)
    return { row, anchored, first, rest: rest.map(segmentPattern) }
  })
}

/** So that a directory is compared with few of the rows. */
function byFirst(patterns: readonly Pattern[]): ReadonlyMap<string, readonly Pattern[]> {
  const found = new Map<string, Pattern[]>()
  for (const pattern of patterns) found.set(pattern.first, [...(found.get(pattern.first) ?? []), pattern])
  return found
}

function spellings(at: string): readonly string[] {
  return /^\/usr\/(?:bin|sbin|lib\d*)(?:\/|$)/.test(at) ? [at, at.slice('/usr'.length)] : [at]
}

function segmentPattern(segment: string): string | RegExp {
  if (!segment.includes('*')) return segment
  const literal = segment.split('*').map((part) => part.replace(/[.+]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('.*')}$`, 's')
}
