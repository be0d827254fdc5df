import { expect } from '@jest/globals'
import type { CommitBaseline as Baseline } from '../../src/baseline/baseline.js'
import type { EventFacts } from '../../src/baseline/event.js'
import { findBaseline, type BaselineQuestion } from '../../src/baseline/find-baseline.js'
import { openRepository, readHead } from '../../src/baseline/repository.js'
import { runner, snapshot, type Clone, type Workshop } from './repository.js'

export const byHand: EventFacts = { kind: 'other', defaultBranch: null }

/** Finds the baseline of a clone, and holds that nothing in the clone was touched. */
export async function baselineOf(
  shop: Workshop,
  clone: Clone,
  event: EventFacts,
  more: Partial<BaselineQuestion> = {},
  onLine: (line: string) => void = () => undefined,
): Promise<Baseline> {
  const before = snapshot(clone.root)
  const run = runner(clone.env)
  const repository = await openRepository(run, clone.root)
  const question: BaselineQuestion = {
    head: await readHead(repository),
    mode: 'auto',
    baseRef: null,
    event,
    prepare: null,
    needsGitMetadata: () => Promise.resolve(false),
    scratch: shop.dir('scratch'),
    ...more,
  }
  try {
    return await findBaseline(repository, question, { run, onLine })
  } finally {
    expect(snapshot(clone.root)).toEqual(before)
  }
}

/** The base's commit; fails where there is none. */
export function shaOf(baseline: Baseline): string {
  if (baseline.source === 'none') throw new Error(baseline.reason)
  return baseline.sha
}

/** Absolute path of the checkout; fails where there is none. */
export function rootOf(baseline: Baseline): string {
  if (baseline.source === 'none') throw new Error(baseline.reason)
  return baseline.root
}
