import { randomInt } from 'node:crypto'
import { GateError } from '../errors.js'
import { LONGEST_PATH } from '../posix-path.js'
import { resized } from './resized.js'
import { readable } from './tar-header.js'

/** Number of a path; 0 is the root. */
export type PathId = number

/** The root's own number. */
export const ROOT: PathId = 0

/**
 * Every path of a run, once, by a number: what several layers say of a path can then be told by comparing numbers. Flat
 * arrays, as a million paths have to fit into some 20 MB. Names are byte strings.
 */
export interface PathTable {
  readonly count: number
  /** The number of a path as archives write them: `./usr//bin/../lib/x`; what leads out of the root ends at the root. */
  intern(path: string): PathId
  /** The number of an entry of a directory. */
  child(parent: PathId, name: string): PathId
  /** The number of a path as `path` gives it; null where no layer has named it. */
  find(path: string): PathId | null
  /** The number of an entry of a directory; null where no layer has named it. */
  known(parent: PathId, name: string): PathId | null
  parent(id: PathId): PathId
  name(id: PathId): string
  /** Bytes. */
  nameLength(id: PathId): number
  /** Absolute, without a slash at the end, as a text to be shown; '' for the root. Of one that no file system has its end. */
  path(id: PathId): string
}

/** Whether a path is a directory, or lies below it. A path has a greater number than its parent. */
export function isWithin(path: PathId, directory: PathId, paths: PathTable): boolean {
  let at = path
  while (at > directory) at = paths.parent(at)
  return at === directory
}

const FIRST_CAPACITY = 1024
/** Names lie in blocks, so that none of them has to move when there are more; one may go on in the next block. */
const NAMES_BITS = 18
const NAMES_BYTES = 2 ** NAMES_BITS

/** What images of this world stay far below, and what memory can hold: paths, and bytes of their names. */
export const MOST_PATHS = 2 ** 24
const MOST_NAME_BYTES = 2 ** 29

/**
 * An empty table, with the root in it. `seed` keeps hostile names from being made to collide. Adding a path throws a
 * GateError where there are too many.
 */
