import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import type { PackageRecord } from '../packages/package.js'
import { distinct } from './distinct.js'
import { type Access, type FileNames, KIND, type LayerFiles } from './layer-files.js'
import { type PathId, ROOT } from './path-table.js'
import type { LayerContents } from './read-layer.js'
import { resized } from './resized.js'
import type { SecretKind } from './secret-scan.js'

/** To be counted up whenever what is packed, or what is looked for in a layer, changes. */
const VERSION = 10

/**
 * Packed contents are the version and the length of the summary (both 32 bits in the order of the machine, so that those
 * of another are of another version), the summary, and the columns, each of them at a multiple of 8 bytes; and then a
 * digest of all that.
 */
const START = 8
const DIGEST = 32

/** All but the columns; its numbers of paths and accesses are the layer's own. */
interface Summary {
  readonly count: number
  readonly paths: number
  readonly nameBytes: number
  readonly larger: readonly (readonly [entry: number, size: number])[]
  readonly accesses: readonly (Access | null)[]
  readonly packages: readonly (readonly [number, PackageRecord])[]
  readonly debug: readonly (readonly [number, number])[]
  readonly secrets: readonly (readonly [number, SecretKind])[]
  readonly troubles: readonly string[]
  readonly hidesWaste: boolean
}

/** A layer's contents in bytes that another run understands: in pieces, each made when the one before was taken. */
export function* packContents(contents: LayerContents, names: FileNames): Generator<Uint8Array, undefined, undefined> {
  const digest = createHash('sha256')
  for (const piece of pieces(contents, names)) {
    digest.update(piece)
    yield piece
  }
  yield digest.digest()
}

function* pieces(contents: LayerContents, names: FileNames): Generator<Uint8Array, undefined, undefined> {
  const { files } = contents
  const { paths } = names
  const { numbers, count, nameBytes } = ownNumbers(files, names)
  const number = (path: PathId): number => numbers[path] ?? ROOT
  const keys = <T>(map: ReadonlyMap<PathId, T>): (readonly [number, T])[] =>
    [...map].map(([path, value]) => [number(path), value])
  const accesses = [...distinct(files.access)]
  const summary: Summary = {
    count: files.count,
    paths: count,
    nameBytes,
    larger: [...files.larger],
    accesses: accesses.map((known) => names.access(known)),
    packages: keys(contents.packages),
    debug: keys(contents.debug),
    secrets: keys(contents.secrets),
    troubles: contents.troubles,
    hidesWaste: contents.hidesWaste,
  }
  const text = serialize(summary)
  yield bytesOf(Uint32Array.of(VERSION, text.length))
  yield* column(text)
  for (const some of used(numbers)) yield bytesOf(some.map((id) => number(paths.parent(id))))
  yield filling(4 * count)
  for (const some of used(numbers)) yield bytesOf(some.map((id) => paths.nameLength(id)))
  yield filling(4 * count)
  for (const some of used(numbers)) yield Buffer.from(Array.from(some, (id) => paths.name(id)).join(''), 'latin1')
  yield filling(nameBytes)
  yield* column(files.sizes32)
  yield* made(files.paths, number)
  yield* column(files.contentHigh)
  yield* made(files.contentLow, (low, at) => (files.kinds[at] === KIND.hardLink ? number(low) : low))
  const places = new Map(accesses.map((known, place) => [known, place]))
  yield* made(files.access, (known) => places.get(known) ?? 0)
  yield* column(files.kinds)
  resized(numbers, 0, 0)
}

function* column(values: ArrayBufferView): Generator<Uint8Array, undefined, undefined> {
  yield bytesOf(values)
  yield filling(values.byteLength)
}

/** How many numbers or names go into one piece. */
const TOGETHER = 4096

/** A column that is made of another one. */
function* made(
  from: Uint32Array | Uint16Array,
  valueOf: (value: number, index: number) => number,
): Generator<Uint8Array, undefined, undefined> {
  for (let start = 0; start < from.length; start += TOGETHER) {
    yield bytesOf(from.subarray(start, start + TOGETHER).map((value, index) => valueOf(value, start + index)))
  }
  yield filling(from.byteLength)
}

/** The paths that have a number, in the order of their numbers. */
function* used(numbers: Uint32Array): Generator<Uint32Array, undefined, undefined> {
  const some = new Uint32Array(TOGETHER)
  let count = 0
  for (let id = 1; id < numbers.length; id++) {
    if (numbers[id] === 0) continue
    some[count++] = id
    if (count < TOGETHER) continue
    yield some
    count = 0
  }
  yield some.subarray(0, count)
}

/** What comes behind a column of so many bytes. */
function filling(bytes: number): Uint8Array {
  return new Uint8Array(aligned(bytes) - bytes)
}

