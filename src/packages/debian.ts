import { checkCount, LARGEST, wholeFile } from './collect.js'
import { headerField, linesOf } from './lines.js'
import { type Package, type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

const STATUS = 'var/lib/dpkg/status'
/** Images without dpkg (distroless) keep one stanza a file here. */
const STATUS_DIRECTORY = 'var/lib/dpkg/status.d/'

/** States in which a package's files are all in place (dpkg(1), "Package states"). */
const IN_PLACE = new Set(['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked'])

const WANTED = new Set(['package', 'status', 'version', 'architecture', 'multi-arch', 'installed-size'])
type Stanza = Map<string, string>

/** dpkg's database, or one stanza of it in a distroless image (deb-control(5); dpkg's lib/dpkg/parse.c). */
export const debian: PackageFormat = {
  type: 'deb',
  matches: ({ path }) => path === STATUS || isStanzaFile(path),
  reader: (file) => wholeFile(file, (content) => readStatus(file.path, content), LARGEST.database),
}

function isStanzaFile(path: string): boolean {
  if (!path.startsWith(STATUS_DIRECTORY) || path.endsWith('.md5sums')) return false
  return path.length > STATUS_DIRECTORY.length && !path.includes('/', STATUS_DIRECTORY.length)
}

function readStatus(path: string, content: Buffer): PackageRecord {
  // dpkg refuses its database without a last newline too: the last value may be half of one.
  if (path === STATUS && content.length > 0 && content.at(-1) !== 0x0a)
    throw new UnreadablePackages(`${path} ends in the middle of a line`)
  const stanzas: Stanza[] = []
  let written = 0
  let isNamed = false
  for (const stanza of stanzasOf(path, content)) {
    checkCount(path, ++written)
    isNamed ||= stanza.has('package')
    if (isInPlace(stanza, path)) stanzas.push(stanza)
  }
  if (written > 0 && !isNamed) throw new UnreadablePackages(`${path} names no package`)
  const native = stanzas.find((stanza) => stanza.get('package') === 'dpkg')?.get('architecture')
  return { packages: stanzas.flatMap((stanza) => packageOf(stanza, native) ?? []), development: [] }
}

/** Of each stanza the values that are wanted. */
function* stanzasOf(path: string, content: Buffer): Generator<Stanza, void> {
  let stanza: Stanza | null = null
  let number = 0
  for (const line of linesOf(content)) {
    number++
    if (line === '') {
      if (stanza !== null) yield stanza
      stanza = null
    } else if (!line.startsWith(' ') && !line.startsWith('\t')) {
      const field = headerField(line)
      if (field === null) throw new UnreadablePackages(`line ${number} of ${path} is no field of a package`)
      stanza ??= new Map<string, string>()
      if (WANTED.has(field[0])) stanza.set(...field)
    }
  }
  if (stanza !== null) yield stanza
}

/** Status is `WANT FLAG STATE`. A package without it is not installed for dpkg, and installed where there is no dpkg. */
function isInPlace(stanza: Stanza, path: string): boolean {
  const status = stanza.get('status')
  if (status === undefined) return path !== STATUS
  return IN_PLACE.has(status.split(/[ \t]+/)[2] ?? '')
}

function packageOf(stanza: Stanza, native: string | undefined): Package | null {
  const name = stanza.get('package')
  const version = stanza.get('version')
  if (!isPlain(name) || !isPlain(version)) return null
  const architecture = qualifier(stanza, native)
  return {
    type: 'deb',
    name: architecture === null ? name : `${name}:${architecture}`,
    version,
    bytes: sizeOf(stanza),
  }
}

/**
 * The architecture that `dpkg-query -W` shows behind a name (dpkg-query(1), `binary:Package`): of packages that may be
 * installed for several, and of foreign ones. dpkg's own architecture is the native one; without dpkg none is foreign.
 */
function qualifier(stanza: Stanza, native: string | undefined): string | null {
  const architecture = stanza.get('architecture')
  if (!isPlain(architecture)) return null
  if (stanza.get('multi-arch') === 'same') return architecture
  const foreign = native !== undefined && architecture !== native && architecture !== 'all'
  return foreign ? architecture : null
}

/** Installed-Size counts KiB (deb-control(5)). */
function sizeOf(stanza: Stanza): number | null {
  const size = stanza.get('installed-size') ?? ''
  const bytes = Number(size) * 1024
  return /^\d{1,15}$/.test(size) && Number.isSafeInteger(bytes) ? bytes : null
}
