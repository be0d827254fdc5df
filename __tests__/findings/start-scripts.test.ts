import { describe, expect, it, test } from '@jest/globals'
import { imageFiles } from '../../src/findings/shown-files.js'
import type { Measurement } from '../../src/image/measurement.js'
import type { Member } from '../layer/tar-writer.js'
import { timed } from '../support/timed.js'
import { NODE_ENTRYPOINT, POSTGRES_ENTRYPOINT } from './start-images.js'
import { file, imageOfLayers, told, wasteOfLayers } from './waste-images.js'

function script(name: string, ...lines: readonly string[]): Member {
  return { name, body: ['#!/bin/sh', ...lines].join('\n') }
}

const LOCK = JSON.stringify({ packages: { 'node_modules/tool': { dev: true }, 'node_modules/which': { dev: true } } })

/** What is found of an image of Node.js with development packages, and these files. */
async function found(command: string, ...files: readonly Member[]): Promise<readonly string[]> {
  const all = [
    { name: 'app/node_modules/.package-lock.json', body: LOCK },
    file('app/node_modules/tool/a.js', 20_000),
    ...files,
  ]
  return told((await wasteOfLayers([{ by: 'RUN npm ci', files: all }], { command })).found)
}

const SPARE = ['dev-dependencies 20000']

describe('development packages that a start script runs', () => {
  const start = script('app/start.sh', 'set -e', 'npx tool migrate deploy', 'exec node server.js')
  const other = script('app/other.sh', 'echo tool')

  it.each([
    ...['/app/start.sh', './start.sh', 'start.sh', '/bin/sh -c ./start.sh', 'sh -e /app/start.sh node a.js'],
    ...[
      '/bin/sh -c cd /srv && $HOME/start.sh',
      '/bin/sh -c "${HOME}/start.sh"',
      'tini -- app/start.sh',
      '/link/start.sh',
    ],
  ])('are needed by %s', async (command) => {
    expect(await found(command, start, other)).toEqual([])
  })

  it.each(['node server.js', '/app/other.sh', './bin/start.sh', 'start', '/app/other.sh tests.js', '/srv/start.sh'])(
    'are not needed by %s',
    async (command) => {
      expect(await found(command, start, other, file('srv/start.sh', 100, '#!/usr/bin/python'))).toEqual(SPARE)
    },
  )

  it.each([
    ['docker-entrypoint node a.js', script('usr/local/bin/docker-entrypoint', 'tool')],
    ['/rails/bin/docker-entrypoint ./bin/rails server', script('rails/bin/docker-entrypoint', 'tool; exec "$@"')],
    ['docker-entrypoint.sh start', script('usr/local/bin/docker-entrypoint.sh', 'exec tool')],
    ['bin/app', { ...script('srv/bin/app', 'exec tool'), mode: 0o755 }],
    ['/init', script('init', 'exec su app -c "cd /app && node_modules/.bin/tool"')],
    ['./run', script('app/run', 'if [ "$1" = test ]; then npm test; fi', 'exec "$@"')],
    ['./run', script('app/run', 'case "$1" in', '  dev) exec npm run dev ;;', '  *) exec node a.js ;;', 'esac')],
  ])('are needed by %s with %j', async (command, ...files) => {
    expect(await found(command, ...files)).toEqual([])
  })

  test('through other scripts, of the shell and of package.json', async () => {
    const manifest = {
      name: 'app/package.json',
      body: JSON.stringify({ scripts: { prod: 'bash ./scripts/serve.sh', other: 'tool' } }),
    }
    const serve = script('app/scripts/serve.sh', 'for one in /docker-entrypoint.d/*.sh; do . "$one"; done')
    const hook = script('docker-entrypoint.d/10-a.sh', '"$BIN/start.sh"', '/app/run.sh')
    const run = script('app/run.sh', 'exec npm run prod')
    expect(await found('/app/run.sh', manifest, serve, hook, run, start)).toEqual([])
    expect(await found('npm run prod', manifest, serve, hook, start)).toEqual([])
    expect(await found('npm run prod', manifest, serve, hook, run)).toEqual(SPARE)
    expect(await found('/app/run.sh', manifest, run, script('app/a.sh', 'npm run other'))).toEqual(SPARE)
  })

  it.each([
    ['docker-entrypoint.sh node server.js', script('usr/local/bin/docker-entrypoint.sh', NODE_ENTRYPOINT)],
    ['docker-entrypoint.sh postgres', script('usr/local/bin/docker-entrypoint.sh', POSTGRES_ENTRYPOINT)],
    ['/app/run', script('app/run', 'if [ "$1" = "test" ]; then echo tool; fi', 'which node', 'exec "$@"')],
    ['/app/run', script('app/run', 'export NODE_ENV=development', '# npm test', 'log "tool in dev"', 'node a.js')],
    ['/app/run', script('app/run', 'cat <<EOF', 'tool', 'EOF', 'mkdir -p /app/test', '[ -f tool ] && node a.js')],
  ])('are waste with %s and %j', async (command, ...files) => {
    expect(await found(command, ...files)).toEqual(SPARE)
  })

  it('may be, where a script cannot be read', async () => {
    const long = { name: 'app/start.sh', body: `#!/bin/sh\n${'a b c\n'.repeat(12_000)}` }
    expect(await found('/app/start.sh', long)).toEqual([])
    expect(await found('node a.js', long)).toEqual(SPARE)
    const chain = Array.from({ length: 101 }, (_, index) => script(`app/${index}.sh`, `./${index + 1}.sh`))
    expect(await found('/app/0.sh', ...chain)).toEqual([])
    expect(await found('/app/1.sh', ...chain)).toEqual(SPARE)
  })
})

