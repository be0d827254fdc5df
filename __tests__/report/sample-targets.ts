import type { PathChange } from '../../src/explain/paths.js'
import type { Report, ReportImage } from '../../src/report/report.js'
import { delta, failure, image, instruction, judgement, report } from './samples.js'

/** Reports of `size-gate compare --targets slim --against fat`. */

function ofTargets(more: Partial<Report> = {}): Report {
  return report({
    base: { sha: null, source: 'rebuilt', reason: 'the target `fat` of the same Dockerfile', expected: true },
    against: { target: 'fat', bandwidth: 100e6 },
    limited: false,
    ...more,
  })
}

const path = (more: Partial<PathChange>): PathChange => ({
  ...{ path: '/', head: null, base: null, change: 0, rest: false, from: null },
  ...{ origin: null, line: null, stage: null, text: null },
  ...more,
})

const fat = { origin: 'own', text: 'RUN apt-get install -y gcc', stage: 'fat', line: 3 } as const

const slim = image({
  target: 'slim',
  status: 'changed',
  size: delta(61_200_000, 873_400_000),
  download: delta(12_100_000, 310_000_000),
  layers: { head: 2, base: 5 },
  stages: { declared: { head: 2, base: 2 }, used: { head: 2, base: 1 }, unused: { head: [], base: ['slim'] } },
  instructions: [
    instruction(8, 'gcr.io/distroless/cc-debian12', 24_000_000, 74_800_000, { was: 'debian:12', origin: 'base' }),
    instruction(3, 'RUN apt-get install -y gcc', null, 760_000_000, { stage: 'fat' }),
    instruction(5, 'RUN make', null, 38_600_000, { stage: 'fat' }),
    instruction(9, 'COPY --from=fat /out /app', 37_200_000, null, { stage: 'slim' }),
  ],
  paths: [
    path({ path: '/usr/lib/gcc', base: 700_000_000, change: -700_000_000, ...fat }),
    path({ path: '/usr', rest: true, base: 110_000_000, change: -110_000_000, ...fat, origin: 'base' }),
    path({
      path: '/app',
      head: 37_200_000,
      base: 37_200_000,
      from: '/out',
      ...fat,
      line: 9,
    }),
  ],
  packages: [
    { type: 'deb', name: 'gcc', head: null, base: '12.2.0-3', change: -700_000_000 },
    { type: 'deb', name: 'base-files', head: '12.4', base: '12.4+deb12u5', change: -20_000 },
    { type: 'deb', name: 'media-types', head: '10.0.0', base: null, change: 100_000 },
  ],
})

const growth = judgement({
  status: 'skipped',
  actual: null,
  message: 'not judged: it is compared with the target `fat` of the same Dockerfile, which it did not grow from',
})
const size = judgement({ limit: 'max-size', allowed: '50 MB', actual: '61.2 MB', message: '61.2 MB of 50 MB allowed' })
const unbuilt: Partial<ReportImage> = {
  status: 'failed',
  size: delta(61_200_000, null),
  download: delta(12_100_000, null),
  instructions: [],
  paths: null,
  packages: null,
}

export const TARGET_STATES: Readonly<Record<string, Report>> = {
  targets: ofTargets({ images: [slim] }),
  'targets-over-budget': ofTargets({
    limited: true,
    verdict: 'breach',
    images: [{ ...slim, limits: [size, growth], paths: null, packages: null }],
  }),
  'targets-larger': ofTargets({
    limited: true,
    method: { driver: 'docker', store: 'classic', buildx: '0.30.1', buildkit: null },
    images: [
      {
        ...slim,
        size: delta(70_000_000, 61_200_000),
        download: delta(28_000_000, 24_480_000, false),
        ...{ instructions: [instruction(4, 'RUN a', 8_800_000, null)], paths: null, packages: null },
        limits: [judgement({ limit: 'max-size', allowed: '90 MB', actual: '70 MB', status: 'pass', message: '' })],
      },
    ],
  }),
  'targets-alike': ofTargets({
    images: [image({ target: 'slim', size: delta(70_000_000, 70_000_000), download: delta(24_000_000, 24_000_000) })],
  }),
  'targets-platforms': ofTargets({
    against: { target: 'fat', bandwidth: 1e9 },
    images: [
      { ...slim, paths: null, packages: null },
      { ...slim, platform: 'linux/arm64', size: delta(60_000_000, 800_000_000), paths: null, packages: null },
    ],
  }),
  'targets-fail': ofTargets({
    verdict: 'breach',
    images: [{ ...slim, ...unbuilt, failures: [failure({ target: 'fat', side: 'base', stage: 'fat' })] }],
  }),
  'targets-both-fail': ofTargets({
    verdict: 'breach',
    images: [
      {
        ...{ ...slim, ...unbuilt, size: delta(null, null), download: delta(null, null) },
        failures: [failure({ target: 'slim' }), failure({ target: 'fat', side: 'base' })],
      },
    ],
  }),
}
