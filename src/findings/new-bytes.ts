import { shownPath } from '../explain/file-system.js'
import { contentKey } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import type { Rule, Weighed } from './finding.js'
import { addTo, grouped } from './grouped.js'
import { WORTH_SAYING } from './heaps.js'
import type { WasteFound } from './waste.js'

type Side = Pick<WasteFound, 'image' | 'ledger' | 'weighed'>

/** Bytes: growth by so many is told, whatever it grew from. */
const ALWAYS_WORTH_SAYING = 1_000_000

/** Whether `part` of the bytes of a finding is worth a word of its own. */
export function isWorthSaying(part: number, bytes: number): boolean {
  return part >= WORTH_SAYING && (part >= bytes / 10 || part >= ALWAYS_WORTH_SAYING)
}

/**
 * Rules that name single files: one that is mended there must not hide one that is new. What others find in one directory
 * gives way to what is like it under other names, as caches call their files by what they hold.
 */
const OF_FILES: readonly Rule[] = ['hidden-files', 'rewritten-metadata', 'duplicates', 'debug-info']

/**
 * How many bytes of each finding of the head the change brought. A file counts for what its path weighs more as waste than
 * it did in the base: by the same rule, and by all of them, whichever instructions hold it. Of that is taken off what has
 * only moved, and what the same instructions, or the same directory, no longer have.
 */
export function newBytes(head: Side, base: Side): ReadonlyMap<Weighed, number> {
  const fresh = new Map<Weighed, number>()
  const { count } = head.image.names.paths
  // By path: how much more is waste than in the base. Flat arrays: a million files are nothing special.
  const ofAll = new Float64Array(count)
  head.ledger.each((layer, entry, bytes) => add(ofAll, pathOf(head, layer, entry), bytes))
  base.ledger.each((layer, entry, bytes) => add(ofAll, pathOf(base, layer, entry), -bytes))
  const ofRule = new Float64Array(count)
  const before = grouped(base.weighed, ruleOf)
  for (const [rule, found] of grouped(head.weighed, ruleOf)) {
    const former = before.get(rule) ?? []
    const now = newestFirst(found, former).map((one) => placed(head, one, 1))
    const was = former.map((one) => placed(base, one, -1))
    for (const one of [...now, ...was]) eachFile(one, (path, bytes) => add(ofRule, path, one.sign * bytes))
    for (const one of [...now, ...was]) {
      eachFile(one, (path) => (ofRule[path] = lesser(ofRule[path] ?? 0, ofAll[path] ?? 0)))
    }
    settleMoved(now, was, head, base, ofRule)
    for (const one of now) fresh.set(one.found, take(one, ofRule))
    const gone = new Map(was.map((one) => [one.found, take(one, ofRule)]))
    offset(fresh, found, gone, byText)
    if (!OF_FILES.includes(rule)) offset(fresh, found, gone, byPlace)
    if (rule === 'bytecode-cache') offset(fresh, found, gone, bySubject)
    for (const one of [...now, ...was]) eachFile(one, (path) => (ofRule[path] = 0))
  }
  return fresh
}

/** A finding with the path of each of its files. */
interface PlacedFiles {
  readonly found: Weighed
  readonly paths: Uint32Array
  /** 1 for the head's, -1 for the base's. */
  readonly sign: number
}

function placed(side: Side, found: Weighed, sign: number): PlacedFiles {
  const { members } = found
  const paths = new Uint32Array(members.length / 3)
  for (let at = 0; at < paths.length; at++) paths[at] = pathOf(side, members[at * 3] ?? 0, members[at * 3 + 1] ?? 0)
  return { found, paths, sign }
}

function eachFile({ found, paths }: PlacedFiles, visit: (path: PathId, bytes: number, at: number) => void): void {
  for (let at = 0; at < paths.length; at++) visit(paths[at] ?? ROOT, found.members[at * 3 + 2] ?? 0, at)
}

