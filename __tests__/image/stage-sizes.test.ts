import { describe, expect, it } from '@jest/globals'
import type { BuiltStage, BuiltStep } from '../../src/builder/built-stages.js'
import type { CacheRecord } from '../../src/builder/cache-records.js'
import type { PlannedTarget } from '../../src/plan/build-plan.js'
import { cachedSizes } from '../../src/image/stage-sizes.js'

function record(id: string, description: string, more: Partial<CacheRecord> = {}): CacheRecord {
  return { id, description, size: 1000, parents: [], createdAt: 10, lastUsedAt: 100, ...more }
}

function step(name: string, more: Partial<BuiltStep> = {}): BuiltStep {
  const run = { name, started: 50, completed: 50, cached: true }
  return { vertex: name, lines: null, origin: null, command: null, blobs: 0, run, text: null, ...more }
}

const exec = (command: string, more: Partial<BuiltStep> = {}): BuiltStep =>
  step(`RUN ${command}`, { command: `mount / from exec /bin/sh -c ${command}`, ...more })

function stage(steps: readonly BuiltStep[], base: BuiltStage['base'] = null): BuiltStage {
  return { target: { id: 'head-0-0', side: 'head' } as PlannedTarget, platform: 'linux/amd64', base, steps }
}

const DEBIAN = { reference: 'docker.io/library/debian:12@sha256:1', platform: 'linux/amd64', blobs: 300 }

