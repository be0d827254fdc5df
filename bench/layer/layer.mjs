// Reads a layer's blob as a run does, or decompresses it and does nothing else: node bench/layer/layer.mjs read|gunzip FILE
// Both load the same code first, so that what they differ in is the reading.
import { createReadStream } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { createFileNames } from '../../lib/layer/layer-files.js'
import { readLayer } from '../../lib/layer/read-layer.js'

const [what, file] = process.argv.slice(2)
const blob = createReadStream(file, { highWaterMark: 2 ** 20 })
const bytes = what === 'read' ? (await readLayer(blob, createFileNames())).bytes : await gunzip(blob)
if (bytes === 0) throw new Error('a layer without a byte')

async function gunzip(packed) {
  let length = 0
  const count = new Writable({
    write(piece, _encoding, done) {
      length += piece.length
      done()
    },
  })
  await pipeline(packed, createGunzip({ chunkSize: 2 ** 20 }), count)
  return length
}
