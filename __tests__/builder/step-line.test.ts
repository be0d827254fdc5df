import { expect, test } from '@jest/globals'
import type { Step } from '../../src/builder/progress.js'
import { stepReporter } from '../../src/builder/step-line.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { sidesOf } from '../../src/plan/against.js'
import { planBuild } from '../../src/plan/plan.js'
import type { Side, Source } from '../../src/request/source.js'

const TEXT = 'FROM debian AS fat\nRUN make\nFROM scratch AS slim\nCOPY --from=fat /out /\n'
const STEP: Step = {
  target: null,
  stage: 'fat',
  position: '2/2',
  instruction: 'RUN make',
  duration: 1234,
  cached: false,
  stopped: false,
  error: null,
}

function source(side: Side, root: string): Source {
  const graph = parseDockerfile(TEXT, { file: 'Dockerfile', buildArgs: {}, platform: 'linux/amd64' })
  const build = {
    ...{ platforms: [], buildArgs: {}, contexts: [], secrets: [], ssh: [], cacheFrom: [], allow: [] },
    ...{ pull: false, network: null },
  }
  const request = {
    ...{ name: 'api', context: '.', dockerfile: 'Dockerfile', build },
    ...{ limits: { shipped: {}, targets: {} }, findings: {} },
    targets: { kind: 'default' },
  } as const
  return {
    side,
    root,
    images: [{ request, platform: null, text: TEXT, ignoreFile: '.dockerignore', graph, targets: [1] }],
    failures: [],
  }
}

/** The lines that are told of steps of the given targets. */
function told(sources: readonly Source[], steps: readonly Partial<Step>[]): readonly string[] {
  const lines: string[] = []
  const { onStep, stop } = stepReporter(planBuild(sources, '/scratch', 'run-1', 'wanted'), (line) => lines.push(line))
  for (const step of steps) onStep({ ...STEP, ...step })
  stop()
  return lines
}

test('steps of a change and its base are told of by side', () => {
  const sources = [source('head', '/tree'), source('base', '/checkout')]
  const steps = [{ target: 'head-0-1' }, { target: 'base-0-1', cached: true }, { target: 'base-0-1', cached: true }]
  expect(told(sources, steps)).toEqual(['head api  fat 2/2  RUN make  1.2 s', 'base api  fat 2/2  RUN make  cached'])
})

test('a step of the only target is told of by it, also where there is one stage', () => {
  expect(told([source('head', '/tree')], [{ stage: '', error: 'exit code: 1' }])).toEqual([
    'head api  2/2  RUN make  failed',
  ])
})

test('steps of two targets are told of by their names', () => {
  const against = { head: { kind: 'matching', patterns: ['slim'] }, base: 'fat', bandwidth: 1 } as const
  const sources = sidesOf(source('head', '/tree'), against)
  const copy = { target: 'head-0-1', stage: 'slim', position: '1/1', instruction: 'COPY --from=fat /out /' }
  expect(told(sources, [{ target: 'base-0-0' }, copy])).toEqual([
    'api/fat  fat 2/2  RUN make  1.2 s',
    'api/slim  slim 1/1  COPY --from=fat /out /  1.2 s',
  ])
})
