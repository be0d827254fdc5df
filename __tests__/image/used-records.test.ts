import { expect, it } from '@jest/globals'
import type { BuiltStage } from '../../src/builder/built-stages.js'
import type { CacheRecord } from '../../src/builder/cache-records.js'
import type { PlannedTarget } from '../../src/plan/build-plan.js'
import type { Side } from '../../src/request/source.js'
import { usedRecords } from '../../src/image/used-records.js'

function stage(side: Side, exported = false, image = 0): BuiltStage {
  const target = { id: `${side}-${image}-0`, side, exported } as PlannedTarget
  const run = { name: 'RUN make', started: 50, completed: 50, cached: true }
  const step = { vertex: 'v', lines: null, origin: null, command: null, blobs: 0, run, text: null }
  return { target, platform: 'linux/amd64', base: null, steps: [step] }
}

const records = (['head', 'base', 'old'] as const).flatMap((of, index): readonly CacheRecord[] => [
  { id: `copy-${of}`, description: '[a 1/2] COPY . .', size: index, parents: [], createdAt: 1, lastUsedAt: 1 },
  { id: of, description: 'RUN make', size: 10 + index, parents: [`copy-${of}`], createdAt: 2, lastUsedAt: 2 },
])

/** A cache that notes which side, or which target, took its records up. */
function cache(of: readonly CacheRecord[], works = true) {
  let now = of
  let time = 100
  const taken: (readonly string[])[] = []
  return {
    taken,
    read: () => Promise.resolve(now),
    takeUp: (targets: readonly PlannedTarget[]) => {
      taken.push(targets.map(({ id }) => id))
      const takers = new Set<string>(targets.flatMap(({ id, side }) => [id, side]))
      now = now.map((record) => (takers.has(record.id) ? { ...record, lastUsedAt: time++ } : record))
      return Promise.resolve(works)
    },
  }
}

it('are those that a side used, with what they lie on, where several may be meant', async () => {
  const { read, takeUp, taken } = cache(records)
  const recordsOf = await usedRecords([stage('head'), stage('base'), stage('head')], read, takeUp)
  const idsOf = (side: Side) => recordsOf(stage(side)).map(({ id }) => id)
  expect([idsOf('head'), idsOf('base')]).toEqual([
    ['head', 'copy-head'],
    ['base', 'copy-base'],
  ])
  expect(taken).toEqual([['head-0-0'], ['base-0-0']])
})

it('are all, and nothing is taken up, where only one is meant, or where they weigh the same', async () => {
  for (const of of [records.slice(0, 2), records.map((record) => ({ ...record, size: 5 }))]) {
    const { read, takeUp, taken } = cache(of)
    expect((await usedRecords([stage('head'), stage('base')], read, takeUp))(stage('head'))).toBe(of)
    expect(taken).toEqual([])
  }
  const { read, takeUp, taken } = cache(records)
  await usedRecords([stage('head', true)], read, takeUp)
  expect(taken).toEqual([])
})

it('are told apart where stages of one side read alike too, up to a dozen of them', async () => {
  const images = (count: number): readonly BuiltStage[] =>
    Array.from({ length: count }, (_, image) => stage('head', false, image))
  const made = images(13).map(({ target: { id } }, size): CacheRecord => ({
    id,
    description: 'RUN make',
    size,
    parents: [],
    createdAt: 2,
    lastUsedAt: 2,
  }))
  const { read, takeUp } = cache(made)
  const recordsOf = await usedRecords(images(12), read, takeUp)
  expect(images(12).map((one) => recordsOf(one).map(({ id }) => id))).toEqual(
    images(12).map(({ target }) => [target.id]),
  )
  const many = cache(made)
  expect((await usedRecords(images(13), many.read, many.takeUp))(stage('head'))).toEqual([])
  expect(many.taken).toEqual([])
})

it('are none where the builder could not take the stages up', async () => {
  const { read, takeUp } = cache(records, false)
  expect((await usedRecords([stage('head')], read, takeUp))(stage('head'))).toEqual([])
})
