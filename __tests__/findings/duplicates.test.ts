import { describe, expect, test } from '@jest/globals'
import type { Found } from '../../src/findings/finding.js'
import type { Member } from '../layer/tar-writer.js'
import { file, type MadeLayer, wasteOfLayers } from './waste-images.js'

const BYTES = 120_000

/** A package of Node.js with one large file. */
function npm(directory: string, version = '1.0.0', name = directory.slice(directory.lastIndexOf('/') + 1)): Member[] {
  return [
    { name: `${directory}/package.json`, body: JSON.stringify({ name, version }) },
    file(`${directory}/dist/a.js`, BYTES, `${name} ${version}`),
  ]
}

async function duplicatesIn(...layers: readonly (readonly Member[] | MadeLayer)[]): Promise<readonly Found[]> {
  const { found, bytes } = await wasteOfLayers(
    layers.map((one) => ('by' in one ? one : { by: 'RUN install', files: one })),
  )
  expect(bytes).toBe(found.reduce((sum, one) => sum + one.bytes, 0))
  return found
}

const saying = (path: string, advice: string) => [
  expect.objectContaining({
    rule: 'duplicates',
    bytes: BYTES,
    paths: [path],
    advice: expect.stringContaining(advice),
  }),
]

describe('an image that Docker’s own guides make has no duplicates', () => {
  const python = (root: string): readonly Member[] =>
    ['pip/_vendor/x.py', 'setuptools/cli.exe', 'pip-24.0.dist-info/RECORD', 'wheel/a.py', 'pkg_resources/b.py'].map(
      (path) => file(`${root}/lib/python3.12/site-packages/${path}`, BYTES, path),
    )

  test('a virtual environment over a slim image of Python', async () => {
    const base: MadeLayer = { by: 'python:3.12-slim', base: true, files: python('usr/local') }
    expect(
      await duplicatesIn(base, { by: 'COPY --from=build /opt/venv /opt/venv', files: python('opt/venv') }),
    ).toEqual([])
    // Nor where the interpreter is the image's own, or there are two of them.
    expect(await duplicatesIn([...python('usr/local'), ...python('opt/a'), ...python('opt/b')])).toEqual([])
  })

  test('an application that needs what npm needs', async () => {
    const base: MadeLayer = { by: 'node:22', base: true, files: npm('usr/local/lib/node_modules/npm/node_modules/tar') }
    expect(await duplicatesIn(base, npm('app/node_modules/tar'))).toEqual([])
  })

  test('an application that needs what a program of the base image has in its tree', async () => {
    const base: MadeLayer = { by: 'acme/tools', base: true, files: npm('opt/tool/node_modules/shim') }
    const app = npm('app/node_modules/shim')
    expect(await duplicatesIn(base, app)).toEqual([])
    // Two of its own are none the less two.
    expect(await duplicatesIn(base, app, npm('deps/node_modules/shim'))).toEqual(
      saying('/deps/node_modules/shim', 'copy only one of the trees'),
    )
    const debian = npm('usr/share/nodejs/npm/node_modules/shim')
    expect(await duplicatesIn({ by: 'RUN apt-get install -y npm', files: debian }, app)).toEqual([])
  })

  test('an environment with what the base image’s own has', async () => {
    const numpy = (root: string): Member => file(`${root}/lib/python3.12/site-packages/numpy/core.so`, BYTES, 'numpy')
    const base: MadeLayer = { by: 'acme/python', base: true, files: [numpy('usr/local')] }
    expect(await duplicatesIn(base, [numpy('opt/venv')])).toEqual([])
  })

  test('an application that needs what the base image has as a package of its distribution', async () => {
    const debian = [file('usr/share/nodejs/mime-db/db.json', BYTES, 'mime'), file('usr/lib/libx.so', BYTES, 'x')]
    const base: MadeLayer = { by: 'debian-with-npm', base: true, files: debian }
    const installed = file('app/node_modules/mime-db/db.json', BYTES, 'mime')
    expect(await duplicatesIn(base, [installed])).toEqual([])
    // What nobody published is told.
    const copied = file('app/lib/libx.so', BYTES, 'x')
    expect(await duplicatesIn(base, [installed, copied])).toEqual(saying('/app/lib/libx.so', 'Keep one'))
  })

  test('packages that npm cannot put together: another version lies above', async () => {
    const nested = ['a', 'b'].flatMap((name) => npm(`app/node_modules/${name}/node_modules/x`))
    expect(await duplicatesIn([...nested, ...npm('app/node_modules/x', '2.0.0')])).toEqual([])
  })

  test('versions that have a file in common', async () => {
    const [, large] = npm('app/node_modules/x')
    const [manifest] = npm('app/node_modules/a/node_modules/x', '2.0.0')
    const same = { ...large, name: 'app/node_modules/a/node_modules/x/dist/a.js' } as Member
    expect(await duplicatesIn([...npm('app/node_modules/x'), manifest as Member, same])).toEqual([])
  })

  test('pnpm’s packages, one for each set of peers', async () => {
    const peers = ['x@1_a@1', 'x@1_a@2'].flatMap((id) => npm(`app/node_modules/.pnpm/${id}/node_modules/x`))
    expect(await duplicatesIn(peers)).toEqual([])
  })

  test.each(['app/node_modules/x', 'usr/local/lib/python3.12/site-packages/x'])(
    'what a package has twice itself: %s',
    async (directory) => {
      expect(
        await duplicatesIn([file(`${directory}/cjs.js`, BYTES, 'x'), file(`${directory}/esm.js`, BYTES, 'x')]),
      ).toEqual([])
    },
  )
})

