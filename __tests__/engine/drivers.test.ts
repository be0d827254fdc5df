import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, engineEnv, type Environment } from '../support/engines.js'
import { createShapes, SHAPES, type Shapes } from '../support/shapes.js'

const execute = promisify(execFile)

/** The engines that are not buildx's docker driver: the versions that BuildKit had in Docker 28.0.4, and the newest. */
const BUILDERS = ['size-gate-container', 'size-gate-remote', 'size-gate-remote-tls', 'size-gate-remote-0.20.2'] as const

let shapes: Shapes
let caches: string
const environments = new Map<string, Environment>()
const reports = new Map<string, Report>()

beforeAll(async () => {
  await execute('script/builders', ['start'])
  caches = await mkdtemp(join(tmpdir(), 'caches-'))
  const classic = await buildersEnv()
  shapes = await createShapes(classic)
  const engines: [string, Environment, readonly string[]][] = [
    ['classic', await engineEnv('classic'), []],
    ['containerd', await engineEnv('containerd'), []],
    ...BUILDERS.map((name): [string, Environment, readonly string[]] => [name, classic, ['--builder', name]]),
  ]
  for (const [name, engine, args] of engines) {
    const env = { ...engine, XDG_CACHE_HOME: join(caches, name) }
    environments.set(name, env)
    reports.set(name, await reportOf(['measure', ...args], shapes.project.directory, env))
  }
}, 600_000)

afterAll(async () => {
  await shapes.project.remove()
  await rm(caches, { recursive: true, force: true })
})

function figures(engine: string): unknown {
  return reports.get(engine)?.images.map(({ image, target, size, layers, stages, instructions, failures }) => ({
    image,
    target,
    size,
    layers,
    stages,
    instructions,
    failures,
  }))
}

test('every Dockerfile was built and measured on the first engine', () => {
  const images = reports.get('classic')?.images ?? []
  expect(new Set(images.map(({ image }) => image))).toEqual(new Set(Object.keys(SHAPES)))
  expect(images.flatMap(({ failures }) => failures)).toEqual([])
  expect(images.every(({ size }) => size.exact && size.head !== null)).toBe(true)
  const layered = images.find(({ image }) => image === 'multi-layer-base')
  expect(layered?.layers.head).toBe(6)
})

describe('size, layers and attribution are equal, to the byte, to those on the classic store', () => {
  test.each(['containerd', ...BUILDERS])('%s', (engine) => {
    expect(figures(engine)).toEqual(figures('classic'))
  })
})

test.each(BUILDERS)('%s tells an exact download size', (engine) => {
  const downloads = reports.get(engine)?.images.map(({ download }) => download) ?? []
  expect(downloads.every(({ head, exact }) => exact && head !== null && head > 0)).toBe(true)
})

test('each says how it measured', () => {
  expect(reports.get('size-gate-remote-0.20.2')?.method).toMatchObject({ driver: 'remote', buildkit: '0.20.2' })
  expect(reports.get('size-gate-container')?.method).toMatchObject({ driver: 'docker-container', store: 'buildkit' })
})
