import { type FileToRead, type PackageReader, type PackageRecord, UnreadablePackages } from './package.js'

/**
 * Bytes of a file, which is held whole while it is parsed; several times what the largest have that are seen in practice. What
 * is parsed takes some times as much memory.
 */
export const LARGEST = {
  /** What one package says of itself. */
  manifest: 2 ** 20,
  /** The same with a description in it. */
  metadata: 4 * 2 ** 20,
  /** What one project needs, or one package holds. */
  list: 16 * 2 ** 20,
  /** All packages of a system. */
  database: 64 * 2 ** 20,
} as const

/** Packages of one database. All of Debian, which nobody installs, are some 60 000. */
const MOST_PACKAGES = 50_000

/** Throws an UnreadablePackages where a file has so many packages that nobody can have installed them. */
export function checkCount(file: string, packages: number): void {
  if (packages > MOST_PACKAGES)
    throw new UnreadablePackages(`${file} has more than ${MOST_PACKAGES} packages, which are not read`)
}

/**
 * A reader that gathers the whole file for `parse`. One that is too big is refused before a byte is kept, and one of
 * another length than its header says is not parsed: what is cut short may end in half a name. Both are told at the end.
 */
export function wholeFile(
  file: FileToRead,
  parse: (content: Buffer) => PackageRecord,
  largest: number = LARGEST.list,
): PackageReader {
  if (file.size > largest) return refused(`${file.path} has ${file.size} bytes, more than ${largest} are not read`)
  const content = Buffer.allocUnsafe(file.size)
  let length = 0
  return {
    write(piece) {
      piece.copy(content, Math.min(length, file.size))
      length += piece.length
    },
    end() {
      if (length !== file.size)
        throw new UnreadablePackages(`${file.path} should have ${file.size} bytes, and ${length} came`)
      return parse(content)
    },
  }
}

function refused(message: string): PackageReader {
  return {
    write() {
      // Not kept.
    },
    end() {
      throw new UnreadablePackages(message)
    },
  }
}
