import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { headlineOf } from '../../src/report/headline.js'
import { movedImages } from '../../src/report/drift.js'
import { plain } from '../../src/report/phrase.js'
import type { Report } from '../../src/report/report.js'
import { stateOf } from '../../src/report/state.js'
import { reportOf } from '../support/command.js'
import { docker, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'
import { runRecorded } from '../support/recorded-run.js'

const execute = promisify(execFile)

const BUILDERS = ['default', 'size-gate-container'] as const

let ground: Ground
let registry: string
let head: Project
let base: Project
let names: { readonly moving: string; readonly tools: string; readonly other: string }

beforeAll(async () => {
  await execute('script/builders', ['start'])
  const { stdout } = await execute('bash', ['-c', 'eval "$(script/builders env)" && env -0'])
  const env = Object.fromEntries(
    stdout
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  registry = env['SIZE_GATE_REGISTRY'] ?? ''
  ground = await createGround(env)
  head = await createProject({})
  base = await createProject({})
}, 120_000)

afterAll(async () => {
  await head.remove()
  await base.remove()
  await ground.remove()
})

/** Points a name of the registry to an image that holds a file of so many bytes. */
async function push(reference: string, bytes: number): Promise<void> {
  const project = await createProject({
    Dockerfile: 'FROM busybox:1.37\nCOPY file /moved/\n',
    file: randomBytes(bytes),
  })
  const env: Environment = { ...ground.env, BUILDX_BUILDER: 'default' }
  try {
    await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--tag', reference, project.directory)
    await docker(env, 'push', '--quiet', reference)
  } finally {
    await docker(env, 'image', 'rm', reference)
    await project.remove()
  }
}

const DOCKERFILE = (): string =>
  `FROM ${names.moving}\nCOPY --from=${names.tools} /moved /tools\nCOPY own /own\nRUN cat /moved/file > /dev/null\n`

/** What came of it when both images moved between the measurements, by 3,000 and 500 bytes. */
async function report(builder: string, inputs: Readonly<Record<string, string>> = {}): Promise<Report> {
  await push(names.moving, 10_000)
  await push(names.tools, 2_000)
  return runRecorded(
    {
      head: head.directory,
      base: base.directory,
      inputs: { builder, 'max-increase': '1 kB', ...inputs },
      async between() {
        await push(names.moving, 13_000)
        await push(names.tools, 2_500)
      },
    },
    ground.env,
  )
}

describe.each(BUILDERS)('on the builder %s', (builder) => {
  beforeAll(() => {
    const name = (of: string): string => `${registry}/test/${of}:${builder}-${process.pid}`
    names = { moving: name('moving'), tools: name('tools'), other: name('other') }
  })

  test('images that moved are drift; what the author added is the change', async () => {
    await base.write({ Dockerfile: DOCKERFILE(), own: Buffer.alloc(100, 1) })
    await head.write({ Dockerfile: DOCKERFILE(), own: Buffer.alloc(1_000, 2) })
    const of = await report(builder)
    const [row] = of.images
    expect(row?.size.change).toBe(3_500 + 900)
    expect(row?.drift?.size).toBe(3_500)
    expect(row?.limits).toMatchObject([
      { status: 'pass', actual: '+900 B', message: '+900 B of 1 kB allowed, without +3.5 kB of drift' },
    ])
    expect(of.verdict).toBe('pass')
    const moved = movedImages(row?.drift ?? { size: 0, download: null, from: '', to: '' })
    expect(moved.map(({ reference }) => reference)).toEqual([names.moving, names.tools])
    for (const { from, to } of moved) {
      expect([from, to]).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/), expect.stringMatching(/^sha256:/)])
      expect(from).not.toBe(to)
    }
    // Random bytes do not compress; the classic store knows no download exactly.
    expect(row?.download.exact).toBe(builder !== 'default')
    if (row?.download.exact === true) expect(Math.abs((row.drift?.download ?? 0) - 3_500)).toBeLessThan(200)
  }, 120_000)

  test('images that moved alone are no change of the pull request', async () => {
    await base.write({ Dockerfile: DOCKERFILE(), own: 'own' })
    await head.write({ Dockerfile: DOCKERFILE(), own: 'own' })
    const of = await report(builder)
    expect([of.verdict, stateOf(of)]).toEqual(['pass', 'moved'])
    const { words, lead } = headlineOf(of)
    expect(plain(words)).toBe('no change from this pull request')
    expect(plain(lead ?? [])).toBe(`${names.moving} and ${names.tools} moved, +3.5 kB for everyone.`)
  }, 120_000)

  test('an image that the author named anew is the author’s change, and drift is judged where that is asked for', async () => {
    await push(names.other, 20_000)
    await base.write({ Dockerfile: DOCKERFILE(), own: 'own' })
    await head.write({ Dockerfile: DOCKERFILE().replace(names.moving, names.other), own: 'own' })
    const of = await report(builder, { 'ignore-drift': 'false' })
    expect(of.images[0]?.size.change).toBe(10_000 + 500)
    expect(of.images[0]?.drift).toMatchObject({ size: 500 })
    expect(of.images[0]?.limits[0]?.message).toBe('+10.5 kB of 1 kB allowed, +500 B of it drift')
    expect(of.verdict).toBe('breach')
  }, 120_000)

  test('a base that is rebuilt in the same run has none', async () => {
    await push(names.moving, 10_000)
    await push(names.tools, 2_000)
    const project = await createProject({ Dockerfile: DOCKERFILE(), own: 'own' })
    try {
      await project.git('checkout', '--quiet', '-b', 'change')
      await project.commit({ own: Buffer.alloc(700, 3) })
      const of = await reportOf(['compare', 'main', '--builder', builder], project.directory, ground.env)
      expect(of.images[0]?.size.change).toBe(700 - 3)
      expect(of.images.map(({ drift }) => drift)).toEqual([null])
    } finally {
      await project.remove()
    }
  }, 120_000)
})
