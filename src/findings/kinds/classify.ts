import { LONGEST_PATH } from '../../longest-path.js'
import { buildTools } from './build-tools.js'
import { bytecodeCache } from './bytecode-cache.js'
import { firstKind, type ByName } from './directory-table.js'
import { docsAndLocales } from './docs-and-locales.js'
import type { Classify, ImageFiles } from './file-kind.js'
import { packageCache } from './package-cache.js'
import { sources } from './sources.js'

/** In their order: of two rules that fit a file the first has it. A cache holds whole trees that the others would take apart. */
const RULES = [packageCache, buildTools, sources, docsAndLocales, bytecodeCache] as const

/** Says of the files of an image what kind of waste they are. What a directory's path decides is decided once in a row. */
export function createClassifier(image: ImageFiles): Classify {
  const rules = RULES.map((rule) => rule(image))
  let last: string | null = null
  let byName: readonly ByName[] = []
  return (directory, name) => {
    if (directory !== last) {
      last = directory
      // Nothing runs from there, and nothing is claimed of it.
      byName = directory.length > LONGEST_PATH ? [] : rules.flatMap((rule) => rule(directory) ?? [])
    }
    return firstKind(byName, name)
  }
}
