import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventFacts } from '../../src/baseline/event.js'
import { Clone, environment, init, publish, workshop } from './repository.js'
import { serve, type HttpOrigin } from './http-origin.js'
import { baselineOf, byHand, shaOf } from './scenario.js'

const shop = workshop()
const env = environment(shop.dir('home'))
const authorization = 'basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0'
const header = `AUTHORIZATION: ${authorization}`
const at = { fork: '', mainTip: '', head: '', merge: '' }
let source: Clone
let bare = ''
let origin: HttpOrigin

beforeAll(async () => {
  source = init(shop.dir('source'), env)
  at.fork = source.commit('fork')
  source.git('checkout', '--quiet', '-b', 'feature')
  at.head = source.commit('feature')
  source.git('checkout', '--quiet', 'main')
  at.mainTip = source.commit('main')
  source.git('checkout', '--quiet', '--detach')
  source.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'feature')
  at.merge = source.sha()
  source.git('update-ref', 'refs/pull/7/merge', at.merge)
  const served = shop.dir('served')
  bare = join(served, 'origin.git')
  publish(source, bare)
  origin = await serve(served, authorization)
})

afterAll(async () => {
  await origin.close()
  shop.clear()
})

function pullRequest(): EventFacts {
  return { kind: 'pull_request', number: 7, headSha: at.head, baseBranch: 'main', baseUrl: null, mergeSha: at.merge }
}

/** `git` of a test blocks, and the server lives in this process: what talks to it must not. */
async function git(clone: Clone, ...args: string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn('git', args, { cwd: clone.root, env: clone.env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args.join(' ')}: ${code}`))))
  })
}

/** A clone of one commit with its token where the versions of actions/checkout put it. */
async function shallow(ref: string, token: 'in .git/config' | 'in an included file' | 'nowhere'): Promise<Clone> {
  const clone = init(shop.dir('clone'), env)
  clone.git('remote', 'add', 'origin', `${origin.url}/origin.git`)
  const key = `http.${origin.url}/.extraheader`
  if (token === 'in an included file') {
    const file = join(shop.dir('runner-temp'), 'git-credentials.config')
    writeFileSync(file, `[http "${origin.url}/"]\n\textraheader = ${header}\n`)
    clone.git('config', `includeIf.gitdir:${clone.root}/.git.path`, file)
  } else clone.git('config', key, header)
  await git(clone, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', `+${ref}:refs/remotes/origin/it`)
  if (token === 'nowhere') clone.git('config', '--unset-all', key)
  clone.git('checkout', '--quiet', '--detach', 'refs/remotes/origin/it')
  return clone
}

describe.each(['in .git/config', 'in an included file'] as const)('over HTTP, the token %s', (token) => {
  test.each([
    ['refs/pull/7/merge', () => at.mainTip],
    ['refs/heads/feature', () => at.fork],
  ])('one commit of %s', async (ref, sha) => {
    expect(shaOf(await baselineOf(shop, await shallow(ref, token), pullRequest()))).toBe(sha())
    expect(origin.seen.every((sent) => sent.length <= 1)).toBe(true)
  })
})

test('a token that the user has in a configuration of their own is sent once', async () => {
  const home = shop.dir('home')
  writeFileSync(join(home, '.gitconfig'), `[http "${origin.url}/"]\n\textraheader = ${header}\n`)
  const clone = await shallow('refs/heads/feature', 'in .git/config')
  clone.git('config', '--unset-all', `http.${origin.url}/.extraheader`)
  const own = new Clone(clone.root, { ...env, HOME: home })
  expect(shaOf(await baselineOf(shop, own, pullRequest()))).toBe(at.fork)
})

test.each([
  ['refs/pull/7/merge', 'first parent'],
  ['refs/heads/feature', 'base branch main'],
])('without a token %s has no base, a base is missed, and the way out is said', async (ref, what) => {
  const baseline = await baselineOf(shop, await shallow(ref, 'nowhere'), pullRequest())
  expect(baseline).toMatchObject({ source: 'none', expected: true })
  expect(baseline.reason).toContain(what)
  expect(baseline.reason).toContain('fetch-depth: 0')
  expect(baseline.reason).toContain('permissions: contents: read')
})

test('a push whose commit before cannot be fetched: its parent, where the clone has it', async () => {
  const clone = await shallow('refs/heads/main', 'nowhere')
  clone.commit('local')
  const baseline = await baselineOf(shop, clone, { kind: 'push', before: at.fork })
  expect(shaOf(baseline)).toBe(at.mainTip)
  expect(baseline.reason).toContain('could not be fetched')
})

test('an old server that hands out branches only', async () => {
  const old = shop.dir('old.git')
  source.git('clone', '--quiet', '--mirror', source.root, old)
  const clone = init(shop.dir('clone'), env)
  clone.git('config', 'protocol.version', '0')
  clone.git('remote', 'add', 'origin', `file://${old}`)
  clone.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/pull/7/merge')
  clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
  source.git('-C', old, 'update-ref', 'refs/heads/newer', at.merge)
  source.git('-C', old, 'update-ref', '-d', 'refs/heads/feature')
  source.git('-C', old, 'update-ref', 'refs/heads/main', at.merge)
  expect(shaOf(await baselineOf(shop, clone, pullRequest()))).toBe(at.mainTip)
})

