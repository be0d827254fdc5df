import { createSegmentWalk, type SegmentSink } from '../elf/elf-segments.js'
import { createStreamSearch } from '../elf/stream-search.js'
import { createSpan, type StreamSpan } from '../elf/stream-span.js'
import {
  GO_BUILD_INFO,
  GO_BUILD_INFO_ALIGNMENT,
  type GoBuildInfo,
  LARGEST_GO_BUILD_INFO,
  readGoBuildInfo,
} from './go-build-info.js'
import { type Package, type PackageFormat, type PackageReader, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

/** Bytes; Go's runtime alone is larger. */
const SMALLEST_PROGRAM = 512 * 1024
/** Places that are looked at closer. A program that looks for build information in others has one or two besides its own. */
const MOST_CANDIDATES = 64
/** Of these, how many may wait for more bytes at a time. */
const MOST_OPEN = 2

/** A commit in place of a release: `v0.0.0-20240102150405-abcdefabcdef`, `v1.2.4-0.2024...` (go.dev/ref/mod, "Pseudo-versions"). */
const PSEUDO_VERSION = /[-.]\d{14}-[0-9a-f]{12}(?:\+[\w.]+)*$/

/**
 * The modules in a program that Go 1.18 or newer built, and the standard library as `stdlib` with the version of Go.
 * Replaced modules have the name and the version of what replaced them; by a directory, their own name and no release.
 * The program's own module is listed where its version is a release: a version made of a commit, which changes with each
 * build, would tell nothing that the commit does not. Packed programs (UPX) and those of older Go tell nothing.
 */
export const goBinary: PackageFormat = {
  type: 'golang',
  matches: ({ executable, size }) => executable && size >= SMALLEST_PROGRAM,
  reader: ({ path }) => createGoReader(path),
}

function createGoReader(path: string): PackageReader {
  let info: GoBuildInfo | undefined
  let open: StreamSpan[] = []
  let candidates = 0
  // A program may hold another one as data of its own, but the linker's are in what is loaded as writable.
  const walk = createSegmentWalk(
    (loaded) => loaded.filter(({ isWritable, isExecutable }) => isWritable && !isExecutable),
    openSegment,
  )

  function openSegment(): SegmentSink {
    const search = createStreamSearch(GO_BUILD_INFO)
    let start: number | undefined
    return (piece, offset) => {
      if (info !== undefined) return
      const first = (start ??= offset)
      for (const span of open) span.write(piece, offset)
      search.write(piece, (place) => {
        if ((first + place) % GO_BUILD_INFO_ALIGNMENT === 0) consider(first + place, piece, offset)
        return undefined
      })
      judge()
    }
  }

  function consider(place: number, piece: Buffer, offset: number): void {
    if (open.length === MOST_OPEN || ++candidates > MOST_CANDIDATES) return
    const span = createSpan(place, place + LARGEST_GO_BUILD_INFO)
    // Its first bytes may have gone by with the piece before.
    span.write(GO_BUILD_INFO, place)
    span.write(piece, offset)
    open.push(span)
  }

  function judge(): void {
    open = open.filter((span) => {
      const told = readGoBuildInfo(span.bytes())
      if (typeof told === 'object') info ??= told
      else if (typeof told === 'number' && told > LARGEST_GO_BUILD_INFO)
        throw new UnreadablePackages(`${path} has Go build information of ${told} bytes, which is not read`)
      return typeof told === 'number'
    })
  }

  return {
    write: (piece) => walk.write(piece),
    end: () => ({ packages: info === undefined ? [] : [...standardLibrary(info), ...modules(info)], development: [] }),
  }
}

/** Named as other tools do that list what is in an image. */
function standardLibrary({ version }: GoBuildInfo): readonly Package[] {
  const word = version.split(' ').find((each) => /^go\d/.test(each))
  return word === undefined ? [] : [golang('stdlib', word.slice('go'.length))]
}

function modules(info: GoBuildInfo): readonly Package[] {
  const found: Package[] = []
  /** Whether the line before was a dependency's, which a next one may replace. */
  let isReplaceable = false
  for (const line of info.modules.split('\n')) {
    const [kind, name, version = ''] = line.split('\t')
    const isDependency = kind === 'dep'
    if (isPlain(name) && isPlain(version)) {
      if (isDependency) found.push(golang(name, version))
      else if (kind === '=>' && isReplaceable) replaceLast(found, name, version)
      else if (kind === 'mod' && isRelease(version)) found.push(golang(name, version))
    }
    isReplaceable = isDependency
  }
  return found
}

function replaceLast(found: Package[], name: string, version: string): void {
  const replaced = found.pop()
  if (replaced === undefined) return
  const isDirectory = /^(?:\.{0,2}\/|[A-Za-z]:)/.test(name) || name === '.' || name === '..'
  found.push(golang(isDirectory ? replaced.name : name, version))
}

function isRelease(version: string): boolean {
  return version !== '(devel)' && !PSEUDO_VERSION.test(version)
}

function golang(name: string, version: string): Package {
  return { type: 'golang', name, version, bytes: null }
}
