import type { InstructionPart } from '../../src/explain/instructions.js'
import type { Report, ReportImage } from '../../src/report/report.js'
import { grown, packages, paths } from './sample-files.js'
import { findings, grownFindings, overWaste, overWasteShare, unknownWaste, withinWaste } from './sample-findings.js'

import { delta, failure, image, instruction, judgement, report, stages } from './sample-parts.js'

export { delta, failure, image, instruction, judgement, report }

/** Reports as runs make them, one for each state that a reader can meet; for tests and for pictures of the comment. */

const noBase: Report['base'] = { sha: null, source: 'none', reason: 'this is the first commit', expected: false }

/** An image whose base alone moved, unless `more` says otherwise. */
function drifted(more: Partial<ReportImage>): ReportImage {
  return image({
    status: 'changed',
    size: delta(151_700_123, 149_600_123),
    download: delta(55_900_200, 55_100_200),
    drift: {
      size: 2_100_000,
      download: 800_000,
      from: `debian:bookworm-slim@sha256:${'1'.repeat(64)}`,
      to: `debian:bookworm-slim@sha256:${'2'.repeat(64)}`,
    },
    instructions: [instruction(1, 'debian:bookworm-slim', 76_900_000, 74_800_000, { origin: 'base' })],
    limits: [judgement({ status: 'pass', actual: '0 B', message: '0 B of 5 MB allowed, without +2.1 MB of drift' })],
    ...more,
  })
}

const overBudgetWithDrift = drifted({
  size: delta(170_100_246, 149_600_123),
  instructions: [
    instruction(14, 'RUN apt-get update && apt-get install -y ffmpeg', 18_100_100, null),
    instruction(1, 'debian:bookworm-slim', 76_900_000, 74_800_000, { origin: 'base' }),
    instruction(9, 'COPY --from=build /out/app /app', 75_100_146, 74_800_123),
  ],
  limits: [judgement({ message: '+18.4 MB of 5 MB allowed, without +2.1 MB of drift' })],
})

/** What made the files behind a `COPY --from`, and what of that which it builds on changed. */
const copied = image({
  status: 'changed',
  size: delta(153_700_123, 149_600_123),
  download: delta(56_500_200, 55_100_200),
  instructions: [
    instruction(21, 'COPY --from=build /out/app /app', 78_400_123, 74_800_123, {
      cause: {
        kind: 'instruction',
        line: 12,
        stage: 'build',
        text: 'RUN cargo build --release --features tls,metrics --target-dir /out',
        was: 'RUN cargo build --release --features tls --target-dir /out',
        inputs: [
          { text: 'rust:1.81', was: 'rust:1.80' },
          { text: 'ARG PROFILE=release', was: null },
          { text: null, was: 'RUN cargo fetch' },
        ],
      },
    }),
    instruction(22, 'COPY --from=assets / /assets', 1_500_000, 1_000_000, {
      cause: { kind: 'image', line: null, stage: null, text: 'acme/assets:3', was: 'acme/assets:2', inputs: [] },
    }),
  ],
  limits: [judgement({ status: 'pass', actual: '+4.1 MB', message: '+4.1 MB of 5 MB allowed' })],
})

const at = (line: number, text: string, head: number | null, base: number | null): InstructionPart => {
  return { line, stage: 'final', text, head, base }
}

const UPDATE = 'RUN apt-get update && apt-get install -y ffmpeg'
const CLEAN = 'RUN rm -rf /var/lib/apt/lists/*'
const BOTH = 'RUN apt-get update && apt-get install -y ffmpeg && rm -rf /var/lib/apt/lists/*'

/** One RUN became two, and two COPYs one. */
const regrouped = image({
  status: 'changed',
  size: delta(168_000_123, 149_600_123),
  download: delta(61_200_300, 55_100_200),
  instructions: [
    instruction(14, `${UPDATE}\n${CLEAN}`, 93_600_000, 74_000_000, {
      was: BOTH,
      parts: [at(14, UPDATE, 93_600_000, null), at(15, CLEAN, 0, null), at(14, BOTH, null, 74_000_000)],
    }),
    instruction(17, 'COPY bin lib /app/', 8_000_000, 9_200_000, {
      was: 'COPY bin /app/bin\nCOPY lib /app/lib',
      parts: [
        at(17, 'COPY bin lib /app/', 8_000_000, null),
        at(16, 'COPY bin /app/bin', null, 3_000_000),
        at(17, 'COPY lib /app/lib', null, 6_200_000),
      ],
    }),
  ],
  limits: [judgement()],
})

const fits = judgement({ status: 'pass', actual: '−1.2 MB', message: '−1.2 MB of 5 MB allowed' })
const skipped = judgement({
  status: 'skipped',
  actual: null,
  message: 'not judged: the image is new, so there is no base to grow from',
})

const api = image({
  status: 'changed',
  size: delta(168_000_246, 149_600_123),
  download: delta(61_200_300, 55_100_200),
  instructions: [
    instruction(11, 'debian:bookworm-slim', 74_800_000, 74_800_000, { origin: 'base' }),
    instruction(14, 'RUN apt-get update && apt-get install -y ffmpeg', 18_100_100, null),
    instruction(9, 'COPY --from=build /out/app /app', 75_100_146, 74_800_123),
  ],
  limits: [judgement()],
})

