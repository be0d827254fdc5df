import type { Package } from './package.js'
import { isPlain } from './plain.js'

/** What the members of an archive tell of it, each null where it has none. */
export interface JavaTraits {
  /** Texts of META-INF/maven/GROUP/ARTIFACT/pom.properties. */
  readonly properties: readonly string[]
  readonly manifest: string | null
  /** Of the archive, without directories. */
  readonly fileName: string
}

/** An id of an artifact, which titles for people are not. */
const ID = /^[\w.-]+$/
/** A snapshot in a repository: `1.0-20240101.123456-1`. */
const SNAPSHOT = /^(.+)-(\d[\w.]*-\d{8}\.\d{6}-\d+)$/
/** The last number with a dot: `log4j-1.2-api-2.17.1`, `guava-31.1-jre`. One without may be anything: `linux-x86-64`. */
const RELEASE = /^(.+)-(\d\w*\.[^-]*(?:-\D.*|-\d[^.]*)?)$/
/** File systems have no longer names; those in archives can be of any length. */
const LONGEST_FILE_NAME = 255

/**
 * The packages that an archive is, or was put together from: as Maven wrote into it; else the one that its manifest's title
 * names, where that is an id; else the one of its file name, which is ARTIFACT-VERSION where it came from a repository; else
 * the bundle in its manifest, whose name is mostly that of a Java package; else the file's, with a version of the manifest's.
 * An archive without a version is none.
 * Source: Maven Archiver, "POM properties"; JAR File Specification, "Main Attributes"; OSGi Core, "Bundle Manifest Headers".
 */
export function javaPackages({ properties, manifest, fileName }: JavaTraits): readonly Package[] {
  const written = properties.flatMap((text) => fromProperties(text) ?? [])
  if (written.length > 0) return written
  const named = namedBy(manifestFields(manifest ?? ''), fileName.replace(/\.[^.]*$/, ''))
  return named === null ? [] : [named]
}

function fromProperties(text: string): Package | null {
  const fields = new Map<string, string>()
  for (const line of text.split(/[\r\n]/)) {
    const separator = line.search(/[=:]/)
    if (separator > 0) fields.set(line.slice(0, separator).trim(), line.slice(separator + 1).trim())
  }
  const [group, artifact] = [fields.get('groupId'), fields.get('artifactId')]
  if (!isFilledIn(group) || !isFilledIn(artifact)) return null
  return maven(`${group}:${artifact}`, fields.get('version'))
}

function namedBy(manifest: ReadonlyMap<string, string>, stem: string): Package | null {
  if (stem.length > LONGEST_FILE_NAME) return null
  const title = manifest.get('implementation-title')
  const symbolic = manifest.get('bundle-symbolicname')?.split(';')[0]?.trim()
  const version = manifest.get('implementation-version') ?? manifest.get('bundle-version')
  const [, name, number] = SNAPSHOT.exec(stem) ?? RELEASE.exec(stem) ?? []
  return (
    maven(title, manifest.get('implementation-version')) ??
    maven(name, number) ??
    maven(symbolic, manifest.get('bundle-version')) ??
    maven(stem, version)
  )
}

function maven(name: string | undefined, version: string | undefined): Package | null {
  if (!isFilledIn(name) || !isFilledIn(version) || !name.split(':').every((part) => ID.test(part))) return null
  return { type: 'maven', name, version, bytes: null }
}

/** Builds leave places to fill in, such as ${project.version}, in files that they should have filtered. */
function isFilledIn(value: string | undefined): value is string {
  return isPlain(value) && !/[\s${}@]/.test(value)
}

/** The main attributes by their names in lower case; a line that begins with a blank goes on with the one before. */
function manifestFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  const [main = ''] = text.replaceAll(/\r\n?/g, '\n').split('\n\n')
  for (const line of main.replaceAll('\n ', '').split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return fields
}
