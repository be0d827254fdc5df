import { LONGEST_PATH } from '../posix-path.js'
import { wholeFile } from './collect.js'
import { linePlaces } from './lines.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'
import { isInstalled } from './python.js'

const RECORD = '.dist-info/RECORD'
/** The largest distributions have some 20 000 files. */
const MOST_FILES = 500_000

/** Which files installed Python distributions have (packaging.python.org, "Recording installed projects", "The RECORD file"). */
export const pythonRecord: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) => path.endsWith(RECORD) && isInstalled(path, 1),
  reader: (file) => wholeFile(file, (content) => readRecord(file.path, content)),
}

/** `PATH,HASH,SIZE` in each line, as CSV; paths are relative to the directory that the `.dist-info` is in. */
function readRecord(path: string, content: Buffer): PackageRecord {
  const files = new Map<string, string[]>()
  let count = 0
  for (const { start, end } of linePlaces(content)) {
    const file = end - start > LONGEST_PATH ? null : firstColumn(content.toString('utf8', start, end))
    // What is absolute lies outside the environment, where others may have put it.
    if (!isPlain(file, LONGEST_PATH) || file.startsWith('/')) continue
    if (count++ === MOST_FILES) throw new UnreadablePackages(`${path} lists more than ${MOST_FILES} files`)
    const slash = file.lastIndexOf('/') + 1
    const directory = file.slice(0, slash)
    const names = files.get(directory)
    if (names === undefined) files.set(directory, [file.slice(slash)])
    else names.push(file.slice(slash))
  }
  return { packages: [], development: [], dependencies: { kind: 'python-files', files: [...files] } }
}

/** In quotes where there is a comma in it. */
function firstColumn(line: string): string | null {
  if (!line.startsWith('"')) {
    const comma = line.indexOf(',')
    return comma < 0 ? null : line.slice(0, comma)
  }
  const quoted = /^"((?:[^"]|"")*)",/.exec(line)?.[1]
  return quoted === undefined ? null : quoted.replaceAll('""', '"')
}
