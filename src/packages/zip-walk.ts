import { localHeader, type LocalHeader, LOCAL_HEADER_BYTES } from './zip-local-header.js'

/** A member of a zip archive, before its bytes are read. */
export interface ZipMember {
  readonly path: string
  /** The bytes as they lie in the archive are deflated; if not, they are the member's own. */
  readonly isDeflated: boolean
}

/** Gets a member's bytes as they lie in the archive. */
export interface ZipSink {
  write(piece: Buffer): void
  end(): void
}

/** Takes an archive in pieces of any length. */
export interface ZipWalk {
  write(piece: Buffer): void
  /** Whether it was an archive at all. Throws a DamagedZip where it stops in the middle of a member. */
  end(): boolean
}

/** A zip archive that cannot be read on; the message tells why. */
export class DamagedZip extends Error {
  override readonly name = 'DamagedZip'
}

/** What is held of the stream between two pieces; no header of any use comes near this. */
const MOST_HELD = 64 * 1024

const LOCAL = Buffer.from('PK\x03\x04', 'latin1')
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1')
const SIGNATURE_BYTES = 4
/** Signatures of what comes after the last member: the central directory and its surroundings. */
const BEHIND_MEMBERS = ['PK\x01\x02', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x08']
/** A data descriptor with sizes of 4 and of 8 bytes, its signature included. */
const DESCRIPTOR_BYTES = [16, 24] as const
/** The longest descriptor and the signature of what follows it. */
const BYTES_TO_TELL_A_DESCRIPTOR = DESCRIPTOR_BYTES[1] + SIGNATURE_BYTES

type State = 'before' | 'between' | 'sized' | 'unsized' | 'described' | 'behind'

/**
 * Walks over the members of a zip archive from its first byte to its last, without the directory at its end: it hands each
 * member to `onMember`, which returns a sink where it wants the bytes. What lies in front of the archive, such as a script
 * that starts it, is skipped. 64 KB are held at most.
 *
 * The sizes of members that were written as a stream come behind them. The end of those is found by that descriptor: it has
 * to tell the length that was read, and another header has to follow. Archives that lie in such a member are no trouble then.
 * Those that leave out the descriptor's signature, as the specification allows, are not read.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
 */
export function createZipWalk(onMember: (member: ZipMember) => ZipSink | undefined): ZipWalk {
  let state: State = 'before'
  let header: LocalHeader | undefined
  let sink: ZipSink | undefined
  /** Of the member at hand: bytes that were read, and in 'sized' the ones to come. */
  let read = 0
  let left = 0
  let block: Buffer | undefined
  let held = 0

  function write(piece: Buffer): void {
    let rest = piece
    while (rest.length > 0) {
      if (held === 0 || block === undefined) {
        hold(rest.subarray(consume(rest)))
        return
      }
      const added = rest.copy(block, held)
      const used = consume(block.subarray(0, held + added))
      if (used >= held) {
        rest = rest.subarray(used - held)
        held = 0
      } else {
        if (used === 0 && added === 0) throw new DamagedZip('a header is too long')
        block.copyWithin(0, used, held + added)
        held += added - used
        rest = rest.subarray(added)
      }
    }
  }

  function hold(bytes: Buffer): void {
    if (bytes.length === 0) return
    if (bytes.length > MOST_HELD) throw new DamagedZip('a header is too long')
    block ??= Buffer.allocUnsafe(MOST_HELD)
    held = bytes.copy(block)
  }

  /** Returns how many bytes of `input` are done with; the rest is given again with what follows it. */
  function consume(input: Buffer): number {
    let used = 0
    for (;;) {
      const step = steps[state](input.subarray(used))
      if (step === undefined) return used
      used += step
      if (used === input.length) return used
    }
  }

  /** Each returns how many bytes of its input it took, undefined where it needs more of them. */
  const steps: Readonly<Record<State, (input: Buffer) => number | undefined>> = {
    before(input) {
      const at = input.indexOf(LOCAL)
      if (at >= 0) state = 'between'
      const skipped = at < 0 ? input.length - SIGNATURE_BYTES + 1 : at
      return at < 0 && skipped <= 0 ? undefined : skipped
    },
    between(input) {
      if (input.length < SIGNATURE_BYTES) return undefined
      const signature = input.toString('latin1', 0, SIGNATURE_BYTES)
      if (BEHIND_MEMBERS.includes(signature)) {
        state = 'behind'
        return SIGNATURE_BYTES
      }
      if (signature !== LOCAL.toString('latin1')) throw new DamagedZip('no header follows a member')
      if (input.length < LOCAL_HEADER_BYTES) return undefined
      const next = localHeader(input)
      if (input.length < next.bytes) return undefined
      begin(next)
      return next.bytes
    },
    sized(input) {
      const taken = Math.min(left, input.length)
      pass(input.subarray(0, taken))
      left -= taken
      if (left === 0) finish(header?.isDescribed === true ? 'described' : 'between')
      return taken
    },
    unsized(input) {
      const at = input.indexOf(DESCRIPTOR)
      if (at < 0) {
        const taken = input.length - SIGNATURE_BYTES + 1
        if (taken <= 0) return undefined
        pass(input.subarray(0, taken))
        return taken
      }
      pass(input.subarray(0, at))
      if (input.length - at < BYTES_TO_TELL_A_DESCRIPTOR) return at === 0 ? undefined : at
      const length = descriptorLength(input.subarray(at), read)
      if (length !== undefined) finish('between')
      else pass(input.subarray(at, at + 1))
      return at + (length ?? 1)
    },
    described(input) {
      if (input.length < BYTES_TO_TELL_A_DESCRIPTOR) return undefined
      const length = [12, 16, 20, 24].find((each) => isHeader(input, each))
      if (length === undefined) throw new DamagedZip('no header follows a member')
      state = 'between'
      return length
    },
    behind: (input) => input.length,
  }

  function begin(next: LocalHeader): void {
    header = next
    read = 0
    left = next.size ?? 0
    sink = next.isReadable ? onMember(next) : undefined
    if (next.size === undefined) state = 'unsized'
    else if (left > 0) state = 'sized'
    else finish(next.isDescribed ? 'described' : 'between')
  }

  function pass(bytes: Buffer): void {
    read += bytes.length
    if (bytes.length > 0) sink?.write(bytes)
  }

  function finish(next: State): void {
    state = next
    const done = sink
    sink = undefined
    done?.end()
  }

  function end(): boolean {
    if (state === 'before') return false
    if (state !== 'behind') throw new DamagedZip('it stops in the middle')
    return true
  }

  return { write, end }
}

/** The length of the data descriptor that `input` starts with, where it tells of `read` bytes and is followed by a header. */
function descriptorLength(input: Buffer, read: number): number | undefined {
  return DESCRIPTOR_BYTES.find((bytes) => {
    const size = bytes === 16 ? input.readUInt32LE(8) : Number(input.readBigUInt64LE(8))
    return size === read && isHeader(input, bytes)
  })
}

function isHeader(input: Buffer, at: number): boolean {
  const signature = input.toString('latin1', at, at + SIGNATURE_BYTES)
  return signature === 'PK\x03\x04' || BEHIND_MEMBERS.includes(signature)
}