export function createPathTable(seed = randomInt(2 ** 32)): PathTable {
  let parents = new Uint32Array(FIRST_CAPACITY)
  /** Where the names start; one ends where the next begins. */
  let starts = new Uint32Array(FIRST_CAPACITY + 1)
  const names: Buffer[] = []
  /** Open addressing: an id, or 0 for free, as the root is nobody's entry. */
  let slots = new Uint32Array(FIRST_CAPACITY * 2)
  let count = 1
  /** The directory that was named last, after which of its slashes which directory is reached, and which in the end. */
  let lastDirectory = ''
  const lastEnds: number[] = []
  const lastIds: PathId[] = []
  let lastId = ROOT

  function slotOf(parent: PathId, name: string): number {
    const mask = slots.length - 1
    let at = hash(seed ^ parent, name) & mask
    for (let id = slots[at] ?? 0; id !== 0; id = slots[at] ?? 0) {
      if (parents[id] === parent && hasName(id, name)) return at
      at = (at + 1) & mask
    }
    return at
  }

  function hasName(id: PathId, name: string): boolean {
    const start = starts[id] ?? 0
    if ((starts[id + 1] ?? 0) - start !== name.length) return false
    for (let index = 0; index < name.length; index++) {
      if (byteAt(start + index) !== name.charCodeAt(index)) return false
    }
    return true
  }

  function byteAt(place: number): number {
    return names[place >>> NAMES_BITS]?.[place & (NAMES_BYTES - 1)] ?? 0
  }

  function grow(): void {
    const capacity = parents.length * 2
    parents = resized(parents, capacity, MOST_PATHS)
    starts = resized(starts, capacity + 1, MOST_PATHS + 1)
    slots = resized(slots.fill(0), capacity * 2, MOST_PATHS * 2)
    const mask = slots.length - 1
    for (let id = 1; id < count; id++) {
      let at = hashOf(id) & mask
      while (slots[at] !== 0) at = (at + 1) & mask
      slots[at] = id
    }
  }

  /** As `hash`, of a path that is known. */
  function hashOf(id: PathId): number {
    let value = mix(FNV_BASIS, seed ^ (parents[id] ?? 0))
    const end = starts[id + 1] ?? 0
    for (let place = starts[id] ?? 0; place < end; place++) value = mix(value, byteAt(place))
    return settled(value)
  }

  function append(name: string, start: number): void {
    for (let written = 0; written < name.length;) {
      const place = start + written
      const block = (names[place >>> NAMES_BITS] ??= Buffer.allocUnsafeSlow(NAMES_BYTES))
      written += block.write(name.slice(written), place & (NAMES_BYTES - 1), 'latin1')
    }
  }

  function child(parent: PathId, name: string): PathId {
    const slot = slotOf(parent, name)
    const same = slots[slot] ?? 0
    if (same !== 0) return same
    const start = starts[count] ?? 0
    if (count === MOST_PATHS || start + name.length > MOST_NAME_BYTES) {
      throw new GateError(
        'environment',
        `The layers name too many files: more than ${count} paths, with names of ${start} bytes.`,
      )
    }
    const id = count++
    append(name, start)
    parents[id] = parent
    starts[id + 1] = start + name.length
    slots[slot] = id
    if (count === parents.length && count < MOST_PATHS) grow()
    return id
  }

  function known(parent: PathId, name: string): PathId | null {
    return slots[slotOf(parent, name)] || null
  }

  function name(id: PathId): string {
    const [start, end] = [starts[id] ?? 0, starts[id + 1] ?? 0]
    let text = ''
    for (let place = start; place < end;) {
      const from = place & (NAMES_BYTES - 1)
      const length = Math.min(NAMES_BYTES - from, end - place)
      text += names[place >>> NAMES_BITS]?.toString('latin1', from, from + length) ?? ''
      place += length
    }
    return text
  }

  function intern(path: string): PathId {
    const slash = path.lastIndexOf('/')
    const directory = path.slice(0, slash + 1)
    const last = path.slice(slash + 1)
    // Archives keep the entries of a directory together.
    if (directory !== lastDirectory) enter(directory)
    return last === '' || last === '.' || last === '..'
      ? (walk(path, lastId, slash + 1, child) ?? ROOT)
      : child(lastId, last)
  }

  /** Goes on from where the directory is another than the last, so that deep trees take no more time than flat ones. */
  function enter(directory: string): void {
    const shared = sharedStart(lastDirectory, directory)
    let kept = lastEnds.length
    while (kept > 0 && (lastEnds[kept - 1] ?? 0) > shared) kept--
    lastEnds.length = kept
    lastIds.length = kept
    lastId = lastIds[kept - 1] ?? ROOT
    for (let start = lastEnds[kept - 1] ?? 0; start < directory.length;) {
      const end = directory.indexOf('/', start) + 1
      lastId = step(lastId, directory.slice(start, end - 1), child) ?? ROOT
      lastEnds.push(end)
      lastIds.push(lastId)
      start = end
    }
    lastDirectory = directory
  }

  function walk(path: string, from: PathId, first: number, next: Step): PathId | null {
    let id: PathId | null = from
    for (let start = first; start < path.length && id !== null;) {
      const slash = path.indexOf('/', start)
      const end = slash < 0 ? path.length : slash
      id = step(id, path.slice(start, end), next)
      start = end + 1
    }
    return id
  }

  function step(id: PathId, part: string, next: Step): PathId | null {
    if (part === '..') return parents[id] ?? ROOT
    return part === '' || part === '.' ? id : next(id, part)
  }

  function path(id: PathId): string {
    const parts: string[] = []
    let length = 0
    let at = id
    for (; at !== ROOT && length < LONGEST_PATH; at = parents[at] ?? ROOT) {
      const part = name(at)
      parts.push(part)
      length += part.length + 1
    }
    if (parts.length === 0) return ''
    return (at === ROOT ? '' : '/…') + readable(`/${parts.reverse().join('/')}`)
  }

  return {
    get count() {
      return count
    },
    intern,
    child,
    find: (shown) => walk(bytesOf(shown), ROOT, 0, known),
    known,
    parent: (id) => parents[id] ?? ROOT,
    name,
    nameLength: (id) => (starts[id + 1] ?? 0) - (starts[id] ?? 0),
    path,
  }
}

/** A text as the byte string that archives have. */
function bytesOf(shown: string): string {
  return /^[\0-\x7f]*$/.test(shown) ? shown : Buffer.from(shown, 'utf8').toString('latin1')
}

/** Where a directory's entry leads; null where it is to be known, and is not. */
type Step = (parent: PathId, name: string) => PathId | null

/** How many characters two texts have in common at their start. */
function sharedStart(one: string, other: string): number {
  if (other.startsWith(one)) return one.length
  const most = Math.min(one.length, other.length)
  let at = 0
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}

const FNV_BASIS = 0x811c9dc5

/** FNV-1a over the parent's number, with the seed in it, and the name's bytes. */
function hash(start: number, name: string): number {
  let value = mix(FNV_BASIS, start)
  for (let index = 0; index < name.length; index++) value = mix(value, name.charCodeAt(index))
  return settled(value)
}

function mix(value: number, byte: number): number {
  return Math.imul(value ^ byte, 0x01000193)
}

/** The low bits, which choose the slot, are the weaker ones. */
function settled(value: number): number {
  return (value ^ (value >>> 15)) >>> 0
}
