import { LONGEST_PATH } from '../../posix-path.js'
import { buildTools } from './build-tools.js'
import { bytecodeCache } from './bytecode-cache.js'
import { firstKind, type ByName } from './directory-table.js'
import { docsAndLocales } from './docs-and-locales.js'
import type { Classify, ImageFiles } from './file-kind.js'
import { packageCache } from './package-cache.js'
import { sources } from './sources.js'

/** Directories in directories: packages of Node.js that each hold their own come to some 40. What a directory takes grows with it. */
const DEEPEST = 128

/** In their order: of two rules that fit a file the first has it. A cache holds whole trees that the others would take apart. */
const RULES = [packageCache, buildTools, sources, docsAndLocales, bytecodeCache] as const

/** Tells of directories what there is to say of their files; of most nothing. Asking is dear: twice of the same is to be saved. */
export function createDirectories(image: ImageFiles): (directory: string) => ByName | null {
  const rules = RULES.map((rule) => rule(image))
  return (directory) => {
    const byName = isOfUse(directory) ? rules.flatMap((rule) => rule(directory) ?? []) : []
    return byName.length === 0 ? null : (name) => firstKind(byName, name)
  }
}

/** Says of the files of an image what kind of waste they are. What a directory's path decides is decided once in a row. */
export function createClassifier(image: ImageFiles): Classify {
  const ofDirectory = createDirectories(image)
  let last: string | null = null
  let byName: ByName | null = null
  return (directory, name) => {
    if (directory !== last) {
      last = directory
      byName = ofDirectory(directory)
    }
    return byName?.(name) ?? null
  }
}

/** From other directories nothing runs, and nothing is claimed of them. */
function isOfUse(directory: string): boolean {
  return directory.length <= LONGEST_PATH && directory.split('/', DEEPEST + 2).length <= DEEPEST + 1
}
