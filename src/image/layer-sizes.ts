import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What layers weigh, by diff ID. As a diff ID is a digest of the layer's content, what was true once stays true. */
export interface LayerSizes {
  get(diffId: string): number | undefined
  /** Remembers for this run and, where there is a file, for those to come. */
  add(sizes: ReadonlyMap<string, number>): Promise<void>
}

/** Sizes remembered in a file of lines `DIFF-ID BYTES`, which runs at the same time may append to; null: in memory only. */
export async function openLayerSizes(file: string | null): Promise<LayerSizes> {
  const sizes = new Map<string, number>(file === null ? [] : parse(await readIfThere(file)))
  return {
    get: (diffId) => sizes.get(diffId),
    async add(found) {
      const fresh = [...found].filter(([diffId]) => !sizes.has(diffId))
      for (const [diffId, size] of fresh) sizes.set(diffId, size)
      if (file === null || fresh.length === 0) return
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, fresh.map(([diffId, size]) => `${diffId} ${size}\n`).join(''))
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
