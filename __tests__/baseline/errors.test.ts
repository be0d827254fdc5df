import { afterAll, describe, expect, test } from '@jest/globals'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastWords } from '../../src/baseline/git.js'
import { openRepository } from '../../src/baseline/repository.js'
import { environment, init, runner, workshop, Clone } from './repository.js'
import { baselineOf, byHand } from './scenario.js'

const shop = workshop()
const env = environment(shop.dir('home'))
afterAll(shop.clear)

test('not a git repository', async () => {
  const dir = shop.dir('plain')
  await expect(openRepository(runner(env), dir)).rejects.toMatchObject({
    trouble: 'environment',
    message: `${dir} is not in a git repository`,
    hint: expect.stringContaining('actions/checkout'),
  })
})

test('a bare repository', async () => {
  const clone = new Clone(shop.dir('bare'), env)
  clone.git('init', '--quiet', '--bare')
  await expect(openRepository(runner(env), clone.root)).rejects.toThrow('has no working tree')
})

test('a repository of another user, as in a container job', async () => {
  const clone = init(shop.dir('other'), env)
  const run = runner({ ...env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })
  await expect(openRepository(run, clone.root)).rejects.toMatchObject({
    trouble: 'environment',
    message: expect.stringContaining(`git does not trust ${clone.root}`),
    hint: `Trust it with: git config --global --add safe.directory ${clone.root}`,
  })
})

test('no git', async () => {
  const run = runner({ ...env, PATH: shop.dir('empty') })
  await expect(openRepository(run, shop.dir('plain'))).rejects.toMatchObject({
    trouble: 'environment',
    message: expect.stringContaining('git could not be started'),
    hint: 'Install git, or put it on the PATH.',
  })
})

test('a git that is too old', async () => {
  const bin = shop.dir('bin')
  writeFileSync(join(bin, 'git'), '#!/bin/sh\necho git version 2.25.1\n')
  chmodSync(join(bin, 'git'), 0o755)
  await expect(openRepository(runner({ ...env, PATH: bin }), shop.dir('plain'))).rejects.toThrow(
    'git is too old: git version 2.25.1; 2.31 is needed',
  )
})

describe('a base-ref that names nothing', () => {
  test.each([
    ['mian', 'Did you mean main? '],
    ['releese/1.0', 'Did you mean release/1.0? '],
    ['v1.0.o', 'Did you mean v1.0.0? '],
    ['something-else-entirely', ''],
    ['deadbeef'.repeat(5), ''],
    ['--upload-pack=touch', ''],
    ['', ''],
  ])('%s', async (baseRef, meant) => {
    const clone = init(shop.dir('refs'), env)
    clone.commit('one')
    clone.git('branch', 'release/1.0')
    clone.git('tag', 'v1.0.0')
    for (const remote of [false, true]) {
      if (remote) clone.git('remote', 'add', 'origin', `file://${clone.root}`)
      await expect(baselineOf(shop, clone, byHand, { baseRef })).rejects.toMatchObject({
        trouble: 'usage',
        message: `base-ref: ${baseRef} names no commit, branch or tag of this repository`,
        hint: `${meant}Give a branch, a tag or a commit that was pushed.`,
      })
    }
  })

  test('a commit id that is cut short', async () => {
    const clone = init(shop.dir('refs'), env)
    clone.commit('one')
    await expect(baselineOf(shop, clone, byHand, { baseRef: 'deadbee' })).rejects.toMatchObject({
      hint: expect.stringContaining('give all of its id'),
    })
  })

  test('an ancestor before the first commit', async () => {
    const clone = init(shop.dir('refs'), env)
    clone.commit('one')
    clone.git('remote', 'add', 'origin', `file://${clone.root}`)
    await expect(baselineOf(shop, clone, byHand, { baseRef: 'main~2' })).rejects.toMatchObject({
      trouble: 'usage',
      message: 'base-ref: main~2 goes back further than the history does',
    })
  })

  test('in a clone whose remote does not answer: a base is missed, and the verdict says so', async () => {
    const clone = init(shop.dir('refs'), env)
    clone.commit('one')
    clone.git('remote', 'add', 'origin', `file://${shop.dir('gone')}/nothing.git`)
    const baseline = await baselineOf(shop, clone, byHand, { baseRef: 'other' })
    expect(baseline).toMatchObject({ source: 'none', expected: true })
  })
})

test('a scratch directory that cannot be written to', async () => {
  const clone = init(shop.dir('clone'), env)
  clone.commit('one')
  const file = join(shop.dir('scratch'), 'file')
  writeFileSync(file, '')
  await expect(baselineOf(shop, clone, byHand, { scratch: file })).rejects.toMatchObject({
    trouble: 'environment',
    message: expect.stringMatching(/^the base's checkout could not be written to .*file: .*ENOTDIR/),
  })
})

test('histories with nothing in common', async () => {
  const clone = init(shop.dir('orphan'), env)
  clone.commit('one')
  clone.git('checkout', '--quiet', '--orphan', 'pages')
  clone.commit('two')
  expect(await baselineOf(shop, clone, byHand)).toEqual({
    source: 'none',
    sha: null,
    expected: true,
    reason: 'HEAD and the default branch main have no common ancestor; name a commit with base-ref',
  })
})

test('credentials in what git says are not repeated', () => {
  const stderr = "hint: x\nfatal: unable to access 'https://me:secret@example.com/a.git/': 403\n"
  expect(lastWords({ code: 128, stdout: '', stderr })).toBe(
    "fatal: unable to access 'https://***@example.com/a.git/': 403",
  )
})
