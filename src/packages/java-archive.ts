import { baseName } from '../posix-path.js'
import { createInflateStream } from './inflate-stream.js'
import { javaPackages } from './java-identity.js'
import { type Package, type PackageFormat, type PackageReader, UnreadablePackages } from './package.js'
import { detached } from './plain.js'
import { createZipWalk, DamagedZip, type ZipMember, type ZipSink, type ZipWalk } from './zip-walk.js'

const ARCHIVE = /\.(?:jar|war|ear|par|sar|hpi|jpi)$/i
/** Other things have the other endings too. */
const CERTAIN_ARCHIVE = /\.(?:jar|war|ear)$/i
/** How an archive without members begins. */
const EMPTY_ARCHIVE = Buffer.from('PK\x05\x06', 'latin1')
const PROPERTIES = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/
const MANIFEST = 'META-INF/MANIFEST.MF'

/** Archives in archives in archives: an ear has wars, and a war has jars. */
const DEEPEST = 4
/** Bytes of a text that are kept. A manifest's main attributes come first, and signatures of each file behind them. */
const LONGEST_TEXT = 64 * 1024
/** Texts of one archive; programs that were put together from all they need have some hundreds. */
const MOST_TEXTS = 4096
/** Bytes of all texts of one archive that are kept. */
const MOST_TEXT = 512 * 1024
/** Bytes that are inflated of one file: what is deflated well, and what lies in others, comes to some times its size. */
const MOST_INFLATED = 2 ** 30
/** Packages of one file. */
const MOST_PACKAGES = 20_000
/** Texts and archives in one file that are looked into; each takes some 50 microseconds. */
const MOST_MEMBERS = 50_000

/**
 * The packages of a Java archive and of those in it, to a depth of four: Spring Boot's BOOT-INF/lib, WEB-INF/lib, a jar that
 * holds what it needs. Those within that are damaged are left out. Nothing but a few small texts is kept.
 */
export const javaArchive: PackageFormat = {
  type: 'maven',
  matches: ({ path }) => ARCHIVE.test(path),
  reader: ({ path }) => createJavaReader(path),
}

/** A file that takes more work than it is worth. */
class TooMuch extends DamagedZip {}

/** What is left of the bounds that all archives of a file share. */
interface Budget {
  inflated: number
  packages: number
  members: number
}

function createJavaReader(path: string): PackageReader {
  const found: Package[] = []
  let start = Buffer.alloc(0)
  const walk = createArchiveWalk(path, 1, found, {
    inflated: MOST_INFLATED,
    packages: MOST_PACKAGES,
    members: MOST_MEMBERS,
  })
  return {
    write(piece) {
      if (start.length < EMPTY_ARCHIVE.length)
        start = Buffer.concat([start, piece.subarray(0, EMPTY_ARCHIVE.length - start.length)])
      named(path, () => walk.write(piece))
    },
    end() {
      named(path, () => {
        const isArchive = walk.end() || start.length === 0 || start.equals(EMPTY_ARCHIVE)
        if (!isArchive && CERTAIN_ARCHIVE.test(path)) throw new DamagedZip('it is none')
      })
      return { packages: found, development: [] }
    },
  }
}

/** Says of which file a fault is. */
function named(path: string, act: () => void): void {
  try {
    act()
  } catch (error) {
    // The library for deflate throws errors of its own.
    const what = error instanceof DamagedZip ? error.message : 'what is deflated in it is damaged'
    throw new UnreadablePackages(`${path} is a damaged archive: ${what}`)
  }
}

function createArchiveWalk(path: string, depth: number, found: Package[], budget: Budget): ZipWalk {
  const properties: string[] = []
  let manifest: string | null = null
  let kept = 0

  const walk = createZipWalk((member) => {
    const isArchive = depth < DEEPEST && ARCHIVE.test(member.path)
    if (member.path !== MANIFEST && !isArchive && !PROPERTIES.test(member.path)) return undefined
    if (budget.members-- <= 0) throw new TooMuch(`more than ${MOST_MEMBERS} texts and archives in it`)
    if (isArchive)
      return skippedWhereDamaged(inflated(member, createArchiveWalk(member.path, depth + 1, found, budget), budget))
    return textOf(member, (text) => (member.path === MANIFEST ? (manifest = text) : properties.push(text)))
  })

  function textOf(member: ZipMember, take: (text: string) => void): ZipSink | undefined {
    if (properties.length >= MOST_TEXTS || kept >= MOST_TEXT) return undefined
    const sink = textSink((text) => {
      kept += text.length
      take(text)
    })
    return inflated(member, sink, budget)
  }

  return {
    write: (piece) => walk.write(piece),
    end() {
      if (!walk.end()) return false
      const fileName = baseName(path)
      for (const each of javaPackages({ properties, manifest, fileName })) {
        if (budget.packages-- <= 0) throw new TooMuch(`more than ${MOST_PACKAGES} packages`)
        found.push({ ...each, name: detached(each.name), version: detached(each.version) })
      }
      return true
    },
  }
}

/** An archive in another one may be damaged on purpose, as those that tests come with: the rest is told all the same. */
function skippedWhereDamaged(sink: ZipSink): ZipSink {
  let isDamaged = false
  const attempt = (act: () => void): void => {
    if (isDamaged) return
    try {
      act()
    } catch (error) {
      if (error instanceof TooMuch) throw error
      isDamaged = true
    }
  }
  return { write: (piece) => attempt(() => sink.write(piece)), end: () => attempt(() => sink.end()) }
}

/** Gathers the start of a text. */
function textSink(take: (text: string) => void): ZipSink {
  const pieces: Buffer[] = []
  let length = 0
  return {
    write(piece) {
      if (length >= LONGEST_TEXT) return
      const part = Buffer.from(piece.subarray(0, LONGEST_TEXT - length))
      pieces.push(part)
      length += part.length
    },
    end: () => take(Buffer.concat(pieces).toString('utf8')),
  }
}

function inflated(member: ZipMember, sink: ZipSink, budget: Budget): ZipSink {
  if (!member.isDeflated) return sink
  const stream = createInflateStream((piece) => {
    budget.inflated -= piece.length
    if (budget.inflated < 0) throw new TooMuch(`it inflates to more than ${MOST_INFLATED} bytes`)
    sink.write(piece)
  })
  return {
    write: (piece) => stream.write(piece),
    end() {
      stream.end()
      sink.end()
    },
  }
}
