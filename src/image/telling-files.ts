import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { LayerStep } from '../builder/layer-chain.js'
import { instructionAt } from '../dockerfile/index.js'
import { contentKey, KIND, type LayerFiles, sizeOf } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import type { Source, SourceImage } from '../request/source.js'
import type { Described } from './described.js'
import type { LayerMemory } from './layer-memory.js'
import { ownLayers } from './owners.js'

/** The file by which to ask who made what a layer only copied from another stage. */
export interface TellingFile {
  /** Absolute, in the image. */
  readonly path: string
  /** Whether the build context, in which the file changed, has something at a path below its root. */
  readonly isInContext: (path: string) => boolean
}

/** The file that tells most of a layer, by the layer's index; null where nothing is known, or there is nothing to tell. */
export type TellingFileOf = (index: number) => TellingFile | null

/** Of more files in one layer none is looked for: it would take long to find it. */
const MOST_FILES = 100_000

/**
 * For each image the files that changed most, of the layers that a COPY from another stage made on both sides: what made such
 * a file made the change, whatever else works in the directory that is copied. Of the base's layer it is the same file.
 */
export function tellingFiles(
  images: readonly Described[],
  sources: readonly Source[],
  memory: LayerMemory,
): (image: Described) => TellingFileOf {
  const found = new Map<Described, Map<number, TellingFile>>()
  for (const head of images.filter(({ built }) => built.target.side === 'head')) {
    const base = images.find(({ built }) => built.target.side === 'base' && isSame(head, { built }))
    if (base === undefined) continue
    const before = copies(base, sources)
    for (const copy of copies(head, sources)) {
      const was = before.find(({ whole }) => whole === copy.whole)
      const file = was === undefined ? null : tellingFile(copy, was, memory)
      if (was === undefined || file === null) continue
      set(found, head, copy.index, file)
      set(found, base, was.index, file)
    }
  }
  return (image) => (index) => found.get(image)?.get(index) ?? null
}

function set<T>(found: Map<T, Map<number, TellingFile>>, image: T, index: number, file: TellingFile): void {
  found.set(image, (found.get(image) ?? new Map<number, TellingFile>()).set(index, file))
}

function isSame(
  { built: { target: one } }: Described,
  { built: { target: other } }: Pick<Described, 'built'>,
): boolean {
  return one.image === other.image && one.target === other.target && one.platform === other.platform
}

/** A layer that a COPY from another stage made. */
interface Copy {
  readonly index: number
  readonly diffId: string
  /** The instruction, as in `Instruction`. */
  readonly whole: string
  readonly isInContext: (path: string) => boolean
}

function copies({ built, config }: Described, sources: readonly Source[]): readonly Copy[] {
  const { target, chain } = built
  const source = sources.find(({ side }) => side === target.side)
  const image = source?.images[target.sourceImage]
  const diffIds = config.rootfs.diff_ids
  const first = diffIds.length - ownLayers(built, config)
  if (source === undefined || image === undefined || chain?.own.length !== diffIds.length - first) return []
  return chain.own.flatMap((step: LayerStep, at): readonly Copy[] => {
    const whole = step.lines === null ? undefined : instructionAt(image.graph, step.lines.start)?.whole
    const diffId = diffIds[first + at]
    if (step.origin === null || whole === undefined || diffId === undefined) return []
    return [{ index: first + at, diffId, whole, isInContext: inContext(source, image) }]
  })
}

/** What the ignore file may keep out is not there: who works there has `node_modules` and the like of their own. */
function inContext({ root }: Source, { request, ignoreFile }: SourceImage): (path: string) => boolean {
  const { context, dockerfile } = request
  // One that is fetched has no directory here.
  if (context.includes('://')) return () => false
  const place = ignoreFile === '.dockerignore' ? context : dirname(dockerfile)
  let ignored: readonly RegExp[] | undefined
  return (path) => {
    if (!existsSync(join(root, context, path))) return false
    ignored ??= ignoredNames(join(root, place, ignoreFile))
    return !path.split('/').some((name) => name !== '' && ignored?.some((pattern) => pattern.test(name)))
  }
}

/** The last names of an ignore file's patterns. What it takes back with `!` is not looked at: less is then taken to be there. */
function ignoredNames(file: string): readonly RegExp[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const names = lines.map((line) => line.trim()).filter((line) => line !== '' && !/^[#!]/.test(line))
  return names.map((line) => {
    // Such a pattern could take long to match, and is no usual one.
    if (line.split(/\*+/).length > 4) return /^/
    const literal = posix.basename(line).replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    return new RegExp(`^${literal.replace(/\*+/g, '.*').replaceAll('?', '.')}$`)
  })
}

function tellingFile(head: Copy, base: Copy, memory: LayerMemory): TellingFile | null {
  const [now, was] = [memory.contents(head.diffId)?.files, memory.contents(base.diffId)?.files]
  if (head.diffId === base.diffId || now === undefined || was === undefined) return null
  if (now.count > MOST_FILES || was.count > MOST_FILES) return null
  const before = byPath(was)
  const after = byPath(now)
  let most = 0
  let found: { readonly path: PathId; readonly copy: Copy } | null = null
  const look = (path: PathId, bytes: number, copy: Copy): void => {
    if (bytes > most) [most, found] = [bytes, { path, copy }]
  }
  for (const [path, entry] of after) {
    const other = before.get(path)
    if (other === undefined) look(path, sizeOf(now, entry), head)
    else if (contentKey(now, entry) !== contentKey(was, other)) {
      look(path, Math.max(1, Math.abs(sizeOf(now, entry) - sizeOf(was, other))), head)
    }
  }
  for (const [path, entry] of before) if (!after.has(path)) look(path, sizeOf(was, entry), base)
  const told = found as { readonly path: PathId; readonly copy: Copy } | null
  return told === null ? null : { path: memory.names.paths.path(told.path), isInContext: told.copy.isInContext }
}

function byPath(files: LayerFiles): ReadonlyMap<PathId, number> {
  const entries = new Map<PathId, number>()
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] === KIND.file) entries.set(files.paths[entry] ?? ROOT, entry)
  }
  return entries
}
