/** Cuts a stream of zstd frames at their ends. */
export interface ZstdFrames {
  /** The parts of `chunk`, none of which has bytes of two frames. */
  split(chunk: Buffer): readonly Buffer[]
  /** Throws where the stream stops in the middle of a frame. */
  end(): void
}

/** In little-endian order, the first bytes of a frame; of one to be skipped all but the last four bits. */
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const SKIPPABLE_MASK = 0xfffffff0

const BLOCK_HEADER = 3
const CHECKSUM = 4

/** Whether a blob that begins so is compressed with zstd. */
export function startsAsZstd(start: Buffer): boolean {
  return start.length >= 4 && (start.readUInt32LE(0) === MAGIC || isSkippable(start))
}

/**
 * Node's decompressor goes on with a second frame only where that begins a chunk, and takes what else follows a frame for
 * rubbish; layers have many frames where they were compressed in parallel, or so that files can be fetched one by one. So
 * this follows their headers. Throws where something else than a frame begins.
 * Source: RFC 8878, sections 3.1.1 (frames and blocks) and 3.1.2 (skippable frames).
 */
export function createZstdFrames(): ZstdFrames {
  /** The header at hand, as far as it has come, and how much of it there is to be. */
  const header = Buffer.alloc(18)
  let filled = 0
  let wanted = 4
  let part: 'frame' | 'skippable' | 'block' = 'frame'
  /** Bytes without a header, and whether the frame ends with them. */
  let body = 0
  let isLast = false
  let hasChecksum = false

  function onHeader(): void {
    if (part === 'block') onBlock(header.readUIntLE(0, BLOCK_HEADER))
    else if (part === 'skippable') expect(header.readUInt32LE(4), true)
    else onFrame()
  }

  function onFrame(): void {
    if (filled === 4) {
      if (isSkippable(header)) part = 'skippable'
      else if (header.readUInt32LE(0) !== MAGIC) throw new Error('what follows a zstd frame is none')
      wanted = part === 'skippable' ? 8 : 5
    } else if (filled === 5) {
      wanted = 5 + restOfFrameHeader(header[4] ?? 0)
    } else {
      hasChecksum = ((header[4] ?? 0) & 4) !== 0
      expectBlock()
    }
  }

  function expectBlock(): void {
    part = 'block'
    filled = 0
    wanted = BLOCK_HEADER
  }

  function onBlock(block: number): void {
    const last = (block & 1) !== 0
    const isRun = ((block >> 1) & 3) === 1
    expect((isRun ? 1 : block >> 3) + (last && hasChecksum ? CHECKSUM : 0), last)
  }

  function expect(bytes: number, last: boolean): void {
    body = bytes
    isLast = last
    filled = 0
    wanted = 0
    if (bytes === 0) onBodyEnd()
  }

  function onBodyEnd(): void {
    if (!isLast) {
      expectBlock()
      return
    }
    part = 'frame'
    wanted = 4
  }

  function split(chunk: Buffer): readonly Buffer[] {
    const parts: Buffer[] = []
    let start = 0
    for (let at = 0; at < chunk.length;) {
      if (wanted > 0) {
        const taken = chunk.copy(header, filled, at, at + wanted - filled)
        filled += taken
        at += taken
        if (filled === wanted) onHeader()
      } else {
        const taken = Math.min(body, chunk.length - at)
        body -= taken
        at += taken
        if (body === 0) onBodyEnd()
      }
      if (at === chunk.length || (part === 'frame' && filled === 0)) {
        parts.push(chunk.subarray(start, at))
        start = at
      }
    }
    return parts
  }

  return {
    split,
    end() {
      if (part !== 'frame' || filled !== 0) throw new Error('unexpected end of a zstd frame')
    },
  }
}

function isSkippable(start: Buffer): boolean {
  return (start.readUInt32LE(0) & SKIPPABLE_MASK) >>> 0 === SKIPPABLE
}

/** How many bytes of a frame header follow its descriptor. */
function restOfFrameHeader(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  return (isSingleSegment ? 0 : 1) + dictionary + size
}
