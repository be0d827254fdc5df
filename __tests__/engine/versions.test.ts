import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { reportOf, sizeGate } from '../support/command.js'
import { buildersEnv, engineEnv, type Environment } from '../support/engines.js'
import { createProject } from '../support/project.js'
import { createShapes, type Shapes } from '../support/shapes.js'

const execute = promisify(execFile)

/** The newest that builds from its Go module here; the engines' own is that of a distribution. */
const NEWEST_BUILDX = '0.36.1'
const OLDEST_BUILDX = '0.14.0'
/** One that works, and the last one that does not. */
const OLDEST = 'size-gate-remote-0.11.0'
const TOO_OLD = 'size-gate-remote-0.10.6'
/** What GitHub's ubuntu-24.04 has. */
const GITHUB = 'classic-28.0.4'

type Way = 'newest' | 'newest buildx' | 'oldest buildx' | 'oldest of both' | 'oldest BuildKit' | typeof GITHUB

let shapes: Shapes
let caches: string
let temporary: string
let builders: Environment
const reports = new Map<Way, Report>()

beforeAll(async () => {
  await execute('script/engine', [GITHUB, 'start'])
  await execute('script/builders', ['start', 'size-gate-remote', 'size-gate-remote-0.20.2', OLDEST, TOO_OLD])
  builders = await buildersEnv()
  const github = await engineEnv(GITHUB)
  // What the registry on loopback has is what this engine needs: its own store has no mirror.
  await execute('script/base-images', ['busybox:1.37'], { env: github })
  shapes = await createShapes(builders)
  caches = await mkdtemp(join(tmpdir(), 'caches-'))
  temporary = join(caches, 'temporary')
  await mkdir(temporary)
  const oldest = { ...builders, ...(await withBuildx(OLDEST_BUILDX)) }
  const newest = { ...builders, ...(await withBuildx(NEWEST_BUILDX)) }
  const ways: readonly [Way, Environment, readonly string[]][] = [
    ['newest', builders, ['--builder', 'size-gate-remote']],
    ['newest buildx', newest, ['--builder', 'size-gate-remote']],
    ['oldest buildx', oldest, ['--builder', 'size-gate-remote-0.20.2']],
    ['oldest BuildKit', builders, ['--builder', OLDEST]],
    ['oldest of both', oldest, ['--builder', OLDEST]],
    [GITHUB, github, []],
  ]
  for (const [way, env, args] of ways) {
    const own = { ...env, XDG_CACHE_HOME: join(caches, way), TMPDIR: temporary }
    reports.set(way, await reportOf(['measure', ...args], shapes.project.directory, own))
  }
}, 900_000)

afterAll(async () => {
  await execute('script/builders', ['stop', OLDEST, TOO_OLD])
  await shapes.project.remove()
  await rm(caches, { recursive: true, force: true })
}, 60_000)

/** The settings in which `docker` has this version of buildx, and knows the same builders. */
async function withBuildx(version: string): Promise<Environment> {
  const folder = (await execute('script/buildx', [version])).stdout.trim()
  return { DOCKER_CONFIG: folder, BUILDX_CONFIG: join(builders['DOCKER_CONFIG'] ?? '', 'buildx') }
}

function reportBy(way: Way): Report {
  const report = reports.get(way)
  if (report === undefined) throw new Error(`nothing was measured with ${way}`)
  return report
}

/** What is the same with all. */
function figures(way: Way): unknown {
  return reportBy(way).images.map(({ image, target, status, size, layers, stages, instructions, failures }) => {
    return { image, target, status, size, layers, stages, instructions, failures }
  })
}

test('all was measured', () => {
  const { images } = reportBy('newest')
  expect(images.length).toBeGreaterThan(13)
  expect(images.flatMap(({ failures }) => failures)).toEqual([])
  expect(images.every(({ size }) => size.exact && size.head !== null)).toBe(true)
})

test('no version leaves a file behind', async () => {
  expect(await readdir(temporary)).toEqual([])
})

