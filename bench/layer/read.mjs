// Reads a layer's blob as a run does: node bench/layer/read.mjs FILE
import { createReadStream } from 'node:fs'
import { createFileNames } from '../../lib/layer/layer-files.js'
import { readLayer } from '../../lib/layer/read-layer.js'

const { bytes } = await readLayer(createReadStream(process.argv[2], { highWaterMark: 2 ** 20 }), createFileNames())
if (bytes === 0) throw new Error('a layer without a byte')
