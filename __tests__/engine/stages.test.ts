import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report, ReportImage } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, engineEnv, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

const BUILD = `FROM busybox:1.37 AS tools
COPY tools.txt /tools/
RUN seq 1 20000 > /tools/numbers

FROM busybox:1.37 AS build
WORKDIR /src
COPY . .
RUN cat data.bin data.bin > /out && mkdir /many && for i in $(seq 1 200); do echo $i > /many/$i; done
`
const DOCKERFILE = `${BUILD}
FROM scratch
COPY --from=tools /tools/numbers /
COPY --from=build /out /
`

/** Busybox has some 400 directories and files of its own; each may take a block more than its bytes. */
const ENTRIES = 800
const BLOCK = 4096

const ENGINES = ['classic', 'containerd', 'docker-container'] as const

describe.each(ENGINES)('%s', (engine) => {
  const builder = engine === 'docker-container' ? ['--builder', 'size-gate-container'] : []
  let ground: Ground
  let project: Project
  let env: Environment

  beforeAll(async () => {
    await execute('script/builders', ['start', 'size-gate-container'])
    ground = await createGround(engine === 'docker-container' ? await buildersEnv() : await engineEnv(engine))
    env = ground.env
    project = await createProject({
      Dockerfile: DOCKERFILE,
      '.dockerignore': '.git\n',
      // New in each run: nothing of it is cached at first.
      'tools.txt': randomBytes(20).toString('hex'),
      'data.bin': randomBytes(500_000),
    })
    await project.commit({ 'data.bin': randomBytes(900_000) })
  }, 600_000)

  afterAll(async () => {
    await project.remove()
    await ground.remove()
  })

  const compare = (base = 'HEAD^', ...more: readonly string[]): Promise<Report> =>
    reportOf(['compare', base, ...builder, ...more], project.directory, env)

  function row({ images }: Report, target: string): ReportImage {
    const found = images.find((each) => each.target === target)
    if (found === undefined) throw new Error(`no row of ${target}`)
    return found
  }

  test('a cold run tells which stage grew, by how much and how long it took; a warm one the same, all cached', async () => {
    const cold = await compare()
    const warm = await compare()
    for (const of of [cold, warm]) {
      expect(row(of, 'stage-2').size).toMatchObject({ change: 800_000, exact: true })
      expect(row(of, 'tools')).toMatchObject({ status: 'unchanged', size: { change: 0, exact: false } })
      // 400,000 bytes copied and 800,000 written, in three files.
      const { size } = row(of, 'build')
      expect(Math.abs((size.change ?? 0) - 1_200_000)).toBeLessThan(3 * BLOCK)
      expect(size.exact).toBe(false)
    }
    for (const target of ['tools', 'build', 'stage-2']) {
      const [first, again] = [row(cold, target).work.head, row(warm, target).work.head]
      expect(first?.duration).toBeGreaterThan(0)
      expect(again).toEqual({ duration: 0, steps: first?.steps, cached: first?.steps })
    }
    // The same in each run of this file, so that earlier ones may have left them.
    expect(row(cold, 'tools').work.head?.cached).toBe(0)
    expect(row(cold, 'build').work.head?.cached).toBeLessThanOrEqual(1)
    expect(row(warm, 'build').size).toEqual(row(cold, 'build').size)
  }, 120_000)

  test('nothing is left of an intermediate stage but cache', async () => {
    const told = await compare()
    expect(await ground.runs()).toEqual([])
    expect(
      told.images
        .filter(({ shipped }) => !shipped)
        .map(({ download, layers }) => [download.head, (layers.head ?? 0) > 0]),
    ).toEqual([
      [null, true],
      [null, true],
    ])
  }, 120_000)

  test('a run without a change tells of none, after several heads were built', async () => {
    for (const bytes of [600_000, 700_000]) {
      await project.commit({ 'data.bin': randomBytes(bytes) })
      await compare()
    }
    await project.commit({ 'other.txt': '' })
    await project.git('rm', '--quiet', 'other.txt')
    await project.commit({})
    const { images: rows, notes } = await compare('HEAD^^')
    expect(notes).toEqual([])
    expect(rows.map(({ target, status, size }) => [target, status, size.change])).toEqual([
      ['tools', 'unchanged', 0],
      ['build', 'unchanged', 0],
      ['stage-2', 'unchanged', 0],
    ])
  }, 120_000)

  test('an estimate is at most a block for each file away from the bytes; a stage can be built alone', async () => {
    const alone = await compare('HEAD^', '--targets', 'build')
    expect(alone.images.map(({ target, shipped }) => [target, shipped])).toEqual([['build', false]])
    const estimate = alone.images[0]?.size.head ?? 0
    await project.commit({ Dockerfile: BUILD })
    const exact = row(await compare('HEAD', '--targets', 'build'), 'build').size
    expect(exact.exact).toBe(true)
    // The Dockerfile is copied too.
    const away = estimate - (exact.head ?? 0) - (DOCKERFILE.length - BUILD.length)
    expect(away).toBeGreaterThanOrEqual(engine === 'classic' ? 0 : -BLOCK)
    expect(away).toBeLessThan(engine === 'classic' ? 2 * BLOCK : ENTRIES * BLOCK)
  }, 120_000)
})
