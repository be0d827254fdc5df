import { expect, test } from '@jest/globals'
import type { PathChange } from '../../src/explain/paths.js'
import type { Member } from '../layer/tar-writer.js'
import { compareImages, type Image } from './images.js'

/** `count` files below a directory, none of them like another. */
function files(directory: string, count: number, bytes: number, more: Partial<Member> = {}): readonly Member[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${directory}/package-${index % 40}/lib/file-${index}.js`,
    body: `${directory} ${index}`.padEnd(bytes, '.'),
    ...more,
  }))
}

const BASE: readonly Member[] = [
  { name: 'etc/passwd', body: 'root' },
  { name: 'app/server.js', body: 'x'.repeat(500) },
]

type Told = Pick<PathChange, 'path' | 'head' | 'base' | 'change' | 'rest' | 'from'>

async function rows(head: Image, base: Image = [BASE]): Promise<readonly Told[]> {
  const { changes } = await compareImages(head, base)
  expect(changes.rows.reduce((sum, { change }) => sum + change, 0)).toBe(changes.head - changes.base)
  return changes.rows.map(({ path, head, base, change, rest, from }) => ({ path, head, base, change, rest, from }))
}

const row = (path: string, head: number | null, base: number | null, rest = false): Told => ({
  ...{ path, head, base, change: (head ?? 0) - (base ?? 0), rest, from: null },
})

test('4,000 files of node_modules are one row', async () => {
  const installed = files('app/node_modules', 4000, 100)
  expect(await rows([BASE, installed])).toEqual([row('/app/node_modules', 400_000, null)])
  const longer = installed.map((file) => ({ ...file, body: `${file.body as string}!` }))
  expect(await rows([BASE, longer], [BASE, installed])).toEqual([row('/app/node_modules', 404_000, 400_000)])
})

test('one big file in a deep directory is a row, and what little else changed another', async () => {
  const big = { name: 'opt/vendor/v1/share/models/en.bin', body: 'm'.repeat(90_000) }
  expect(await rows([BASE, [big]])).toEqual([row(`/${big.name}`, 90_000, null)])
  const others = files('app/src', 300, 20)
  expect(await rows([BASE, [big, ...others]])).toEqual([row(`/${big.name}`, 90_000, null), row('/app/src', 6000, null)])
})

test('what most of the rest consists of is named, as long as it is not too little', async () => {
  const installed = (name: string, count: number): readonly Member[] => files(`app/node_modules/${name}`, count, 100)
  const others = Array.from({ length: 30 }, (_, index) => installed(`dep-${index}`, 1)).flat()
  const head = [BASE, installed('date-fns', 1000), others]
  expect(await rows(head, [BASE, installed('lodash', 70)])).toEqual([
    row('/app/node_modules/date-fns', 100_000, null),
    row('/app/node_modules/lodash', null, 7000),
    row('/app/node_modules', 3000, 0, true),
  ])
  // The same as one of many.
  expect(await rows(head, [BASE, installed('lodash', 20)])).toEqual([
    row('/app/node_modules/date-fns', 100_000, null),
    row('/app/node_modules', 3000, 2000, true),
  ])
})

test('what is gone is told at the highest directory that says so', async () => {
  const cache = files('var/cache/apt', 200, 100)
  expect(await rows([BASE, cache, [{ name: 'var/cache/.wh.apt' }]], [BASE, cache])).toEqual([
    row('/var/cache/apt', null, 20_000),
  ])
  // The same bytes, of the same directory, elsewhere in the layers are no change.
  expect(await rows([cache, BASE], [BASE, cache])).toEqual([])
})

test('a tree that moved is one row, and no change', async () => {
  const moved = (directory: string): readonly Member[] =>
    files('opt/a', 300, 100).map((file) => ({ ...file, name: file.name.replace('opt/a', directory) }))
  const expected = (path: string, from: string) => [
    { ...{ path, head: 30_000, base: 30_000, change: 0, rest: false }, from },
  ]
  expect(await rows([BASE, moved('srv/b')], [BASE, moved('opt/a')])).toEqual(expected('/srv/b', '/opt/a'))
  expect(await rows([BASE, moved('srv/a')], [BASE, moved('opt/a')])).toEqual(expected('/srv/a', '/opt/a'))
  const renamed = [BASE, moved('opt/a'), [...moved('srv/b').toReversed(), { name: 'opt/.wh.a' }]]
  expect(await rows(renamed, [BASE, moved('opt/a')])).toEqual(expected('/srv/b', '/opt/a'))
})

test('files of the same content that moved are told by their names', async () => {
  const licensed = (directory: string): readonly Member[] =>
    Array.from({ length: 60 }, (_, index) => [
      { name: `${directory}/p${index}/LICENSE`, body: 'MIT'.repeat(100) },
      { name: `${directory}/p${index}/COPYING`, body: 'MIT'.repeat(100) },
    ]).flat()
  const moved = await rows([BASE, licensed('srv/b').toReversed()], [BASE, licensed('opt/a')])
  expect(moved.reduce((sum, { change }) => sum + Math.abs(change), 0)).toBe(0)
  expect(moved.map(({ path, from }) => [path, from])).toContainEqual(['/srv/b', '/opt/a'])
})

test('a tree of which only owner or mode are others is said to be so', async () => {
  const own = files('srv/data', 200, 100)
  const given = own.map((file) => ({ ...file, uid: 1000 }))
  const expected = [{ ...row('/srv/data', 20_000, 20_000), from: '/srv/data' }]
  expect(await rows([BASE, given], [BASE, own])).toEqual(expected)
  expect(await rows([BASE, own, given], [BASE, own])).toEqual(expected)
})

const whole = (path: string, from: string, bytes: number): Told => ({ ...row(path, bytes, bytes), from })

test("a directory's next version is new and gone, though some of its files are the same", async () => {
  const info = (version: string, licence: string): readonly Member[] => {
    const directory = `venv/requests-${version}.dist-info`
    return [
      { name: `${directory}/METADATA`, body: version.padEnd(4000) },
      { name: `${directory}/RECORD`, body: version.padEnd(3500, '.') },
      { name: `${directory}/${licence}`, body: 'l'.repeat(10_142) },
      { name: `${directory}/INSTALLER`, body: 'pip' },
    ]
  }
  for (const licence of ['LICENSE', 'licenses/LICENSE']) {
    const told = await rows([BASE, info('2.32.3', licence)], [BASE, info('2.28.0', licence)])
    expect(told).toEqual([
      row('/venv/requests-2.28.0.dist-info', null, 17_645),
      row('/venv/requests-2.32.3.dist-info', 17_645, null),
    ])
  }
})

test('of a directory of which not all has moved, what has is told where it is much', async () => {
  const version = (name: string, data: number): readonly Member[] => [
    ...files('data', 50, data).map((file) => ({ ...file, name: `opt/${name}/${file.name}` })),
    ...['a', 'b', 'c'].map((program) => ({ name: `opt/${name}/${program}`, body: (name + program).padEnd(3000) })),
  ]
  expect(await rows([BASE, version('tool-2', 4000)], [BASE, version('tool-1', 4000)])).toEqual([
    row('/opt/tool-1', null, 9000, true),
    row('/opt/tool-2', 9000, null, true),
    whole('/opt/tool-2/data', '/opt/tool-1/data', 200_000),
  ])
  // Many small ones, none of which says much.
  const installed = (directory: string, lock: string): readonly Member[] => [
    ...files('p', 400, 2000).map((file) => ({ ...file, name: file.name.replace(/^p/, directory) })),
    { name: `${directory}/.package-lock.json`, body: lock },
  ]
  expect(await rows([BASE, installed('srv/modules', 'new')], [BASE, installed('app/modules', 'old')])).toEqual([
    row('/app/modules', null, 800_003),
    row('/srv/modules', 800_003, null),
  ])
})

test('trees that moved apart each come as a whole, though they have the same files', async () => {
  const tree = (directory: string, name: string): readonly Member[] => [
    ...files(name, 30, 1000).map((file) => ({ ...file, name: `${directory}/${file.name.slice(name.length + 1)}` })),
    ...Array.from({ length: 30 }, (_, index) => ({
      name: `${directory}/package-${index}/lib/LICENSE`,
      body: 'MIT'.repeat(100),
    })),
  ]
  const head = [BASE, tree('a/two', 'two'), tree('b/one', 'one')]
  expect(await rows(head, [BASE, tree('c/one', 'one'), tree('d/two', 'two')])).toEqual([
    whole('/a/two', '/d/two', 39_000),
    whole('/b/one', '/c/one', 39_000),
  ])
})

test('files with other names in the same directory are not a directory that has moved', async () => {
  const built = (hash: string): readonly Member[] =>
    ['a', 'b'].map((name) => ({ name: `app/dist/${name}-${hash}.js`, body: name.repeat(20_000) }))
  expect(await rows([BASE, built('2')], [BASE, built('1')])).toEqual([
    whole('/app/dist/a-2.js', '/app/dist/a-1.js', 20_000),
    whole('/app/dist/b-2.js', '/app/dist/b-1.js', 20_000),
  ])
})

test('a directory has another owner where all of it has', async () => {
  const parts = ['a', 'b', 'c'].map((name) => files(`srv/${name}`, 10, 8000))
  const given = parts.map((part, index) => (index === 1 ? part : part.map((file) => ({ ...file, uid: 1000 }))))
  expect(await rows([BASE, ...given], [BASE, ...parts])).toEqual([
    whole('/srv/a', '/srv/a', 80_000),
    whole('/srv/c', '/srv/c', 80_000),
  ])
  const each = parts.flat().map((file, index) => (index % 2 === 0 ? file : { ...file, uid: 1000 }))
  expect(await rows([BASE, each], [BASE, parts.flat()])).toEqual([])
})

test('a directory that is new or gone is told rather than its files', async () => {
  const flat = (directory: string, ...sizes: readonly number[]): readonly Member[] =>
    sizes.map((bytes, index) => ({ name: `${directory}/f${index}`, body: `${directory}${index}`.padEnd(bytes) }))
  const eight = flat('srv/new', ...Array.from({ length: 8 }, () => 20_000))
  expect(await rows([BASE, eight])).toEqual([row('/srv/new', 160_000, null)])
  expect(await rows([BASE], [BASE, eight])).toEqual([row('/srv/new', null, 160_000)])
  // One file that is half of it, and a directory that was there before.
  const [big = BASE[0]] = flat('srv/big', 90_000)
  expect(await rows([BASE, flat('srv/big', 90_000, 15_000, 14_000)])).toEqual([
    row(`/${big?.name}`, 90_000, null),
    row('/srv/big', 29_000, null, true),
  ])
  expect(await rows([BASE, flat('app', 20_000, 20_000)])).toEqual([
    row('/app/f0', 20_000, null),
    row('/app/f1', 20_000, null),
  ])
  // Two directories in it, and files.
  const both = [
    ...flat('srv/x/a', 9000, 9000, 9000),
    ...flat('srv/x/b', 8000, 8000, 8000),
    ...flat('srv/x', 7000, 7000),
  ]
  expect(await rows([BASE, both])).toEqual([
    row('/srv/x/a', 27_000, null),
    row('/srv/x/b', 24_000, null),
    row('/srv/x', 14_000, null, true),
  ])
})

test('a package is told rather than the directory in it that has nearly all of it', async () => {
  const others = files('app/node_modules', 400, 100)
  const typescript = [
    ...[9000, 6000, 6000, 5000, 4000].map((bytes, index) => ({
      name: `app/node_modules/typescript/lib/f${index}.js`,
      body: `${index}`.padEnd(bytes),
    })),
    { name: 'app/node_modules/typescript/package.json', body: '{}'.padEnd(300) },
  ]
  expect(await rows([BASE, others], [BASE, others, typescript])).toEqual([
    row('/app/node_modules/typescript', null, 30_300),
  ])
})

test('a change spread evenly is told of what it is spread over', async () => {
  const spread = (directories: readonly string[]): readonly Member[] =>
    directories.flatMap((directory) => files(`usr/${directory}`, 40, 100))
  const many = Array.from({ length: 14 }, (_, index) => `part-${index}`)
  expect(await rows([BASE, spread(many)])).toEqual([row('/usr', 56_000, null)])
  const few = await rows([BASE, spread(['bin', 'lib', 'share'])])
  expect(few.map(({ path }) => path).toSorted()).toEqual(['/usr/bin', '/usr/lib', '/usr/share'])
})

test('an empty image and one that is the same', async () => {
  expect(await rows([[]], [[]])).toEqual([])
  expect(await rows([BASE], [BASE])).toEqual([])
  // Nothing that both have in common but the root.
  expect(await rows([BASE], [[]])).toEqual([row('/app/server.js', 500, null), row('/etc/passwd', 4, null)])
})

test('100,000 directories in one another, a file in many of them, take no more time than side by side', async () => {
  const deep = (top: string): readonly Member[] => [
    { name: `${top}/${'d/'.repeat(100_000)}f`, body: 'f'.repeat(20_000) },
    ...Array.from({ length: 400 }, (_, index) => ({
      name: `${top}/${'d/'.repeat(index * 20)}g`,
      body: `${index}`.padEnd(99),
    })),
  ]
  const { changes } = await compareImages([BASE, deep('b')], [BASE, deep('a')])
  expect(changes.rows.map(({ from, change }) => [from, change])).toEqual([['/a', 0]])
  const grown = await compareImages([BASE, deep('a')], [BASE])
  expect(grown.changes.rows.reduce((sum, { change }) => sum + change, 0)).toBe(20_000 + 400 * 99)
}, 15_000)

test('what changed as much is told in the order of paths, whatever was named before', async () => {
  const files = (...names: readonly string[]): Image => [
    names.map((name) => ({ name, body: name.padEnd(20_000, '.') })),
  ]
  const alike = (...names: readonly string[]): Image => [names.map((name) => ({ name, body: 'x'.repeat(20_000) }))]
  const cases: readonly (readonly [Image, Image, readonly string[]])[] = [
    [files('app/zz'), files('opt/aaa'), ['/app/zz +', '/opt/aaa -']],
    [files(...'dcba'.split('').map((name) => `${name}/f`)), [[]], ['/a/f +', '/b/f +', '/c/f +', '/d/f +']],
    [files('a/one/f', 'b/two/f'), files(), ['/a/one/f +', '/b/two/f +']],
    // Of two that are the same the first is the one that moved.
    [alike('b/new', 'a/new'), alike('old'), ['/b/new +', '/a/new =']],
  ]
  for (const [head, base, expected] of cases) {
    const warm = ['z', 'opt/aaa', 'd/f', 'b/f', 'c/f', 'b/two/f', 'b/new', 'app/zz', 'a/one/f', 'a/f', 'a/new']
    for (const known of [[], warm, warm.toReversed()]) {
      const { changes } = await compareImages(head, base, known)
      const sign = (change: number): string => (change === 0 ? '=' : change > 0 ? '+' : '-')
      expect(changes.rows.map((one) => `${one.path} ${sign(one.change)}`)).toEqual(expected)
    }
  }
})