describe('the sizes that the cache knows of a stage', () => {
  it('are found under the name of the step, whatever stage and position it had when it was made', () => {
    const records = [record('c', '[old 2/9] COPY a b', { size: 7 }), record('r', 'mount / from exec /bin/sh -c make')]
    const sizes = cachedSizes(stage([step('COPY a b'), exec('make')]), records)
    expect(sizes.steps).toEqual([
      { id: 'c', bytes: 7 },
      { id: 'r', bytes: 1000 },
    ])
  })

  it('leave out the compressed blobs, which the cache counts too', () => {
    const records = [
      record('d0', '[internal] layer', { size: 500 }),
      record('d1', `pulled from ${DEBIAN.reference}`, { size: 700, parents: ['d0'] }),
      record('r', 'mount / from exec /bin/sh -c make', { size: 90, parents: ['d1'] }),
    ]
    const sizes = cachedSizes(stage([exec('make', { blobs: 40 })], DEBIAN), records)
    expect(sizes).toEqual({ base: { id: 'd1', bytes: 900 }, steps: [{ id: 'r', bytes: 50 }] })
  })

  it('are, of a base that is there for several platforms, those of the one that the steps lie on', () => {
    const records = [
      record('arm0', `pulled from ${DEBIAN.reference}`, { size: 1 }),
      record('arm1', `pulled from ${DEBIAN.reference}`, { size: 20, parents: ['arm0'] }),
      record('amd0', `pulled from ${DEBIAN.reference}`, { size: 300 }),
      record('amd1', `pulled from ${DEBIAN.reference}`, { size: 4000, parents: ['amd0'] }),
      record('r', 'mount / from exec /bin/sh -c make', { parents: ['amd1'] }),
    ]
    const base = { ...DEBIAN, blobs: 0 }
    expect(cachedSizes(stage([exec('make')], base), records).base).toEqual({ id: 'amd1', bytes: 4300 })
    expect(cachedSizes(stage([], base), records).base).toBeNull()
    expect(cachedSizes(stage([], base), records.slice(2)).base).toEqual({ id: 'amd1', bytes: 4300 })
  })

  it('are of the record that lies on the step before', () => {
    const records = [
      record('a', '[x 2/3] COPY a /'),
      record('b', '[x 2/3] COPY b /'),
      record('on-a', 'mount / from exec /bin/sh -c make', { parents: ['a'], size: 1 }),
      record('on-b', 'mount / from exec /bin/sh -c make', { parents: ['b'], size: 2, lastUsedAt: 999 }),
    ]
    expect(cachedSizes(stage([step('COPY a /'), exec('make')]), records).steps[1]).toEqual({ id: 'on-a', bytes: 1 })
  })

  it('are of the record between two others where the same was first built in other words', () => {
    const base = record('d', `pulled from ${DEBIAN.reference}`)
    const workdir = record('w', '[x 2/3] WORKDIR src', { parents: ['d'], size: 8 })
    const copy = record('c', '[x 3/3] COPY . .', { parents: ['w'], size: 9 })
    const steps = [step('WORKDIR /src'), step('COPY . .')]
    const sizes = (records: readonly CacheRecord[], from: BuiltStage['base']) =>
      cachedSizes(stage(steps, from), records).steps.map((size) => size?.id ?? null)
    expect(sizes([base, workdir, copy], DEBIAN)).toEqual(['w', 'c'])
    expect(sizes([{ ...workdir, parents: [] }, copy], null)).toEqual(['w', 'c'])
    expect(sizes([{ ...base, description: '' }, workdir, copy], DEBIAN)).toEqual(['w', 'c'])
    // It may be the base's own.
    expect(sizes([{ ...workdir, description: '' }, copy], DEBIAN)).toEqual([null, 'c'])
    expect(sizes([base, { ...copy, parents: ['d'] }], DEBIAN)).toEqual([null, 'c'])
  })

  it('see through the merge that a linked copy makes', () => {
    const records = [
      record('link', '[x 2/3] COPY --link a /', { size: 5 }),
      record('merge', '[x 2/3] LINK COPY --link a /', { parents: ['base', 'link'], size: 0 }),
      record('on-merge', 'mount / from exec /bin/sh -c make', { parents: ['merge'], size: 6 }),
      record('elsewhere', 'mount / from exec /bin/sh -c make', { parents: ['other'], size: 7, lastUsedAt: 999 }),
    ]
    const sizes = cachedSizes(stage([step('COPY --link a /'), exec('make')]), records)
    expect(sizes.steps).toEqual([
      { id: 'link', bytes: 5 },
      { id: 'on-merge', bytes: 6 },
    ])
  })

  it('are of what was made when the step ran', () => {
    const records = [
      record('before', '[x 2/3] COPY . .', { createdAt: 20, lastUsedAt: 200 }),
      record('head', '[x 2/3] COPY . .', { createdAt: 61, lastUsedAt: 190 }),
      record('base', '[x 2/3] COPY . .', { createdAt: 65, lastUsedAt: 210 }),
    ]
    const ran = (started: number): BuiltStep =>
      step('COPY . .', { run: { name: 'COPY . .', started, completed: 90, cached: false } })
    expect(cachedSizes(stage([ran(60)]), records).steps[0]?.id).toBe('head')
    expect(cachedSizes(stage([ran(64)]), records).steps[0]?.id).toBe('base')
  })

  it('are of what this run used where nothing ran, the older one at the base', () => {
    const records = [
      record('never', '[x 2/3] COPY . .', { createdAt: 30, lastUsedAt: 31 }),
      record('newer', '[x 2/3] COPY . .', { createdAt: 20, lastUsedAt: 70 }),
      record('older', '[x 2/3] COPY . .', { createdAt: 10, lastUsedAt: 70 }),
    ]
    const head = stage([step('COPY . .')])
    const base = { ...head, target: { ...head.target, side: 'base' as const } }
    expect(cachedSizes(head, records).steps[0]?.id).toBe('newer')
    expect(cachedSizes(base, records).steps[0]?.id).toBe('older')
  })

  it('are of what was used last, on both sides, where the builder had to touch nothing', () => {
    const records = [
      record('long-ago', '[x 2/3] COPY . .', { createdAt: 1, lastUsedAt: 2 }),
      record('lately', '[x 2/3] COPY . .', { createdAt: 3, lastUsedAt: 4 }),
    ]
    const head = stage([step('COPY . .')])
    for (const side of ['head', 'base'] as const) {
      expect(cachedSizes({ ...head, target: { ...head.target, side } }, records).steps[0]?.id).toBe('lately')
    }
  })

  it('are found by the words of the Dockerfile where the progress does not tell of the step', () => {
    const unseen = step('', { run: null, text: 'COPY a b' })
    expect(cachedSizes(stage([unseen]), [record('c', '[x 2/9] COPY a b')]).steps[0]?.id).toBe('c')
  })

  it('are unknown where the cache does not have them any more', () => {
    expect(cachedSizes(stage([exec('make')], DEBIAN), [])).toEqual({ base: null, steps: [null] })
  })
})
