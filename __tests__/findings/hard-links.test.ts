import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Member } from '../layer/tar-writer.js'
import { file, link, told, wasteOfLayers } from './waste-images.js'

const STORE = 'root/.local/share/pnpm/store/v3/files/00'
const DEV_LOCK = JSON.stringify({
  name: 'app',
  lockfileVersion: 3,
  packages: { 'node_modules/spare': { version: '1.0.0', dev: true } },
})

/** All names of a file that is installed: the first has the bytes, as the archive has it. */
const names = (...[first = '', ...others]: readonly string[]): readonly Member[] => [
  file(first, 50_000),
  ...others.map((name) => link(name, first)),
]

const install = (...files: readonly Member[]) => wasteOfLayers([{ by: 'RUN install', files }])

describe('a file with several names', () => {
  test.each<readonly [string, readonly string[]]>([
    ['pnpm, the store first', [`${STORE}/aa`, 'usr/src/app/node_modules/.pnpm/x@1/node_modules/x/a.js']],
    ['pnpm, the store last', ['app/node_modules/.pnpm/x@1/node_modules/x/a.js', `${STORE}/aa`]],
    ['uv', ['root/.cache/uv/archive-v0/id/numpy/core.so', 'usr/local/lib/python3.12/site-packages/numpy/core.so']],
    ['bun', ['root/.bun/install/cache/x@1/a.js', 'srv/node_modules/x/a.js']],
    ['conda', ['opt/conda/pkgs/x-1/share/a', 'opt/conda/share/a']],
  ])('is no waste while one of them stays: %s', async (_, [first = '', second = '']) => {
    const files = [file('opt/conda/pkgs/urls.txt', 10), file('srv/node_modules/y.js', 10), ...names(first, second)]
    const { found, bytes } = await install(...files)
    expect([told(found), bytes]).toEqual([[], 0])
  })

  test('is waste, once, where all of them are', async () => {
    const { found, bytes } = await install(...names(`${STORE}/aa`, `${STORE}/ab`), ...names(`${STORE}/b`, 'app/b.js'))
    expect([told(found), bytes]).toEqual([['package-cache 50000'], 50_000])
  })

  test('is told by the rule whose advice frees it', async () => {
    const lock = { name: 'app/node_modules/.package-lock.json', body: DEV_LOCK }
    const spare = names('app/node_modules/spare/a.js', `${STORE}/aa`)
    expect(told((await install(lock, ...spare)).found)).toEqual(['dev-dependencies 50000'])
    const first = names(`${STORE}/aa`, 'usr/node_modules/spare/a.js')
    const later = { ...lock, name: 'usr/node_modules/.package-lock.json' }
    expect(told((await install(later, ...first)).found)).toEqual(['dev-dependencies 50000'])
    const history = names(`${STORE}/aa`, 'srv/.git/pack')
    expect(told((await install(...history)).found)).toEqual(['sources 50000'])
  })

  test('is none while a name stays that a setting passes over', async () => {
    const files = names(`${STORE}/aa`, 'srv/.git/pack')
    const rules = { sources: { ignore: ['/srv/.git'] } }
    expect((await wasteOfLayers([{ by: 'RUN install', files }], {}, rules)).bytes).toBe(0)
  })

  test('is seen under those that a later layer leaves', async () => {
    const installed = { by: 'RUN install', files: names(`${STORE}/aa`, 'srv/app/a.js', `${STORE}/ab`) }
    const store = { by: 'RUN rm', files: [{ name: 'root/.local/share/pnpm/.wh.store' }] }
    const app = { by: 'RUN rm', files: [{ name: 'srv/.wh.app' }] }
    expect(told((await wasteOfLayers([installed, store])).found)).toEqual([])
    expect(told((await wasteOfLayers([installed, app])).found)).toEqual(['package-cache 50000'])
    expect(told((await wasteOfLayers([installed, store, app])).found)).toEqual(['hidden-files 50000'])
  })

  test('is called by the one that stays', async () => {
    const twice = ['a', 'b'].flatMap((name): readonly Member[] => [
      file(`root/.cache/uv/archive-v0/${name}`, 150_000, 'same'),
      link(`srv/data/${name}`, `root/.cache/uv/archive-v0/${name}`),
    ])
    expect((await install(...twice)).found.map(({ paths }) => paths)).toEqual([['/srv/data/b']])
  })

  test('is a file for what lies beside it', async () => {
    const site = 'usr/local/lib/python3.12/site-packages'
    const source = names('root/.cache/uv/archive-v0/id/x.py', `${site}/x.py`)
    const { found } = await install(...source, file(`${site}/__pycache__/x.cpython-312.pyc`, 20_000))
    expect(told(found)).toEqual(['bytecode-cache 20000'])
  })

  test('of the build context is what no program reads only by all of them', async () => {
    const copy = (files: readonly Member[]) =>
      wasteOfLayers([{ by: 'COPY . .', files: [{ name: 'app', type: '5' }, file('app/main.js', 10), ...files] }])
    const both = await copy(names('app/.turbo/a', 'app/.cache/b'))
    expect([told(both.found), both.bytes]).toEqual([['context-bloat 50000'], 50_000])
    expect((await copy(names('app/.turbo/a', 'app/data/b'))).bytes).toBe(0)
    expect((await copy(names('app/data/b', 'app/.turbo/a'))).bytes).toBe(0)
  })
})

test('what is told is what is freed when all of it is deleted, however the archive names it', async () => {
  const place = fc.constantFrom(STORE, 'srv/.git', 'root/.npm/_cacache', 'srv/app', 'usr/lib/app')
  const inode = fc.uniqueArray(fc.tuple(place, fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 4,
    selector: ([directory, number]) => `${directory}/${number}`,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(inode, { maxLength: 6 }), async (inodes) => {
      const files = inodes.map((all, index) => all.map(([directory, number]) => `${directory}/${index}-${number}`))
      const stays = files.filter((all) => all.some((name) => /^(?:srv\/app|usr)\//.test(name)))
      const { bytes } = await install(...files.flatMap((all) => names(...all)))
      const freed = (files.length - stays.length) * 50_000
      expect(bytes).toBe(freed)
    }),
    { numRuns: 100 },
  )
})
