import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../src/baseline/event.js'
import { openRepository, readHead } from '../../src/baseline/repository.js'
import { checkoutAction, environment, init, publish, runner, workshop, Clone } from './repository.js'
import { baselineOf, byHand, rootOf, shaOf } from './scenario.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const shop = workshop()
const env = environment(shop.dir('home'))
afterAll(shop.clear)

/** `main` moved on after `feature` left it at `fork`; the pull request's merge ref merges both tips. */
let url = ''
let source: Clone
const at = { root: '', fork: '', staleTip: '', mainTip: '', head: '', merge: '' }

beforeAll(() => {
  source = init(shop.dir('source'), env)
  at.root = source.commit('root')
  at.fork = source.commit('fork')
  source.git('checkout', '--quiet', '-b', 'feature')
  source.commit('feature-1')
  at.head = source.commit('feature-2')
  source.git('checkout', '--quiet', 'main')
  at.staleTip = source.commit('main-1')
  at.mainTip = source.commit('main-2')
  source.git('checkout', '--quiet', '--detach', 'main')
  source.git('merge', '--quiet', '--no-ff', '-m', 'Merge feature into main', 'feature')
  at.merge = source.sha()
  source.git('update-ref', 'refs/pull/7/merge', at.merge)
  source.git('update-ref', 'refs/pull/7/head', at.head)
  source.git('checkout', '--quiet', 'main')
  source.git('tag', '-a', 'v1.0.0', '-m', 'v1.0.0', at.fork)
  url = publish(source, shop.dir('origin.git'))
})

function pullRequest(more: Partial<Extract<EventFacts, { kind: 'pull_request' }>> = {}): EventFacts {
  const { head, merge } = at
  return { kind: 'pull_request', number: 7, headSha: head, baseBranch: 'main', baseUrl: url, mergeSha: merge, ...more }
}

describe.each([1, 'all'] as const)('with a history of %s', (depth) => {
  // One clone for each ref will do: that no run changes it is what every test holds.
  const clones = new Map<string, Clone>()
  const clone = (ref: string): Clone => {
    const made = clones.get(ref) ?? checkoutAction(url, shop.dir('clone'), env, ref, depth)
    clones.set(ref, made)
    return made
  }

  test('pull_request, merge ref checked out: the first parent', async () => {
    const baseline = await baselineOf(shop, clone('refs/pull/7/merge'), pullRequest())
    expect(shaOf(baseline)).toBe(at.mainTip)
    expect(baseline.reason).toBe('first parent of the merge of pull request #7')
    expect(existsSync(join(rootOf(baseline), 'files/main-2'))).toBe(true)
    expect(existsSync(join(rootOf(baseline), 'files/feature-1'))).toBe(false)
  })

  test('pull_request, head checked out: the merge-base with the base branch, which has moved on', async () => {
    const baseline = await baselineOf(shop, clone('refs/heads/feature'), pullRequest())
    expect(shaOf(baseline)).toBe(at.fork)
    expect(baseline.reason).toBe('merge-base with the base branch main')
    expect(existsSync(join(rootOf(baseline), 'files/main-1'))).toBe(false)
  })

  test('merge_group: its base', async () => {
    const event: EventFacts = { kind: 'merge_group', baseSha: at.mainTip }
    expect(shaOf(await baselineOf(shop, clone('refs/pull/7/merge'), event))).toBe(at.mainTip)
  })

  test('push: the commit before it, several commits back', async () => {
    const event: EventFacts = { kind: 'push', before: at.fork }
    expect(shaOf(await baselineOf(shop, clone('refs/heads/main'), event))).toBe(at.fork)
  })

  test('push by force: the commit before, which no branch has any more', async () => {
    const gone = dangling(source)
    source.git('push', '--quiet', '--force', 'origin', `${gone}:refs/heads/gone`)
    source.git('push', '--quiet', 'origin', ':refs/heads/gone')
    const event: EventFacts = { kind: 'push', before: gone }
    expect(shaOf(await baselineOf(shop, clone('refs/heads/main'), event))).toBe(gone)
  })

  test('push by force: the first parent where the commit before is nowhere', async () => {
    const event: EventFacts = { kind: 'push', before: 'deadbeef'.repeat(5) }
    const baseline = await baselineOf(shop, clone('refs/heads/main'), event)
    expect(shaOf(baseline)).toBe(at.staleTip)
    expect(baseline.reason).toContain(`${'deadbeef'.repeat(5)} from before this push is gone`)
  })

  test.each(['0'.repeat(40), null])('push of a new branch (before: %s): the first parent', async (before) => {
    const baseline = await baselineOf(shop, clone('refs/heads/main'), { kind: 'push', before })
    expect(shaOf(baseline)).toBe(at.staleTip)
  })

  test('workflow_dispatch, schedule: the merge-base with the default branch', async () => {
    const event: EventFacts = { kind: 'other', defaultBranch: 'main' }
    expect(shaOf(await baselineOf(shop, clone('refs/heads/feature'), event))).toBe(at.fork)
    expect(shaOf(await baselineOf(shop, clone('refs/heads/main'), event))).toBe(at.mainTip)
  })

  test.each([
    ['a branch', 'feature', () => at.head],
    ['a remote-tracking branch', 'origin/feature', () => at.head],
    ['an annotated tag', 'v1.0.0', () => at.fork],
    ['a full ref', 'refs/pull/7/head', () => at.head],
    ['a commit', 'SHA', () => at.root],
    ['an ancestor', 'HEAD~1', () => at.staleTip],
  ])('base-ref wins in every event: %s', async (_, value, sha) => {
    const baseRef = value === 'SHA' ? sha() : value
    const events: EventFacts[] = [{ kind: 'push', before: at.fork }]
    if (value === 'feature') events.push(pullRequest(), { kind: 'merge_group', baseSha: at.root }, byHand)
    for (const event of events) {
      const baseline = await baselineOf(shop, clone('refs/heads/main'), event, { baseRef })
      expect(shaOf(baseline)).toBe(sha())
      expect(baseline.reason).toBe(`base-ref ${baseRef}`)
    }
  })
})