const worker = image({
  image: 'worker',
  dockerfile: 'services/worker/Dockerfile',
  status: 'changed',
  size: delta(92_100_000, 93_300_000),
  download: delta(33_000_000, 33_400_000),
  instructions: [instruction(7, 'COPY --from=build /out/worker /worker', 22_100_000, 23_300_000)],
  limits: [fits],
})

const web = image({
  image: 'web',
  dockerfile: 'web/Dockerfile',
  size: delta(12_000_000, 12_000_000),
  download: delta(5_100_000, 5_100_000),
  limits: [fits],
})

const build = image({
  target: 'build',
  shipped: false,
  status: 'changed',
  size: delta(1_104_000_000, 1_100_000_000),
  download: delta(null, null, false),
  stages: { ...stages(3, 3), used: { head: 1, base: 1 } },
  work: { head: { duration: 41_234, steps: 6, cached: 2 }, base: { duration: 0, steps: 6, cached: 6 } },
})

const slightly = image({
  status: 'changed',
  size: delta(150_800_123, 149_600_123),
  download: delta(55_500_200, 55_100_200),
  instructions: [instruction(14, 'RUN apt-get install -y curl', 1_200_000, null)],
  limits: [judgement({ status: 'pass', actual: '+1.2 MB', message: '+1.2 MB of 5 MB allowed' })],
})

const broken = image({
  status: 'failed',
  size: delta(null, 149_600_123),
  download: delta(null, 55_100_200),
  layers: { head: null, base: 6 },
  stages: stages(null, 3),
  failures: [failure()],
})

