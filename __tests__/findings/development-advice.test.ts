import { describe, expect, it } from '@jest/globals'
import { developmentAdvice } from '../../src/findings/advice/development-advice.js'
import type { Spare } from '../../src/findings/development/dependency-files.js'
import { isForDevelopment } from '../../src/findings/development/is-for-development.js'
import type { LayerOwner, Measurement } from '../../src/image/measurement.js'
import { file, told, wasteOfLayers } from './waste-images.js'

function ownerOf(text: string): LayerOwner {
  return { origin: 'own', text, commands: text, whole: text, stage: null, lines: { start: 3, end: 3 }, source: null }
}

const WHAT = 'The lock file lists these packages for development only.'

describe('advice on development packages', () => {
  it.each([
    ['npm', 'RUN npm config set fund false && npm ci', 'npm ci --omit=dev'],
    ['npm', 'RUN npm --quiet i', 'npm --quiet i --omit=dev'],
    ['pnpm', 'RUN corepack enable && pnpm install --frozen-lockfile', 'pnpm install --frozen-lockfile --prod'],
    ['yarn', 'RUN yarn config set x y && yarn install --immutable', 'yarn install --immutable --production'],
    ['npm', 'RUN npm install -g npm@10 && npm install --global a && npm ci', 'npm ci --omit=dev'],
    ['npm', 'RUN npm ci && npm cache clean --force && rm -rf /tmp/* && pip install a', 'npm ci --omit=dev'],
    ['npm', 'RUN npm ci `cat flags`', 'npm ci --omit=dev'],
    ['yarn', 'RUN yarn', 'yarn --production'],
    ['yarn', 'RUN --mount=type=cache,target=/c yarn --frozen-lockfile', 'yarn --frozen-lockfile --production'],
    ['yarn-berry', 'RUN corepack yarn install --immutable', 'yarn workspaces focus --all --production'],
    ['composer', 'RUN composer install', 'composer install --no-dev'],
    ['pipenv', 'RUN pip install pipenv && pipenv install --dev --system', 'pipenv install --system --deploy'],
    ['pipenv', 'RUN pipenv install -d --deploy', 'pipenv install --deploy'],
    ['pipenv', 'RUN pipenv sync --dev', 'pipenv sync'],
    [
      'poetry',
      'RUN poetry config virtualenvs.create false && poetry install --no-root',
      'poetry install --no-root --only main',
    ],
    ['poetry', 'RUN poetry install --with dev,test --no-root', 'poetry install --no-root --only main'],
    ['uv', 'RUN uv venv && uv sync --frozen', 'uv sync --frozen --no-dev'],
    ['uv', 'RUN uv sync --all-groups --locked', 'uv sync --locked --no-dev'],
    ['uv', 'RUN uv sync --group test --dev', 'uv sync --no-dev'],
    ['uv', 'RUN ["uv", "sync"]', 'uv sync --no-dev'],
    ['npm', 'RUN sh -c "npm install --no-audit"', 'npm install --no-audit --omit=dev'],
  ] as const)('of %s names the command of its own: %s', (by, text, command) => {
    expect(developmentAdvice(ownerOf(text), by, [], true)).toBe(`${WHAT} Install without them: \`${command}\`.`)
  })

  it.each([
    ['npm', 'COPY . .', 'npm ci --omit=dev', 'npm prune --omit=dev'],
    ['poetry', 'COPY --from=build /venv /venv', 'poetry install --only main', 'poetry sync --only main'],
  ] as const)('of %s is what to copy instead, where %s brought them', (by, text, install, prune) => {
    const advice = developmentAdvice(ownerOf(text), by, [], true)
    expect(advice).toContain(`installed without them (\`${install}`)
    expect(advice).toContain(`before it is copied (\`${prune}`)
  })

  it.each([
    ['yarn', 'RUN npm ci', 'yarn install --production --frozen-lockfile', 'yarn install --production'],
    ['uv', 'RUN make', 'uv sync --no-dev', 'uv sync --no-dev'],
  ] as const)('of %s tells what %s is to have done', (by, text, install, prune) => {
    const advice = developmentAdvice(ownerOf(text), by, [], true)
    expect(advice).toContain(
      `Have it install without them (\`${install}\`), or take them out in the same \`RUN\` (\`${prune}`,
    )
  })

  it.each([
    ['RUN npm install --no-audit', [], 'npm install --no-audit --omit=dev'],
    ['RUN npm run build', ['node:22', 'RUN npm ci', 'COPY . .'], 'npm ci --omit=dev'],
    ['RUN make', [], 'npm install --omit=dev'],
    [`RUN npm install ${'--no-audit '.repeat(20)}`, [], 'npm install --omit=dev'],
  ])('names the command of the stage that it copies from: %s', (text, inputs, command) => {
    const source = {
      kind: 'instruction' as const,
      ...{ stage: 'deps', text, commands: text, whole: text, lines: { start: 2, end: 2 } },
      inputs: inputs.map((one) => ({ text: one, commands: one, whole: one })),
    }
    const owner = { ...ownerOf('COPY --from=deps /app /app'), source }
    expect(developmentAdvice(owner, 'npm', [], false)).toContain(`installed without them (\`${command}\`), or take`)
  })

  it.each([
    ['npm ci --omit=dev', ['app/package-lock.json']],
    ['npm ci --omit=dev', ['app/npm-shrinkwrap.json']],
    ['npm install --omit=dev', ['package-lock.json']],
  ])('is %s with %p', async (command, locks) => {
    const installed = [
      {
        name: 'app/node_modules/.package-lock.json',
        body: JSON.stringify({ packages: { 'node_modules/a': { dev: true } } }),
      },
      file('app/node_modules/a/a.js', 20_000),
    ]
    const files = [...installed, ...locks.map((name) => file(name, 10))]
    const { found } = await wasteOfLayers([{ by: 'COPY --from=deps /app /app', files }])
    expect(found.map(({ advice }) => advice)).toEqual([expect.stringContaining(`without them (\`${command}\`)`)])
  })

  const last = (install: string): string =>
    `or let an earlier stage do it all, and the last one install with \`${install}\`.`

  it.each([
    ['npm', 'RUN npm ci && npm run build', 'npm run build', 'npm prune --omit=dev', 'npm ci --omit=dev'],
    [
      'npm',
      'RUN npm ci && npx tsc --noEmit && npx tsc -p . && npm cache clean --force',
      'npx tsc -p .',
      'npm prune --omit=dev',
      'npm ci --omit=dev',
    ],
    ['npm', 'RUN npm i -g a && npm ci; ./build.sh', './build.sh', 'npm prune --omit=dev', 'npm ci --omit=dev'],
    ['npm', 'RUN npm ci && npx tsc; read -r a < .nvmrc', 'npx tsc', 'npm prune --omit=dev', 'npm ci --omit=dev'],
    ['pnpm', 'RUN pnpm i && pnpm config set a b && pnpm build', 'pnpm build', 'pnpm prune --prod', 'pnpm i --prod'],
    ['uv', 'RUN uv sync && uv run pytest', 'uv run pytest', 'uv sync --no-dev', 'uv sync --no-dev'],
  ] as const)('of %s lets %s build first', (by, text, user, prune, install) => {
    expect(developmentAdvice(ownerOf(text), by, ['RUN mkdir /later'], true)).toBe(
      `${WHAT} \`${user}\` may need them: add \`&& ${prune}\` after it in the same \`RUN\`, ${last(install)}`,
    )
  })

  it('ends a RUN whose loop or branch builds', () => {
    const text = 'RUN npm ci && for one in a b; do npx tsc -p $one; done && rm -r src'
    expect(developmentAdvice(ownerOf(text), 'npm', [], true)).toBe(
      `${WHAT} \`npx tsc -p $one\` may need them: end the same \`RUN\` with \`&& npm prune --omit=dev\`, ${last('npm ci --omit=dev')}`,
    )
  })

  it.each([
    [['RUN npm run build && npm test'], '`npm run build` and `npm test`'],
    [['RUN npm run build', 'RUN npx tsc -p . && npm test'], '`npm run build` and 2 later commands'],
  ])('lets all that comes later build first: %p', (later, users) => {
    expect(developmentAdvice(ownerOf('RUN npm ci && npx prisma generate'), 'npm', later, true)).toBe(
      `${WHAT} ${users} may need them: do all of it in the same \`RUN\`, and end that with \`&& npm prune --omit=dev\`, ${last('npm ci --omit=dev')}`,
    )
  })

  it('lets a later RUN build first', () => {
    expect(developmentAdvice(ownerOf('RUN npm ci'), 'npm', ['', 'RUN mkdir /a', 'RUN npm run build'], true)).toBe(
      `${WHAT} \`npm run build\` may need them: do it in the same \`RUN\`, and end that with \`&& npm prune --omit=dev\`, ${last('npm ci --omit=dev')}`,
    )
    expect(developmentAdvice(ownerOf('RUN npm ci'), 'npm', ['', 'RUN apt-get install -y tini'], true)).toBe(
      `${WHAT} Install without them: \`npm ci --omit=dev\`.`,
    )
  })
})

