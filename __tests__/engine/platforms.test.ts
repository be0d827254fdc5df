import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf, sizeGate } from '../support/command.js'
import { buildersEnv, docker, engineEnv, type Environment, STORES } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** Cross-built: nothing has to run on the other platform. */
const CROSS = `FROM --platform=$BUILDPLATFORM busybox:1.37 AS build
ARG TARGETARCH
RUN if [ $TARGETARCH = arm64 ]; then size=2000; else size=1000; fi; head -c $size /dev/zero > /program

FROM scratch AS app
COPY --from=build /program /
`

let project: Project
/** No machine that runs this has it without an emulator. */
const foreign = 'linux/s390x'

beforeAll(async () => {
  project = await createProject({
    Dockerfile: CROSS,
    'run.Dockerfile': 'FROM scratch AS app\nCOPY run.Dockerfile /\nRUN true\n',
  })
})

afterAll(() => project.remove())

async function figures(env: Environment, ...args: string[]): Promise<unknown> {
  const { images } = await reportOf(
    ['--targets', 'app', '--platforms', 'linux/amd64,linux/arm64', ...args],
    project.directory,
    env,
  )
  return images.map(({ shipped, target, platform, size, status }) => [
    target,
    platform,
    // What is not shipped is an estimate, of another size on each store.
    shipped ? size.head : null,
    size.change,
    status,
  ])
}

describe('a row for each platform, with its own size', () => {
  const EXPECTED = [
    ['build', 'linux/amd64', null, 0, 'unchanged'],
    ['app', 'linux/amd64', 1000, 0, 'unchanged'],
    // It reads as the one above, and made another file.
    ['build', 'linux/arm64', null, 0, 'unchanged'],
    ['app', 'linux/arm64', 2000, 0, 'unchanged'],
  ]

  test.each(STORES)('%s store', async (store) => {
    expect(await figures(await engineEnv(store))).toEqual(EXPECTED)
  })

  test('docker-container', async () => {
    await execute('script/builders', ['start', 'size-gate-container'])
    expect(await figures(await engineEnv('classic'), '--builder', 'size-gate-container')).toEqual(EXPECTED)
  }, 600_000)
})

test('a stage is sized by the base of its own platform, where one name has an image for each', async () => {
  await execute('script/builders', ['start', 'size-gate-container'])
  const env = await buildersEnv()
  const base = `${env['SIZE_GATE_REGISTRY'] ?? ''}/test/platforms:${process.pid}`
  const platforms = ['--platform', 'linux/amd64,linux/arm64']
  const own = await createProject({
    Dockerfile: `FROM --platform=$BUILDPLATFORM ${base} AS build\nCOPY x /x\n
FROM ${base} AS middle\nCOPY x /middle\n
FROM middle AS app\nCOPY --from=build /x /y\n`,
    x: 'hello',
    'base/Dockerfile': 'FROM scratch\nARG TARGETARCH\nCOPY file-$TARGETARCH /file\n',
    'base/file-amd64': Buffer.alloc(100_000),
    'base/file-arm64': Buffer.alloc(300_000),
  })
  try {
    const push = ['--provenance=false', '--push', '--tag', base, `${own.directory}/base`]
    await docker(env, 'buildx', 'build', '--builder', 'size-gate-container', ...platforms, ...push)
    const { images } = await reportOf(
      ['measure', '--file', 'Dockerfile', '--builder', 'size-gate-container', '--platforms', 'linux/amd64,linux/arm64'],
      own.directory,
      env,
    )
    const sizes = images.map(({ target, platform, size }) => [target, platform, size.head, size.exact])
    expect(sizes.filter(([target]) => target !== 'build')).toEqual([
      ['middle', 'linux/amd64', 100_005, true],
      ['app', 'linux/amd64', 100_010, true],
      ['middle', 'linux/arm64', 300_005, true],
      ['app', 'linux/arm64', 300_010, true],
    ])
    // Its base is the builder's own on both; the copy is an estimate.
    for (const { size } of images.filter(({ target }) => target === 'build')) {
      expect(size.head).toBeGreaterThan(100_000)
      expect(size.head).toBeLessThan(120_000)
    }
  } finally {
    await own.remove()
  }
}, 120_000)

test('a platform that the builder cannot run is an error that names it, before anything is built', async () => {
  const args = ['measure', '--file', 'run.Dockerfile', '--platforms', foreign]
  const { code, stdout, stderr } = await sizeGate(args, project.directory, await engineEnv('classic'))
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`cannot be built for ${foreign}: its stage app has RUN instructions`)
  expect(stderr).toContain('docker/setup-qemu-action')
  expect(stderr).toContain('FROM --platform=$BUILDPLATFORM')
  expect(stderr).not.toContain('Build 1 target')
})
