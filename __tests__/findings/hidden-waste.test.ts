import { describe, expect, test } from '@jest/globals'
import type { Member } from '../layer/tar-writer.js'
import { file, type MadeLayer, told, wasteOfLayers } from './waste-images.js'

const DEBCONF = ['config.dat', 'templates.dat'].map((name) => file(`var/cache/debconf/${name}`, 20_000))
const TWICE = 'and every file is shipped twice.'

/** What is said of what a second instruction does to the files of a first. */
async function said(rule: string, first: MadeLayer, second: MadeLayer): Promise<readonly string[]> {
  const { found } = await wasteOfLayers([first, second])
  return found.filter((one) => one.rule === rule).map(({ advice }) => advice)
}

/** The same files with another content. */
function other(files: readonly Member[]): readonly Member[] {
  return files.map(({ name }) => file(name, 20_000, `other ${name}`))
}

describe('the advice names the files', () => {
  const app = ['app/a', 'app/b/c', 'app/b/d'].map((name, at) => file(name, 20_000 + at))
  const chown = 'RUN chown -R 1000:1000 /app'
  const owned = (files: readonly Member[]): MadeLayer => ({
    by: chown,
    files: files.map((one) => ({ ...one, uid: 1 })),
  })

  test.each([
    [1, '`/app/a`'],
    [3, 'files in `/app`'],
  ])('%i of them', async (count, words) => {
    const files = app.slice(0, count)
    expect(await said('rewritten-metadata', { by: 'COPY app /app', files }, owned(files))).toEqual([
      expect.stringContaining(`Line 1 (\`${chown}\`) writes ${words} again. Only the owner changes here, ${TWICE}`),
    ])
  })

  test('that are all in one directory, by the largest', async () => {
    const files = app.slice(1)
    expect(await said('rewritten-metadata', { by: 'COPY app /app', files }, owned(files))).toEqual([
      expect.stringContaining('writes `/app/b/d` and 1 more again.'),
    ])
  })

  test('that are all over the image, by the largest', async () => {
    const files = [...app, file('srv/a', 30_000)]
    expect(await said('rewritten-metadata', { by: 'COPY app /app', files }, owned(files))).toEqual([
      expect.stringContaining('writes `/srv/a` and 3 more again.'),
    ])
  })

  test('that are deleted, and those of the base image', async () => {
    const removal: MadeLayer = { by: 'RUN rm -r /app', files: [{ name: '.wh.app' }] }
    expect(await said('hidden-files', { by: 'COPY app /app', files: app.slice(0, 1) }, removal)).toEqual([
      'Line 1 (`RUN rm -r /app`) deletes `/app/a` that line 0 (`COPY app /app`) brings, and the layer before keeps it. Delete it in the instruction that brings it, leave it out there, or copy only the result into a last stage.',
    ])
    expect(await said('hidden-files', { by: 'acme/app', base: true, files: app }, removal)).toEqual([
      'Line 1 (`RUN rm -r /app`) deletes files in `/app` of the base image `acme/app`, whose layers keep them. Begin from an image without them.',
    ])
  })
})

describe('what installing writes again', () => {
  const [first, second] = ['RUN apt-get install -y a', 'RUN apt-get install -y b'] as const
  const JOIN = 'Package managers write them with every installation: join the two `RUN`s.'

  test('with the same content', async () => {
    expect(await said('rewritten-metadata', { by: first, files: DEBCONF }, { by: second, files: DEBCONF })).toEqual([
      `Line 1 (\`${second}\`) writes \`/var/cache/debconf/config.dat\` and 1 more again. The content stays the same here, ${TWICE} ${JOIN}`,
    ])
  })

  test('with another', async () => {
    expect(await said('hidden-files', { by: first, files: DEBCONF }, { by: second, files: other(DEBCONF) })).toEqual([
      `Line 1 (\`${second}\`) writes over \`/var/cache/debconf/config.dat\` and 1 more that line 0 (\`${first}\`) brings, and both copies are shipped. ${JOIN}`,
    ])
  })

  test('of a cache is told as a cache', async () => {
    const cache = [file('var/cache/apt/pkgcache.bin', 20_000)]
    expect(await said('hidden-files', { by: first, files: cache }, { by: second, files: other(cache) })).toEqual([
      expect.stringContaining(
        'both copies are shipped. It is of apt’s cache of packages. Add `&& apt-get clean` to the `RUN` of `apt-get install -y a`, or mount a cache: ',
      ),
    ])
    const npm = ['x', 'y'].map((name) => file(`root/.npm/_cacache/content-v2/${name}`, 20_000))
    expect(
      await said(
        'rewritten-metadata',
        { by: 'RUN npm install -g a', files: npm },
        { by: 'RUN npm install', files: npm },
      ),
    ).toEqual([
      expect.stringContaining(
        `${TWICE} They are of npm’s cache. Add \`&& npm cache clean --force\` to the \`RUN\` of \`npm install -g a\``,
      ),
    ])
  })
})

test('manifests that are copied for what installs by them, and with all the others again, are no waste', async () => {
  const lock = file('app/package-lock.json', 50_000)
  const [manifests, all] = ['COPY package*.json ./', 'COPY . .'] as const
  const copies = async (files: readonly Member[], ...by: readonly string[]): Promise<readonly string[]> =>
    told((await wasteOfLayers(by.map((one) => ({ by: one, files })))).found)
  expect(await copies([lock], manifests, all)).toEqual([])
  // What a RUN writes again it need not, and other files no COPY need bring twice.
  expect(await copies([lock], manifests, 'RUN npm install')).toEqual(['rewritten-metadata 50000'])
  expect(await copies([file('app/model.bin', 50_000)], 'COPY model.bin ./', all)).toEqual(['rewritten-metadata 50000'])
  expect(
    told(
      (
        await wasteOfLayers([
          { by: manifests, files: [lock] },
          { by: all, files: [file('app/package-lock.json', 50_000, 'x')] },
        ])
      ).found,
    ),
  ).toEqual(['hidden-files 50000'])
})
