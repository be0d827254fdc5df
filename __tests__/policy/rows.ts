import type { BuildFailure } from '../../src/builder/method.js'
import type { Row } from '../../src/compare/comparison.js'
import type { Measurement } from '../../src/image/measurement.js'
import type { BaseState, Policy } from '../../src/policy/judge.js'
import type { Limits } from '../../src/policy/limit.js'

const REBUILT: BaseState = { source: 'rebuilt' }

export interface Sides {
  readonly head?: number | null
  readonly base?: number | null
  readonly download?: readonly [number | null, number | null]
  readonly exact?: boolean
  readonly stages?: number
  readonly layers?: number
}

/** A row with `head` and `base` bytes; a side of null is not there. */
export function row(sides: Sides = {}, over: Partial<Row> = {}): Row {
  const { head = 100, base = 100, exact = true } = sides
  const [headDownload, baseDownload] = sides.download ?? [head, base]
  return {
    image: 'api',
    dockerfile: 'Dockerfile',
    target: 'api',
    platform: 'linux/amd64',
    shipped: true,
    status: head === null ? 'removed' : base === null ? 'added' : head === base ? 'unchanged' : 'changed',
    head: head === null ? null : measurement(head, headDownload, sides),
    base: base === null ? null : measurement(base, baseDownload, sides),
    size: delta(head, base, exact),
    download: delta(headDownload, baseDownload, exact),
    drift: null,
    failures: [],
    notes: [],
    ...over,
  }
}

export function policy(limits: Limits, over: Partial<Policy> = {}): Policy {
  return {
    onBreach: 'fail',
    ignoreDrift: true,
    baseline: REBUILT,
    limitsFor: () => limits,
    wasteOf: () => null,
    ...over,
  }
}

export function failure(side: 'head' | 'base'): BuildFailure {
  return {
    image: 'api',
    dockerfile: 'Dockerfile',
    target: 'api',
    platform: 'linux/amd64',
    side,
    shipped: true,
    default: true,
    message: 'RUN false failed',
    line: 2,
    stage: 'api',
    instruction: 'RUN false',
    log: [],
    hint: null,
  }
}

function delta(head: number | null, base: number | null, exact: boolean): Row['size'] {
  return { head, base, change: head === null || base === null ? null : head - base, exact }
}

function measurement(bytes: number, download: number | null, sides: Sides): Measurement {
  const exact = sides.exact ?? true
  return {
    image: 'api',
    dockerfile: 'Dockerfile',
    target: 'api',
    platform: 'linux/amd64',
    shipped: true,
    default: true,
    stages: { declared: 9, used: sides.stages ?? 2, unused: [] },
    size: { bytes, exact },
    download: download === null ? null : { bytes: download, exact },
    layers: Array.from({ length: sides.layers ?? 3 }, (_, index) => ({
      diffId: `sha256:${index}`,
      size: 0,
      blob: null,
      image: null,
      owner: {
        origin: 'own' as const,
        text: 'RUN true',
        commands: 'RUN true',
        whole: 'RUN true',
        stage: null,
        lines: null,
        source: null,
      },
    })),
    user: '65532',
    command: 'app',
    environment: [],
    work: null,
    checks: [],
    resolved: [],
  }
}
