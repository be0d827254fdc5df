import { type FileToRead, type PackageReader, type PackageRecord, UnreadablePackages } from './package.js'

/** Databases are held whole while they are parsed; the largest seen in practice have a few megabytes. */
const LARGEST = 64 * 2 ** 20

/**
 * A reader that gathers the whole file for `parse`. One that is too big is refused before a byte is kept, and one of
 * another length than its header says is not parsed: what is cut short may end in half a name. Both are told at the end.
 */
export function wholeFile(file: FileToRead, parse: (content: Buffer) => PackageRecord): PackageReader {
  if (file.size > LARGEST) return refused(`${file.path} has ${file.size} bytes, more than ${LARGEST} are not read`)
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
