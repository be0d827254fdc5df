import type { Inside } from '../../explain/inside.js'
import { PRESENT } from '../../explain/path-sizes.js'
import { baseName, parentOf } from '../../posix-path.js'

/** A shell script of an image by its absolute path; its text is null where it could not be read. */
type Script = readonly [path: string, text: string | null]

/** The shell scripts of an image that a word of a command, or of a script, may name. */
export type FindScripts = (word: string) => readonly Script[]

/** Scripts of one name, or in one directory, that are looked at. */
const MOST_ALIKE = 50

/** A script's name says that it is one; others are found by a path, or where programs lie. */
const ENDING = /\.(?:ba)?sh$/

/** What is run as a whole: `/docker-entrypoint.d`, `/docker-entrypoint.d/*`, `/app/hooks/*.sh`. */
const ALL_OF = /^(\/.+\.d)(?:\/\*?)?$|^(\/.+)\/\*\.(?:ba)?sh$/

/** What a path begins with where it is not known in which directory: `./`, `../`, `$HOME/`. */
const SOMEWHERE = /^(?:(?:\.{1,2}|\$\w*)\/)+/

/** Nobody knows in which directory a command runs, nor where links lead: what may be meant counts. */
export function startScripts({ records, shown, names: { paths } }: Inside): FindScripts {
  const byName = new Map<string, Script[]>()
  const byDirectory = new Map<string, Script[]>()
  for (const [id, { dependencies }] of records) {
    if (dependencies?.kind !== 'start-script') continue
    const path = paths.path(id)
    addTo(byName, baseName(path), [path, dependencies.text])
    addTo(byDirectory, parentOf(path), [path, dependencies.text])
  }
  const mayBeElsewhere = (path: string): boolean => {
    const present = shown.present[paths.find(path) ?? -1] ?? 0
    return present !== PRESENT.file && present !== PRESENT.directory
  }
  return (word) => {
    const [, whole, part] = ALL_OF.exec(word) ?? []
    const directory = whole ?? part
    if (directory !== undefined) return byDirectory.get(directory) ?? []
    const alike = byName.get(baseName(word)) ?? []
    if (alike.length === 0) return []
    if (!word.includes('/')) return ENDING.test(word) ? alike : alike.filter(([path]) => isProgram(path))
    if (word.startsWith('/')) {
      const same = alike.filter(([path]) => path === word)
      return same.length === 0 && mayBeElsewhere(word) ? alike : same
    }
    const end = `/${word.replace(SOMEWHERE, '')}`
    return alike.filter(([path]) => path.endsWith(end))
  }
}

function addTo(scripts: Map<string, Script[]>, key: string, script: Script): void {
  const all = scripts.get(key)
  if (all === undefined) scripts.set(key, [script])
  else if (all.length < MOST_ALIKE) all.push(script)
}

/** Whether it is found by its name alone (PATH). */
function isProgram(path: string): boolean {
  return /\/s?bin\/[^/]+$/.test(path)
}
