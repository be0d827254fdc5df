import type { PackageChange } from '../../src/explain/packages.js'
import type { PathChange } from '../../src/explain/paths.js'

type Brought = Pick<PathChange, 'origin' | 'line' | 'stage' | 'text'>

const INSTALL: Brought = {
  origin: 'own',
  line: 14,
  stage: 'final',
  text: 'RUN apt-get update && apt-get install -y ffmpeg',
}
const COPY: Brought = { origin: 'own', line: 9, stage: 'final', text: 'COPY --from=build /out/app /app' }
const IMAGE: Brought = { origin: 'base', line: 11, stage: 'final', text: 'debian:bookworm-slim' }
const NOBODY: Brought = { origin: null, line: null, stage: null, text: null }

/** Of each kind of row: a directory, the rest of one, a file that is gone, one of the base image, trees that moved. */
export const paths: readonly PathChange[] = [
  { path: '/usr/lib', head: 31_000_000, base: 15_100_000, change: 15_900_000, rest: false, from: null, ...INSTALL },
  { path: '/', head: 70_000_000, base: 66_499_877, change: 3_500_123, rest: true, from: null, ...COPY },
  { path: '/app/old.db', head: null, base: 1_000_000, change: -1_000_000, rest: false, from: null, ...COPY },
  { path: '/etc/*ssl*|', head: 20_000, base: 20_000, change: 0, rest: false, from: '/etc/*ssl*|', ...IMAGE },
  { path: '/srv/data', head: 50_000, base: 50_000, change: 0, rest: false, from: '/opt/`data`', ...NOBODY },
]

/** Added, upgraded and gone, with and without bytes. */
export const packages: readonly PackageChange[] = [
  { type: 'deb', name: 'ffmpeg', head: '7:5.1.6-0+deb12u1', base: null, change: 2_300_000 },
  { type: 'npm', name: '@types/node', head: '24.1.0', base: '22.9.1', change: null },
  { type: 'golang', name: 'stdlib', head: null, base: '1.26.0', change: null },
]