test('a partial clone: missing files are fetched, and not into it', async () => {
  const clone = new Clone(shop.dir('partial'), env)
  clone.git('clone', '--quiet', '--filter=blob:none', `file://${bare}`, '.')
  clone.git('checkout', '--quiet', 'feature')
  expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(at.fork)
  expect(shaOf(await baselineOf(shop, clone, byHand, { baseRef: 'origin/main' }))).toBe(at.mainTip)
})

test('a relative remote, a linked worktree, and the variables of a hook', async () => {
  const clone = new Clone(shop.dir('relative'), env)
  clone.git('clone', '--quiet', '--depth=1', '--branch=feature', `file://${bare}`, '.')
  const tree = join(shop.dir('linked'), 'tree')
  clone.git('worktree', 'add', '--quiet', '--detach', tree)
  clone.git('remote', 'set-url', 'origin', '../' + bare.slice(bare.indexOf('-served') - 1))
  const gitDir = join(clone.root, '.git')
  const hooked = new Clone(clone.root, {
    ...env,
    GIT_DIR: '.git',
    GIT_INDEX_FILE: join(gitDir, 'index'),
    GIT_PREFIX: '',
  })
  expect(shaOf(await baselineOf(shop, hooked, pullRequest()))).toBe(at.fork)
  clone.git('remote', 'set-url', 'origin', `file://${bare}`)
  expect(shaOf(await baselineOf(shop, new Clone(tree, env), pullRequest()))).toBe(at.fork)
})

test('a clone that shares the objects of another, and a name with a space in it', async () => {
  const clone = new Clone(shop.dir('with space'), env)
  clone.git('clone', '--quiet', '--shared', bare, '.')
  clone.git('checkout', '--quiet', 'feature')
  expect(shaOf(await baselineOf(shop, clone, byHand))).toBe(at.fork)
})

test('a configuration of the command line reaches the fetch', async () => {
  const clone = await shallow('refs/heads/feature', 'nowhere')
  const config = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin.url}/.extraheader`,
    GIT_CONFIG_VALUE_0: header,
  }
  expect(shaOf(await baselineOf(shop, new Clone(clone.root, { ...env, ...config }), pullRequest()))).toBe(at.fork)
})

test('a repository of SHA-256', async () => {
  const clone = new Clone(shop.dir('sha256'), env)
  clone.git('init', '--quiet', '-b', 'main', '--object-format=sha256')
  const sha = clone.commit('one')
  clone.commit('two')
  expect(shaOf(await baselineOf(shop, clone, { kind: 'push', before: sha }))).toBe(sha)
})
