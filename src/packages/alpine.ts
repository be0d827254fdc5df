import { checkCount, LARGEST, wholeFile } from './collect.js'
import { linesOf } from './lines.js'
import { type Package, type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

/** apk 3 keeps it below /usr on systems where /lib is merged into it. */
const DATABASES = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed'])

/** apk's database of installed packages (apk-tools, apk-v2(5) and src/database.c; Alpine wiki, "Apk spec"). */
export const alpine: PackageFormat = {
  type: 'apk',
  matches: ({ path }) => DATABASES.has(path),
  reader: (file) => wholeFile(file, (content) => readInstalled(file.path, content), LARGEST.database),
}

/** Stanzas of lines with a letter, a colon and a value: P is the name, V the version, I the installed bytes. */
function readInstalled(path: string, content: Buffer): PackageRecord {
  if (content.length > 0 && content.at(-1) !== 0x0a)
    throw new UnreadablePackages(`${path} ends in the middle of a line`)
  const packages: Package[] = []
  let name: string | undefined
  let version: string | undefined
  let size: string | undefined
  const finish = (): void => {
    if (isPlain(name) && isPlain(version)) packages.push({ type: 'apk', name, version, bytes: bytesOf(size) })
    checkCount(path, packages.length)
    name = version = size = undefined
  }
  let named = false
  let number = 0
  for (const line of linesOf(content)) {
    number++
    if (line === '') {
      finish()
      continue
    }
    // Most lines are of files and their checksums.
    switch (line.slice(0, 2)) {
      case 'P:':
        name = line.slice(2)
        named = true
        break
      case 'V:':
        version = line.slice(2)
        break
      case 'I:':
        size = line.slice(2)
        break
      default:
        if (!/^[A-Za-z]:/.test(line)) throw new UnreadablePackages(`line ${number} of ${path} is no field of a package`)
    }
  }
  finish()
  if (!named && content.some((byte) => byte !== 0x0a)) throw new UnreadablePackages(`${path} names no package`)
  return { packages, development: [] }
}

function bytesOf(size = ''): number | null {
  const bytes = Number(size)
  return /^\d{1,16}$/.test(size) && Number.isSafeInteger(bytes) ? bytes : null
}
