import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { resolveUrl } from '../../src/baseline/submodules.js'
import { checkoutAction, environment, init, publish, workshop, Clone } from './repository.js'
import { baselineOf, byHand, rootOf } from './scenario.js'

const shop = workshop()
const env = environment(shop.dir('home'))
afterAll(shop.clear)

function text(baseline: Parameters<typeof rootOf>[0], path: string): string {
  return readFileSync(join(rootOf(baseline), path), 'utf8')
}

test('as git checks out: line ends, filters, links, modes; no hook, no file that git does not have', async () => {
  const clone = init(shop.dir('clone'), env)
  clone
    .write('.gitattributes', '*.txt text eol=crlf\n*.up filter=up\n')
    .write('a.txt', 'one\ntwo\n')
    .write('b.up', 'loud\n')
  clone.write('run.sh', '#!/bin/sh\n').git('config', 'filter.up.smudge', 'tr a-z A-Z')
  chmodSync(join(clone.root, 'run.sh'), 0o755)
  symlinkSync('run.sh', join(clone.root, 'link'))
  const sha = clone.commit('one')
  clone.write('.git/hooks/post-checkout', '#!/bin/sh\ntouch HOOK\n').write('untracked', 'x')
  chmodSync(join(clone.root, '.git/hooks/post-checkout'), 0o755)
  clone.git('config', 'core.hooksPath', '.git/hooks')
  clone.write('a.txt', 'changed, not committed')
  const baseline = await baselineOf(shop, clone, byHand)
  expect(baseline).toMatchObject({ source: 'rebuilt', sha })
  expect(text(baseline, 'a.txt')).toBe('one\r\ntwo\r\n')
  expect(text(baseline, 'b.up')).toBe('LOUD\n')
  expect(lstatSync(join(rootOf(baseline), 'run.sh')).mode & 0o111).toBe(0o111)
  expect(readlinkSync(join(rootOf(baseline), 'link'))).toBe('run.sh')
  expect(readdirSync(rootOf(baseline)).sort()).toEqual(['.gitattributes', 'a.txt', 'b.up', 'files', 'link', 'run.sh'])
})

test('attributes and sparse patterns of the clone itself', async () => {
  const clone = init(shop.dir('clone'), env)
  clone.write('keep/a.txt', 'one\n').write('drop/b.txt', 'two\n').commit('one')
  clone.git('sparse-checkout', 'set', 'keep')
  clone.write('.git/info/attributes', '*.txt eol=crlf\n')
  const baseline = await baselineOf(shop, clone, byHand)
  expect(text(baseline, 'keep/a.txt')).toBe('one\r\n')
  expect(existsSync(join(rootOf(baseline), 'drop'))).toBe(false)
})

describe('prepare', () => {
  const clone = (): Clone => {
    const made = init(shop.dir('clone'), env)
    made.commit('one')
    return made
  }

  test("runs in the base's checkout, which git there knows, and says what it says", async () => {
    const lines: string[] = []
    const made = clone()
    made.git('branch', 'base')
    made.commit('two')
    const prepare = 'mkdir dist\ngit rev-parse HEAD > dist/app\necho made; echo loud >&2; git status --porcelain'
    const baseline = await baselineOf(shop, made, byHand, { prepare, baseRef: 'base' }, (line) => lines.push(line))
    expect(text(baseline, 'dist/app')).toBe(`${made.sha('base')}\n`)
    expect(lines.sort()).toEqual(['?? dist/', 'loud', 'made'])
    expect(existsSync(join(rootOf(baseline), '.git'))).toBe(false)
  })

  test('stops at the first failure, and a base is missed', async () => {
    const prepare = 'echo "no rule to make dist" >&2; false; echo on'
    const baseline = await baselineOf(shop, clone(), byHand, { prepare })
    expect(baseline).toMatchObject({
      source: 'none',
      expected: true,
      reason: "prepare failed with exit code 1 in the base's checkout: no rule to make dist",
    })
  })
})