/** A commit that is on no branch. */
function dangling(clone: Clone): string {
  return clone.git('commit-tree', '-p', at.fork, '-m', 'dropped', `${at.head}^{tree}`)
}

test('push of a root commit: there is no base, and none is missed', async () => {
  const clone = init(shop.dir('rooted'), env)
  clone.commit('first')
  expect(await baselineOf(shop, clone, { kind: 'push', before: '0'.repeat(40) })).toEqual({
    source: 'none',
    sha: null,
    expected: false,
    reason: 'HEAD is the first commit of its history',
  })
})

test('a pull request of a fork, whose own main is old: the base is sought where the base branch is', async () => {
  const fork = shop.dir('fork.git')
  source.git('clone', '--quiet', '--bare', `file://${source.root}`, fork)
  const bare = new Clone(fork, env)
  bare.git('update-ref', 'refs/heads/main', at.root)
  const clone = checkoutAction(`file://${fork}`, shop.dir('clone'), env, 'refs/heads/feature')
  expect(shaOf(await baselineOf(shop, clone, pullRequest()))).toBe(at.fork)
})

test('a base branch that the clone knows from before is asked for again', async () => {
  const clone = checkoutAction(url, shop.dir('clone'), env, 'refs/heads/feature', 'all')
  clone.git('update-ref', 'refs/remotes/origin/main', at.root)
  expect(shaOf(await baselineOf(shop, clone, pullRequest()))).toBe(at.fork)
})

test('a long history is deepened until the merge-base is certain', async () => {
  const long = init(shop.dir('long'), env)
  const fork = long.commit('fork')
  long.git('checkout', '--quiet', '-b', 'feature')
  long.commit('feature')
  long.git('checkout', '--quiet', 'main')
  long.commitMany(1100)
  const origin = publish(long, shop.dir('long.git'))
  expect(Number(long.git('rev-list', '--count', 'main'))).toBe(1101)
  const clone = checkoutAction(origin, shop.dir('clone'), env, 'refs/heads/feature')
  expect(shaOf(await baselineOf(shop, clone, pullRequest({ baseUrl: origin })))).toBe(fork)
})

describe('by hand', () => {
  test('the merge-base with the default branch as the remote has it, a local commit on top', async () => {
    const clone = new Clone(shop.dir('local'), env)
    clone.git('clone', '--quiet', url, '.')
    clone.git('checkout', '--quiet', 'feature')
    clone.commit('mine')
    const baseline = await baselineOf(shop, clone, byHand)
    expect(shaOf(baseline)).toBe(at.fork)
    expect(baseline.reason).toBe('merge-base with the default branch main')
  })

  test('a shallow clone with a local commit on top', async () => {
    const clone = new Clone(shop.dir('shallow'), env)
    clone.git('clone', '--quiet', '--depth=1', '--no-single-branch', url, '.')
    clone.git('checkout', '--quiet', 'feature')
    clone.commit('mine')
    expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(at.fork)
  })

  test('init.defaultBranch, main and master, where there is no remote', async () => {
    const clone = init(shop.dir('trunk'), env)
    clone.git('checkout', '--quiet', '-b', 'trunk')
    const sha = clone.commit('trunk')
    clone.git('checkout', '--quiet', '-b', 'work')
    clone.commit('work')
    const nothing = await baselineOf(shop, clone, byHand)
    expect(nothing).toMatchObject({ source: 'none', expected: false })
    expect(nothing.reason).toContain('name a commit with base-ref')
    clone.git('config', 'init.defaultBranch', 'trunk')
    expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(sha)
  })

  test('the default branch itself: HEAD, for what is not committed yet', async () => {
    const clone = init(shop.dir('dirty'), env)
    const sha = clone.commit('one')
    clone.write('files/one', 'changed, not committed\n')
    expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(sha)
  })

  test('a detached HEAD, with a tag on it or without', async () => {
    const clone = init(shop.dir('detached'), env)
    const sha = clone.commit('one')
    const tip = clone.commit('two')
    const repository = await openRepository(runner(env), clone.root)
    expect(await readHead(repository)).toEqual({ sha: tip, ref: 'refs/heads/main' })
    clone.git('checkout', '--quiet', '--detach', 'HEAD~1')
    expect(await readHead(repository)).toEqual({ sha, ref: null })
    clone.git('tag', 'v2')
    expect(await readHead(repository)).toEqual({ sha, ref: 'refs/tags/v2' })
    expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(sha)
  })

  test('the merge ref as actions/checkout leaves it has its ref', async () => {
    const clone = checkoutAction(url, shop.dir('clone'), env, 'refs/pull/7/merge')
    const repository = await openRepository(runner(env), clone.root)
    expect(await readHead(repository)).toEqual({ sha: at.merge, ref: 'refs/pull/7/merge' })
  })

  test('nothing committed yet', async () => {
    const clone = init(shop.dir('unborn'), env)
    expect(await readHead(await openRepository(runner(env), clone.root))).toEqual({ sha: null, ref: 'refs/heads/main' })
    expect(await baselineOf(shop, clone, byHand)).toMatchObject({ source: 'none', expected: false })
  })

  test('baseline: none asks no one', async () => {
    const clone = init(shop.dir('none'), env)
    const baseline = await baselineOf(shop, clone, byHand, { mode: 'none' })
    expect(baseline).toMatchObject({ source: 'none', expected: false })
  })
})