describe('an image whose development packages are no waste', () => {
  const lock = (...names: readonly string[]): string =>
    JSON.stringify({ packages: Object.fromEntries(names.map((name) => [`node_modules/${name}`, { dev: true }])) })

  const rules = async (names: readonly string[], more: Partial<Measurement>): Promise<readonly string[]> => {
    const files = [
      { name: 'app/node_modules/.package-lock.json', body: lock(...names) },
      ...names.map((name) => file(`app/node_modules/${name}/a.js`, 20_000)),
    ]
    return told((await wasteOfLayers([{ by: 'RUN npm ci', files }], more)).found)
  }

  it.each([
    [['tool'], 'npx vitest run'],
    [['tool'], 'npm test'],
    [['tool'], 'npm run dev'],
    [['tool'], 'docker-entrypoint.sh yarn start:dev'],
    [['tool'], 'pnpm run test:e2e'],
    [['tool'], 'next dev --port 3000'],
    [['tool'], 'node --watch server.js'],
    [['tool'], '/app/node_modules/.bin/tool'],
    [['tool'], 'node -r tool/register src/server.js'],
    [['tool'], 'node node_modules/tool/bin.js'],
    [['@swc-node/register'], 'node -r @swc-node/register server.js'],
    [['@angular/cli'], 'ng serve --host 0.0.0.0'],
    [['typescript'], '/bin/sh -c tsc -w'],
  ])('with %p runs %s', async (names, command) => {
    expect(await rules(names, { command })).toEqual([])
  })

  it.each(['dev', 'test', 'e2e-tests', 'Development'])('is the stage %s', async (target) => {
    expect(await rules(['tool'], { command: 'node', target })).toEqual([])
  })

  it.each([
    [['tool'], 'node dist/server.js'],
    [['npm', '@types/node', 'node'], 'npm start'],
    [['tool'], '/bin/sh -c exec node server.js --config /etc/test.conf'],
    [['device'], 'node device-server.js'],
  ])('is not one that with %p runs %s', async (names, command) => {
    const bytes = names.length * 20_000
    expect(await rules(names, { command, target: 'release' })).toEqual([`dev-dependencies ${bytes}`])
  })

  describe('by the scripts that its command names', () => {
    const scripts = {
      start: 'tool src/a.ts',
      prod: 'node dist/a.js',
      serve: 'npm run start',
      all: 'run-s prod start',
      check: 'tool --check',
      preboot: 'tool --generate',
      boot: 'node a.js',
    }
    const files = [
      { name: 'app/node_modules/.package-lock.json', body: lock('tool') },
      { name: 'app/package.json', body: JSON.stringify({ scripts }) },
      file('app/node_modules/tool/a.js', 20_000),
    ]
    const found = async (more: Partial<Measurement>) =>
      told((await wasteOfLayers([{ by: 'RUN npm ci', files }], more)).found)

    it.each(['npm start', 'npm run start', 'pnpm start', '/bin/sh -c npm run serve', 'yarn all', 'npm run boot'])(
      '%s needs them',
      async (command) => expect(await found({ command })).toEqual([]),
    )

    it('a variable may load them into every Node.js', async () => {
      expect(await found({ command: 'node a.js', environment: ['NODE_OPTIONS=--import=tool'] })).toEqual([])
    })

    it.each(['npm run prod', 'node dist/a.js start', 'start'])('%s does not', async (command) => {
      expect(await found({ command })).toEqual(['dev-dependencies 20000'])
    })
  })

  it('is one that runs a program of Python, or of a package with a scope', () => {
    const site = '/opt/venv/lib/python3.13/site-packages'
    const spare = [
      { by: 'uv', path: '/opt/venv/bin/watchfiles', place: '/opt/venv/bin/watchfiles' },
      { by: 'uv', path: `${site}/_watch/a.py`, place: `${site}/_watch` },
    ] as const
    const pnpm = [{ by: 'pnpm', path: '', place: '/app/node_modules/.pnpm/@nestjs+cli@10.0.0_a@1.0.0' }] as const
    const isOne = (command: string, all: readonly Spare[]): boolean => isForDevelopment('app', command, all)
    expect(isOne('/opt/venv/bin/watchfiles app.main', spare)).toBe(true)
    expect(isOne('python -m app', spare)).toBe(false)
    expect(isOne('nest start', pnpm)).toBe(true)
    expect(isOne('', pnpm)).toBe(false)
  })
})
