import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf } from '../errors.js'
import { collectAll } from '../layer/garbage.js'
import { createFileNames, type FileNames } from '../layer/layer-files.js'
import { packContents, unpackContents } from '../layer/packed-contents.js'
import type { LayerContents, ReadLayer } from '../layer/read-layer.js'
import { trimDirectory } from './trim-directory.js'
import { openLayerSizes } from './layer-sizes.js'

/** What is known of layers, by diff ID. As a diff ID is a digest of the layer's content, what was true once stays true. */
export interface LayerMemory {
  readonly names: FileNames
  /** Bytes. */
  readonly size: (diffId: string) => number | undefined
  readonly contents: (diffId: string) => LayerContents | undefined
  /** Takes what is kept of the contents of these layers from earlier runs. */
  recall(diffIds: Iterable<string>): Promise<void>
  /** Remembers sizes for this run and those to come. */
  addSizes(sizes: ReadonlyMap<string, number>): Promise<void>
  /** Remembers a layer that was read. */
  add(diffId: string, layer: ReadLayer): Promise<void>
}

/** From so many on what reading a layer leaves behind is worth the time that it takes to free it. */
const MANY_FILES = 250_000

/** Bytes that the contents of layers may take on the disk: those of some 10 million files. */
const LARGEST = 512 * 10 ** 6

/**
 * Layers remembered in a directory (`layer-sizes.v1` and a file for each layer in `layers.v1`), which runs at the same time
 * may write to; null: in memory only. It only saves time: where it cannot be read or written, `onTrouble` is told so once,
 * and the run goes on without it.
 */
export async function openLayerMemory(
  directory: string | null,
  onTrouble: (line: string) => void,
): Promise<LayerMemory> {
  const sizes = await openLayerSizes(directory === null ? null : join(directory, 'layer-sizes.v1'), onTrouble)
  const names = createFileNames()
  const contents = new Map<string, LayerContents>()
  let trimmed: Promise<void> | undefined
  let kept = directory === null ? null : join(directory, 'layers.v1')

  async function withFile(diffId: string, work: (file: string) => Promise<void>): Promise<void> {
    if (kept === null) return
    try {
      await work(join(kept, diffId.replace(':', '-')))
    } catch (error) {
      onTrouble(
        `Layers that were read are read again in the next run: what they hold is not kept (${messageOf(error)})`,
      )
      kept = null
    }
  }

  return {
    names,
    size: sizes.get,
    contents: (diffId) => contents.get(diffId),
    addSizes: sizes.add,
    async recall(diffIds) {
      for (const diffId of new Set(diffIds)) {
        if (contents.has(diffId)) continue
        await withFile(diffId, async (file) => {
          const found = await unpacked(file, names)
          if (found !== null) contents.set(diffId, found)
        })
      }
    },
    async add(diffId, layer) {
      await sizes.add(new Map([[diffId, layer.bytes]]))
      if (contents.has(diffId)) return
      contents.set(diffId, layer.contents)
      if (layer.contents.files.count >= MANY_FILES) collectAll()
      await withFile(diffId, async (file) => {
        await mkdir(dirname(file), { recursive: true })
        // Whole or not at all: another run may read it meanwhile.
        const written = `${file}.${randomUUID()}`
        try {
          await writeFile(written, packContents(layer.contents, names))
          await rename(written, file)
        } catch (error) {
          await rm(written, { force: true })
          throw error
        }
        // Once is enough: the next run takes away what this one has too much.
        trimmed ??= trimDirectory(dirname(file), LARGEST)
        await trimmed
      })
    },
  }
}

/** null where nothing is kept, or by another version; what was damaged is as if it were not there, and is written anew. */
async function unpacked(path: string, names: FileNames): Promise<LayerContents | null> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    // What is used stays longest. Of a directory that can only be read nothing is ever removed.
    const now = new Date()
    await utimes(path, now, now).catch(() => undefined)
    const { size } = await file.stat()
    return await unpackContents({ length: size, read: (into, start) => readWhole(file, into, start) }, names).catch(
      () => null,
    )
  } finally {
    await file.close()
  }
}

async function readWhole(file: FileHandle, into: Uint8Array, start: number): Promise<void> {
  for (let filled = 0; filled < into.length;) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, start + filled)
    if (bytesRead === 0) throw new Error('it is cut off')
    filled += bytesRead
  }
}
