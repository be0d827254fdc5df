/** What Go's linker writes into each executable. */
export interface GoBuildInfo {
  /** `go1.22.5`, `go1.22.5 X:boringcrypto`, `devel go1.23-3afb8d7ba4 Fri ...`. */
  readonly version: string
  /** Lines of fields with tabs between them, as runtime/debug.BuildInfo has them; empty where it was built without modules. */
  readonly modules: string
}

export const GO_BUILD_INFO = Buffer.from('\xff Go buildinf:', 'latin1')
/** The linker puts it at a place that is a multiple of this. */
export const GO_BUILD_INFO_ALIGNMENT = 16
/** Bytes. Of the largest programs' dependencies it has some 100 KB. */
export const LARGEST_GO_BUILD_INFO = 512 * 1024

const FLAGS_AT = 15
const INLINE = 2
const TEXT_AT = 32
const LONGEST_VERSION = 256
/** What stands before and behind the lines of modules. */
const START_MARK = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex')
const END_MARK = Buffer.from('f932433186182072008242104116d8f2', 'hex')

/**
 * Reads Go build information of the form that Go 1.18 and newer write. Returns 'other' where the bytes are none, as in
 * programs that look for it in others, or of the older form, which has pointers to what the running program would hold;
 * a number where so many bytes from the start are needed to tell.
 * Source: Go, src/debug/buildinfo/buildinfo.go ("rawBuildInfo", "readRawBuildInfo").
 */
export function readGoBuildInfo(bytes: Buffer): GoBuildInfo | 'other' | number {
  const flags = bytes[FLAGS_AT]
  if (flags === undefined) return FLAGS_AT + 1
  if ((flags & INLINE) === 0) return 'other'
  const first = lengthAt(bytes, TEXT_AT)
  if (typeof first !== 'object') return first
  if (first.length === 0 || first.length > LONGEST_VERSION) return 'other'
  const versionEnd = first.end + first.length
  if (bytes.length < versionEnd) return versionEnd
  const version = bytes.toString('latin1', first.end, versionEnd)
  if (!/^(?:go\d|devel )[\x20-\x7e]*$/.test(version)) return 'other'
  const modules = lengthAt(bytes, versionEnd)
  if (typeof modules !== 'object') return modules
  if (modules.length === 0) return { version, modules: '' }
  const mark = bytes.subarray(modules.end, modules.end + START_MARK.length)
  if (!mark.equals(START_MARK.subarray(0, mark.length))) return 'other'
  const modulesEnd = modules.end + modules.length
  if (bytes.length < modulesEnd) return modulesEnd
  const text = bytes.subarray(modules.end + START_MARK.length, modulesEnd - END_MARK.length)
  if (!bytes.subarray(modulesEnd - END_MARK.length, modulesEnd).equals(END_MARK)) return 'other'
  return { version, modules: text.toString('utf8') }
}

/** A varint as Go's encoding/binary writes it, and where it ends; a file's text has no more than 2^28 bytes. */
function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly end: number } | 'other' | number {
  let length = 0
  for (let index = 0; index < 4; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) return at + index + 1
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { length, end: at + index + 1 }
  }
  return 'other'
}
