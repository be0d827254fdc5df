import type { PackageChange } from '../../src/explain/packages.js'
import type { PathChange } from '../../src/explain/paths.js'
import type { ReportImage } from '../../src/report/report.js'

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

/** What an installation left, and a program that grew a little. */
export const grown: Pick<ReportImage, 'paths' | 'packages' | 'waste' | 'findings'> = {
  paths: [
    {
      ...{ path: '/var/lib/apt/lists', head: 17_200_000, base: null, change: 17_200_000 },
      rest: false,
      from: null,
      ...INSTALL,
    },
    { ...{ path: '/usr/bin/ffmpeg', head: 900_100, base: null, change: 900_100 }, rest: false, from: null, ...INSTALL },
    { ...{ path: '/app', head: 75_100_146, base: 74_800_123, change: 300_023 }, rest: false, from: null, ...COPY },
  ],
  packages: [{ type: 'deb', name: 'ffmpeg', head: '7:5.1.6-0+deb12u1', base: null, change: 921_600 }],
  waste: 17_200_000,
  findings: [
    {
      rule: 'package-cache',
      bytes: 17_200_000,
      line: 14,
      paths: ['/var/lib/apt/lists'],
      advice:
        'apt’s package lists. Add `&& rm -rf /var/lib/apt/lists/*` to the `RUN` of `apt-get update`, or mount a cache.',
      url: null,
      inBase: false,
      grown: null,
    },
  ],
}
