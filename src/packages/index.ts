import { alpine } from './alpine.js'
import { composer } from './composer.js'
import { debian } from './debian.js'
import { fanOut } from './fan-out.js'
import { goBinary } from './go-binary.js'
import { javaArchive } from './java-archive.js'
import { nodeProject } from './node-project.js'
import { npm, npmLock } from './npm.js'
import type { FileToRead, PackageFormat, PackageReader, PackageType } from './package.js'
import { pnpm } from './pnpm.js'
import { python } from './python.js'
import { pythonLock } from './python-lock.js'
import { pythonRecord } from './python-record.js'
import { rpmDatabase } from './rpm-database.js'
import { ruby } from './ruby.js'
import { rustBinary } from './rust-binary.js'
import { startScript } from './start-script.js'
import { yarn } from './yarn.js'

const FORMATS: readonly PackageFormat[] = [
  debian,
  alpine,
  npm,
  npmLock,
  nodeProject,
  pnpm,
  yarn,
  python,
  pythonRecord,
  pythonLock,
  ruby,
  composer,
  startScript,
  rpmDatabase,
  javaArchive,
  goBinary,
  rustBinary,
]

/** Whether `file` is of a kind that says which packages only development needs. */
export function tellsOfDevelopment(file: FileToRead): boolean {
  return FORMATS.some((format) => format.tellsOfDevelopment === true && format.matches(file))
}

/** Types of the packages that `file` may tell of. */
export function packageTypesOf(file: FileToRead): readonly PackageType[] {
  return FORMATS.flatMap((format) => (format.type !== null && format.matches(file) ? [format.type] : []))
}

/** Who reads the packages that `file` tells of; null where it is of no known kind. */
export function packageReaderFor(file: FileToRead): PackageReader | null {
  const formats = FORMATS.filter((format) => format.matches(file))
  if (formats.length === 0) return null
  return fanOut(formats.map((format) => format.reader(file)))
}
