import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readRequest } from '../../src/request/read.js'
import type { ImageRequest, Request } from '../../src/request/request.js'
import { CONFIG, options, problems, request, withTree, type Tree } from './tree.js'

const FROM = 'FROM scratch\n'
const places = ({ images }: Request): readonly string[] =>
  images.map(({ name, context, dockerfile }) => `${name}: ${dockerfile} in ${context}`)
const only = ({ images }: Request): ImageRequest => {
  if (images.length !== 1 || images[0] === undefined) throw new Error(`${images.length} images`)
  return images[0]
}

describe('which images', () => {
  const cases: readonly (readonly [string, Tree, Readonly<Record<string, string>>, string, readonly string[]])[] = [
    ['a Dockerfile at the root', { Dockerfile: FROM, 'api/Dockerfile': FROM }, {}, 'inputs', ['shop: Dockerfile in .']],
    ['in lower case', { dockerfile: FROM }, {}, 'inputs', ['shop: dockerfile in .']],
    [
      'context alone',
      { 'services/api/Dockerfile': FROM },
      { context: './services/api/' },
      'inputs',
      ['api: services/api/Dockerfile in services/api'],
    ],
    [
      'file alone',
      { 'docker/web.Dockerfile': FROM },
      { file: './docker/web.Dockerfile' },
      'inputs',
      ['web: docker/web.Dockerfile in .'],
    ],
    [
      'file is not looked for in the context',
      { 'api/x': '', 'docker/Dockerfile': FROM },
      { context: 'api', file: 'docker/Dockerfile' },
      'inputs',
      ['shop: docker/Dockerfile in api'],
    ],
    [
      'those that git tracks',
      { 'web/Dockerfile': FROM, 'services/api/Dockerfile': FROM, 'worker.Dockerfile': FROM, 'x/Dockerfile.md': '' },
      {},
      'discovered',
      ['web: web/Dockerfile in web', 'api: services/api/Dockerfile in services/api', 'worker: worker.Dockerfile in .'],
    ],
    [
      'those of the config file',
      { Dockerfile: FROM, 'api/Dockerfile': FROM, [CONFIG]: 'images: { api: { context: api }, root: {} }' },
      {},
      'config',
      ['api: api/Dockerfile in api', 'root: Dockerfile in .'],
    ],
    [
      'a config file without images',
      { 'api/Dockerfile': FROM, [CONFIG]: 'defaults: { min-stages: 2 }' },
      {},
      'discovered',
      ['api: api/Dockerfile in api'],
    ],
    ['an empty config file', { Dockerfile: FROM, [CONFIG]: '# later\n' }, {}, 'inputs', ['shop: Dockerfile in .']],
    [
      'a config file elsewhere',
      { 'api/Dockerfile': FROM, 'ci/gate.yml': 'images: { x: { file: api/Dockerfile } }' },
      { config: 'ci/gate.yml' },
      'config',
      ['x: api/Dockerfile in .'],
    ],
    [
      'inputs for images that say nothing',
      { 'a/Dockerfile': FROM, 'b/Dockerfile': FROM, [CONFIG]: 'images: { x: {}, y: { context: b } }' },
      { context: 'a' },
      'config',
      ['x: a/Dockerfile in a', 'y: b/Dockerfile in b'],
    ],
  ]
  test.each(cases)('%s', async (_, tree, raw, source, expected) => {
    const read = await request(tree, raw)
    expect(places(read)).toEqual(expected)
    expect([read.source, read.missing]).toEqual([source, []])
  })

  test('deleted files that git still tracks are none', async () => {
    const read = await request(
      { 'api/Dockerfile': FROM },
      {},
      {
        listDockerfiles: () => Promise.resolve(['gone/Dockerfile', 'api/Dockerfile']),
      },
    )
    expect(places(read)).toEqual(['api: api/Dockerfile in api'])
  })

  test('paths of inputs start where the command was started', async () => {
    const tree = { 'services/api/Dockerfile': FROM, Dockerfile: FROM }
    expect(places(await request(tree, { context: '.' }, { from: 'services/api' }))).toEqual([
      'api: services/api/Dockerfile in services/api',
    ])
    expect(places(await request(tree, { context: '../..' }, { from: 'services/api' }))).toEqual([
      'shop: Dockerfile in .',
    ])
    expect(places(await request(tree, {}, { from: 'services/api' }))).toEqual(['shop: Dockerfile in .'])
  })

  test('absolute paths inside the repository and symbolic links are right', async () => {
    const tree = { 'api/Dockerfile': FROM }
    await withTree(tree, async (root) => {
      await symlink('api', join(root, 'link'))
      expect(places(await readRequest({ context: join(root, 'api') }, options(root, tree)))).toEqual([
        'api: api/Dockerfile in api',
      ])
      expect(
        places(await readRequest({ context: root, file: join(root, 'api/Dockerfile') }, options(root, tree))),
      ).toEqual(['api: api/Dockerfile in .'])
      expect(places(await readRequest({ context: 'link' }, options(root, tree)))).toEqual([
        'link: link/Dockerfile in link',
      ])
      await symlink(root, `${root}-link`)
      expect(places(await readRequest({ context: `${root}-link/api` }, options(root, tree)))).toEqual([
        'api: api/Dockerfile in api',
      ])
      const { rm } = await import('node:fs/promises')
      await rm(`${root}-link`)
    })
  })

  test('none at all says what was looked for', async () => {
    const lines = await problems({ 'README.md': '' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^file: there is no Dockerfile\. Looked for: .*size-gate\.yml.*git tracks `Dockerfile`/)
  })

  test('a missing Dockerfile names those that are there', async () => {
    expect(await problems({ 'services/api/Dockerfile': FROM, 'x/y': '' }, { context: 'x' })).toEqual([
      'file: the Dockerfile "x/Dockerfile" does not exist. Did you mean `services/api/Dockerfile`?',
    ])
    expect(await problems({ 'x/y': '' }, { context: 'x' })).toEqual([
      'file: the Dockerfile "x/Dockerfile" does not exist. Git tracks no Dockerfile.',
    ])
    expect(await problems({ 'a/b.Dockerfile': FROM, 'x/y': '' }, { file: 'zzzzzz' })).toEqual([
      'file: the Dockerfile "zzzzzz" does not exist. Git tracks `a/b.Dockerfile`.',
    ])
  })

  test('.github/size-gate.yaml is not passed over in silence', async () => {
    const lines = await problems({ Dockerfile: FROM, '.github/size-gate.yaml': '' })
    expect(lines).toEqual([
      '.github/size-gate.yaml: the config file is read from .github/size-gate.yml. Rename it, or name it in the input `config`.',
    ])
    expect(
      (await request({ Dockerfile: FROM, '.github/size-gate.yaml': '' }, { config: '.github/size-gate.yaml' })).config,
    ).toBe('.github/size-gate.yaml')
  })
})

describe('what holds', () => {
  test('the built-in defaults, last', async () => {
    const { root, ...read } = await request({ Dockerfile: FROM })
    expect(root).toMatch(/^\//)
    expect(read).toEqual({
      mode: 'gate',
      config: null,
      source: 'inputs',
      missing: [],
      baseline: 'auto',
      baseRef: null,
      prepare: null,
      builder: null,
      onBreach: 'fail',
      ignoreDrift: true,
      overrideLabel: 'size-gate:accept',
      publishing: { comment: 'changes', commentKey: null, summary: true, annotations: true },
      notices: [],
      images: [
        {
          name: 'shop',
          context: '.',
          dockerfile: 'Dockerfile',
          targets: { kind: 'all' },
          build: {
            platforms: [],
            buildArgs: {},
            contexts: [],
            secrets: [],
            ssh: [],
            cacheFrom: [],
            allow: [],
            pull: false,
            network: null,
          },
          limits: { shipped: {}, targets: {} },
          findings: {},
        },
      ],
    })
  })

  test('every input that has come', async () => {
    const read = await request(
      { Dockerfile: FROM },
      {
        targets: 'API, worker-*\nmigrate',
        'build-args': 'A=1,2=3\nB\nC=\nNONE',
        pull: 'TRUE',
        network: 'host',
        builder: 'remote',
        baseline: 'rebuild',
        'base-ref': 'origin/main',
        prepare: 'make gen && echo "$A"',
        record: 'auto',
        'max-size': '200 MB',
        'max-download': '80 MB',
        'max-increase': '5 MB or 2%',
        'max-download-increase': '2% and 1 MB',
        'min-stages': '2',
        'max-stages': '4',
        'max-layers': '12',
        'on-breach': 'warn',
        'ignore-drift': 'false',
        'override-label': 'ok to grow',
        comment: 'on-breach',
        'comment-key': 'nightly',
        summary: 'false',
        annotations: 'false',
        checks: 'false',
        mode: 'measure',
        'github-token': 'ghs_token',
      },
      { env: { B: 'from env' } },
    )
    expect(only(read)).toMatchObject({
      targets: { kind: 'matching', patterns: ['api', 'worker-*', 'migrate'] },
      build: { platforms: [], buildArgs: { A: '1,2=3', B: 'from env', C: '' }, pull: true, network: 'host' },
      limits: {
        shipped: {
          'max-size': 200_000_000,
          'max-download': 80_000_000,
          'max-increase': { kind: 'or', bytes: 5_000_000, percent: 2 },
          'max-download-increase': { kind: 'and', bytes: 1_000_000, percent: 2 },
          'min-stages': 2,
          'max-stages': 4,
          'max-layers': 12,
        },
        targets: {},
      },
    })
    expect(read).toMatchObject({
      mode: 'measure',
      baseline: 'rebuild',
      baseRef: 'origin/main',
      prepare: 'make gen && echo "$A"',
      builder: 'remote',
      onBreach: 'warn',
      ignoreDrift: false,
      overrideLabel: 'ok to grow',
      publishing: { comment: 'on-breach', commentKey: 'nightly', summary: false, annotations: false },
    })
    expect(JSON.stringify(read)).not.toContain('ghs_token')
    expect(JSON.parse(JSON.stringify(read))).toEqual(read)
  })

  test('an image over inputs over defaults of the config file', async () => {
    const config = `
defaults: { max-size: 1, max-layers: 1, min-stages: 1, pull: true, comment: never, summary: false, build-args: { A: d, B: d, C: d } }
images:
  x: { limits: { max-size: 3 }, build-args: [A=i], targets: { Worker: { max-layers: 9 }, api: {} } }
  y: { targets: [api], pull: false }
`
    const read = await request(
      { Dockerfile: FROM, [CONFIG]: config },
      { 'max-size': '2', 'max-layers': '2', 'build-args': 'A=w\nB=w', comment: 'always' },
    )
    const [x, y] = read.images
    expect(x?.limits).toEqual({
      shipped: { 'max-size': 3, 'max-layers': 2, 'min-stages': 1 },
      targets: { worker: { 'max-layers': 9 }, api: {} },
    })
    expect(x?.build).toMatchObject({ pull: true, buildArgs: { A: 'i', B: 'w', C: 'd' } })
    expect(x?.targets).toEqual({ kind: 'all' })
    expect(y?.limits.shipped).toEqual({ 'max-size': 2, 'max-layers': 2, 'min-stages': 1 })
    expect(y?.build).toMatchObject({ pull: false, buildArgs: { A: 'w', B: 'w', C: 'd' } })
    expect(y?.targets).toEqual({ kind: 'matching', patterns: ['api'] })
    expect(read.publishing).toMatchObject({ comment: 'always', summary: false })
    expect(read.config).toBe(CONFIG)
  })
})

describe('rules of findings', () => {
  const defaults = 'defaults: { findings: { duplicates: off, sources: { ignore: [/a] }, root-user: off } }'

  test('are those of the image over those of defaults, one by one', async () => {
    const config = `${defaults}\nimages: { x: { findings: { duplicates: on, sources: { ignore: [/b] } } }, y: {} }`
    const read = await request({ Dockerfile: FROM, [CONFIG]: config })
    expect(read.images.map(({ findings }) => findings)).toEqual([
      { duplicates: { ignore: [] }, sources: { ignore: ['/b'] }, 'root-user': 'off' },
      { duplicates: 'off', sources: { ignore: ['/a'] }, 'root-user': 'off' },
    ])
    expect(JSON.parse(JSON.stringify(read))).toEqual(read)
  })

  test.each([
    ['the one at the root', { Dockerfile: FROM }],
    ['those that are found', { 'a/Dockerfile': FROM, 'b/Dockerfile': FROM }],
  ])('hold for images that the config file does not name: %s', async (_, tree) => {
    const read = await request({ ...tree, [CONFIG]: defaults })
    const rules = { duplicates: 'off', sources: { ignore: ['/a'] }, 'root-user': 'off' }
    expect(read.images.map(({ findings }) => findings)).toEqual(Object.keys(tree).map(() => rules))
  })
})

describe('the base', () => {
  async function both(head: Tree, base: Tree, raw: Readonly<Record<string, string>> = {}): Promise<Request> {
    return withTree(head, async (headRoot) => {
      const asked = await readRequest(raw, options(headRoot, head))
      return withTree(base, (root) => readRequest(raw, options(root, base, { head: asked })))
    })
  }

  test('has its own images and settings', async () => {
    const read = await both(
      { 'a/Dockerfile': FROM, [CONFIG]: 'images: { x: { context: a, build-args: { V: 2 } } }' },
      { 'b/Dockerfile': FROM, [CONFIG]: 'images: { x: { context: b, build-args: { V: 1 } } }' },
    )
    expect(places(read)).toEqual(['x: b/Dockerfile in b'])
    expect(only(read).build.buildArgs).toEqual({ V: '1' })
  })

  test('may lack what the head has', async () => {
    const read = await both({ 'a/Dockerfile': FROM }, { 'a/x': '' }, { context: 'a' })
    expect(read.images).toEqual([])
    expect(read.missing).toEqual([
      { name: 'a', context: 'a', dockerfile: 'a/Dockerfile', reason: 'the Dockerfile "a/Dockerfile" does not exist' },
    ])
    expect((await both({ 'a/Dockerfile': FROM }, { a: 'a file' }, { context: 'a' })).missing[0]?.reason).toBe(
      'the context "a" is a file, and has to be a directory',
    )
    expect(await both({ Dockerfile: FROM }, { 'README.md': '' })).toMatchObject({ images: [], missing: [] })
  })

  test('without a config file has the images of the head that it can have', async () => {
    const read = await both(
      { 'a/Dockerfile': FROM, 'b/Dockerfile': FROM, 'ci.yml': 'images: { x: { context: a }, y: { context: b } }' },
      { 'a/Dockerfile': FROM },
      { config: 'ci.yml' },
    )
    expect(places(read)).toEqual(['x: a/Dockerfile in a'])
    expect(read.missing.map(({ name }) => name)).toEqual(['y'])
  })

  test('keeps the names of the head', async () => {
    const read = await both(
      { 'services/api/Dockerfile': FROM, 'web/Dockerfile': FROM },
      { 'services/api/Dockerfile': FROM, 'legacy/api/Dockerfile': FROM },
    )
    expect(places(read)).toEqual([
      'api: services/api/Dockerfile in services/api',
      'legacy/api: legacy/api/Dockerfile in legacy/api',
    ])
  })

  test('has the absolute paths of the head in its own tree', async () => {
    const tree = { 'a/Dockerfile': FROM }
    await withTree(tree, async (headRoot) => {
      const raw = { context: join(headRoot, 'a') }
      const head = await readRequest(raw, options(headRoot, tree))
      await withTree(tree, async (root) => {
        const base = await readRequest(raw, options(root, tree, { head }))
        expect([base.root, ...places(base)]).toEqual([root, 'a: a/Dockerfile in a'])
      })
    })
  })

  test('with a broken config file is refused, as nobody can say what it was to build', async () => {
    await expect(
      both({ Dockerfile: FROM, [CONFIG]: 'images: { x: {} }' }, { Dockerfile: FROM, [CONFIG]: 'images: [' }),
    ).rejects.toMatchObject({ trouble: 'usage' })
  })
})

test('reading leaves nothing behind: the same twice', async () => {
  const tree = { 'a/Dockerfile': FROM, [CONFIG]: 'images: { x: { context: a } }' }
  await withTree(tree, async (root) => {
    const first = await readRequest({ 'max-size': '1 MB' }, options(root, tree))
    expect(await readRequest({ 'max-size': '1 MB' }, options(root, tree))).toEqual(first)
  })
})