describe('other rules', () => {
  const waste = async (command: string, files: readonly Member[]): Promise<readonly string[]> =>
    told((await wasteOfLayers([{ by: 'RUN make', files }], { command })).found)

  it.each([
    ['build-tools', 'usr/bin/gcc', 'exec gosu app gcc -o a a.c'],
    ['build-tools', 'usr/local/go/bin/go', 'cd /app && go run .'],
    ['sources', 'app/.git/objects/a', 'VERSION="$(git describe)"'],
    ['sources', 'app/tests/a.json', 'python -m pytest'],
    ['docs-and-locales', 'usr/share/doc/a/b', 'exec serve --root /usr/share/doc/a'],
  ])('of them %s spares %s for what a script runs: %s', async (rule, path, line) => {
    const files = [file(path, 20_000), { name: 'app/pyproject.toml', body: 'x' }]
    const run = (...lines: readonly string[]): Promise<readonly string[]> =>
      waste('/app/start', [...files, script('app/start', ...lines)])
    expect(await run('echo make git go gcc test', 'exec node a.js')).toEqual([`${rule} 20000`])
    expect(await run(line)).toEqual([])
  })

  it('take nothing for granted that a script alone may run', async () => {
    const files = [
      ...['app/go.mod', 'app/server'].map((name) => ({ name, body: 'x' })),
      ...[file('app/main.go', 20_000), script('app/start.sh', 'exec ./server')],
    ]
    expect(await waste('/app/start.sh', files)).toEqual([])
    expect(await waste('/app/server', files)).toEqual(['sources 20000'])
  })

  it('pass over what a script names of the build context', async () => {
    const files = [
      ...[file('app/package.json', 100), file('app/compose.yaml', 20_000), file('app/all.log', 20_000)],
      script('app/start.sh', 'cp compose.yaml /etc', 'exec node a.js'),
    ]
    const made = [{ by: 'COPY . .', files }]
    expect(told((await wasteOfLayers(made, { command: 'node a.js' })).found)).toEqual([
      'context-bloat 20000',
      'context-bloat 20000',
    ])
    expect(told((await wasteOfLayers(made, { command: './start.sh' })).found)).toEqual(['context-bloat 20000'])
  })
})

describe('scripts without end', () => {
  const started = async (files: readonly Member[], more: Partial<Measurement>) => {
    const image = await imageOfLayers([{ by: 'COPY . .', files }], more)
    return { image, files: imageFiles(image) }
  }

  it('are each followed once', async () => {
    const files = [script('app/a.sh', './b.sh', 'x'), script('app/b.sh', './a.sh', './b.sh', 'y')]
    const { mayRun, scripts, command } = (await started(files, { command: '/app/a.sh' })).files
    expect([mayRun, scripts.length, command]).toEqual(['/app/a.sh\n./b.sh\nx\n./a.sh\n./b.sh\ny', 2, '/app/a.sh'])
  })

  it('take no longer than what is read of them', async () => {
    const words = Array.from({ length: 1600 }, (_, index) => `${index}/run.sh`)
    const files = Array.from({ length: 400 }, (_, index) => script(`${index}/run.sh`, words.join(' '), `"$(npm run a`))
    const scripts = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`${index}`, `npm run ${index + 1}`]))
    const manifest = { name: 'app/package.json', body: JSON.stringify({ scripts }) }
    const { image } = await started([...files, manifest], { command: 'run.sh npm run 0' })
    expect(timed(() => imageFiles(image))).toBeLessThan(5000)
  })
})
