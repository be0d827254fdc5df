import type { Inside } from '../explain/inside.js'
import { PRESENT } from '../explain/path-sizes.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import { parentOf } from '../posix-path.js'
import type { ImageFiles } from './kinds/file-kind.js'

/** In place of a directory: there is none. */
const NONE: PathId = -1

/**
 * Looks for the nearest directory with or without files. What was found from a directory is kept: of thousands of
 * directories, however deep, each is looked into once for the same files.
 */
export function createNearest({ shown, names: { paths } }: Pick<Inside, 'shown' | 'names'>): ImageFiles['nearest'] {
  const found = new Map<string, Map<PathId, PathId>>()

  function hasOne(directory: PathId, files: readonly string[]): boolean {
    return files.some((file) => {
      let at: PathId | null = directory
      for (const name of file.split('/')) at = at === null ? null : paths.known(at, name)
      return shown.present[at ?? NONE] === PRESENT.file
    })
  }

  function nearest(directory: PathId, files: readonly string[], has: boolean): PathId {
    const key = `${has} ${files.join('/')}`
    const known = found.get(key) ?? new Map<PathId, PathId>()
    found.set(key, known)
    const passed: PathId[] = []
    let result: PathId | undefined
    for (let at = directory; result === undefined; at = paths.parent(at)) {
      result = known.get(at)
      if (result !== undefined) break
      passed.push(at)
      if (hasOne(at, files) === has) result = at
      else if (at === ROOT) result = NONE
    }
    for (const at of passed) known.set(at, result)
    return result
  }

  return (directory, files, has) => {
    const start = lowestKnown(directory)
    const result = nearest(start.path, files, has)
    if (result === NONE) return null
    // A path is part of each path below it, as it is shown.
    let text = start.text
    for (let at = start.path; at !== result; at = paths.parent(at)) text = parentOf(text)
    return text
  }

  /** The directory, or the lowest above it that can be found: names that are not UTF-8 cannot. */
  function lowestKnown(directory: string): { readonly text: string; readonly path: PathId } {
    for (let text = directory; ; text = parentOf(text)) {
      const path = paths.find(text)
      if (path !== null) return { text, path }
    }
  }
}
