// Decompresses a layer's blob and does nothing else: node bench/layer/gunzip.mjs FILE
import { createReadStream } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

let bytes = 0
const count = new Writable({
  write(piece, _encoding, done) {
    bytes += piece.length
    done()
  },
})
await pipeline(
  createReadStream(process.argv[2], { highWaterMark: 2 ** 20 }),
  createGunzip({ chunkSize: 2 ** 18 }),
  count,
)
if (bytes === 0) throw new Error('a layer without a byte')
