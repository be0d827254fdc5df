import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readArguments } from '../../src/request/arguments.js'
import { inputsFromEnv, type RawInputs } from '../../src/request/inputs.js'
import { readRequest } from '../../src/request/read.js'
import type { ReadOptions } from '../../src/request/read-options.js'
import type { BuildOptions, Request, Secret } from '../../src/request/request.js'
import { CONFIG, options, problems, request, type Tree, withTree } from './tree.js'

const FROM = 'FROM scratch\n'
const TREE: Tree = { Dockerfile: FROM, 'assets/a': '', 'api/web/b': '', 'api/token': 'x', token: 'y' }

const buildOf = ({ images }: Request): BuildOptions => {
  const [image] = images
  if (image === undefined) throw new Error('no image')
  return image.build
}
const built = async (raw: RawInputs, over: Partial<ReadOptions> = {}, tree = TREE): Promise<BuildOptions> =>
  buildOf(await request(tree, raw, over))
const values = (secrets: readonly Secret[]): readonly unknown[] => secrets.map(({ id, from }) => ({ id, ...from }))

describe('secrets are read as docker/build-push-action reads them', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['one', 'a=b', { a: 'b' }],
    ['one a line', 'a=b\nc=d\n', { a: 'b', c: 'd' }],
    ['commas are part of a value', 'a=b,c,d=e', { a: 'b,c,d=e' }],
    ['a value that holds `=`', 'a=b=c==', { a: 'b=c==' }],
    ['JSON', 'a={"b":"c","d":["e"]}', { a: '{"b":"c","d":["e"]}' }],
    ['several lines in quotes', '"key=first\nsecond\n"\nb=c', { key: 'first\nsecond\n', b: 'c' }],
    ['quotes in quotes', '"a={""b"": 1,\n""c"": 2}"', { a: '{"b": 1,\n"c": 2}' }],
    ['blanks at the end', 'a=b  \nc=d', { a: 'b  ', c: 'd' }],
    ['blanks before the id', '  a=b\n  c= d\n', { a: 'b', c: ' d' }],
    ['Windows line ends', 'a=b\r\nc=d\r\n', { a: 'b', c: 'd' }],
    ['the last of one id', 'a=b\na=c', { a: 'c' }],
    ['none without a value', 'a=\nb=c', { b: 'c' }],
  ]
  test.each(cases)('%s', async (_, secrets, expected) => {
    expect(values((await built({ secrets })).secrets)).toEqual(
      Object.entries(expected).map(([id, value]) => ({ id, kind: 'value', value })),
    )
  })

  test('from the runner, with their blanks', async () => {
    const raw = inputsFromEnv({ INPUT_SECRETS: 'a=b  ' })
    expect(values((await built(raw)).secrets)).toEqual([{ id: 'a', kind: 'value', value: 'b  ' }])
  })

  test('from the command line, one for each time', async () => {
    const { inputs } = readArguments(['--secrets', 'a=b', '--secrets=c=d', '--secret-envs', 'e=F'])
    expect(values((await built(inputs, { env: { F: '1' } })).secrets)).toEqual([
      { id: 'e', kind: 'env', name: 'F' },
      { id: 'a', kind: 'value', value: 'b' },
      { id: 'c', kind: 'value', value: 'd' },
    ])
  })

  test('of one id a file wins over a value, and a value over a variable', async () => {
    const all = { 'secret-envs': 'a=A,b=B,c=C', secrets: 'b=1\nc=2', 'secret-files': 'c=token' }
    await withTree(TREE, async (root) => {
      const { secrets } = buildOf(await readRequest(all, options(root, TREE)))
      expect(values(secrets)).toEqual([
        { id: 'a', kind: 'env', name: 'A' },
        { id: 'b', kind: 'value', value: '1' },
        { id: 'c', kind: 'file', path: join(root, 'token') },
      ])
    })
  })
})

