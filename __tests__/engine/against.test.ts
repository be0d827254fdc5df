import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf, sizeGate } from '../support/command.js'
import { buildersEnv, docker, engineEnv, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** `fat` ships what it was built with, and is on the way to `slim` all the same. Nothing of it is cached at first. */
const DOCKERFILE = `FROM debian:bookworm-slim AS fat
RUN dd if=/dev/urandom of=/compiler bs=1000 count=20000
COPY source.txt /src/
RUN mkdir /out && dd if=/dev/urandom of=/out/program bs=1000 count=400
FROM busybox:1.37 AS slim
COPY --from=fat /out /app
FROM busybox:1.37 AS broken
RUN false
`
const COMPARED = ['compare', '--targets', 'slim', '--against', 'fat'] as const
const ENGINES = ['classic', 'docker-container'] as const

describe.each(ENGINES)('%s: two targets of one Dockerfile', (engine) => {
  const builder = engine === 'docker-container' ? ['--builder', 'size-gate-container'] : []
  let ground: Ground
  let project: Project
  let env: Environment
  let directory: string

  beforeAll(async () => {
    await execute('script/builders', ['start', 'size-gate-container'])
    ground = await createGround(engine === 'classic' ? await engineEnv('classic') : await buildersEnv())
    env = ground.env
    directory = await mkdtemp(join(tmpdir(), 'against-'))
    project = await createProject({ Dockerfile: DOCKERFILE, 'source.txt': `${process.pid} ${Date.now()}\n` })
  }, 600_000)

  afterAll(async () => {
    await project.remove()
    await ground.remove()
    await rm(directory, { recursive: true, force: true })
  })

  const run = (...args: readonly string[]): ReturnType<typeof sizeGate> =>
    sizeGate([...args, ...builder], project.directory, env)

  interface Judged {
    /** Of all layers. */
    readonly size: number
    /** Of each instruction of the history that left bytes, the base's left out; last first. */
    readonly steps: readonly number[]
  }

  /** What dive and docker's own history tell of a target that was built by hand. */
  async function judgedBy(target: string): Promise<Judged> {
    const tag = `size-gate-test/against-${process.pid}:${target}`
    await docker(env, 'buildx', 'build', '--quiet', '--target', target, '--tag', tag, project.directory)
    try {
      const history = await docker(env, 'history', '--human=false', '--format', '{{.Comment}} {{.Size}}', tag)
      const file = join(directory, `${target}.json`)
      const { stdout: dive } = await execute('script/lib/tool', ['dive'])
      await execute(dive.trim(), [tag, '--json', file], { env: { ...env, CI: 'true' } })
      const { image } = JSON.parse(await readFile(file, 'utf8')) as { readonly image: { readonly sizeBytes: number } }
      const steps = [...history.matchAll(/^buildkit\.dockerfile\.v0 (\d+)$/gm)].map(([, bytes]) => Number(bytes))
      return { size: image.sizeBytes, steps: steps.filter((bytes) => bytes > 0) }
    } finally {
      await docker(env, 'image', 'rm', tag)
    }
  }

  /** Bytes of the compressed layers in the manifest of a target that was built by hand. */
  async function downloadByManifest(target: string): Promise<number> {
    const dest = join(directory, target)
    const output = `type=oci,tar=false,dest=${dest}`
    await docker(
      env,
      'buildx',
      'build',
      ...builder,
      '--target',
      target,
      '--provenance=false',
      '--output',
      output,
      project.directory,
    )
    const read = async (path: string): Promise<{ manifests?: { digest: string }[]; layers?: { size: number }[] }> =>
      JSON.parse(await readFile(join(dest, path), 'utf8')) as object
    const digest = (await read('index.json')).manifests?.[0]?.digest ?? ''
    const { layers = [] } = await read(`blobs/${digest.replace(':', '/')}`)
    return layers.reduce((sum, { size }) => sum + size, 0)
  }

  test('are one row, with the bytes that docker tells of each', async () => {
    const { base, against, images, verdict } = await reportOf([...COMPARED, ...builder], project.directory, env)
    expect([verdict, against]).toEqual(['pass', { target: 'fat', bandwidth: 100e6 }])
    const reason = 'the target `fat` of the same Dockerfile'
    expect(base).toEqual({ sha: null, source: 'rebuilt', reason, expected: true })
    expect(images.map(({ target, shipped, status }) => [target, shipped, status])).toEqual([['slim', true, 'changed']])
    const [row] = images
    if (row === undefined) throw new Error('no row')
    const { size, download, instructions, paths, layers, stages } = row
    if (engine === 'classic') {
      const [slim, fat] = [await judgedBy('slim'), await judgedBy('fat')]
      expect([size.head, size.base]).toEqual([slim.size, fat.size])
      const own = instructions.filter(({ origin }) => origin === 'own')
      expect(own.flatMap(({ head }) => head ?? []).toReversed()).toEqual(slim.steps)
      expect(own.flatMap(({ base }) => base ?? []).toReversed()).toEqual(fat.steps)
      expect(download.exact).toBe(false)
    } else {
      expect(download.exact).toBe(true)
      expect([download.head, download.base]).toEqual([
        await downloadByManifest('slim'),
        await downloadByManifest('fat'),
      ])
    }
    expect([layers, stages.used]).toEqual([
      { head: 2, base: 4 },
      { head: 2, base: 1 },
    ])
    expect(instructions.reduce((sum, { change }) => sum + (change ?? 0), 0)).toBe(size.change)
    expect(instructions.map(({ line, change }) => [line, change])).toContainEqual([2, -20_000_000])
    // No bytes are hidden in the layers of either.
    expect((paths ?? []).reduce((sum, { change }) => sum + change, 0)).toBe(size.change)
    expect(paths).toContainEqual(expect.objectContaining({ path: '/compiler', change: -20_000_000, line: 2 }))
  }, 120_000)

  test('tell the packages that are left out, as many as dpkg knows', async () => {
    const { images } = await reportOf([...COMPARED, ...builder], project.directory, env)
    const known = await docker(
      env,
      'run',
      '--rm',
      'debian:bookworm-slim',
      'dpkg-query',
      '-W',
      '-f',
      '${Package} ${Version}\n',
    )
    const told = (images[0]?.packages ?? []).filter(({ type, head }) => type === 'deb' && head === null)
    expect(told.map(({ name, base }) => `${name.replace(/:.*/, '')} ${base ?? ''}`).sort()).toEqual(
      known.trim().split('\n').sort(),
    )
  }, 60_000)

  test('say in two lines what is saved, and what a pull costs', async () => {
    const { code, stdout } = await run(...COMPARED, '--bandwidth', '1 Gbit/s', '--json', '--quiet')
    const [row] = (JSON.parse(stdout) as { images: { size: { change: number } }[] }).images
    const printed = await run(...COMPARED, '--bandwidth', '1 Gbit/s', '--quiet')
    expect([code, printed.code]).toEqual([0, 0])
    const [first, second = ''] = printed.stdout.split('\n')
    const saved = Number((-(row?.size.change ?? 0) / 1e6).toPrecision(3))
    expect(first).toMatch(new RegExp(`^✅ Size Gate: slim is ${saved} MB smaller than fat \\(−9\\d(\\.\\d)? %\\)$`))
    const about = engine === 'classic' ? '~' : ''
    expect(printed.stdout.replaceAll('\n', ' ')).toMatch(
      new RegExp(
        `A pull moves ${about}[\\d.]+ [kM]B instead of ${about}[\\d.]+ MB: ${about}[<\\d.]+ s instead of ${about}[\\d.]+ s at 1 Gbit/s\\.`,
      ),
    )
    expect(second).toContain('slim is ')
    expect(printed.stdout).toContain('slim against fat, both of the working tree at ')
    expect(printed.stdout).not.toMatch(/no limit is set|the base\b|at the head/i)
  }, 60_000)

  test('judge the head’s own limits alone', async () => {
    const over = await run(...COMPARED, '--max-size', '1 MB', '--quiet')
    expect([over.code, over.stdout.split('\n')[0]]).toEqual([1, '🛑 Size Gate: slim is over budget'])
    const grown = ['compare', '--targets', 'fat', '--against', 'slim', '--max-increase', '1 MB', '--quiet']
    const { code, stdout } = await run(...grown)
    expect(code).toBe(0)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('max-increase not judged: it is compared with the target `slim`')
  }, 60_000)

  test.each([
    ['fat', 'broken'],
    ['broken', 'fat'],
  ])(
    '%s against %s: one that does not build ends with 2 and its step',
    async (head, base) => {
      const { code, stdout } = await run('compare', '--targets', head, '--against', base, '--quiet')
      expect(code).toBe(2)
      expect(stdout.split('\n')[0]).toBe('🛑 Size Gate: broken does not build')
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain('broken fails at line 8 of Dockerfile, RUN false: ')
    },
    60_000,
  )

  test.each([
    [
      ['--targets', 'slim', '--against', 'fta'],
      'Dockerfile: no target matches "fta"\ndid you mean fat? its targets: fat, slim, broken\n',
    ],
    [['--targets', 's*', '--against', 'slim'], 'Dockerfile: `slim` would be compared with itself\n'],
    [['--targets', 'slim', '--against', 'fat', '--bandwidth', '100'], '--bandwidth: "100" has no unit\n'],
  ])(
    'refuses %j',
    async (args, said) => {
      const { code, stdout, stderr } = await run('compare', ...args, '--quiet')
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain(`size-gate: ${said}`)
    },
    60_000,
  )

  test('leave nothing behind', async () => {
    expect(await ground.scratch()).toEqual([])
    expect(await ground.runs()).toEqual([])
    expect(await project.git('status', '--porcelain')).toBe('')
  })
})