describe('the same numbers, and the same lines', () => {
  test.each(['newest buildx', 'oldest buildx', GITHUB] as const)('%s', (way) => {
    expect(figures(way)).toEqual(figures('newest'))
  })

  test.each(['oldest BuildKit', 'oldest of both'] as const)(
    '%s: some lines are not told, the report says so, and the rest is the same',
    (way) => {
      const { images, notes } = reportBy(way)
      expect(images.flatMap(({ failures }) => failures)).toEqual([])
      for (const newest of reportBy('newest').images) {
        const { size, layers, stages, instructions } = images.find(({ image }) => image === newest.image) ?? {}
        expect({ size, layers, stages }).toEqual({ size: newest.size, layers: newest.layers, stages: newest.stages })
        expect(instructions?.reduce((sum, { head }) => sum + (head ?? 0), 0)).toBe(newest.size.head)
        const told = instructions?.filter(({ line }) => line !== null)
        expect(newest.instructions).toEqual(expect.arrayContaining(told ?? []))
        // The image's history has other words for those that are left: COPY --link, and triggers.
        const left = newest.instructions.filter(({ line }) => !told?.some((row) => row.line === line))
        const texts = left.map(({ text }) => text)
        expect(texts).toEqual(texts.filter((text) => text.startsWith('COPY --link') || text === 'FROM $BASE'))
      }
      const untold = images.flatMap(({ instructions }) => instructions).filter(({ line }) => line === null)
      expect(untold.length).toBeGreaterThan(0)
      expect(untold.every(({ text }) => text.endsWith('# buildkit'))).toBe(true)
      expect(notes).toEqual([expect.stringContaining('BuildKit 0.11.0 does not tell the lines of COPY --link')])
    },
  )

  test('each says what it was measured with', () => {
    const method = (way: Way): unknown => reportBy(way).method
    expect(method('newest buildx')).toMatchObject({ buildx: NEWEST_BUILDX })
    expect(method('oldest of both')).toMatchObject({ driver: 'remote', buildx: OLDEST_BUILDX, buildkit: '0.11.0' })
    expect(method(GITHUB)).toMatchObject({ driver: 'docker', store: 'classic', buildkit: '0.20.2' })
    expect(reportBy('newest').notes).toEqual([])
  })
})

describe('the oldest buildx with a BuildKit whose provenance it does not read', () => {
  async function measured(dockerfile: string): Promise<Awaited<ReturnType<typeof sizeGate>>> {
    const project = await createProject({ Dockerfile: dockerfile })
    const env = { ...builders, ...(await withBuildx(OLDEST_BUILDX)), XDG_CACHE_HOME: join(caches, 'unread') }
    const ended = await sizeGate(['measure', '--json', '--builder', 'size-gate-remote'], project.directory, env)
    await project.remove()
    return ended
  }

  test('measures exactly, and says that it has no lines', async () => {
    const { stdout } = await measured('FROM busybox:1.37\nRUN echo text > /file\nCOPY --link Dockerfile /\n')
    const { images, notes } = JSON.parse(stdout) as Report
    const [image] = images
    expect(image?.size.head).toBe(
      (reportBy('newest').images.find(({ image }) => image === 'metadata-only')?.size.head ?? 0) + 5 + 65,
    )
    expect(image?.instructions.map(({ line, head }) => [line, head])).toEqual([
      [null, (image?.size.head ?? 0) - 70],
      [null, 5],
      [null, 65],
    ])
    expect(notes).toEqual([expect.stringMatching(/^buildx 0\.14\.0 does not read .*without lines.*0\.26\.0/)])
  })

  test('says of a base that was never pulled that it cannot tell which it is', async () => {
    const { code, stdout, stderr } = await measured(`FROM ${shapes.buildArgs.LAZY}\nENV A=b\n`)
    expect(stderr).toMatch(/size-gate: The builder has never pulled the base image's layers.*\nUpdate buildx: .*\n$/)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

test('a BuildKit below the minimum is refused before anything is built', async () => {
  const args = ['measure', '--builder', TOO_OLD]
  const { code, stdout, stderr } = await sizeGate(args, shapes.project.directory, builders)
  expect(stderr).toMatch(
    /^size-gate: BuildKit of the builder "size-gate-remote-0\.10\.6" is too old to tell its version: 0\.11\.0 or later is needed\n.*docker buildx create.*setup-buildx-action.*\n$/,
  )
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
