import { type FileToRead, type PackageReader, type PackageRecord, UnreadablePackages } from './package.js'

/** Databases are held whole while they are parsed; the largest seen in practice have a few megabytes. */
const LARGEST = 32 * 2 ** 20

/** A reader that gathers the whole file for `parse`. One that is too big is refused before a byte is kept. */
export function wholeFile(file: FileToRead, parse: (content: Buffer) => PackageRecord): PackageReader {
  if (file.size > LARGEST)
    throw new UnreadablePackages(`${file.path} has ${file.size} bytes, more than ${LARGEST} are not read`)
  const content = Buffer.allocUnsafe(file.size)
  let length = 0
  return {
    write(piece) {
      length += piece.copy(content, length)
    },
    end: () => parse(content.subarray(0, length)),
  }
}
