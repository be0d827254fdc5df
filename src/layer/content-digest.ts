import * as crypto from 'node:crypto'

/** 64 bits that tell the bytes of a file from those of others of its size, in two halves. */
export interface Content {
  readonly contentHigh: number
  readonly contentLow: number
}

/** Takes a file's bytes in pieces of any length; a piece is only valid during the call. */
export interface ContentDigest {
  write(piece: Buffer): void
  end(): Content
}

/** Bytes: from so many on GMAC has made up for its start, which takes ten times as long. */
const LARGE = 64 * 1024

/**
 * The digest of a file of `size` bytes. A small one's is of its SHA-256. A large one's is of its GMAC, which processors
 * compute five times as fast; with a key that everybody knows that is no proof against who makes two files for it, and none is
 * needed here: it only misleads about their own image.
 */
export function contentDigest(size: number): ContentDigest {
  return size < LARGE ? sha256(size) : gmac()
}

/** The SHA-256 of bytes of which others than the size are not told: with what they alone do not tell in front. */
export function saltedDigest(salt: string): ContentDigest {
  const digest = crypto.createHash('sha256').update(salt)
  return {
    write: (piece) => digest.update(piece),
    end: () => contentIn(digest.digest('hex')),
  }
}

/** As a text: a buffer would take six times as long. Most files come in one piece, and are then spared a hash object each. */
function sha256(size: number): ContentDigest {
  let whole: string | null = null
  let digest: crypto.Hash | null = null
  return {
    write(piece) {
      // Node has it since 20.12.
      if (piece.length === size && 'hash' in crypto) whole = crypto.hash('sha256', piece)
      else (digest ??= crypto.createHash('sha256')).update(piece)
    },
    end: () => contentIn(whole ?? (digest ?? crypto.createHash('sha256')).digest('hex')),
  }
}

const KEY = Buffer.alloc(16)
const NONCE = Buffer.alloc(12)

/** The tag of AES-GCM over nothing but data that is not encrypted (NIST SP 800-38D). */
function gmac(): ContentDigest {
  const cipher = crypto.createCipheriv('aes-128-gcm', KEY, NONCE)
  return {
    write: (piece) => cipher.setAAD(piece),
    end() {
      cipher.final()
      const tag = cipher.getAuthTag()
      return { contentHigh: tag.readUInt32BE(0), contentLow: tag.readUInt32BE(4) }
    },
  }
}

function contentIn(digest: string): Content {
  return { contentHigh: Number.parseInt(digest.slice(0, 8), 16), contentLow: Number.parseInt(digest.slice(8, 16), 16) }
}
