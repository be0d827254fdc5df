import * as crypto from 'node:crypto'
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
import { type SecretKind, type SecretScan, secretScanFor } from './secret-scan.js'
import type { BodySink } from './tar.js'

/** What one file tells. */
export interface Inspection {
  /** 64 bits of the SHA-256 of its bytes: with the size they tell files of different content apart. */
  readonly contentHigh: number
  readonly contentLow: number
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

type Seen = Omit<Inspection, 'contentHigh' | 'contentLow'>

const NOTHING_SEEN: Seen = { packages: null, debug: 0, secret: null, troubles: [], hidesWaste: false }

function digestOf(salt: string, seen: Seen, onEnd: (inspection: Inspection) => void): BodySink {
  const digest = crypto.createHash('sha256').update(salt)
  return {
    write: (piece) => digest.update(piece),
    end: () => onEnd({ ...contentOf(digest.digest('hex')), ...seen }),
  }
}

function troubleOf(what: string): string {
  return `packages could not be read: ${what}`
}

function contentOf(digest: string): Pick<Inspection, 'contentHigh' | 'contentLow'> {
  return { contentHigh: Number.parseInt(digest.slice(0, 8), 16), contentLow: Number.parseInt(digest.slice(8, 16), 16) }
}

/**
 * The SHA-256 of a file of `size` bytes, as a text: a buffer would take six times as long. Most files come in one piece, and
 * are then spared a hash object each.
 */
function contentDigest(size: number): { write(piece: Buffer): void; end(): string } {
  let whole: string | null = null
  let digest: crypto.Hash | null = null
  return {
    write(piece) {
      // Node has it since 20.12.
      if (piece.length === size && 'hash' in crypto) whole = crypto.hash('sha256', piece)
      else (digest ??= crypto.createHash('sha256')).update(piece)
    },
    end: () => whole ?? (digest ?? crypto.createHash('sha256')).digest('hex'),
  }
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
        ...contentOf(content.end()),
        packages: troubles.length > 0 ? unreadableRecord(packageTypesOf(file)) : record,
        debug: elf?.end() ?? 0,
        secret: secret?.end() ?? null,
        troubles,
        hidesWaste: troubles.length > 0 && tellsOfDevelopment(file),
      })
    },
  }
}
