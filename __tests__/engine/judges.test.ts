import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, docker, engineEnv, type Environment } from '../support/engines.js'
import { createShapes, SHAPES, type Shapes } from '../support/shapes.js'

const execute = promisify(execFile)
const NAMES = Object.keys(SHAPES)
const REPOSITORY = `size-gate-test/judged-${process.pid}`

let classic: Environment
let directory: string
let shapes: Shapes
let dive: string
let crane: string

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-container'])
  dive = (await execute('script/lib/tool', ['dive'])).stdout.trim()
  crane = (await execute('script/lib/tool', ['crane'])).stdout.trim()
  classic = await buildersEnv()
  directory = await mkdtemp(join(tmpdir(), 'judges-'))
  shapes = await createShapes(classic)
}, 600_000)

afterAll(async () => {
  await shapes.project.remove()
  await rm(directory, { recursive: true, force: true })
})

/** Builds all shapes as a user may who has them in one bake file; tags them with the repository's name and theirs. */
async function bake(env: Environment, repository: string, ...args: string[]): Promise<void> {
  const target = Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        context: shapes.project.directory,
        dockerfile: join(shapes.project.directory, `${name}.Dockerfile`),
        args: shapes.buildArgs,
        tags: [`${repository}:${name}`],
      },
    ]),
  )
  const file = join(directory, 'docker-bake.json')
  await writeFile(file, JSON.stringify({ target }))
  const allow = ['--allow', `fs.read=${shapes.project.directory}`]
  await docker(env, 'buildx', 'bake', '--file', file, '--provenance=false', ...allow, ...args, ...NAMES)
}

/** Our rows, with a memory of layers of their own. */
async function measured(env: Environment, name: string, ...args: string[]): Promise<Report['images']> {
  const own = { ...env, XDG_CACHE_HOME: join(directory, name) }
  return (await reportOf(['measure', ...args], shapes.project.directory, own)).images
}

describe('on the classic store', () => {
  const ours = new Map<string, Report['images'][number]>()

  beforeAll(async () => {
    for (const row of await measured(await engineEnv('classic'), 'classic')) ours.set(row.image, row)
    await bake(classic, REPOSITORY)
  }, 120_000)
  afterAll(async () => {
    await docker(classic, 'image', 'rm', '--force', ...NAMES.map((name) => `${REPOSITORY}:${name}`))
  })

  interface DiveImage {
    readonly image: { readonly sizeBytes: number }
    readonly layer: readonly { readonly sizeBytes: number }[]
  }

  async function diveOf(name: string): Promise<DiveImage> {
    const file = join(directory, `${name}.json`)
    await execute(dive, [`${REPOSITORY}:${name}`, '--json', file], { env: { ...classic, CI: 'true' } })
    return JSON.parse(await readFile(file, 'utf8')) as DiveImage
  }

  test.each(NAMES)("the size of %s and of its layers is dive's", async (name) => {
    const row = ours.get(name)
    const { image, layer } = await diveOf(name)
    const sizes = layer.map(({ sizeBytes }) => sizeBytes)
    expect([row?.size.head, row?.layers.head]).toEqual([image.sizeBytes, sizes.length])
    const own = row?.instructions.filter(({ origin }) => origin === 'own').map(({ head }) => head) ?? []
    const below = row?.instructions.filter(({ origin }) => origin === 'base').map(({ head }) => head ?? 0) ?? []
    // A base's layers are one row; so are those of its two triggers, which have no line but the FROM's.
    const triggers = name === 'multi-layer-base' ? 2 : 0
    const above = sizes.slice(sizes.length - own.length - triggers / 2)
    expect(own).toEqual(triggers === 0 ? above : [sum(above.slice(0, triggers)), ...above.slice(triggers)])
    expect(sum(below)).toBe(sum(sizes.slice(0, sizes.length - above.length)))
  })
})

describe.each(['docker-container', 'containerd store'])("with %s, after the user's own build and push", (engine) => {
  const ours = new Map<string, Report['images'][number]>()
  const builder = engine === 'docker-container' ? ['--builder', 'size-gate-container'] : []
  let env: Environment
  let repository: string

  beforeAll(async () => {
    const store = engine === 'docker-container' ? 'classic' : 'containerd'
    env = { ...(await engineEnv(store)), ...(builder.length > 0 ? classic : {}) }
    for (const row of await measured(env, store, ...builder)) ours.set(row.image, row)
    repository = `${classic['SIZE_GATE_REGISTRY'] ?? ''}/${REPOSITORY}-${store}`
    await bake(env, repository, ...builder, '--push')
  }, 120_000)
  afterAll(async () => {
    if (builder.length === 0)
      await docker(env, 'image', 'rm', '--force', ...NAMES.map((name) => `${repository}:${name}`))
  })

  interface Manifest {
    readonly layers: readonly { readonly digest: string; readonly size: number; readonly mediaType: string }[]
  }

  test.each(NAMES)("the download size of %s is that of crane's manifest", async (name) => {
    const { stdout } = await execute(crane, ['manifest', '--insecure', `${repository}:${name}`])
    const { layers } = JSON.parse(stdout) as Manifest
    // A pull moves a blob once, however often the manifest names it.
    const blobs = new Map(layers.map(({ digest, size }) => [digest, size]))
    expect(ours.get(name)?.download).toMatchObject({ head: sum([...blobs.values()]), exact: true })
    expect(ours.get(name)?.layers.head).toBe(layers.length)
    expect(layers.map(({ mediaType }) => mediaType).filter((type) => !/gzip$/.test(type))).toEqual([])
  })
})

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0)
}
