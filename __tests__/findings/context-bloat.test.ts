import { describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/image/measurement.js'
import { BASE, ofRule, type Step, wasteOfSteps } from './built-image.js'

const BIG = 50_000

/** `pattern bytes` of what one instruction brings too much. */
async function bloat(steps: readonly Step[], more: Partial<Measurement> = {}): Promise<readonly string[]> {
  const waste = await wasteOfSteps([BASE, ...steps], more)
  return ofRule(waste, 'context-bloat').map(
    ({ advice, bytes }) => `${/Add `(.*)` to/.exec(advice)?.[1] ?? advice} ${bytes}`,
  )
}

const copy = (text: string, files: Step['files']): Step => ({ text, files })

describe('what no program reads', () => {
  const project = { 'app/package.json': '{}', 'app/index.js': 100 }

  test.each([
    ['COPY . .', '.git/objects/pack/a.pack', '.git'],
    ['COPY ./ /app/', 'docker-compose.yml', '*compose*.y*ml'],
    ['COPY * ./', 'access.log', '*.log'],
    ['ADD . /app', 'Dockerfile', '*Dockerfile*'],
    ['COPY --chown=app . .', '.gradle/x.bin', '.gradle'],
    ['COPY ["./", "/app/"]', 'htmlcov/index.html', 'htmlcov'],
    ['COPY . . # buildkit', 'npm-debug.log', '*.log'],
    ['COPY web /app', 'npm-debug.log', 'web/*.log'],
    ['COPY ./web/ /app/', '.git/x', 'web/.git'],
    ['COPY web shared /app/', '.git/x', '**/.git'],
    ['COPY ${SERVICE}/ /app/', '.git/x', '**/.git'],
  ])('%s brings %s: %s', async (text, path, pattern) => {
    expect(await bloat([copy(text, { ...project, [`app/${path}`]: BIG })])).toEqual([`${pattern} ${BIG}`])
  })

  test.each([
    ['COPY seed/access.log /data/', 'data/access.log'],
    ['COPY seed/a.log /data/access.log', 'data/access.log'],
    ['COPY *.log README.md /data/', 'data/access.log'],
    ['COPY docker-compose.yml Dockerfile.tmpl /templates/', 'templates/docker-compose.yml'],
    ['COPY docker-compose.yml Dockerfile.tmpl /templates/', 'templates/Dockerfile.tmpl'],
    ['COPY ${COMPOSE} /app/', 'app/docker-compose.yml'],
    ['COPY .git /src/.git', 'src/.git/HEAD'],
    ['COPY app .git /src/', 'src/.git/HEAD'],
    ['COPY templates /templates', 'templates/Dockerfile.tmpl'],
    ['COPY seed /data', 'data/access.log'],
    ['ADD dataset.tar.gz /data/', 'data/access.log'],
    ['ADD --keep-git-dir=true https://github.com/o/r.git#v1 /src', 'src/.git/objects/pack/p.pack'],
    ['ADD git@github.com:o/r.git /src', 'src/.git/objects/pack/p.pack'],
    ['COPY <<EOF /src/x.log', 'src/x.log'],
    ['COPY --from=build /app /src', 'src/.git/x'],
    ['COPY . .', 'src/coverage/rates.go'],
  ])('%s is asked for %s, or brings it from elsewhere', async (text, path) => {
    const top = path.slice(0, path.indexOf('/'))
    expect(await bloat([copy(text, { [`${top}/`]: '', [`${top}/a.txt`]: 100, [path]: BIG })])).toEqual([])
  })

  test.each([
    ['RUN serve-report coverage', {}],
    ['RUN true', { command: 'serve -s /app/coverage' }],
    ['RUN true', { environment: ['STATIC=/app/coverage/'] }],
  ])('is none that %s, or %j, names', async (text, more) => {
    const brought = copy('COPY . .', { ...project, 'app/coverage/index.html': BIG })
    expect(await bloat([brought, copy(text, {})], more)).toEqual([])
    expect(await bloat([brought])).toEqual([`coverage ${BIG}`])
  })

  test('is not .git where the version is read from it, or git is installed, as for setuptools-scm', async () => {
    const brought = copy('COPY . .', { ...project, 'app/.git/objects/x': BIG })
    expect(await bloat([brought, copy('RUN make VERSION=$(git describe --tags)', {})])).toEqual([])
    expect(await bloat([copy('RUN apt-get update && apt-get install -y git curl', {}), brought])).toEqual([])
    expect(await bloat([copy('RUN apt-get install -y curl git-lfs', {}), brought])).toEqual([`.git ${BIG}`])
  })
})

describe('a virtual environment', () => {
  const pip = copy('RUN pip install -r requirements.txt', { 'usr/local/lib/python3.12/site-packages/a/a.so': 5000 })
  const context = copy('COPY . .', {
    'app/app.py': 100,
    'app/.venv/pyvenv.cfg': 'home = /usr/bin\n',
    'app/.venv/lib/python3.11/site-packages/a/a.so': BIG,
  })

  test.each(['python app.py', '/bin/sh -c exec gunicorn app:app', '/usr/local/bin/python3.12 -m app'])(
    'is not needed beside installed packages by %s',
    async (command) => expect(await bloat([pip, context], { command })).toEqual([`.venv ${BIG + 16}`]),
  )

  test.each([
    ['the command names', [pip, context], { command: '.venv/bin/python app.py' }],
    ['PATH names', [pip, context], { environment: ['PATH=/app/.venv/bin:/usr/bin'] }],
    ['an instruction names', [pip, context, copy('RUN .venv/bin/python setup.py', {})], {}],
    ['the command may look for', [pip, context], { command: 'uv run app.py' }],
    ['a script may name', [pip, context], { command: '/docker-entrypoint.sh python app.py' }],
    ['has the only packages', [context], {}],
    ['was asked for', [pip, copy('COPY .venv app.py /app/', context.files)], {}],
  ])('is kept that %s', async (_, steps, more) => {
    expect(await bloat(steps, { command: 'python app.py', ...more })).toEqual([])
  })

  test('over one that the image has made counts once: one of the two copies has to stay', async () => {
    const made = copy('RUN uv sync', {
      'app/.venv/pyvenv.cfg': 'home = /usr/local/bin\n',
      'app/.venv/lib/python3.11/site-packages/a/a.so': BIG,
    })
    const image = await wasteOfSteps([BASE, made, context], { command: '/app/.venv/bin/python app.py' })
    expect(ofRule(image, 'context-bloat')).toEqual([expect.objectContaining({ line: 3, bytes: BIG + 16 })])
    // The other mark is too small to be told.
    expect(image.bytes).toBe(BIG + 16)
  })
})

describe('node_modules', () => {
  const host = {
    'app/package.json': '{}',
    'app/index.js': 100,
    'app/node_modules/.package-lock.json': '{}',
    'app/node_modules/x/a.js': BIG,
    'app/node_modules/dev/b.js': BIG,
  }
  const image = { 'app/node_modules/.package-lock.json': '{"packages":{}}', 'app/node_modules/x/a.js': BIG + 1 }
  const context = copy('COPY . .', host)

  test.each([
    'RUN npm ci --omit=dev',
    'RUN --mount=type=cache,target=/root/.cache/yarn yarn --frozen-lockfile && yarn cache clean',
    'RUN ["pnpm", "install", "--filter", "web"]',
    'COPY --from=deps /app/node_modules ./node_modules',
  ])('of the machine that builds, over those of %s', async (text) => {
    expect(await bloat([copy(text, image), context])).toEqual([`node_modules ${2 * BIG + 2}`])
  })

  test('is told with what it weighs, and the copy below is not counted twice', async () => {
    const waste = await wasteOfSteps([BASE, copy('RUN npm ci', image), context])
    expect(ofRule(waste, 'context-bloat').map(({ advice }) => advice)).toEqual([
      'Line 3 (`COPY . .`) brings this from the build context, and an earlier instruction makes it. Add `node_modules` to `.dockerignore`.',
    ])
    // The copy below, and what is only in the context.
    expect(waste.bytes).toBe(BIG + 1 + '{"packages":{}}'.length + BIG)
  })

  test('is what a later instruction makes anew, or copies', async () => {
    const [ci, staged] = ['RUN npm ci', 'COPY --from=deps /app/node_modules ./node_modules']
    expect(await bloat([context, copy(ci, image)])).toEqual([`node_modules ${BIG + 2}`])
    expect(await bloat([context, copy(staged, image)])).toEqual([`node_modules ${2 * BIG + 2}`])
  })

  test.each([
    ['no instruction installs', [context, copy('RUN npm run build', { 'app/dist/a.js': 10 })]],
    ['an instruction completes, which would else write it itself', [context, copy('RUN npm install', {})]],
    ['an instruction deletes after use', [context, copy('RUN npm run build && rm -r node_modules', gone('x', 'dev'))]],
    ['only changes hands', [context, { ...copy('RUN chown -R app /app', host), uid: 1000 }]],
    ['only a tool was installed beside', [copy('RUN npm install typescript', image), context]],
    ['only a part was copied of', [copy('COPY --from=a /n/node_modules/x ./node_modules/x', image), context]],
    ['was asked for', [copy('RUN npm ci', image), copy('COPY package.json node_modules /app/', host)]],
    [
      'no installer has made',
      [copy('RUN npm ci', image), copy('COPY . .', { 'app/a': 1, 'app/node_modules/x/a.js': BIG })],
    ],
  ])('is kept where it %s', async (_, steps) => {
    expect(await bloat(steps)).toEqual([])
  })

  test('of a part of the project is told with a pattern for each depth', async () => {
    const deeper = (files: Step['files']): Step['files'] =>
      Object.fromEntries(Object.entries(files).map(([path, body]) => [path.replace('app/', 'app/web/'), body]))
    const whole = copy('COPY . .', { 'app/go.mod': 'module a', ...deeper(host) })
    expect(await bloat([copy('RUN cd web && npm ci', deeper(image)), whole])).toEqual([
      `**/node_modules ${2 * BIG + 2}`,
    ])
  })
})

function gone(...names: readonly string[]): Step['files'] {
  return Object.fromEntries(names.map((name) => [`app/node_modules/.wh.${name}`, '']))
}
