import { alpine } from './alpine.js'
import { composer } from './composer.js'
import { debian } from './debian.js'
import { fanOut } from './fan-out.js'
import { npm } from './npm.js'
import type { FileToRead, PackageFormat, PackageReader } from './package.js'
import { pnpm } from './pnpm.js'
import { python } from './python.js'
import { ruby } from './ruby.js'

const FORMATS: readonly PackageFormat[] = [
  debian,
  alpine,
  npm,
  pnpm,
  python,
  ruby,
  composer,
  // Binary formats: goBinary, rustBinary, javaArchive, rpmDatabase.
]

/** Who reads the packages that `file` tells of; null where it is of no known kind. */
export function packageReaderFor(file: FileToRead): PackageReader | null {
  const formats = FORMATS.filter((format) => format.matches(file))
  if (formats.length === 0) return null
  return fanOut(formats.map((format) => format.reader(file)))
}
