import type { DependencyRecord } from './dependencies.js'

/** Where a package comes from, by the name that package URLs have for it (purl-spec, "Known types"). */
export type PackageType = 'deb' | 'apk' | 'rpm' | 'npm' | 'pypi' | 'golang' | 'cargo' | 'maven' | 'gem' | 'composer'

/** A package as a database, a manifest or a binary in the image records it. */
export interface Package {
  readonly type: PackageType
  /** As the ecosystem's own command shows it: `libc6`, `@types/node`, `org.slf4j:slf4j-api`, `golang.org/x/net`. */
  readonly name: string
  readonly version: string
  /** Installed bytes, where the format records them; else null. */
  readonly bytes: number | null
}

/** What one file of an image tells of packages. */
export interface PackageRecord {
  readonly packages: readonly Package[]
  /**
   * Directories, absolute in the image, of installed packages that this lock file or database lists for development only.
   * They need not exist.
   */
  readonly development: readonly string[]
  /** What it says of dependencies; not there where it says nothing. */
  readonly dependencies?: DependencyRecord
  /** Types of packages that it may tell of and that are not known, as it could not be read; not there where it could. */
  readonly unreadable?: readonly PackageType[]
}

/** Of a file that could not be read, and that may tell of packages of these types; null where it tells of none in any case. */
export function unreadableRecord(types: readonly PackageType[]): PackageRecord | null {
  return types.length === 0 ? null : { packages: [], development: [], unreadable: types }
}

/** Reads one file as its bytes go by, in pieces of any length; a piece is only valid during the call. */
export interface PackageReader {
  write(piece: Buffer): void
  /** Throws an UnreadablePackages where the file is not what its name says. */
  end(): PackageRecord
}

/** A file of an image, before its bytes are read. */
export interface FileToRead {
  /** Without a slash at the start: `var/lib/dpkg/status`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly executable: boolean
}

/** A kind of database, manifest or binary. */
export interface PackageFormat {
  /** Of the packages that its files tell of; null where they tell only of packages that other files record. */
  readonly type: PackageType | null
  /** Decided by the path alone, for every file of an image: it has to be quick. */
  matches(file: FileToRead): boolean
  /** Whether its files say which packages only development needs: what of them cannot be read may be waste untold. */
  readonly tellsOfDevelopment?: true
  reader(file: FileToRead): PackageReader
}

/** A package database that is damaged, too big or of a kind that cannot be read. The message is for the reader of a report. */
export class UnreadablePackages extends Error {
  override readonly name = 'UnreadablePackages'
}