describe('submodules', () => {
  const at = { inner: '', innerOld: '' }
  let url = ''

  beforeAll(() => {
    const deep = init(shop.dir('deep'), env)
    deep.commit('deep')
    const inner = init(shop.dir('inner'), env)
    inner.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      publish(deep, shop.dir('deep.git')),
      'deep',
    )
    at.innerOld = inner.commit('inner-old')
    at.inner = inner.commit('inner-new')
    const innerUrl = publish(inner, shop.dir('inner.git'))
    const outer = init(shop.dir('outer'), env)
    for (const name of ['lib', 'gone'])
      outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', innerUrl, name)
    outer.git('-C', 'lib', 'checkout', '--quiet', at.innerOld)
    outer.commit('base')
    outer.git('branch', 'base')
    outer.git('-C', 'lib', 'checkout', '--quiet', at.inner)
    outer.git('rm', '--quiet', 'gone')
    outer.git('mv', 'lib', 'moved')
    outer.commit('head')
    url = publish(outer, shop.dir('outer.git'))
  })

  function cloned(depth: 1 | 'all', submodules: readonly string[] | null): Clone {
    const clone = checkoutAction(url, shop.dir('clone'), env, 'refs/heads/main', depth)
    clone.git('config', 'protocol.file.allow', 'always')
    const shallow = depth === 1 ? ['--depth=1'] : []
    if (submodules !== null) {
      clone.git(
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'update',
        '--init',
        ...shallow,
        ...submodules,
      )
      clone.git('-C', 'moved', 'config', 'protocol.file.allow', 'always')
    }
    return clone
  }

  test.each([1, 'all'] as const)(
    'checked out in the head, history %s: at the commits of the base, moved ones and gone ones too',
    async (depth) => {
      const clone = cloned(depth, ['--recursive'])
      clone.git('-C', 'moved/deep', 'config', 'protocol.file.allow', 'always')
      const baseline = await baselineOf(shop, clone, byHand, {
        baseRef: 'base',
        needsGitMetadata: () => Promise.resolve(true),
      })
      const files = join(rootOf(baseline), 'lib/files')
      expect(readdirSync(files)).toEqual(['inner-old'])
      expect(readdirSync(join(rootOf(baseline), 'lib/deep/files'))).toEqual(['deep'])
      expect(readdirSync(join(rootOf(baseline), 'gone/files'))).toEqual(['inner-new', 'inner-old'])
      expect(text(baseline, 'lib/.git')).toBe(readFileSync(join(clone.root, 'moved/.git'), 'utf8'))
    },
  )

  test('checked out, those below not', async () => {
    const baseline = await baselineOf(shop, cloned('all', []), byHand, { baseRef: 'base' })
    expect(readdirSync(join(rootOf(baseline), 'lib/files'))).toEqual(['inner-old'])
    expect(readdirSync(join(rootOf(baseline), 'lib/deep'))).toEqual([])
  })

  test('not checked out in the head: empty in the base', async () => {
    const baseline = await baselineOf(shop, cloned('all', null), byHand, { baseRef: 'base' })
    expect(readdirSync(join(rootOf(baseline), 'lib'))).toEqual([])
  })

  test('a commit that cannot be had: a base is missed, and which submodule is said', async () => {
    const clone = cloned(1, [])
    clone.git('-C', 'moved', 'remote', 'set-url', 'origin', 'file:///nonexistent/inner.git')
    const baseline = await baselineOf(shop, clone, byHand, { baseRef: 'base' })
    expect(baseline).toMatchObject({ source: 'none', expected: true })
    expect(baseline.reason).toContain(`submodule lib at ${at.innerOld}`)
  })

  test.each([
    ['https://example.com/o/r.git', '../x.git', 'https://example.com/o/x.git'],
    ['git@example.com:o/r', './x', 'git@example.com:o/r/x'],
    ['/srv/r/', '../../x', '/x'],
    ['https://example.com/o/r', 'https://elsewhere.example/x', 'https://elsewhere.example/x'],
  ])('%s and %s', (base, relative, resolved) => expect(resolveUrl(base, relative)).toBe(resolved))
})

