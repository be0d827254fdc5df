import { describe, expect, it } from '@jest/globals'
import { halves, inBatches } from '../../src/builder/batches.js'
import { isOverloaded } from '../../src/builder/failure.js'
import type { PlannedTarget } from '../../src/plan/build-plan.js'

function targets(count: number): readonly PlannedTarget[] {
  const of = (side: 'head' | 'base'): PlannedTarget[] =>
    Array.from({ length: count }, (_, index) => {
      const name = `${index}`
      return { id: `${side}-${name}`, side, image: name, target: 'final', platform: null } as PlannedTarget
    })
  return [...of('head'), ...of('base')]
}

describe('batches', () => {
  it('are one where the targets are not too many, and none without a target', () => {
    expect(inBatches([])).toEqual([])
    expect(inBatches(targets(50)).map(({ length }) => length)).toEqual([100])
  })

  it('hold every target once, and what is compared in the same', () => {
    const all = targets(130)
    const batches = inBatches(all)
    expect(batches.flat().length).toBe(all.length)
    expect(new Set(batches.flat())).toEqual(new Set(all))
    expect(batches.every((batch) => batch.length <= 100)).toBe(true)
    for (const batch of batches) {
      const images = (side: string): readonly string[] =>
        batch.flatMap((target) => (target.side === side ? [target.image] : []))
      expect(images('head')).toEqual(images('base'))
    }
  })

  it('come in halves where nobody is named, down to one', () => {
    expect(halves(targets(3).slice(0, 3)).map(({ length }) => length)).toEqual([2, 1])
    expect(halves(targets(1).slice(0, 1)).map(({ length }) => length)).toEqual([1])
    expect(halves([])).toEqual([])
  })
})

it.each([
  'failed to receive status: rpc error: code = NotFound desc = no such job wwv6txar1e7nyakb0ek9ioquv',
  'failed to get edge: inconsistent graph state',
  'failed to compute cache key: failed to get state for index 0 on [one 2/2] COPY data.bin /',
])('tells a builder that got too many at once: %s', (said) => {
  expect(isOverloaded(said)).toBe(true)
})

it('tells it from a target that fails', () => {
  expect(isOverloaded('process "/bin/sh -c false" did not complete successfully: exit code: 1')).toBe(false)
})
