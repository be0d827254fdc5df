// Loaded into a run of ours (`node --import`): writes its own peak memory to a file when it ends.
import { writeFileSync } from 'node:fs'
import { peakOf } from './peak.mjs'

process.on('exit', () => writeFileSync(process.env.SIZE_GATE_BENCH_PEAK, String(peakOf('self'))))
