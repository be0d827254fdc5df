import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf, sizeGate } from '../support/command.js'
import { engineEnv, type Environment, STORES } from '../support/engines.js'
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
  return images.map(({ target, platform, size, status }) => [target, platform, size.head, size.change, status])
}

describe('a row for each platform, with its own size', () => {
  const EXPECTED = [
    ['app', 'linux/amd64', 1000, 0, 'unchanged'],
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

test('a platform that the builder cannot run is an error that names it, before anything is built', async () => {
  const args = ['measure', '--file', 'run.Dockerfile', '--platforms', foreign]
  const { code, stdout, stderr } = await sizeGate(args, project.directory, await engineEnv('classic'))
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`cannot be built for ${foreign}: its stage app has RUN instructions`)
  expect(stderr).toContain('docker/setup-qemu-action')
  expect(stderr).toContain('FROM --platform=$BUILDPLATFORM')
  expect(stderr).not.toContain('Build 1 target')
})
