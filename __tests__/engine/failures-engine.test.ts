import { execFile } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { reportOf, sizeGate, startSizeGate } from '../support/command.js'
import { engineEnv, type Environment, startEngine, STORES } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

let usual: Environment
let directory: string
let ground: Ground
let project: Project

beforeAll(async () => {
  usual = await engineEnv('classic')
  project = await createProject({ Dockerfile: 'FROM busybox:1.37\nRUN echo text > /file\n' })
}, 60_000)
afterAll(() => project.remove())

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'failures-'))
  ground = await createGround(usual)
})
afterEach(async () => {
  // Nothing is left behind, whatever went wrong.
  expect(await ground.scratch()).toEqual([])
  await ground.remove()
  await rm(directory, { recursive: true, force: true })
})

describe('an engine that is not there', () => {
  const wayOut = expect.stringContaining('Start it (systemctl start docker, or Docker Desktop), or point DOCKER_HOST')

  test.each([
    ['a socket', 'unix:///nowhere/docker.sock', 'unix:///nowhere/docker.sock'],
    ['a port', 'tcp://127.0.0.1:1', '127.0.0.1:1'],
  ])('at %s', async (_, host, named) => {
    const { code, stdout, stderr } = await sizeGate(['measure'], project.directory, {
      ...ground.env,
      DOCKER_HOST: host,
    })
    expect(stderr).toMatch(/^size-gate: The Docker engine cannot be reached: .+\n.+\n$/)
    expect(stderr).toContain(named)
    expect(stderr).toEqual(wayOut)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('behind a socket that may not be opened', async () => {
    const socket = join(directory, 'docker.sock')
    const server = createServer().listen(socket)
    await new Promise((ready) => server.once('listening', ready))
    await chmod(socket, 0)
    try {
      const { code, stderr } = await withoutRights({ ...ground.env, DOCKER_HOST: `unix://${socket}` })
      expect(stderr).toMatch(/The Docker engine cannot be reached: .*permission denied/)
      expect(stderr).toContain('sudo usermod -aG docker')
      expect(code).toBe(2)
    } finally {
      server.close()
    }
  })
})

test('docker itself is missing', async () => {
  const { stdout } = await execute('bash', ['-c', 'command -v git'])
  await symlink(stdout.trim(), join(directory, 'git'))
  const { code, stderr } = await sizeGate(['measure'], project.directory, { ...ground.env, PATH: directory })
  expect(stderr).toBe(
    'size-gate: docker could not be started: no such command or directory\nInstall docker, or put it on the PATH.\n',
  )
  expect(code).toBe(2)
})

test('buildx is missing', async () => {
  // A plugin that does not run hides the system's own.
  await mkdir(join(directory, 'cli-plugins'))
  await writeFile(join(directory, 'cli-plugins', 'docker-buildx'), '', { mode: 0o755 })
  const { code, stderr } = await sizeGate(['measure'], project.directory, { ...ground.env, DOCKER_CONFIG: directory })
  expect(stderr).toMatch(
    /^size-gate: docker has no buildx: .*unknown command.*\n.*docker-buildx-plugin.*setup-buildx.*\n$/,
  )
  expect(code).toBe(2)
})

test('buildx is too old', async () => {
  const env = { ...ground.env, DOCKER_CONFIG: await buildx('0.13.1') }
  const { code, stderr } = await sizeGate(['measure'], project.directory, env)
  expect(stderr).toMatch(
    /^size-gate: buildx 0\.13\.1 is too old: 0\.14\.0 or later is needed\n.*docker-buildx-plugin.*\n$/,
  )
  expect(code).toBe(2)
}, 600_000)

describe('the oldest buildx that will do', () => {
  const DOCKERFILE = `FROM busybox:1.37 AS base
RUN echo base > /base
FROM base AS tested
RUN echo test > /tested
FROM base AS failing
RUN echo the end of the log; exit 3
FROM scratch AS final
COPY --from=base /base /
COPY --link Dockerfile /linked/
`
  test.each(STORES)(
    'measures the same as this one: %s',
    async (store) => {
      const service = await createProject({ Dockerfile: DOCKERFILE })
      const own = await createGround(await engineEnv(store))
      try {
        const now = await reportOf(['measure'], service.directory, own.env)
        const env = { ...own.env, DOCKER_CONFIG: await buildx('0.14.0'), XDG_CACHE_HOME: join(directory, 'cache') }
        const { code, stdout, stderr } = await sizeGate(['measure', '--json'], service.directory, env)
        expect(stderr).toMatch(/base 2\/2 {2}RUN echo base > \/base {2}(cached|\d+\.\d s)/)
        expect(code).toBe(2)
        const old = JSON.parse(stdout) as Report
        expect(old.method).toEqual({ ...now.method, buildx: '0.14.0' })
        const figures = (images: Report['images']): unknown => images.map((row) => ({ ...row, work: null }))
        expect(figures(old.images)).toEqual(figures(now.images))
        expect(now.images.map(({ target, status }) => [target, status])).toEqual([
          ['base', 'added'],
          ['tested', 'added'],
          ['final', 'added'],
          ['failing', 'failed'],
        ])
        expect([await own.scratch(), await own.runs()]).toEqual([[], []])
      } finally {
        await own.remove()
        await service.remove()
      }
    },
    600_000,
  )
})

describe('an engine of its own', () => {
  const store = 'classic'
  let cache: string
  let memory = false

  afterEach(async () => {
    await execute('script/engine', [store, 'stop'], { env: { ...process.env, SIZE_GATE_CACHE: cache } })
    if (memory) await execute(...asRoot('umount', cache))
    memory = false
    await rm(cache, { recursive: true, force: true })
  }, 60_000)

  async function ownEngine(): Promise<Environment> {
    for (const folder of ['engine', 'stand-ins']) {
      const usualOne = join(usualCache(), folder)
      // Where the system has an engine of its own, there is none in the cache.
      await access(usualOne).then(
        () => symlink(usualOne, join(cache, folder)),
        () => undefined,
      )
    }
    await startEngine(store, cache)
    const env = await engineEnv(store, cache)
    await execute('script/base-images', ['busybox:1.37'], { env: { ...env, SIZE_GATE_CACHE: cache } })
    return env
  }

  const kill = async (): Promise<unknown> =>
    execute(...asRoot('kill', '-9', (await readFile(join(cache, 'run', `${store}.pid`), 'utf8')).trim()))
  const restart = async (): Promise<void> => {
    await execute('script/engine', [store, 'stop'], { env: { ...process.env, SIZE_GATE_CACHE: cache } })
    await startEngine(store, cache)
  }

  test.each([
    ['killed', kill],
    ['started again', restart],
  ])(
    'is %s in mid-build',
    async (_, end) => {
      cache = await mkdtemp(join(usualCache(), 'ended-'))
      const env = { ...ground.env, DOCKER_HOST: (await ownEngine())['DOCKER_HOST'] }
      await project.write({ Dockerfile: 'FROM busybox:1.37\nRUN echo ready; sleep 60\n' })
      const { ended, output } = startSizeGate(['measure'], project.directory, env)
      await until(() => / running\n/.test(output()))
      const start = Date.now()
      const ending = end()
      const { code, stderr } = await ended
      expect(stderr).toContain('size-gate: The engine stopped during the build. The Docker engine cannot be reached: ')
      expect(stderr).toContain('Start it (systemctl start docker')
      expect(code).toBe(2)
      expect(Date.now() - start).toBeLessThan(15_000)
      await ending
    },
    120_000,
  )

  test('has no room left', async () => {
    cache = await mkdtemp(join(tmpdir(), 'full-'))
    await execute(...asRoot('mount', '-t', 'tmpfs', '-o', 'size=48m,mode=777', 'tmpfs', cache))
    memory = true
    const env = { ...ground.env, DOCKER_HOST: (await ownEngine())['DOCKER_HOST'] }
    await project.write({
      Dockerfile: 'FROM busybox:1.37 AS big\nRUN dd if=/dev/zero of=/big bs=1M count=64\n',
    })
    const { code, stdout } = await sizeGate(['measure', '--json'], project.directory, env)
    const { images } = JSON.parse(stdout) as Report
    const big = images.find(({ target }) => target === 'big')?.failures[0]
    expect(big?.log.join('\n')).toContain('No space left on device')
    expect(big?.hint).toContain('The disk is full')
    expect(code).toBe(2)
  }, 120_000)
})

/** The command without what lets root open any file: users other than root need no help for this. */
async function withoutRights(env: Environment): Promise<{ readonly code: number; readonly stderr: string }> {
  const command = [process.execPath, resolve('dist/cli.js'), 'measure']
  const root = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []
  const [file = '', ...args] = [...root, ...command]
  try {
    await execute(file, args, { cwd: project.directory, env: env })
    return { code: 0, stderr: '' }
  } catch (error) {
    return error as { code: number; stderr: string }
  }
}

/** The path of a Docker configuration that has this version of buildx. */
async function buildx(version: string): Promise<string> {
  return (await execute('script/buildx', [version])).stdout.trim()
}

function usualCache(): string {
  const { SIZE_GATE_CACHE, XDG_CACHE_HOME } = process.env
  return SIZE_GATE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'size-gate')
}

function asRoot(...command: string[]): [file: string, args: string[]] {
  const [file = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  return [file, args]
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1000) throw new Error('what was waited for did not come')
    await new Promise((wait) => setTimeout(wait, 50))
  }
}
