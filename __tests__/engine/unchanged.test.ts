import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf } from '../support/command.js'
import { buildersEnv, docker, engineEnv, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** Runs again give the same bytes, so that each layer is the same with and without a cache. */
const DETERMINISTIC = `FROM busybox:1.37 AS build
COPY data.bin /in
RUN cat /in /in > /out && seq 1 20000 > /numbers

FROM busybox:1.37 AS linked
COPY --link data.bin /data/
RUN mkdir /links && ln /data/data.bin /links/hard && ln -s hard /links/soft

FROM scratch
COPY --from=build /out /numbers /
`
const ENGINES = ['classic', 'containerd', 'docker-container'] as const

describe.each(ENGINES)('%s', (engine) => {
  const builder = engine === 'docker-container' ? ['--builder', 'size-gate-container'] : []
  let ground: Ground
  let project: Project
  let env: Environment

  beforeAll(async () => {
    await execute('script/builders', ['start', 'size-gate-container'])
    const base = engine === 'docker-container' ? await buildersEnv() : await engineEnv(engine)
    ground = await createGround(base)
    env = ground.env
    // New in each run: nothing of it is cached at first.
    const data = Buffer.alloc(234_567, `${process.pid} ${Date.now()} `)
    project = await createProject({ Dockerfile: DETERMINISTIC, 'data.bin': data })
    await project.commit({ 'other.txt': 'no part of the image' })
  }, 600_000)

  afterAll(async () => {
    await project.remove()
    await ground.remove()
  })

  async function changes(): Promise<unknown> {
    const { verdict, images } = await reportOf(['compare', 'HEAD^', ...builder], project.directory, env)
    const shipped = images.filter((row) => row.shipped)
    return [
      verdict,
      shipped.map(({ target, status, size, download }) => [target, status, size.change, download.change]),
    ]
  }

  const EXPECTED = [
    'pass',
    [
      ['linked', 'unchanged', 0, 0],
      ['stage-2', 'unchanged', 0, 0],
    ],
  ]

  test('ten runs without a change tell of none, the first of them without a cache', async () => {
    const told: unknown[] = []
    for (let count = 0; count < 10; count++) told.push(await changes())
    expect(told).toEqual(Array.from({ length: 10 }, () => EXPECTED))
  }, 120_000)

  test('nor do runs after the cache was lost', async () => {
    const own = (await docker(env, 'buildx', 'du', ...builder, '--verbose'))
      .split('\n\n')
      .filter((record) => /seq 1 20000|hard \/links\/soft|\/links\/hard/.test(record))
      .map((record) => /^ID:\s*(\S+)/m.exec(record)?.[1] ?? '')
    expect(own.length).toBeGreaterThan(0)
    for (const id of own) await docker(env, 'buildx', 'prune', '--force', '--all', ...builder, '--filter', `id=${id}`)
    const left = await docker(env, 'buildx', 'du', ...builder, '--verbose')
    expect(own.filter((id) => left.includes(id))).toEqual([])
    expect(await changes()).toEqual(EXPECTED)
  }, 60_000)

  test('while a byte more is told of, once for each layer that has it', async () => {
    await project.write({ 'data.bin': Buffer.alloc(234_568, 'x') })
    const { images } = await reportOf(['compare', 'HEAD', ...builder], project.directory, env)
    expect(
      images
        .filter((row) => row.shipped)
        .map(({ target, size }) => [target, size.change])
        .sort(),
    ).toEqual([
      ['linked', 2],
      ['stage-2', 2],
    ])
  }, 60_000)
})
