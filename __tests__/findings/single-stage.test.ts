import { expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { file, type MadeLayer, told, wasteOfLayers } from './waste-images.js'

const GO: MadeLayer = { by: 'golang:1.22', base: true, files: [file('usr/local/go/bin/go', 3_000_000)] }
const BUILD: MadeLayer = { by: 'RUN go build -o /app/server', files: [file('app/server', 100)] }

/** Advice of the rule for an image of Go that was built so; null: it says nothing. */
async function adviceFor(dockerfile: string): Promise<string | null> {
  const graph = parseDockerfile(dockerfile, { file: 'Dockerfile', buildArgs: {}, platform: 'linux/amd64' })
  const target = graph.stages.at(-1)?.target ?? ''
  const { found } = await wasteOfLayers([GO, BUILD], { target, command: '/app/server' }, {}, graph)
  return found.find(({ rule }) => rule === 'single-stage')?.advice ?? null
}

test('counts each byte once', async () => {
  const installed = {
    packages: [{ name: 'p/unit', version: '1.0', 'install-path': '../p/unit' }],
    'dev-package-names': ['p/unit'],
  }
  const files = [
    file('usr/bin/gcc', 2_000_000),
    { name: 'app/vendor/composer/installed.json', body: JSON.stringify(installed) },
    file('app/vendor/p/unit/.git/objects/pack/a.pack', 1_000_000),
    file('app/vendor/p/unit/a.php', 100_000),
  ]
  const stages = { declared: 1, used: 1, unused: [] }
  const { found, bytes } = await wasteOfLayers([{ by: 'RUN composer install', files }], { stages })
  expect([told(found).toSorted(), bytes]).toEqual([
    ['build-tools 2000000', 'dev-dependencies 1100000', 'single-stage 3100000', 'sources 1000000'],
    3_100_000,
  ])
})

test('is one stage, and one that lies on others', async () => {
  expect(await adviceFor('FROM golang:1.22\nRUN go build\n')).toContain('Name this one (`FROM … AS build`)')
  expect(await adviceFor('FROM golang:1.22 AS base\nFROM base\nRUN go build\n')).toContain('Name this one')
  expect(await adviceFor('FROM golang:1.22 AS base\nFROM base AS app\nRUN go build\n')).toContain(
    'End with another `FROM` of an image that only runs the program, and `COPY --from=app` what that needs.',
  )
})

test('is none where something comes from a stage that does not ship', async () => {
  expect(await adviceFor('FROM node AS web\nFROM golang:1.22\nCOPY --from=web /a /b\nRUN go build\n')).toBeNull()
  expect(await adviceFor('FROM golang AS base\nFROM base AS build\nFROM base\nCOPY --from=build /a /b\n')).toBeNull()
})

test.each([
  [['RUN apt-get install -y g++ cmake', 'RUN cmake -B /b && cmake --build /b'], 2],
  [['RUN npm install -g pnpm', 'RUN pnpm install --frozen-lockfile', 'RUN pnpm --filter api build'], 3],
  [['RUN npm install -g pnpm', 'RUN pnpm install --frozen-lockfile'], 2],
  [['RUN apt-get install -y gcc', 'RUN --mount=type=cache,target=/c pip3 install -r requirements.txt'], 2],
  [['RUN apt-get install -y gcc', 'RUN ./mvnw -q package', 'RUN make clean'], 2],
  [['RUN apt-get install -y gcc make', 'RUN ./scripts/build'], 2],
  [['RUN apt-get install -y gcc make', 'RUN <<EOF'], 2],
])('names what builds: %j', async (steps, line) => {
  const layers = steps.map((by, at) => ({ by, files: [file(`opt/${at}`, 10)] }))
  const stages = { declared: 1, used: 1, unused: [] }
  const { found } = await wasteOfLayers([GO, ...layers], { stages })
  const advice = found.find(({ rule }) => rule === 'single-stage')?.advice
  expect(advice).toContain(`\`${steps[line - 1]?.slice(0, 40)}`)
})

test.each([
  [['RUN apt-get install -y gcc make', 'RUN adduser app'], 'app'],
  [['RUN apt-get install -y gcc make', 'RUN make'], 'ci'],
])('is none where nothing is built, or in a stage to develop in: %j', async (steps, target) => {
  const layers = steps.map((by, at) => ({ by, files: [file(`opt/${at}`, 10)] }))
  const stages = { declared: 1, used: 1, unused: [] }
  const { found } = await wasteOfLayers([GO, ...layers], { stages, target })
  expect(found.map(({ rule }) => rule)).toEqual(['build-tools'])
})
