import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf, startSizeGate } from '../support/command.js'
import { docker, engineEnv, type Environment, STORES } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

describe.each(STORES)('%s store: what the user has', (store) => {
  const tag = `size-gate-test/mine:${process.pid}`
  let ground: Ground
  let project: Project
  let env: Environment

  beforeAll(async () => {
    ground = await createGround(await engineEnv(store))
    env = ground.env
    // Not the same as in any other run, so that nothing is cached of it.
    project = await createProject({
      Dockerfile: `FROM busybox:1.37\nRUN echo ${process.pid} ${Date.now()} > /new\nRUN true\n`,
    })
    await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--tag', tag, project.directory)
    await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--label', 'untagged=yes', project.directory)
  }, 60_000)

  afterAll(async () => {
    await docker(env, 'image', 'rm', '--force', tag)
    const untagged = (await docker(env, 'image', 'ls', '--quiet', '--filter', 'label=untagged=yes')).trim()
    if (untagged !== '') await docker(env, 'image', 'rm', ...untagged.split('\n'))
    await ground.remove()
    await project.remove()
  })

  /** Images and builders; the dangling images of other tests at the same engine come and go, ours do not. */
  async function inventory(): Promise<readonly string[]> {
    const tagged = await docker(env, 'image', 'ls', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}')
    const untagged = await docker(
      env,
      'image',
      'ls',
      '--all',
      '--no-trunc',
      '--quiet',
      '--filter',
      'label=untagged=yes',
    )
    const containers = await docker(env, 'container', 'ls', '--all', '--format', '{{.Names}} {{.State}}')
    const volumes = await docker(env, 'volume', 'ls', '--quiet')
    const builders = await docker(env, 'buildx', 'ls', '--format', '{{.Name}} {{.DriverEndpoint}}')
    return [
      ...tagged
        .split('\n')
        .filter((line) => !line.startsWith('<none>'))
        .sort(),
      untagged.trim(),
      containers,
      volumes,
      builders,
    ]
  }

  test('is there after a run as before it: images, tags, builders, and the build cache', async () => {
    const before = await inventory()
    await reportOf(['measure'], project.directory, env)
    await reportOf([], project.directory, env)
    expect(await inventory()).toEqual(before)
    expect([await ground.scratch(), await ground.runs()]).toEqual([[], []])
    const again = await execute(
      'docker',
      ['buildx', 'build', '--progress=plain', '--output=type=cacheonly', project.directory],
      {
        env: env,
      },
    )
    expect(again.stderr.match(/^#\d+ CACHED$/gm)).toHaveLength(2)
  }, 60_000)

  test('is there after a run that was killed, and the next run clears what that one left', async () => {
    const before = await inventory()
    await project.write({
      Dockerfile: `FROM busybox:1.37 AS made\nRUN echo ${Date.now()} > /new\n\nFROM made\nRUN sleep 20\n`,
    })
    const { child, ended, output } = startSizeGate(['measure'], project.directory, env)
    for (let tries = 0; !output().includes('running') && tries < 400; tries++) {
      await new Promise((wait) => setTimeout(wait, 50))
    }
    child.kill('SIGKILL')
    await ended
    expect(await ground.scratch()).toHaveLength(1)
    await project.write({ Dockerfile: 'FROM busybox:1.37\nRUN true\n' })
    await reportOf(['measure'], project.directory, env)
    expect([await ground.scratch(), await ground.runs()]).toEqual([[], []])
    expect(await inventory()).toEqual(before)
  }, 90_000)

  // Only there layers are read through a container.
  const signals = store === 'classic' ? (['SIGTERM', 'SIGKILL'] as const) : []
  for (const signal of signals) {
    test(`is there after a run that ended by ${signal} while it read a layer`, async () => {
      const before = await inventory()
      const layer = 'RUN head -c 800000000 /dev/zero > /large'
      await project.write({ Dockerfile: `FROM busybox:1.37\nVOLUME /data\n${layer} && echo ${Date.now()} > /new\n` })
      const { child, ended } = startSizeGate(['measure'], project.directory, env)
      const ours = (): Promise<string> =>
        docker(env, 'container', 'ls', '--all', '--quiet', '--filter', 'label=size-gate.run')
      while (child.exitCode === null && (await ours()) === '') await new Promise((wait) => setTimeout(wait, 20))
      expect(child.exitCode).toBeNull()
      child.kill(signal)
      await ended
      await project.write({ Dockerfile: 'FROM busybox:1.37\nRUN true\n' })
      await reportOf(['measure'], project.directory, env)
      expect([await ours(), await ground.scratch(), await ground.runs()]).toEqual(['', [], []])
      expect(await inventory()).toEqual(before)
    }, 120_000)
  }
})
