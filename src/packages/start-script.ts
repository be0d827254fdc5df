import { baseName } from '../posix-path.js'
import { commandsIn } from '../shell-script.js'
import type { StartScript } from './dependencies.js'
import type { FileToRead, PackageFormat, PackageReader } from './package.js'

/** Bytes of a script. Official images start with some 20 kB at most. */
const LARGEST_SCRIPT = 64 * 2 ** 10
/** Characters that are kept of it, without its comments: what MySQL's image starts with has some 14 kB then. */
const LONGEST_TEXT = 16 * 2 ** 10
/** Of a larger file: as much as Linux reads of a first line (BINPRM_BUF_SIZE). */
const LONGEST_FIRST_LINE = 256
const LONGEST_NAME = 100

/** What containers are started with where no ending says that it is a script: `docker-entrypoint`, `start-web`, `run`. */
const NAMED =
  /(?:^|[-_.])(?:entry[-_]?point(?:[-_.][\w.-]*)?|(?:start|run|init|boot|bootstrap|launch|serve|server|web|worker|cmd|migrate|release)(?:[-_][\w-]*)?)$/

/** Where programs of the user's own may have any name: not a distribution's. */
const PROGRAM = /(?:^|\/)bin\/[\w-]+$/
const OF_DISTRIBUTION = /^(?:usr\/)?s?bin\//

/** Where other people's scripts lie, of which no image starts one. Not /usr/src: Node's images have their program there. */
const ELSEWHERE =
  /(?:^|\/)(?:node_modules|bower_components|site-packages|dist-packages|vendor|gems|\.git)\/|^(?:usr\/)?lib(?:32|64|x32)?\/|^usr\/(?:share|include|local\/(?:go|cargo|rustup)|src\/(?:linux|python|php)[^/]*)\/|^etc\/(?:init|rc[\dS]|cron|profile)[\w.]*\/|^(?:proc|sys|var\/(?:lib|cache|log))\//

const SHELL = /^(?:ba|da|a|k|mk|pdk|z)?sh$/

/** Shell scripts that an image may start: what they run is needed in it. */
export const startScript: PackageFormat = {
  type: null,
  matches: (file) => (mayStart(baseName(file.path)) || isProgram(file)) && !ELSEWHERE.test(file.path),
  reader: (file) => createReader(file),
}

function isProgram({ path, size, executable }: FileToRead): boolean {
  return executable && size <= LARGEST_SCRIPT && PROGRAM.test(path) && !OF_DISTRIBUTION.test(path)
}

function mayStart(name: string): boolean {
  return name.length <= LONGEST_NAME && (hasEnding(name) || NAMED.test(name))
}

function hasEnding(name: string): boolean {
  return name.endsWith('.sh') || name.endsWith('.bash')
}

/** A program that is called so is larger, and tells nothing: of what is too large no more is kept than its first line. */
function createReader({ path, size }: FileToRead): PackageReader {
  const isTooLarge = size > LARGEST_SCRIPT
  const content = Buffer.alloc(isTooLarge ? LONGEST_FIRST_LINE : size)
  let length = 0
  return {
    write(piece) {
      if (length < content.length) length += piece.copy(content, length)
    },
    end() {
      const text = content.toString('utf8', 0, length)
      const isBinary = text.includes('\0')
      if (!isShellScript(path, text, isBinary)) return { packages: [], development: [] }
      const commands = isTooLarge || isBinary ? null : commandsIn(text)
      const isKept = commands !== null && commands.length <= LONGEST_TEXT
      const dependencies: StartScript = { kind: 'start-script', text: isKept ? commands : null }
      return { packages: [], development: [], dependencies }
    },
  }
}

/** By its first line (`#!/usr/bin/env bash`, `#!/command/with-contenv sh`) or, where it has none of the kind, its name. */
function isShellScript(path: string, text: string, isBinary: boolean): boolean {
  if (!text.startsWith('#!')) return hasEnding(path) && !isBinary
  const [first = ''] = text.slice(2, LONGEST_FIRST_LINE).split('\n', 1)
  return first.split(/\s+/).some((word) => SHELL.test(baseName(word)))
}
