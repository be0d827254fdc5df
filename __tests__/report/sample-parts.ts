import type { BuildFailure } from '../../src/builder/method.js'
import type { Delta } from '../../src/compare/comparison.js'
import type { InstructionChange } from '../../src/explain/instructions.js'
import type { Judgement } from '../../src/policy/verdict.js'
import type { Report, ReportImage } from '../../src/report/report.js'

/** Parts of reports, whole, with what a test wants otherwise. */

export function delta(head: number | null, base: number | null, exact = true): Delta {
  return { head, base, change: head === null || base === null ? null : head - base, exact }
}

export function instruction(
  line: number | null,
  text: string,
  head: number | null,
  base: number | null,
  more: Partial<InstructionChange> = {},
): InstructionChange {
  const change = (head ?? 0) - (base ?? 0)
  return { line, stage: 'final', text, was: null, origin: 'own', head, base, change, parts: [], cause: null, ...more }
}

export function judgement(more: Partial<Judgement> = {}): Judgement {
  return {
    limit: 'max-increase',
    allowed: '5 MB',
    actual: '+18.4 MB',
    status: 'breach',
    message: '+18.4 MB of 5 MB allowed',
    ...more,
  }
}

/** All stages of a Dockerfile, and all are used. */
export function stages(head: number | null, base: number | null): ReportImage['stages'] {
  const none = { head: head === null ? null : [], base: base === null ? null : [] }
  return { declared: { head, base }, used: { head, base }, unused: none }
}

export function image(more: Partial<ReportImage> = {}): ReportImage {
  return {
    image: 'api',
    dockerfile: 'services/api/Dockerfile',
    target: 'final',
    platform: 'linux/amd64',
    shipped: true,
    status: 'unchanged',
    size: delta(149_600_123, 149_600_123),
    download: delta(55_100_200, 55_100_200),
    layers: { head: 6, base: 6 },
    stages: stages(3, 3),
    work: { head: null, base: null },
    drift: null,
    instructions: [],
    paths: null,
    packages: null,
    waste: null,
    findings: null,
    limits: [],
    failures: [],
    notes: [],
    ...more,
  }
}

export function failure(more: Partial<BuildFailure> = {}): BuildFailure {
  return {
    image: 'api',
    dockerfile: 'services/api/Dockerfile',
    target: 'final',
    platform: 'linux/amd64',
    side: 'head',
    shipped: true,
    default: true,
    message: 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
    line: 9,
    stage: 'build',
    instruction: 'RUN npm ci',
    log: [
      'npm error code EUSAGE',
      'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.',
      'npm error Missing: left-pad@1.3.0 from lock file',
    ],
    hint: null,
    ...more,
  }
}

export function report(more: Partial<Report> = {}): Report {
  return {
    version: 1,
    verdict: 'pass',
    head: { sha: '9f3c2e1a5b6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f', ref: 'refs/pull/7/merge' },
    base: {
      sha: '4b1d0aa7c8d9e0f1a2b3c4d5e6f708192a3b4c5d',
      source: 'rebuilt',
      reason: 'the first parent of the merge commit',
      expected: true,
    },
    against: null,
    method: { driver: 'docker', store: 'containerd', buildx: '0.30.1', buildkit: '0.26.2' },
    images: [],
    accepted: null,
    overrideLabel: 'size-gate:accept',
    limited: true,
    ignoreDrift: true,
    notes: [],
    times: { build: 41_200, total: 52_700 },
    repositoryUrl: 'https://github.com/acme/shop',
    ...more,
  }
}
