import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

interface Kept {
  readonly file: string
  readonly bytes: number
  readonly usedAt: number
}

/** Removes the files of a directory that were used longest ago, until the others have `largest` bytes at most. */
export async function trimDirectory(directory: string, largest: number): Promise<void> {
  const names = await readdir(directory)
  const found = await Promise.all(names.map((name) => keptAt(join(directory, name))))
  const kept = found.filter((one) => one !== null).toSorted((one, other) => one.usedAt - other.usedAt)
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0)
  for (const one of kept) {
    if (bytes <= largest) return
    await rm(one.file, { force: true })
    bytes -= one.bytes
  }
}

/** null where another run removed it meanwhile. */
async function keptAt(file: string): Promise<Kept | null> {
  try {
    const { size, atimeMs, mtimeMs } = await stat(file)
    return { file, bytes: size, usedAt: Math.max(atimeMs, mtimeMs) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
