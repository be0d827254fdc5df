import { describe, expect, test } from '@jest/globals'
import type { BuiltStage, BuiltStep } from '../../src/builder/built-stages.js'
import type { StepRun } from '../../src/builder/progress.js'
import { stageWork } from '../../src/image/stage-work.js'
import type { Source } from '../../src/request/source.js'

const SOURCES = [
  { side: 'head', images: [{ graph: { stages: [{ lines: { start: 3, end: 9 } }] } }] },
] as unknown as Source[]

function workOf(...steps: readonly (readonly [line: number | null, run: Omit<StepRun, 'name'> | null])[]) {
  const target = { side: 'head', sourceImage: 0, stage: 0 } as BuiltStage['target']
  const built = steps.map(([line, run]): BuiltStep => {
    const lines = line === null ? null : { start: line, end: line }
    const base = { vertex: null, origin: null, command: null, blobs: 0, text: null }
    return { ...base, lines, run: run === null ? null : { name: `step ${line}`, ...run } }
  })
  return stageWork({ target, platform: 'linux/amd64', base: null, steps: built }, SOURCES)
}

const RAN = { started: 100, completed: 350, cached: false }
const CACHED = { started: 90, completed: 90, cached: true }

describe("what a stage's steps took", () => {
  test('counts its own, and the time of those that ran', () => {
    expect(workOf([1, RAN], [4, CACHED], [5, RAN], [null, RAN])).toEqual({ duration: 250, steps: 2, cached: 1 })
  })

  test('counts a step that the progress does not tell of, beside one that it tells of', () => {
    expect(workOf([4, null], [5, null], [6, CACHED])).toEqual({ duration: 0, steps: 3, cached: 3 })
  })

  test('is not known where the progress tells of none', () => {
    expect(workOf([4, null], [5, null])).toBeNull()
  })
})