describe('paths', () => {
  test('start where the inputs start; those of the config file start at the root', async () => {
    const raw = {
      'build-contexts': 'w=web\na=../assets\nabove=..',
      'secret-files': 'a=token',
      ssh: 'key=token',
      'cache-from': 'type=local,src=../cache\ntype=gha,scope=src=x\ntype=registry,ref=a/b:c',
    }
    const config = `images: { x: { secret-files: { b: token }, build-contexts: { w: assets } } }`
    const tree = { ...TREE, [CONFIG]: config }
    await withTree(tree, async (root) => {
      const build = buildOf(await readRequest(raw, options(root, tree, { from: 'api' })))
      expect(build.contexts).toEqual([
        { name: 'w', from: { kind: 'inside', path: 'assets' } },
        { name: 'a', from: { kind: 'inside', path: 'assets' } },
        { name: 'above', from: { kind: 'inside', path: '.' } },
      ])
      expect(values(build.secrets)).toEqual([
        { id: 'a', kind: 'file', path: join(root, 'api/token') },
        { id: 'b', kind: 'file', path: join(root, 'token') },
      ])
      expect(build.ssh).toEqual([`key=${join(root, 'api/token')}`])
      expect(build.cacheFrom).toEqual([
        `type=local,src=${join(root, 'cache')}`,
        'type=gha,scope=src=x',
        'type=registry,ref=a/b:c',
      ])
    })
  })

  test('a context may lie outside of the repository, and be no path at all', async () => {
    const elsewhere = [
      'docker-image://busybox:1.37',
      'oci-layout:///tmp/layout:tag',
      'https://example.com/x.tar',
      'https://github.com/a/b.git#main:sub',
      'git@github.com:a/b.git',
      'github.com/a/b',
      '/',
    ]
    const { contexts } = await built({ 'build-contexts': elsewhere.map((each, i) => `c${i}=${each}`).join('\n') })
    expect(contexts.map(({ from }) => from)).toEqual(elsewhere.map((reference) => ({ kind: 'outside', reference })))
  })

  test('a layout’s path is made absolute', async () => {
    await withTree(TREE, async (root) => {
      const raw = { 'build-contexts': 'a=oci-layout://layout@sha256:1' }
      expect(buildOf(await readRequest(raw, options(root, TREE, { from: 'api' }))).contexts).toEqual([
        { name: 'a', from: { kind: 'outside', reference: `oci-layout://${root}/api/layout@sha256:1` } },
      ])
    })
  })

  test('at the base a context is looked for there and left out where it is not; files of secrets are the head’s', async () => {
    await withTree(TREE, async (root) => {
      const raw = { 'build-contexts': `a=assets\nb=${root}/api/web`, 'secret-files': 'c=token' }
      const head = await readRequest(raw, options(root, TREE))
      await withTree({ Dockerfile: FROM, 'api/web/b': '' }, async (base) => {
        const build = buildOf(await readRequest(raw, options(base, TREE, { head })))
        expect(build.contexts).toEqual([{ name: 'b', from: { kind: 'inside', path: 'api/web' } }])
        expect(values(build.secrets)).toEqual([{ id: 'c', kind: 'file', path: join(root, 'token') }])
      })
    })
  })

  test('what a config file names and is not there is told with its place', async () => {
    const config = 'images:\n  x:\n    secret-files: [a=nope]\n    build-contexts: { c: gone }\n'
    const lines = await problems({ Dockerfile: FROM, [CONFIG]: config })
    expect(lines.map((line) => line.replace(/"\/.*\//, '"'))).toEqual([
      `${CONFIG}:4:21 images.x.build-contexts: the build context "c" does not exist: "gone".`,
      `${CONFIG}:3:19 images.x.secret-files: the file of the secret "a" does not exist: "nope".`,
    ])
  })
})

test('things with names are laid over each other, lists are not', async () => {
  const config = `
defaults: { secret-envs: { a: D, b: D }, build-contexts: { x: "docker-image://d" }, ssh: [d=token], cache-from: [type=gha], allow: network.host }
images:
  one: { secret-envs: { b: I, c: I }, allow: [security.insecure] }
`
  const raw = { 'secret-envs': 'a=W', ssh: 'default', 'build-contexts': 'y=docker-image://w' }
  const build = await built(raw, { env: { SSH_AUTH_SOCK: '/agent' } }, { ...TREE, [CONFIG]: config })
  expect(values(build.secrets)).toEqual([
    { id: 'a', kind: 'env', name: 'W' },
    { id: 'b', kind: 'env', name: 'I' },
    { id: 'c', kind: 'env', name: 'I' },
  ])
  expect(build.contexts.map(({ name }) => name)).toEqual(['x', 'y'])
  expect([build.ssh, build.allow]).toEqual([['default'], ['security.insecure']])
  expect(build.cacheFrom).toEqual(['type=gha'])
})

describe('notices', () => {
  const noticed = async (raw: RawInputs, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
    (await request(TREE, raw, { env })).notices

  test('a pasted block of docker/build-push-action is told in one line', async () => {
    const raw = { push: 'true', tags: 'a/b:1\na/b:2', labels: 'x=y', 'cache-to': 'type=gha,mode=max', load: 'false' }
    expect(await noticed(raw)).toEqual(['push, load, tags, labels, cache-to: without effect here: nothing is pushed'])
    expect(await noticed({ tags: '', push: ' ' })).toEqual([])
  })

  test('a secret without a value, a variable that is not set, a cache without its token', async () => {
    const raw = { secrets: 'a=\nb=c', 'secret-envs': 'd=NONE,e=SET', 'cache-from': 'type=gha' }
    expect(await noticed(raw, { SET: '' })).toEqual([
      'secrets: 1 without a value, left out; the pull request of a fork, for one, gets no secrets',
      'secret-envs: the variable for d is not set here, so the secret is empty',
      expect.stringMatching(/^cache-from: type=gha is passed over here/),
    ])
    expect(await noticed({ 'cache-from': 'type=gha' }, { ACTIONS_RUNTIME_TOKEN: 't' })).toEqual([])
  })
})
