import { execFile } from 'node:child_process'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf, startSizeGate } from '../support/command.js'
import { buildersEnv, docker, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createBuilder, removeBuilder } from '../support/own-builder.js'
import { createProject, type Project } from '../support/project.js'
import { publish } from '../support/shapes.js'

const execute = promisify(execFile)

let ground: Ground
let env: Environment
let lazy: string
/** One that our command uses, and one that only its user does. */
let ours: string
let bare: string
let crane: string

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-container', 'size-gate-remote-0.20.2'])
  crane = (await execute('script/lib/tool', ['crane'])).stdout.trim()
  ground = await createGround(await buildersEnv())
  env = ground.env
  lazy = await publish(env, 'own-lazy', `FROM busybox:1.37\nRUN echo ${process.pid} ${Date.now()} > /new\n`)
  ours = await createBuilder(env, 'size-gate-test-ours')
  bare = await createBuilder(env, 'size-gate-test-bare')
}, 600_000)

afterAll(async () => {
  for (const name of [ours, bare]) await removeBuilder(env, name)
  await ground.remove()
}, 60_000)

interface Build {
  readonly ref: string
  readonly name: string
  readonly status: string
}

async function history(builder: string): Promise<readonly Build[]> {
  const lines = await docker(env, 'buildx', 'history', 'ls', '--builder', builder, '--no-trunc', '--format', 'json')
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Build)
}

/** The records of the build cache without what changes with each look: size, kind and name. */
async function cache(builder: string): Promise<readonly string[]> {
  const records = (await docker(env, 'buildx', 'du', '--builder', builder, '--verbose')).split(/\n\n+/)
  const field = (record: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(record)?.[1] ?? ''
  return (
    records
      .filter((record) => record.startsWith('ID:'))
      .map((record) => ['Type', 'Size', 'Description'].map((name) => field(record, name)).join(' '))
      // The sources are named by their directories, of which our Dockerfile may be in another.
      .filter((record) => !record.startsWith('source.local'))
      .sort()
  )
}

/** A build by the user. */
async function bake(builder: string, project: Project, output: string, ...more: string[]): Promise<void> {
  const args = ['--builder', builder, '--provenance=false', '--output', output, ...more]
  await docker(env, 'buildx', 'build', '--quiet', ...args, project.directory)
}

describe('a builder', () => {
  let project: Project

  beforeAll(async () => {
    project = await createProject({
      Dockerfile:
        'FROM busybox:1.37 AS build\nCOPY data.bin /in\nRUN cat /in > /out\n\nFROM scratch\nCOPY --from=build /out /\n',
      'lazy.Dockerfile': `FROM ${lazy}\nENV A=b\n`,
      'link.Dockerfile': `FROM ${lazy}\nCOPY --link data.bin /linked/\n`,
      'data.bin': Buffer.alloc(100_000, 5),
    })
  })
  afterAll(() => project.remove())

  test('has in its cache what a bake of the same targets leaves, and nothing in its history', async () => {
    const args = ['--builder', ours, '--file']
    for (const file of ['Dockerfile', 'lazy.Dockerfile']) {
      const { images } = await reportOf(['measure', ...args, file], project.directory, env)
      expect(images.filter(({ shipped }) => shipped).every(({ size }) => size.exact && (size.head ?? 0) > 0)).toBe(true)
      const words = ['--builder', bare, '--provenance=false', '--output=type=image,push=false']
      await docker(env, 'buildx', 'build', ...words, '--file', join(project.directory, file), project.directory)
    }
    expect(await cache(ours)).toEqual(await cache(bare))
    expect((await cache(ours)).filter((record) => record.includes(lazy))).toEqual([])
    expect([(await history(ours)).length, (await history(bare)).length]).toEqual([0, 2])
  }, 120_000)

  test('keeps no base that was pulled to be read, also where a link lies on it', async () => {
    const { images } = await reportOf(['measure', '--builder', ours, '--file', 'link.Dockerfile'], project.directory, {
      ...env,
      XDG_CACHE_HOME: join(ground.temporary, 'forgetful'),
    })
    expect(images[0]?.size.exact).toBe(true)
    expect((await cache(ours)).filter((record) => record.includes(`pulled from ${lazy}`))).toEqual([])
  }, 60_000)

  test("keeps a base that the user's own build pulled", async () => {
    await project.write({ 'mine.Dockerfile': `FROM ${lazy}\nRUN true\n` })
    const file = join(project.directory, 'mine.Dockerfile')
    await docker(env, 'buildx', 'build', '--builder', ours, '--quiet', '--file', file, project.directory)
    const before = await cache(ours)
    expect(before.some((record) => record.includes(`pulled from ${lazy}`))).toBe(true)
    await reportOf(['measure', '--builder', ours, '--file', 'lazy.Dockerfile'], project.directory, {
      ...env,
      XDG_CACHE_HOME: join(ground.temporary, 'forgetful-too'),
    })
    expect(await cache(ours)).toEqual(before)
  }, 60_000)
})

describe("a builder's history", () => {
  let project: Project
  let before: readonly Build[]

  beforeAll(async () => {
    project = await createProject({ Dockerfile: 'FROM busybox:1.37\nRUN echo mine\n' })
    await bake(ours, project, 'type=cacheonly')
    before = await history(ours)
  })
  afterAll(() => project.remove())

  test("has the user's builds after runs that pass and runs that fail", async () => {
    expect(before.length).toBeGreaterThan(0)
    await reportOf(['compare', 'HEAD', '--builder', ours], project.directory, env)
    await project.write({ 'failing.Dockerfile': 'FROM busybox:1.37\nRUN exit 3\n' })
    const { verdict } = await reportOf(
      ['measure', '--builder', ours, '--file', 'failing.Dockerfile'],
      project.directory,
      env,
    )
    expect(verdict).toBe('breach')
    expect(await history(ours)).toEqual(before)
  }, 60_000)

  test('has them after a run that was stopped, and one that was killed and the next', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await project.write({ 'slow.Dockerfile': `FROM busybox:1.37\nRUN echo ${signal} ${Date.now()}\nRUN sleep 5\n` })
      const args = ['measure', '--builder', ours, '--file', 'slow.Dockerfile']
      const { child, ended, output } = startSizeGate(args, project.directory, env)
      while (!output().includes(`echo ${signal}`)) {
        if (child.exitCode !== null) throw new Error(output())
        await new Promise((wait) => setTimeout(wait, 50))
      }
      child.kill(signal)
      await ended
      if (signal === 'SIGTERM') {
        expect(await history(ours)).toEqual(before)
        continue
      }
      // Its build goes on without it: it has to end before it can be cleared.
      while ((await history(ours)).some(({ status }) => status === 'Running')) {
        await new Promise((wait) => setTimeout(wait, 200))
      }
      expect((await history(ours)).length).toBe(before.length + 1)
      await reportOf(['measure', '--builder', ours], project.directory, env)
      expect(await history(ours)).toEqual(before)
    }
  }, 90_000)

  test('does not get ours back when BuildKit starts again', async () => {
    await docker(env, 'buildx', 'stop', ours)
    await docker(env, 'buildx', 'inspect', '--bootstrap', ours)
    expect((await history(ours)).map(({ ref }) => ref)).toEqual(before.map(({ ref }) => ref))
  }, 60_000)

  test('is left alone where removing from it would break BuildKit', async () => {
    await reportOf(['measure', '--builder', 'size-gate-remote-0.20.2'], project.directory, env)
    expect((await history('size-gate-remote-0.20.2')).length).toBeGreaterThan(0)
  }, 60_000)
})

