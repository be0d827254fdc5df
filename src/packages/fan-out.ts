import { type PackageReader, type PackageRecord, UnreadablePackages } from './package.js'

/**
 * One reader of what may be of several kinds, as an executable may be Go's or Rust's. Where one of `readers` finds packages,
 * it is of that kind, and that another cannot read it is no fault of the file; where none does, the first fault is thrown.
 */
export function fanOut(readers: readonly PackageReader[]): PackageReader {
  const [only] = readers
  if (readers.length === 1 && only !== undefined) return only
  const left = new Set(readers)
  let fault: UnreadablePackages | undefined
  const attempt = (reader: PackageReader, act: () => void): void => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof UnreadablePackages)) throw error
      fault ??= error
      left.delete(reader)
    }
  }
  return {
    write(piece) {
      for (const reader of left) attempt(reader, () => reader.write(piece))
    },
    end() {
      const records: PackageRecord[] = []
      for (const reader of left) attempt(reader, () => records.push(reader.end()))
      const packages = records.flatMap((record) => record.packages)
      if (fault !== undefined && packages.length === 0) throw fault
      const [dependencies] = records.flatMap((record) => record.dependencies ?? [])
      const development = records.flatMap((record) => record.development)
      return dependencies === undefined ? { packages, development } : { packages, development, dependencies }
    },
  }
}
