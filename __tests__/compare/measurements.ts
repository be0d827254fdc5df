import { createFileNames } from '../../src/layer/layer-files.js'
import type { BuildFailure } from '../../src/builder/method.js'
import type { Layer, Contents, Measurement } from '../../src/image/measurement.js'

export function layer(more: Partial<Omit<Layer, 'owner'>> & { readonly owner?: Partial<Layer['owner']> } = {}): Layer {
  const size = more.size ?? 10
  return {
    diffId: `sha256:${size}`,
    size,
    blob: null,
    image: null,
    ...more,
    owner: {
      origin: 'own',
      text: 'RUN a',
      commands: more.owner?.text ?? 'RUN a',
      whole: more.owner?.text ?? 'RUN a',
      stage: 'final',
      lines: { start: 3, end: 3 },
      source: null,
      ...more.owner,
    },
  }
}

/** A measurement as large as its layers. */
export function measurement(more: Partial<Measurement> = {}): Measurement {
  const layers = more.layers ?? [layer({ size: 100 })]
  return {
    image: 'api',
    dockerfile: 'Dockerfile',
    target: 'final',
    platform: 'linux/amd64',
    shipped: true,
    default: true,
    stages: { declared: 2, used: 2, unused: [] },
    size: { bytes: layers.reduce((sum, each) => sum + each.size, 0), exact: true },
    download: null,
    layers,
    user: '65532',
    command: 'app',
    environment: [],
    checks: [],
    work: null,
    resolved: [],
    ...more,
  }
}

export function buildFailure(more: Partial<BuildFailure> = {}): BuildFailure {
  return {
    image: 'api',
    dockerfile: 'Dockerfile',
    target: 'final',
    platform: 'linux/amd64',
    side: 'head',
    shipped: true,
    default: true,
    message: 'exit code: 1',
    line: 3,
    stage: 'final',
    instruction: 'RUN a',
    log: [],
    hint: null,
    ...more,
  }
}

/** Of a run that looked into no layer. */
export const NOTHING_READ: Contents = { names: createFileNames(), of: () => undefined }
