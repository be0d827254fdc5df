import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { mergedRuns } from '../../src/builder/built-stages.js'
import type { Provenance } from '../../src/builder/llb.js'
import type { StepRun } from '../../src/builder/progress.js'
import { stageSteps, type StageSteps } from '../../src/builder/stage-steps.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'

const TESTDATA = new URL('./testdata/', import.meta.url)

/** What BuildKit 0.33.1 recorded of the last stage's build. */
async function recorded(stages: readonly number[]): Promise<readonly StageSteps[]> {
  const dockerfile = await readFile(new URL('stages.Dockerfile', TESTDATA), 'utf8')
  const provenance = JSON.parse(await readFile(new URL('stages.provenance.json', TESTDATA), 'utf8')) as Provenance
  const graph = parseDockerfile(dockerfile, { file: 'Dockerfile', buildArgs: {}, platform: 'linux/amd64' })
  return stageSteps(provenance, graph, stages)
}

describe('the steps of a stage', () => {
  it('are its whole chain, a linked copy in its place', async () => {
    const [build] = await recorded([0])
    expect(build?.steps.map(({ lines }) => lines?.start)).toEqual([2, 3, 4, 5, 6])
    expect(build?.base?.reference).toMatch(/^docker\.io\/library\/debian:bookworm-slim@sha256:[0-9a-f]{64}$/)
    expect(build?.base?.blobs).toBe(29_672_800)
    expect(build?.base?.platform).toBe('linux/amd64')
  })

  it('have the digest that the progress names, and a RUN what the cache calls it', async () => {
    const [build] = await recorded([0])
    expect(build?.steps.every(({ vertex }) => /^sha256:[0-9a-f]{64}$/.test(vertex ?? ''))).toBe(true)
    expect(build?.steps.map(({ command }) => command)).toEqual([
      null,
      null,
      'mount / from exec /bin/sh -c echo hi > /x && head -c 5000000 /dev/urandom > /r1',
      'mount / from exec /bin/sh -c head -c 1000000 /dev/urandom > /r2',
      null,
    ])
  })

  it('are those of the last stage too, which starts from scratch', async () => {
    const [last] = await recorded([2])
    expect(last).toMatchObject({ stage: 2, base: null })
    expect(last?.steps.map(({ lines }) => lines?.start)).toEqual([13])
  })

  it('are those of the stage below for one without instructions of its own that make a layer', async () => {
    const [build, again] = await recorded([0, 1])
    expect(again).toEqual({ ...build, stage: 1 })
  })
})

describe('how steps went', () => {
  const run = (name: string, started: number, completed: number, cached = false): StepRun => ({
    name,
    started,
    completed,
    cached,
  })

  it('is as they ran where a later bake found them in the cache', () => {
    const runs = mergedRuns([new Map([['a', run('RUN x', 1, 5)]]), new Map([['a', run('RUN x', 9, 9, true)]])])
    expect(runs.get('a')).toMatchObject({ cached: false, completed: 5 })
  })

  it('is as another target ran the same step meanwhile, and not as one that came later', () => {
    const meanwhile = mergedRuns([
      new Map([
        ['a', run('RUN x', 1, 5)],
        ['b', run('RUN x', 5, 5, true)],
      ]),
    ])
    expect(meanwhile.get('b')).toMatchObject({ cached: false, started: 1 })
    const before = mergedRuns([
      new Map([
        ['a', run('COPY . .', 3, 5)],
        ['b', run('COPY . .', 1, 1, true)],
      ]),
    ])
    expect(before.get('b')).toMatchObject({ cached: true })
  })
})
