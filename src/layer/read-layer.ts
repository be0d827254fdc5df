import { createHash } from 'node:crypto'
import { GateError, messageOf } from '../errors.js'
import { LONGEST_PATH } from '../posix-path.js'
import type { PackageRecord } from '../packages/package.js'
import { type Bounds, decompress } from './decompress.js'
import { digestFile, digestHoles, type Inspection, inspectFile } from './inspect-file.js'
import { createKeptRecords, MOST_RECORDED } from './kept-records.js'
import { createLayerFiles, type FileNames, KIND, type Kind, type LayerFiles } from './layer-files.js'
import type { PathId } from './path-table.js'
import { type BodySink, createTarWalk, type TarEntry } from './tar.js'
import { notTar, readable } from './tar-header.js'
import type { SecretKind } from './secret-scan.js'

/** What was seen in a layer, apart from how much it weighs. */
export interface LayerContents {
  readonly files: LayerFiles
  /** What databases, manifests and binaries record, by their paths; those that could not be read are among them. */
  readonly packages: ReadonlyMap<PathId, PackageRecord>
  /** Bytes of debug and symbol sections of ELF files, by their paths. */
  readonly debug: ReadonlyMap<PathId, number>
  /** Files that hold what opens something, by their paths; never what they hold. */
  readonly secrets: ReadonlyMap<PathId, SecretKind>
  /** What could not be read, in words; the size stands all the same. */
  readonly troubles: readonly string[]
  /** Whether something that tells of waste is among it. */
  readonly hidesWaste: boolean
}

export interface ReadLayer {
  /** The sum of the regular files' bytes. */
  readonly bytes: number
  readonly contents: LayerContents
}

/** How an archive says that something below is gone. */
export type Deletions = 'whiteouts' | 'devices'

export interface ArchiveForm {
  /** The directory that holds the layer in the archive; '' where it is the archive's own root. */
  readonly root: string
  /** `whiteouts` as in OCI images (image-spec, layer.md, "Whiteouts"), `devices` 0/0 as overlayfs keeps them. */
  readonly deletions: Deletions
}

const LAYER: ArchiveForm = { root: '', deletions: 'whiteouts' }

/** How to read a layer where it is not one of an OCI image that can be trusted. */
export interface ReadOptions {
  readonly form?: ArchiveForm
  readonly bounds?: Bounds
  /** The digest that its archive must have, where nobody has checked that. */
  readonly diffId?: string | null
}

/**
 * Reads a layer from its blob, once: a tar stream, plain or compressed with gzip or zstd. Memory grows with the number of
 * files, some 40 bytes each, not with their bytes.
 * Throws a GateError where the stream is cut off, damaged, of another digest, no tar archive or a compression bomb.
 */
export async function readLayer(
  blob: AsyncIterable<Buffer>,
  names: FileNames,
  { form = LAYER, bounds, diffId = null }: ReadOptions = {},
): Promise<ReadLayer> {
  const reader = layerReader(names, form)
  const digest = diffId === null ? null : createHash('sha256')
  const take = (piece: Buffer): void => {
    digest?.update(piece)
    reader.write(piece)
  }
  try {
    await decompress(blob, take, bounds)
  } catch (error) {
    if (error instanceof GateError) throw error
    throw new GateError('environment', `The layer cannot be read: ${messageOf(error)}.`, null, error)
  }
  const found = digest === null ? null : `sha256:${digest.digest('hex')}`
  if (found !== diffId) {
    throw new GateError(
      'environment',
      `The layer is not the one that its image names: it should have the digest ${diffId}, and has ${found}.`,
      'No engine can unpack such an image. Pull or build it anew, or use another base image.',
    )
  }
  return reader.end()
}

export interface LayerReader {
  write(piece: Buffer): void
  /** Throws a GateError where the archive is cut off. */
  end(): ReadLayer
}

