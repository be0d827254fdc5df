import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { reportOf, sizeGate } from '../support/command.js'
import { registerEmulator } from '../support/emulation.js'
import { buildersEnv, docker, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createBuilder, removeBuilder } from '../support/own-builder.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** `uname -m` is of the emulated machine: `x86_64` and `aarch64`. */
const DOCKERFILE = `FROM scratch
ARG TARGETARCH
COPY --chmod=755 busybox-$TARGETARCH /bin/busybox
COPY --chmod=755 busybox-$TARGETARCH /bin/sh
RUN /bin/busybox uname -m > /machine
`
const ARGS = ['--platforms', 'linux/amd64,linux/arm64']

// A builder looks for emulators when it starts, and offers their platforms until it ends: this one is the test's own.
let builder: string
let ground: Ground
let env: Environment
let project: Project
let folder: string
let unregister: (() => Promise<void>) | null = null

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-container'])
  folder = (await execute('script/lib/emulator')).stdout.trim()
  ground = await createGround(await buildersEnv())
  env = ground.env
  unregister = await registerEmulator(join(folder, 'qemu-aarch64-static'))
  builder = await createBuilder(env, 'size-gate-test-emulated')
  project = await createProject({
    Dockerfile: DOCKERFILE,
    'busybox-amd64': await readFile(join(folder, 'busybox-amd64')),
    'busybox-arm64': await readFile(join(folder, 'busybox-arm64')),
  })
}, 600_000)

afterAll(async () => {
  await unregister?.()
  await removeBuilder(env, builder)
  await project.remove()
  await ground.remove()
}, 60_000)

test('with an emulator, what runs on two platforms is built and measured in one run, a row each', async () => {
  const { images, verdict } = await reportOf(['compare', 'HEAD', '--builder', builder, ...ARGS], project.directory, env)
  const busybox = async (arch: string): Promise<number> => (await readFile(join(folder, `busybox-${arch}`))).length
  expect(verdict).toBe('pass')
  expect(images.map(({ platform, status, size }) => [platform, status, size.head])).toEqual([
    ['linux/amd64', 'unchanged', 2 * (await busybox('amd64')) + 'x86_64\n'.length],
    ['linux/arm64', 'unchanged', 2 * (await busybox('arm64')) + 'aarch64\n'.length],
  ])
}, 120_000)

test('without one the run is refused before anything is built', async () => {
  await unregister?.()
  unregister = null
  await docker(env, 'buildx', 'stop', builder)
  const { code, stdout, stderr } = await sizeGate(['measure', '--builder', builder, ...ARGS], project.directory, env)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('cannot be built for linux/arm64: its stage stage-0 has RUN instructions')
  expect(stderr).not.toContain('Build ')
}, 60_000)
