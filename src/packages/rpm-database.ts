import { checkCount, LARGEST, wholeFile } from './collect.js'
import {
  type FileToRead,
  type Package,
  type PackageFormat,
  type PackageReader,
  type PackageRecord,
  UnreadablePackages,
} from './package.js'
import { isPlain } from './plain.js'
import { readRpmHeader } from './rpm-header.js'
import { DamagedSqlite, sqliteRows } from './sqlite-table.js'

/** Where rpm keeps its database: of old, since Fedora 36 and in openSUSE, and in images that ostree makes. */
const DIRECTORIES = ['var/lib/rpm/', 'usr/lib/sysimage/rpm/', 'usr/share/rpm/']
const SQLITE = 'rpmdb.sqlite'
/** Databases of other kinds, which are told of and not read. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['Packages', 'a Berkeley DB'],
  ['Packages.db', 'an ndb database'],
])

/** Keys for signatures stand in the database as if they were packages. */
const KEY = 'gpg-pubkey'

/**
 * rpm's database, as rpm 4.16 and newer have it by default: SQLite with a table of headers. What is in a -wal file beside it
 * is not read; rpm leaves that empty. The Berkeley DB of RHEL 8 and older and SUSE's ndb are unreadable.
 */
export const rpmDatabase: PackageFormat = {
  type: 'rpm',
  matches: ({ path }) => {
    const file = fileIn(path)
    return file === SQLITE || OTHERS.has(file)
  },
  reader: (file) => {
    const other = OTHERS.get(fileIn(file.path))
    if (other !== undefined) return unread(file, other)
    return wholeFile(file, (content) => readDatabase(file.path, content), LARGEST.database)
  },
}

function fileIn(path: string): string {
  const directory = DIRECTORIES.find((each) => path.startsWith(each))
  return directory === undefined ? '' : path.slice(directory.length)
}

function unread({ path, size }: FileToRead, kind: string): PackageReader {
  return {
    write() {
      // Told by its name.
    },
    end() {
      if (size > 0) throw new UnreadablePackages(`${path} is ${kind}, which is not read`)
      return { packages: [], development: [] }
    },
  }
}

function readDatabase(path: string, content: Buffer): PackageRecord {
  const packages: Package[] = []
  if (content.length === 0) return { packages, development: [] }
  try {
    for (const [, blob] of sqliteRows(content, 'Packages')) {
      const found = Buffer.isBuffer(blob) ? packageOf(blob) : undefined
      if (found === undefined) throw new UnreadablePackages(`${path} has a damaged header of a package`)
      if (found.name !== KEY) packages.push(found)
      checkCount(path, packages.length)
    }
  } catch (error) {
    if (error instanceof DamagedSqlite) throw new UnreadablePackages(`${path} is damaged: ${error.message}`)
    throw error
  }
  return { packages, development: [] }
}

function packageOf(blob: Buffer): Package | undefined {
  const header = readRpmHeader(blob)
  if (header === undefined) return undefined
  const { name, epoch, release, size } = header
  const version = `${epoch === null ? '' : `${epoch}:`}${header.version}-${release}`
  if (header.version === null || release === null || !isPlain(name) || !isPlain(version)) return undefined
  return { type: 'rpm', name, version, bytes: size }
}
