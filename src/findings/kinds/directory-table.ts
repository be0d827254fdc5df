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
  /** Programs that need these files, or patterns of their names: an image whose command names one has no waste there. */
  readonly usedBy?: readonly (string | RegExp)[]
}

interface Pattern {
  readonly row: Row
  readonly anchored: boolean
  /** The names after the first. */
  readonly rest: readonly (string | RegExp)[]
}

interface Match {
  readonly row: Row
  readonly kind: FileKind
}

/** A rule as a table. Of several rows that fit a file the one whose directory begins nearer to the root counts, then the first. */
export function tableRule(rule: FileRule, rows: readonly Row[], image: ImageFiles): ByDirectory {
  const names = commandNames(image.command)
  const isNamed = (tool: string | RegExp): boolean =>
    typeof tool === 'string' ? names.has(tool) : [...names].some((name) => tool.test(name))
  const patterns = index(rows.filter(({ usedBy = [] }) => !usedBy.some(isNamed)))
  return (directory) => {
    const segments = directory.split('/')
    const matches = segments.flatMap((segment, start) =>
      start === 0 ? [] : (patterns.get(segment) ?? []).flatMap((one) => match(rule, one, segments, start, image)),
    )
    return matches.length === 0 ? null : (name) => matches.find(({ row }) => takes(row, name))?.kind ?? null
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
  { row, anchored, rest }: Pattern,
  segments: readonly string[],
  start: number,
  image: ImageFiles,
): readonly Match[] {
  if (anchored && start !== 1) return []
  const end = start + 1 + rest.length
  if (end > segments.length || (row.direct === true && end !== segments.length)) return []
  if (!rest.every((wanted, at) => fits(wanted, segments[start + 1 + at] ?? ''))) return []
  if (row.outside?.test(segments.slice(end).join('/')) === true) return []
  const root = segments.slice(0, end - (row.up ?? 0)).join('/')
  if (row.where?.(root, image) === false) return []
  const { name, keep } = row
  return [{ row, kind: keep === undefined ? { rule, name, root } : { rule, name, root, keep } }]
}

function fits(wanted: string | RegExp, segment: string): boolean {
  return typeof wanted === 'string' ? wanted === segment : wanted.test(segment)
}

/** By the first name, so that a directory is compared with few of the rows. */
function index(rows: readonly Row[]): ReadonlyMap<string, readonly Pattern[]> {
  const patterns = new Map<string, Pattern[]>()
  for (const row of rows) {
    for (const at of spellings(row.at)) {
      const anchored = at.startsWith('/')
      const [first = '', ...rest] = at.split('/').slice(anchored ? 1 : 0)
      patterns.set(first, [...(patterns.get(first) ?? []), { row, anchored, rest: rest.map(segmentPattern) }])
    }
  }
  return patterns
}

function spellings(at: string): readonly string[] {
  return /^\/usr\/(?:bin|sbin|lib\d*)(?:\/|$)/.test(at) ? [at, at.slice('/usr'.length)] : [at]
}

function segmentPattern(segment: string): string | RegExp {
  if (!segment.includes('*')) return segment
  const literal = segment.split('*').map((part) => part.replace(/[.+]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('.*')}$`, 's')
}