/** One report for each state of the design, by a name for its golden files. */
export const STATES = {
  findings: report({
    images: [
      { ...api, findings, limits: [] },
      { ...worker, findings, limits: [] },
    ],
  }),
  'findings-grown': report({ images: [{ ...api, findings: grownFindings, limits: [] }] }),
  'findings-first': report({
    base: noBase,
    images: [
      image({
        status: 'added',
        size: delta(149_600_123, null),
        findings: findings.map((one) => ({ ...one, inBase: null })),
      }),
    ],
  }),
  files: report({ images: [{ ...api, paths, packages, limits: [] }] }),
  breach: report({ verdict: 'breach', images: [web, worker, build, { ...api, ...grown }] }),
  waste: report({ verdict: 'breach', images: [{ ...worker, ...withinWaste }, image(overWaste)] }),
  'waste-share': report({
    verdict: 'breach',
    images: [image(overWasteShare), image({ ...overWasteShare, platform: 'linux/arm64', waste: 18_400_001 })],
  }),
  'waste-unknown': report({ verdict: 'warn', images: [image(unknownWaste)] }),
  'unused-stage': report({
    images: [
      {
        ...build,
        size: { ...build.size, exact: false },
        stages: { ...stages(4, 4), used: { head: 1, base: 1 }, unused: { head: ['lint', 'docs', 'final'], base: [] } },
      },
      image({
        target: 'lint',
        stages: { ...stages(4, 4), used: { head: 2, base: 2 }, unused: { head: ['docs', 'final'], base: [] } },
        work: { head: { duration: 0, steps: 2, cached: 2 }, base: null },
      }),
      {
        ...slightly,
        stages: { ...stages(4, 4), used: { head: 2, base: 2 }, unused: { head: ['lint', 'docs'], base: [] } },
        work: { head: { duration: 300, steps: 4, cached: 0 }, base: null },
      },
    ],
  }),
  'no-change': report({
    images: [
      { ...build, status: 'unchanged', size: delta(1_100_000_000, 1_100_000_000) },
      image({ limits: [fits] }),
      web,
    ],
  }),
  'within-budget': report({ images: [slightly] }),
  copied: report({ images: [copied] }),
  'split-and-joined': report({ verdict: 'breach', images: [regrouped] }),
  smaller: report({
    images: [
      image({
        status: 'changed',
        size: delta(89_000_000, 129_000_000),
        download: delta(31_000_000, 45_000_000),
        instructions: [
          instruction(1, 'debian:bookworm-slim', 74_800_000, 114_800_000, { origin: 'base', was: 'debian:bookworm' }),
          instruction(12, 'RUN make install', 14_200_000, 14_200_000),
        ],
        limits: [fits],
      }),
      web,
    ],
  }),
  'first-run': report({
    base: noBase,
    limited: false,
    images: [api, worker, web].map((row) => ({
      ...row,
      status: 'added' as const,
      size: delta(row.size.head, null),
      download: delta(row.download.head, null),
      layers: { head: 6, base: null },
      instructions: row.instructions.map((one) => ({ ...one, base: null, change: one.head })),
      limits: [],
    })),
  }),
  'new-image': report({
    images: [
      image({
        status: 'added',
        size: delta(142_000_000, null),
        download: delta(51_000_000, null),
        instructions: [
          instruction(1, 'debian:bookworm-slim', 74_800_000, null, { origin: 'base' }),
          instruction(8, 'RUN apt-get install -y ffmpeg', 67_200_000, null),
        ],
        limits: [
          judgement({
            limit: 'max-size',
            allowed: '200 MB',
            actual: '142 MB',
            status: 'pass',
            message: '142 MB of 200 MB allowed',
          }),
          skipped,
        ],
      }),
    ],
  }),
  accepted: report({
    verdict: 'overridden',
    images: [api, worker],
    accepted: { label: 'size-gate:accept', by: 'octocat', at: '2026-08-22T14:03:21Z' },
  }),
  warned: report({
    verdict: 'warn',
    images: [
      {
        ...api,
        limits: [
          judgement({ status: 'warn' }),
          judgement({
            limit: 'max-size',
            allowed: '160 MB',
            actual: '168 MB',
            status: 'warn',
            message: '168 MB of 160 MB allowed',
          }),
        ],
      },
    ],
  }),
  moved: report({ images: [drifted({}), drifted({ image: 'worker' }), web] }),
  'moved-and-changed': report({
    images: [
      drifted({
        size: delta(153_400_123, 149_600_123),
        drift: {
          size: 2_600_000,
          download: 800_000,
          from: `debian:bookworm-slim@sha256:${'1'.repeat(64)}, acme/tools:3@sha256:${'3'.repeat(64)}`,
          to: `debian:bookworm-slim@sha256:${'2'.repeat(64)}, acme/tools:3@sha256:${'4'.repeat(64)}`,
        },
        limits: [
          judgement({
            status: 'pass',
            actual: '+1.2 MB',
            message: '+1.2 MB of 5 MB allowed, without +2.6 MB of drift',
          }),
        ],
        instructions: [
          instruction(1, 'debian:bookworm-slim', 76_900_000, 74_800_000, { origin: 'base' }),
          instruction(4, 'COPY --from=acme/tools:3 /bin/tools /usr/bin/', 1_500_000, 1_000_000, {
            cause: { kind: 'image', line: null, stage: null, text: 'acme/tools:3', was: null, inputs: [] },
          }),
          instruction(9, 'COPY --from=build /out/app /app', 76_000_123, 74_800_123),
        ],
      }),
      drifted({ image: 'worker' }),
    ],
  }),
  'moved-and-breach': report({ verdict: 'breach', images: [overBudgetWithDrift] }),
  'moved-and-judged': report({
    verdict: 'breach',
    ignoreDrift: false,
    images: [
      {
        ...overBudgetWithDrift,
        limits: [judgement({ actual: '+20.5 MB', message: '+20.5 MB of 5 MB allowed, +2.1 MB of it drift' })],
      },
    ],
  }),
  'base-fails': report({
    verdict: 'warn',
    images: [
      image({
        status: 'changed',
        size: delta(149_600_123, null),
        download: delta(55_100_200, null),
        layers: { head: 6, base: null },
        stages: stages(3, null),
        instructions: [instruction(14, 'RUN make', 74_800_123, null, { change: null })],
        limits: [{ ...skipped, message: 'not judged: the base could not be built, so growth was not judged' }],
        failures: [failure({ side: 'base', hint: 'Merge a change that mends the base branch first.' })],
        notes: ['the base could not be built, so its size is not known'],
      }),
      web,
    ],
  }),
  'base-missing': report({
    verdict: 'warn',
    base: {
      sha: null,
      source: 'none',
      reason: 'the base commit `4b1d0aa` could not be fetched: exit status 128',
      expected: true,
    },
    images: [
      image({
        status: 'changed',
        size: delta(149_600_123, null),
        download: delta(null, null, false),
        limits: [{ ...skipped, message: 'not judged: there is no base: the base commit could not be fetched' }],
      }),
    ],
  }),
  'head-fails': report({
    verdict: 'breach',
    images: [broken, { ...broken, target: 'build', shipped: false, failures: [failure({ target: 'build' })] }, worker],
  }),
  platforms: report({
    verdict: 'breach',
    images: [
      { ...worker, platform: 'linux/arm64' },
      { ...api, platform: 'linux/arm64' },
      { ...api, ...slightly, platform: 'linux/amd64' },
      worker,
    ],
  }),
  estimated: report({
    method: { driver: 'docker', store: 'classic', buildx: '0.30.1', buildkit: null },
    limited: false,
    repositoryUrl: null,
    images: [
      image({
        status: 'changed',
        size: delta(150_800_123, 149_600_123),
        download: { head: 55_000_000, base: 54_000_000, change: null, exact: false },
        instructions: [instruction(14, `RUN grep 'a\\|b' /etc/passwd | sort`, 1_200_000, null)],
        notes: ['the last stage was called `final` at the base'],
      }),
      image({
        image: 'old',
        status: 'removed',
        size: delta(null, 142_000_000),
        download: delta(null, null, false),
        layers: { head: null, base: 4 },
        stages: stages(null, 1),
      }),
      image({
        image: 'app',
        target: 'web',
        status: 'added',
        size: delta(10, null),
        download: delta(null, null, false),
      }),
      image({ image: 'app', target: 'cron', download: delta(null, null, false) }),
    ],
  }),
} as const satisfies Record<string, Report>