describe('what is there twice is told in the words of who put it there', () => {
  test('files of no package: a link', async () => {
    expect(await duplicatesIn([file('srv/a', BYTES, 'x'), file('srv/b', BYTES, 'x')])).toEqual(
      saying('/srv/b', '`ln -s`'),
    )
  })

  test('a package’s file that was copied from it: a link', async () => {
    const copied = [...npm('app/node_modules/x'), file('app/public/x.js', BYTES, 'x 1.0.0')]
    expect(await duplicatesIn(copied)).toEqual(saying('/app/public/x.js', '`ln -s`'))
    expect(await duplicatesIn(copied.toReversed())).toEqual(saying('/app/node_modules/x/dist/a.js', '`ln -s`'))
  })

  test.each<readonly [string, readonly Member[], string, string]>([
    [
      'one below the other',
      [...npm('app/node_modules/x'), ...npm('app/node_modules/a/node_modules/x')],
      '/app/node_modules/a/node_modules/x',
      'npm dedupe',
    ],
    [
      'beside each other',
      [...npm('app/node_modules/@s/a/node_modules/@s/x'), ...npm('app/node_modules/b/node_modules/@s/x')],
      '/app/node_modules/b/node_modules/@s/x',
      'npm dedupe',
    ],
    [
      'by Yarn 1',
      [
        file('app/node_modules/.yarn-integrity', 10),
        ...npm('app/node_modules/a/node_modules/x'),
        ...npm('app/node_modules/b/node_modules/x'),
      ],
      '/app/node_modules/b/node_modules/x',
      'npx yarn-deduplicate',
    ],
    [
      'by Yarn',
      [
        file('app/node_modules/.yarn-state.yml', 10),
        ...npm('app/node_modules/a/node_modules/x'),
        ...npm('app/node_modules/b/node_modules/x'),
      ],
      '/app/node_modules/b/node_modules/x',
      'yarn dedupe',
    ],
  ])('the same version in a tree: %s', async (_, files, path, command) => {
    expect(await duplicatesIn(files)).toEqual(saying(path, `Run \`${command}\``))
  })

  test('two trees of Node.js, two environments of Python', async () => {
    expect(await duplicatesIn([...npm('app/node_modules/x'), ...npm('deps/node_modules/x')])).toEqual(
      saying('/deps/node_modules/x', 'copy only one of the trees'),
    )
    const numpy = (root: string): Member => file(`${root}/lib/python3.12/site-packages/numpy/core.so`, BYTES, 'numpy')
    expect(await duplicatesIn([numpy('usr/local'), numpy('opt/venv')])).toEqual(
      saying('/opt/venv/lib/python3.12/site-packages/numpy', 'Install into one of them'),
    )
  })
})

test('a file that was written again after it was copied is no copy of its copy', async () => {
  const owned = (one: Member): Member => ({ ...one, uid: 1000 })
  const original = file('models/vocab', BYTES, 'v')
  const found = await duplicatesIn(
    { by: 'COPY vocab /models/', files: [original] },
    { by: 'RUN cp /models/vocab /app/', files: [file('app/vocab', BYTES, 'v')] },
    { by: 'RUN chown -R 1000 /models', files: [owned(original)] },
  )
  expect(found.filter(({ rule }) => rule === 'duplicates')).toEqual(
    saying('/app/vocab', 'has the same content as `/models/vocab`'),
  )
})