describe('a push by the user has the same layers as without us', () => {
  test.each([
    ['as built', 'FROM busybox:1.37\nCOPY data.bin /\nCOPY --link data.bin /linked.bin\nADD data.bin /added.bin\n', ''],
    // What RUN writes has the time of the build, unless it is written anew.
    [
      'with times rewritten',
      'FROM busybox:1.37\nRUN seq 1 50000 > /numbers\nRUN rm /numbers\n',
      'rewrite-timestamp=true,',
    ],
  ])(
    '%s',
    async (_, text, options) => {
      const project = await createProject({ Dockerfile: text, 'data.bin': Buffer.alloc(300_000, `${process.pid} `) })
      await utimes(join(project.directory, 'data.bin'), 0, 0)
      try {
        await reportOf(['measure', '--builder', ours], project.directory, env)
        await reportOf(['compare', 'HEAD', '--builder', ours], project.directory, env)
        const layers: unknown[] = []
        for (const builder of [ours, bare]) {
          const reference = `${env['SIZE_GATE_REGISTRY'] ?? ''}/test/pushed-${process.pid}:${builder}`
          await bake(
            builder,
            project,
            `type=image,push=true,${options}name=${reference}`,
            '--build-arg=SOURCE_DATE_EPOCH=0',
          )
          const { stdout } = await execute(crane, ['manifest', '--insecure', reference])
          layers.push((JSON.parse(stdout) as { readonly layers: unknown }).layers)
        }
        expect(layers[0]).toEqual(layers[1])
        expect(JSON.stringify(layers[0])).not.toMatch(/tar"|zstd/)
      } finally {
        await project.remove()
      }
    },
    60_000,
  )
})