/** Reads a layer from the pieces of its tar stream. */
export function layerReader(names: FileNames, form = LAYER): LayerReader {
  const files = createLayerFiles(names.paths)
  const packages = createKeptRecords()
  const debug = new Map<PathId, number>()
  const secrets = new Map<PathId, SecretKind>()
  const troubles = new Set<string>()
  /** Where deletions are devices, those of them that are no links. */
  const devices = new Set<PathId>()
  let hidesWaste = false
  let bytes = 0

  function add(path: PathId, kind: Kind, entry: TarEntry): number {
    const access = names.accessOf(entry)
    const target = kind === KIND.hardLink ? names.paths.intern(inLayer(entry.target, form)) : 0
    return files.add({ path, kind, size: entry.size, contentHigh: 0, contentLow: target, access })
  }

  function note(path: PathId, inspection: Inspection): void {
    hidesWaste ||= inspection.hidesWaste
    if (inspection.packages !== null && !packages.keep(path, inspection.packages)) {
      hidesWaste = true
      troubles.add(`packages could not be read: the layer records more of them than ${MOST_RECORDED} bytes`)
    }
    if (inspection.debug > 0) debug.set(path, inspection.debug)
    if (inspection.secret !== null) secrets.set(path, inspection.secret)
    for (const trouble of inspection.troubles) if (troubles.size < MOST_TROUBLES) troubles.add(trouble)
  }

  /** overlayfs links what it deletes to one device, of which an archive has all names but the first as hard links. */
  function isLinkedDevice({ type, target }: TarEntry): boolean {
    return type === 'link' && devices.size > 0 && devices.has(names.paths.intern(inLayer(target, form)))
  }

  const walk = createTarWalk((entry): BodySink | undefined => {
    const name = inLayer(entry.path, form)
    const deletion = isLinkedDevice(entry) ? { path: name, kind: KIND.deleted } : deletionOf(name, entry, form)
    if (form.deletions === 'devices' && entry.isNoDevice) devices.add(names.paths.intern(name))
    if (deletion !== null) {
      if (deletion.kind !== null) add(names.paths.intern(deletion.path), deletion.kind, { ...entry, size: 0 })
      return undefined
    }
    count(entry.size)
    const path = names.paths.intern(name)
    const index = add(path, KINDS[entry.type], entry)
    if (entry.type !== 'file' || entry.size === 0) return undefined
    const keep = (inspection: Inspection): void => {
      files.setContent(index, inspection.contentHigh, inspection.contentLow)
      note(path, inspection)
    }
    // No file system has such a path.
    if (name.length > LONGEST_PATH) return digestFile(entry.isSparse ? name : '', keep)
    const plain = name.replace(/^\.?\//, '')
    const shown = ODD_PATH.test(plain) ? names.paths.path(path).slice(1) : readable(plain)
    const file = { path: shown, size: entry.size, executable: (entry.mode & 0o111) !== 0 }
    return entry.isSparse ? digestHoles(file, name, keep) : inspectFile(file, keep)
  })

  function count(size: number): void {
    bytes += size
    if (!Number.isSafeInteger(bytes)) throw notTar('files of more than 8 PiB')
  }

  return {
    write: (piece) => walk.write(piece),
    end() {
      walk.end()
      return {
        bytes,
        contents: {
          files: files.finish(),
          packages: packages.records,
          debug,
          secrets,
          troubles: [...troubles],
          hidesWaste,
        },
      }
    },
  }
}

/** A layer with more of them is damaged throughout. */
const MOST_TROUBLES = 20
/** With parts that lead nowhere, back or up. */
const ODD_PATH = /(?:^|\/)\.{0,2}(?:\/|$)/

const KINDS: Readonly<Record<TarEntry['type'], Kind>> = {
  file: KIND.file,
  link: KIND.hardLink,
  symlink: KIND.symlink,
  directory: KIND.directory,
  device: KIND.other,
  other: KIND.other,
}

function inLayer(path: string, { root }: ArchiveForm): string {
  if (root === '' || !path.startsWith(root)) return path
  return path.length === root.length ? '' : path[root.length] === '/' ? path.slice(root.length + 1) : path
}

/**
 * What a whiteout deletes; a `kind` of null for what only a storage driver needs to know, and for whiteouts of no name of
 * a file, which engines refuse.
 */
function deletionOf(
  path: string,
  entry: TarEntry,
  { deletions }: ArchiveForm,
): { readonly path: string; readonly kind: Kind | null } | null {
  if (deletions === 'devices') return entry.isNoDevice ? { path, kind: KIND.deleted } : null
  const end = path.endsWith('/') ? path.length - 1 : path.length
  const start = path.lastIndexOf('/', end - 1) + 1
  if (!path.startsWith('.wh.', start)) return null
  const directory = path.slice(0, start)
  const name = path.slice(start + '.wh.'.length, end)
  if (name === '.wh..opq') return { path: directory, kind: KIND.opaque }
  const isOfNoFile = name.startsWith('.wh.') || name === '' || name === '.' || name === '..'
  return isOfNoFile ? { path, kind: null } : { path: directory + name, kind: KIND.deleted }
}
