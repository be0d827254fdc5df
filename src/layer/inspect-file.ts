import { messageOf } from '../errors.js'
import { packageReaderFor, packageTypesOf, tellsOfDevelopment } from '../packages/index.js'
import {
  type FileToRead,
  type PackageReader,
  type PackageRecord,
  UnreadablePackages,
  unreadableRecord,
} from '../packages/package.js'
import { createElfScan, type ElfScan } from '../elf/elf-debug.js'
import { type Content, contentDigest, saltedDigest } from './content-digest.js'
import { type SecretKind, type SecretScan, secretScanFor } from './secret-scan.js'
import type { BodySink } from './tar.js'

/** What one file tells. */
export interface Inspection extends Content {
  /** Of a file whose packages could not be read a record that says so. */
  readonly packages: PackageRecord | null
  readonly debug: number
  readonly secret: SecretKind | null
  readonly troubles: readonly string[]
  /** Whether what could not be read tells of waste. */
  readonly hidesWaste: boolean
}

/** Of a file that nobody looks into: what tells its content apart. `salt` is of what its bytes alone do not tell. */
export function digestFile(salt: string, onEnd: (inspection: Inspection) => void): BodySink {
  return digestOf(salt, NOTHING_SEEN, onEnd)
}

/** The same of a file with holes, which no reader takes. */
export function digestHoles(file: FileToRead, salt: string, onEnd: (inspection: Inspection) => void): BodySink {
  const packages = unreadableRecord(packageTypesOf(file))
  const hidesWaste = tellsOfDevelopment(file)
  const isMissed = packages !== null || hidesWaste
  const troubles = isMissed ? [troubleOf(`${file.path} is stored with holes, which is not read`)] : []
  return digestOf(salt, { ...NOTHING_SEEN, packages, troubles, hidesWaste }, onEnd)
}

type Seen = Omit<Inspection, keyof Content>

const NOTHING_SEEN: Seen = { packages: null, debug: 0, secret: null, troubles: [], hidesWaste: false }

function digestOf(salt: string, seen: Seen, onEnd: (inspection: Inspection) => void): BodySink {
  const content = saltedDigest(salt)
  return {
    write: (piece) => content.write(piece),
    end: () => onEnd({ ...content.end(), ...seen }),
  }
}

function troubleOf(what: string): string {
  return `packages could not be read: ${what}`
}

/** Looks into a file while its bytes go by; `onEnd` gets what was seen. */
export function inspectFile(file: FileToRead, onEnd: (inspection: Inspection) => void): BodySink {
  const content = contentDigest(file.size)
  const troubles: string[] = []
  let elf: ElfScan | null | undefined
  let reader: PackageReader | null = attempt(() => packageReaderFor(file), null)
  const secret: SecretScan | null = secretScanFor(file)

  /** A package database that cannot be read costs its packages, never the layer's size. */
  function attempt<T>(act: () => T, otherwise: T): T {
    try {
      return act()
    } catch (error) {
      const what = error instanceof UnreadablePackages ? error.message : `${file.path}: ${messageOf(error)}`
      troubles.push(troubleOf(what))
      reader = null
      return otherwise
    }
  }

  return {
    write(piece) {
      content.write(piece)
      // The first byte of "\x7fELF".
      elf ??= elf === undefined && piece[0] === 0x7f ? createElfScan() : null
      elf?.write(piece)
      const current = reader
      if (current !== null) attempt(() => current.write(piece), undefined)
      secret?.write(piece)
    },
    end() {
      const current = reader
      const record = current === null ? null : attempt(() => current.end(), null)
      onEnd({
        ...content.end(),
        packages: troubles.length > 0 ? unreadableRecord(packageTypesOf(file)) : record,
        debug: elf?.end() ?? 0,
        secret: secret?.end() ?? null,
        troubles,
        hidesWaste: troubles.length > 0 && tellsOfDevelopment(file),
      })
    },
  }
}