describe('Git LFS', () => {
  const lfsEnv: Readonly<Record<string, string>> = { ...env, GIT_LFS_SKIP_PUSH: '1' }
  const old = 'the old content, which is not small\n'
  let source: Clone
  let url = ''

  beforeAll(() => {
    source = init(shop.dir('lfs'), lfsEnv)
    source.git('lfs', 'install', '--local', '--skip-repo')
    source.write('.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n').write('a.bin', old).commit('base')
    source.git('branch', 'base')
    source.write('a.bin', 'new content\n').commit('head')
    url = publish(source, shop.dir('lfs.git'))
    source.git('lfs', 'push', '--all', 'origin')
  })

  function cloned(smudge: boolean): Clone {
    const clone = init(shop.dir('clone'), lfsEnv)
    if (smudge) clone.git('lfs', 'install', '--local', '--skip-repo')
    clone.git('remote', 'add', 'origin', url)
    clone.git('fetch', '--quiet', '--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main')
    clone.git('checkout', '--quiet', '--detach', 'refs/remotes/origin/main')
    return clone
  }

  test('real files in the head: real files in the base, fetched where the clone lacks them', async () => {
    const clone = cloned(true)
    expect(readFileSync(join(clone.root, 'a.bin'), 'utf8')).toBe('new content\n')
    expect(text(await baselineOf(shop, clone, byHand, { baseRef: 'base' }), 'a.bin')).toBe(old)
  })

  test('an object that the clone has is taken from it', async () => {
    const clone = cloned(true)
    clone.git('fetch', '--quiet', '--depth=1', 'origin', '+refs/heads/base:refs/remotes/origin/base')
    clone.git('lfs', 'fetch', 'origin', 'refs/remotes/origin/base')
    clone.git('remote', 'set-url', 'origin', 'file:///nonexistent/lfs.git')
    expect(text(await baselineOf(shop, clone, byHand, { baseRef: 'base' }), 'a.bin')).toBe(old)
  })

  test('pointers in the head: pointers in the base', async () => {
    const clone = cloned(false)
    clone.git('lfs', 'install', '--local', '--skip-repo')
    expect(text(await baselineOf(shop, clone, byHand, { baseRef: 'base' }), 'a.bin')).toMatch(
      /^version https:\/\/git-lfs/,
    )
  })

  test('an object that nobody has: a base is missed', async () => {
    const clone = cloned(true)
    clone.git('fetch', '--quiet', '--depth=1', 'origin', '+refs/heads/base:refs/remotes/origin/base')
    clone.git('remote', 'set-url', 'origin', 'file:///nonexistent/lfs.git')
    const baseline = await baselineOf(shop, clone, byHand, { baseRef: 'base' })
    expect(baseline).toMatchObject({ source: 'none', expected: true })
    expect(baseline.reason).toMatch(/a\.bin|lfs/)
  })

  test('real files in the head, and no git-lfs: a base is missed, and why', async () => {
    const clone = cloned(true)
    const bin = shop.dir('bin')
    mkdirSync(join(bin, 'core'))
    const git = spawnSync('which', ['git'], { encoding: 'utf8' }).stdout.trim()
    writeFileSync(join(bin, 'git'), `#!/bin/sh\nfor a; do [ "$a" = lfs ] && exit 1; done\nexec ${git} "$@"\n`)
    chmodSync(join(bin, 'git'), 0o755)
    const without = new Clone(clone.root, { ...lfsEnv, PATH: `${bin}:${lfsEnv['PATH'] ?? ''}` })
    const baseline = await baselineOf(shop, without, byHand, { baseRef: 'base' })
    expect(baseline).toMatchObject({ source: 'none', expected: true })
    expect(baseline.reason).toContain('git-lfs is not installed')
  })
})
