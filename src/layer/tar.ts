import {
  BLOCK,
  cString,
  memberOf,
  notTar,
  numeric,
  paxRecords,
  type Records,
  type TarEntry,
  verifyChecksum,
} from './tar-header.js'

export type { TarEntry }

/** Where the bytes of a member go, as they lie in the archive; a piece is only valid during the call. */
export interface BodySink {
  write(piece: Buffer): void
  /** After the last of them. Not called where there are none. */
  end(): void
}

/** Takes an archive in pieces of any length. */
export interface TarWalk {
  write(chunk: Buffer): void
  /** Throws where the archive stops in the middle of a member. */
  end(): void
}

/** Extended headers are held in memory. Go's archive/tar, and so the engines, refuse larger ones too. */
const LARGEST_EXTENDED_HEADER = 2 ** 20

/**
 * Walks over a tar archive in any of its dialects (v7, ustar, PAX, GNU with long names, base-256 numbers and sparse
 * files) and hands each member to `onEntry`, which returns a sink where it wants the member's bytes. Nothing but one
 * header is held in memory. Sizes and names follow Go's archive/tar, which the engines write, count and unpack with: so
 * a global PAX header changes nothing.
 * Throws a GateError where the stream is no tar archive.
 * Source: POSIX.1-2024 pax, "Interchange Format"; GNU tar manual, "Basic Tar Format", "Storing Sparse Files".
 */
export function createTarWalk(onEntry: (entry: TarEntry) => BodySink | undefined): TarWalk {
  const partial = Buffer.alloc(BLOCK)
  let filled = 0
  let body = 0
  let padding = 0
  let sink: BodySink | undefined
  /** A sparse file's header while further maps of its holes follow it. */
  let sparse: TarEntry | undefined
  let zeroBlocks = 0
  /** What PAX and GNU headers said of the next member; null where there was none. */
  let next: Records | null = null

  function onBlock(block: Buffer): void {
    if (sparse !== undefined) {
      if (block[504] === 0) deliver(sparse)
    } else if (block.every((byte) => byte === 0)) {
      zeroBlocks++
    } else {
      zeroBlocks = 0
      onHeader(block)
    }
  }

  function onHeader(block: Buffer): void {
    verifyChecksum(block)
    // A member without bytes has left its own.
    sink = undefined
    const type = String.fromCharCode(block[156] ?? 0)
    const size = numeric(block, 124, 12)
    if (type === 'g') {
      expectBody(size)
      return
    }
    if (type === 'x' || type === 'L' || type === 'K') {
      onExtendedHeader(type, size)
      return
    }
    const records = next ?? {}
    next = null
    const { entry, stored } = memberOf(block, type, size, records)
    expectBody(stored)
    if (type === 'S' && block[482] !== 0) sparse = entry
    else deliver(entry)
  }

  function deliver(entry: TarEntry): void {
    sparse = undefined
    sink = onEntry(entry)
  }

  function onExtendedHeader(type: 'x' | 'L' | 'K', size: number): void {
    if (size > LARGEST_EXTENDED_HEADER) throw notTar(`an extended header of ${size} bytes`)
    const text = Buffer.alloc(size)
    let length = 0
    expectBody(size)
    sink = {
      write(piece) {
        length += piece.copy(text, length)
      },
      end() {
        const name = type === 'x' ? '' : cString(text, 0, size)
        const said = type === 'x' ? paxRecords(text) : name === '' ? {} : { [type === 'L' ? 'path' : 'linkpath']: name }
        next = { ...next, ...said }
      },
    }
    if (size === 0) finishBody()
  }

  function expectBody(bytes: number): void {
    body = bytes
    padding = (BLOCK - (bytes % BLOCK)) % BLOCK
  }

  function finishBody(): void {
    const done = sink
    sink = undefined
    done?.end()
  }

  function write(chunk: Buffer): void {
    let at = 0
    // Two blocks of zeros end an archive; what comes after them is filling.
    while (at < chunk.length && zeroBlocks < 2) {
      const rest = chunk.length - at
      const awaitsBlock = sparse !== undefined || (body === 0 && padding === 0)
      if (awaitsBlock) {
        const taken = Math.min(BLOCK - filled, rest)
        if (taken === BLOCK) {
          onBlock(chunk.subarray(at, at + BLOCK))
        } else {
          chunk.copy(partial, filled, at, at + taken)
          filled += taken
          if (filled === BLOCK) {
            filled = 0
            onBlock(partial)
          }
        }
        at += taken
      } else if (body > 0) {
        const taken = Math.min(body, rest)
        sink?.write(chunk.subarray(at, at + taken))
        body -= taken
        at += taken
        if (body === 0) finishBody()
      } else {
        const taken = Math.min(padding, rest)
        padding -= taken
        at += taken
      }
    }
  }

  function end(): void {
    // Writers may leave out the zero blocks and the last member's padding, never a part of its bytes.
    if (filled !== 0 || body !== 0 || sparse !== undefined || next !== null)
      throw notTar('it stops in the middle of a member')
  }

  return { write, end }
}