/** Bytes that lie somewhere. */
export interface PackedBytes {
  readonly length: number
  /** Fills `into` with those from `start` on; throws where there are not so many. */
  read(into: Uint8Array, start: number): Promise<void>
}

/** How many bytes are looked at together where they are not kept. */
const PIECE = 2 ** 20

/**
 * What `packContents` made, with this run's numbers; null for bytes of another version and damaged ones. Of the paths' columns
 * nothing is kept.
 */
export async function unpackContents(bytes: PackedBytes, names: FileNames): Promise<LayerContents | null> {
  const end = bytes.length - DIGEST
  if (end < START || !(await isWhole(bytes, end))) return null
  const start = new Uint32Array(START / 4)
  await bytes.read(bytesOf(start), 0)
  const [version, length = 0] = start
  if (version !== VERSION) return null
  const text = new Uint8Array(length)
  await bytes.read(text, START)
  const summary = deserialize(text) as Summary
  let at = START + aligned(length)
  const next = async <T extends ArrayBufferView>(column: T): Promise<T> => {
    await bytes.read(bytesOf(column), at)
    at += aligned(column.byteLength)
    return column
  }
  const ids = unpackPaths(
    await next(new Uint32Array(summary.paths)),
    await next(new Uint32Array(summary.paths)),
    Buffer.from((await next(new Uint8Array(summary.nameBytes))).buffer),
    names,
  )
  const { count } = summary
  const columns = {
    sizes32: await next(new Uint32Array(count)),
    paths: await next(new Uint32Array(count)),
    contentHigh: await next(new Uint32Array(count)),
    contentLow: await next(new Uint32Array(count)),
    access: await next(new Uint16Array(count)),
    kinds: await next(new Uint8Array(count)),
  }
  const id = (number: number): PathId => ids[number] ?? ROOT
  const accesses = summary.accesses.map((access) => (access === null ? 0 : names.accessOf(access)))
  for (let index = 0; index < count; index++) {
    columns.paths[index] = id(columns.paths[index] ?? 0)
    columns.access[index] = accesses[columns.access[index] ?? 0] ?? 0
    if (columns.kinds[index] === KIND.hardLink) columns.contentLow[index] = id(columns.contentLow[index] ?? 0)
  }
  const keyed = <T>(pairs: readonly (readonly [number, T])[]): Map<PathId, T> =>
    new Map(pairs.map(([number, value]) => [id(number), value]))
  return {
    files: { count, ...columns, larger: new Map(summary.larger) },
    packages: keyed(summary.packages),
    debug: keyed(summary.debug),
    secrets: keyed(summary.secrets),
    troubles: summary.troubles,
    hidesWaste: summary.hidesWaste,
  }
}

async function isWhole(bytes: PackedBytes, end: number): Promise<boolean> {
  const digest = createHash('sha256')
  const piece = new Uint8Array(PIECE)
  for (let at = 0; at < end; at += PIECE) {
    const part = piece.subarray(0, Math.min(PIECE, end - at))
    await bytes.read(part, at)
    digest.update(part)
  }
  const said = new Uint8Array(DIGEST)
  await bytes.read(said, end)
  return digest.digest().equals(said)
}

interface OwnNumbers {
  /** For each path of the run its number among those of the layer, from 1 on; 0: the layer does not need it. */
  readonly numbers: Uint32Array
  readonly count: number
  readonly nameBytes: number
}

/** Numbers the paths that a layer's entries need, parents before children. */
function ownNumbers(files: LayerFiles, { paths }: FileNames): OwnNumbers {
  const numbers = resized(new Uint32Array(0), paths.count, paths.count)
  const use = (path: PathId): void => {
    for (let id = path; id !== ROOT && numbers[id] === 0; id = paths.parent(id)) numbers[id] = 1
  }
  for (let index = 0; index < files.count; index++) {
    use(files.paths[index] ?? ROOT)
    if (files.kinds[index] === KIND.hardLink) use(files.contentLow[index] ?? ROOT)
  }
  let count = 0
  let nameBytes = 0
  // A path has a greater number than its parent.
  for (let id = 1; id < numbers.length; id++) {
    if (numbers[id] === 0) continue
    numbers[id] = ++count
    nameBytes += paths.nameLength(id)
  }
  return { numbers, count, nameBytes }
}

/** The run's number of each of the layer's. */
function unpackPaths(parents: Uint32Array, lengths: Uint32Array, text: Buffer, { paths }: FileNames): Uint32Array {
  const ids = new Uint32Array(parents.length + 1)
  let at = 0
  for (const [index, length] of lengths.entries()) {
    ids[index + 1] = paths.child(ids[parents[index] ?? ROOT] ?? ROOT, text.toString('latin1', at, at + length))
    at += length
  }
  return ids
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
