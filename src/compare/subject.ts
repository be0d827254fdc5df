import type { BuildFailure } from '../builder/method.js'
import type { Measurement } from '../image/measurement.js'

/** What a row is of. */
export interface Key {
  readonly image: string
  readonly dockerfile: string
  readonly target: string
  readonly platform: string
}

/** One side of a row: a target that was measured, or that was to be and could not be built. */
export interface Subject extends Key {
  readonly measurement: Measurement | null
  readonly failures: readonly BuildFailure[]
}

/** The measured targets of one side in their order, then those that only failed. */
export function subjectsOf(
  measurements: readonly Measurement[],
  failures: readonly BuildFailure[],
  side: 'head' | 'base',
): readonly Subject[] {
  const subjects = new Map<string, Subject>()
  for (const measurement of measurements) {
    subjects.set(idOf(measurement), { ...keyOf(measurement), measurement, failures: [] })
  }
  for (const failure of failures) {
    if (failure.side !== side) continue
    const known = subjects.get(idOf(failure)) ?? { ...keyOf(failure), measurement: null, failures: [] }
    subjects.set(idOf(failure), { ...known, failures: [...known.failures, failure] })
  }
  return [...subjects.values()]
}

/** The parts of `of` that make a row's key. */
export function keyOf(of: Key): Key {
  return { image: of.image, dockerfile: of.dockerfile, target: of.target, platform: of.platform }
}

/** One string for image, target and platform: equal strings are the same target of a side. */
function idOf(of: Key): string {
  return JSON.stringify([of.image, of.target, of.platform])
}
