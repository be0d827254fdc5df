import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf } from '../errors.js'

/** What layers weigh, by diff ID. As a diff ID is a digest of the layer's content, what was true once stays true. */
export interface LayerSizes {
  readonly get: (diffId: string) => number | undefined
  /** Remembers for this run and, where there is a file, for those to come. */
  readonly add: (sizes: ReadonlyMap<string, number>) => Promise<void>
}

/**
 * Sizes remembered in a file of lines `DIFF-ID BYTES`, which runs at the same time may append to; null: in memory only.
 * It only saves time: where it cannot be read or written, `onTrouble` is told so once, and the run goes on without it.
 */
export async function openLayerSizes(file: string | null, onTrouble: (line: string) => void): Promise<LayerSizes> {
  let kept = file
  const withFile = async (work: (file: string) => Promise<void>): Promise<void> => {
    if (kept === null) return
    try {
      await work(kept)
    } catch (error) {
      onTrouble(`Layers that were read are read again in the next run: their sizes are not kept (${messageOf(error)})`)
      kept = null
    }
  }
  const sizes = new Map<string, number>()
  await withFile(async (file) => {
    for (const [diffId, size] of parse(await readIfThere(file))) sizes.set(diffId, size)
  })
  return {
    get: (diffId) => sizes.get(diffId),
    async add(found) {
      const fresh = [...found].filter(([diffId]) => !sizes.has(diffId))
      for (const [diffId, size] of fresh) sizes.set(diffId, size)
      if (fresh.length === 0) return
      await withFile(async (file) => {
        await mkdir(dirname(file), { recursive: true })
        await appendFile(file, fresh.map(([diffId, size]) => `${diffId} ${size}\n`).join(''))
      })
    },
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** A line that another run is just writing, or that was cut off, is no line. */
function parse(text: string): [string, number][] {
  return [...text.matchAll(/^(sha256:[0-9a-f]{64}) (\d{1,15})\n/gm)].map(([, id = '', size]) => [id, Number(size)])
}