/** What is waste at one path of the head, and with the same content no longer at another of the base, has moved. */
function settleMoved(
  now: readonly PlacedFiles[],
  was: readonly PlacedFiles[],
  head: Side,
  base: Side,
  ofRule: Float64Array,
): void {
  const gone = new Map<string, PathId[]>()
  for (const one of was) {
    eachFile(one, (path, _, at) => {
      if ((ofRule[path] ?? 0) < 0) addTo(gone, contentAt(base, one, at), path)
    })
  }
  if (gone.size === 0) return
  for (const one of now) {
    eachFile(one, (path, _, at) => {
      const left = (ofRule[path] ?? 0) > 0 ? (gone.get(contentAt(head, one, at)) ?? []) : []
      for (let from = left.at(-1); from !== undefined && (ofRule[path] ?? 0) > 0; from = left.at(-1)) {
        const part = Math.min(ofRule[path] ?? 0, -(ofRule[from] ?? 0))
        add(ofRule, path, -part)
        add(ofRule, from, part)
        if ((ofRule[from] ?? 0) >= 0) left.pop()
      }
    })
  }
}

function contentAt({ image: { layers } }: Side, { found: { members } }: PlacedFiles, at: number): string {
  const files = layers[members[at * 3] ?? 0]?.contents.files
  return files === undefined ? '' : contentKey(files, members[at * 3 + 1] ?? 0)
}

/** Takes what its side has more of at the paths of a finding, and returns how much that is. */
function take(one: PlacedFiles, ofRule: Float64Array): number {
  let sum = 0
  eachFile(one, (path, bytes) => {
    const part = Math.max(0, Math.min(bytes, one.sign * (ofRule[path] ?? 0)))
    add(ofRule, path, -one.sign * part)
    sum += part
  })
  return sum
}

function ruleOf({ rule }: Weighed): Rule {
  return rule
}

function add(sums: Float64Array, path: PathId, bytes: number): void {
  sums[path] = (sums[path] ?? 0) + bytes
}

/** The one that is nearer to 0; 0 where one is more and the other less. */
function lesser(one: number, other: number): number {
  return one > 0 ? Math.max(0, Math.min(one, other)) : Math.min(0, Math.max(one, other))
}

function pathOf({ image: { layers } }: Side, layer: number, entry: number): PathId {
  const view = layers[layer]
  return view === undefined ? ROOT : shownPath(view, entry)
}

/** Where several have files at one path, those are new that the base has no counterpart of, of later layers first. */
function newestFirst(now: readonly Weighed[], was: readonly Weighed[]): readonly Weighed[] {
  const texts = new Set(was.map(textKey))
  const isOld = (one: Weighed): number => Number(texts.has(textKey(one)))
  const layerOf = ({ members: [layer = 0] }: Weighed): number => layer
  return now.toSorted((one, other) => isOld(one) - isOld(other) || layerOf(other) - layerOf(one))
}

type Keys = (one: Weighed) => readonly string[]

const textKey = ({ subject, text }: Weighed): string => `${subject}\0${text}`
const byText: Keys = (one) => [textKey(one)]
/** Bytecode names the file that it was made of: of a tree that moved none is the same. */
const bySubject: Keys = ({ subject }) => [subject]
const byPlace: Keys = ({ subject, paths }) => paths.map((path) => `${subject}\0${path}`)

/** Takes off what is `fresh` what is `gone` of those that have a key in common; a byte that is gone stands for one. */
function offset(fresh: Map<Weighed, number>, now: readonly Weighed[], gone: Map<Weighed, number>, keysOf: Keys): void {
  const byKey = new Map<string, Weighed[]>()
  for (const was of gone.keys()) {
    for (const key of keysOf(was)) addTo(byKey, key, was)
  }
  for (const one of now) {
    let left = fresh.get(one) ?? 0
    for (const others of keysOf(one).map((key) => byKey.get(key) ?? [])) {
      for (let was = others.at(-1); was !== undefined && left > 0; was = others.at(-1)) {
        const part = Math.min(left, gone.get(was) ?? 0)
        left -= part
        gone.set(was, (gone.get(was) ?? 0) - part)
        if (gone.get(was) === 0) others.pop()
      }
    }
    fresh.set(one, left)
  }
}
