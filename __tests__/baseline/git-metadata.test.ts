import { afterAll, describe, expect, test } from '@jest/globals'
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ignoresGit } from '../../src/baseline/ignores-git.js'
import { markUnchanged } from '../../src/baseline/index-file.js'
import { checkoutAction, environment, init, publish, workshop, Clone } from './repository.js'
import { baselineOf, byHand, rootOf } from './scenario.js'

const shop = workshop()
const env = environment(shop.dir('home'))
afterAll(shop.clear)

/** What a `COPY . .` would weigh: every file with its size. */
function weigh(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((path) => !lstatSync(join(root, path)).isDirectory())
    .map((path) => `${path} ${lstatSync(join(root, path)).size}`)
}

function history(): Clone {
  const clone = init(shop.dir('clone'), env)
  clone.write('.gitignore', 'ignored\n').write('a/b/c.txt', 'one\n').write('gone.txt', 'x').commit('one')
  clone.git('branch', 'base')
  clone.git('gc', '--quiet')
  clone.git('rm', '--quiet', 'gone.txt')
  clone.write('a/b/c.txt', 'another one\n').commit('two')
  return clone
}

const all = { needsGitMetadata: () => Promise.resolve(true) }

test('the same commit against itself weighs the same with .git, to the byte', async () => {
  const clone = history()
  expect(weigh(rootOf(await baselineOf(shop, clone, byHand, all)))).toEqual(weigh(clone.root))
})

test('from a shallow clone that knows its merge ref', async () => {
  const source = history()
  const url = publish(source, shop.dir('origin.git'))
  const clone = checkoutAction(url, shop.dir('clone'), env, 'refs/heads/main')
  const baseline = await baselineOf(shop, clone, byHand, { ...all, baseRef: 'HEAD' })
  expect(weigh(rootOf(baseline))).toEqual(weigh(clone.root))
})

test.each(['2', '3', '4'])(
  'another commit: the same metadata, and a clean tree there as here, index version %s',
  async (version) => {
    const clone = history()
    clone.git('update-index', '--index-version', version)
    // Only an entry with an extended flag makes it a version 3.
    if (version === '3') clone.git('update-index', '--skip-worktree', 'a/b/c.txt')
    expect(readFileSync(join(clone.root, '.git/index')).readUInt32BE(4)).toBe(Number(version))
    const root = rootOf(await baselineOf(shop, clone, byHand, { ...all, baseRef: 'base' }))
    expect(weigh(join(root, '.git'))).toEqual(weigh(join(clone.root, '.git')))
    const base = new Clone(root, env)
    expect(base.git('status', '--porcelain')).toBe('')
    expect(base.git('rev-parse', 'HEAD')).toBe(clone.sha())
    expect(base.git('fsck', '--no-dangling')).toBe('')
    expect(readFileSync(join(root, 'gone.txt'), 'utf8')).toBe('x')
  },
)

test('objects are shared, what changes is not', async () => {
  const clone = history()
  const root = rootOf(await baselineOf(shop, clone, byHand, all))
  const pack = readdirSync(join(clone.root, '.git/objects/pack')).find((name) => name.endsWith('.pack')) ?? ''
  const inode = (top: string, path: string): number => statSync(join(top, '.git', path)).ino
  expect(inode(root, `objects/pack/${pack}`)).toBe(inode(clone.root, `objects/pack/${pack}`))
  for (const path of ['index', 'config', 'HEAD']) expect(inode(root, path)).not.toBe(inode(clone.root, path))
})

test('a head that is not clean: its index is left as it is', async () => {
  const clone = history()
  clone.write('a/b/c.txt', 'changed, not committed\n')
  const root = rootOf(await baselineOf(shop, clone, byHand, { ...all, baseRef: 'base' }))
  expect(readFileSync(join(root, '.git/index'))).toEqual(readFileSync(join(clone.root, '.git/index')))
  expect(new Clone(root, env).git('status', '--porcelain')).not.toBe('')
})

test('a linked worktree has a .git file, and so has its base', async () => {
  const clone = history()
  const tree = new Clone(join(shop.dir('linked'), 'tree'), env)
  clone.git('worktree', 'add', '--quiet', '--detach', tree.root)
  const root = rootOf(await baselineOf(shop, tree, byHand, all))
  expect(weigh(root)).toEqual(weigh(tree.root))
})

describe('the index', () => {
  test('is left alone where it is split, cut or no index', () => {
    const clone = history()
    clone.git('update-index', '--split-index')
    const split = readFileSync(join(clone.root, '.git/index'))
    expect(markUnchanged(split, 'sha1')).toBeNull()
    clone.git('update-index', '--no-split-index')
    const whole = readFileSync(join(clone.root, '.git/index'))
    expect(markUnchanged(whole, 'sha1')).toHaveLength(whole.length)
    expect(markUnchanged(whole.subarray(0, 60), 'sha1')).toBeNull()
    expect(markUnchanged(Buffer.from('not an index, by any means at all'), 'sha1')).toBeNull()
  })

  test('of a SHA-256 repository', () => {
    const clone = new Clone(shop.dir('sha256'), env)
    clone.git('init', '--quiet', '--object-format=sha256')
    clone.commit('one')
    const index = readFileSync(join(clone.root, '.git/index'))
    expect(markUnchanged(index, 'sha256')).toHaveLength(index.length)
  })
})

describe('ignoresGit', () => {
  test.each([
    ['.git'],
    ['/.git'],
    ['.git/'],
    ['./.git'],
    ['**/.git'],
    ['.*'],
    ['*'],
    ['**'],
    ['**/*'],
    ['*.git'],
    ['.gi?'],
    ['\uFEFF.git\r\nnode_modules\r\n'],
    ['# note\n\n  .git  \n'],
    ['*\n!src\n!package.json'],
    ['!.git\n.git'],
  ])('%j keeps it out', (text) => expect(ignoresGit(text)).toBe(true))

  test.each([
    [''],
    ['# .git'],
    ['node_modules'],
    ['.gitignore'],
    ['git'],
    ['src/.git'],
    ['.git\n!.git'],
    ['*\n!.git'],
    ['*\n!**/HEAD'],
    ['*\n!.*'],
    ['*\n! .git/config'],
    ['*\n![.]git'],
    ['.git/hooks'],
    ['*/config'],
    ['!'],
  ])('%j does not, or not plainly', (text) => expect(ignoresGit(text)).toBe(false))
})
