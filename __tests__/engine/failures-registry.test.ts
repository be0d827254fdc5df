import { execFile } from 'node:child_process'
import { copyFile, cp } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { freePort } from '../support/builders.js'
import { reportOf, sizeGate } from '../support/command.js'
import { buildersEnv, docker, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'
import { publish } from '../support/shapes.js'

const execute = promisify(execFile)

/** The docker driver with the classic store, and the others by one of them. */
const BUILDERS = ['default', 'size-gate-remote'] as const

let ground: Ground
let env: Environment
let registry: string
const projects: Project[] = []

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-remote'])
  const usual = await buildersEnv()
  registry = usual['SIZE_GATE_REGISTRY'] ?? ''
  ground = await createGround(usual)
  env = ground.env
}, 600_000)

afterAll(async () => {
  expect([await ground.scratch(), await ground.runs()]).toEqual([[], []])
  await ground.remove()
  for (const project of projects) await project.remove()
})

async function projectWith(dockerfile: string): Promise<Project> {
  const project = await createProject({ Dockerfile: dockerfile })
  projects.push(project)
  return project
}

describe('a registry that does not give the base image', () => {
  let server: Server
  let address: string

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [, name = ''] = /^\/v2\/(\w+)\//.exec(request.url ?? '') ?? []
      const [status, code] = { limited: [429, 'TOOMANYREQUESTS'], private: [401, 'UNAUTHORIZED'] }[name] ?? [
        503,
        'UNKNOWN',
      ]
      const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="test"' } : {}
      response.writeHead(request.url === '/v2/' ? 200 : Number(status), {
        ...challenge,
        'content-type': 'application/json',
      })
      response.end(JSON.stringify({ errors: [{ code, message: 'not now' }] }))
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  const cases = [
    [
      'is not reachable',
      async () => `127.0.0.1:${await freePort()}/some`,
      /connection refused/,
      /did not answer.*network/,
    ],
    ['wants an account', () => Promise.resolve(`${address}/private`), /401 Unauthorized/, /refused.*docker login/],
    [
      'limits pulls',
      () => Promise.resolve(`${address}/limited`),
      /429 Too Many Requests/,
      /limits pulls.*docker login/,
    ],
    ['is broken', () => Promise.resolve(`${address}/broken`), /50\d /, /did not answer.*network/],
  ] as const

  describe.each(BUILDERS)('%s', (builder) => {
    test.each(cases)(
      '%s: the image fails with the way out, the others are measured',
      async (_, repository, message, hint) => {
        const image = `${await repository()}/image:1`
        const { directory } = await projectWith(`FROM ${image} AS one\nRUN true\nFROM busybox:1.37 AS two\nRUN true\n`)
        const { code, stdout } = await sizeGate(['measure', '--json', '--builder', builder], directory, env)
        const { images, verdict } = JSON.parse(stdout) as Report
        const one = images.find(({ target }) => target === 'one')
        expect(one?.failures).toEqual([
          expect.objectContaining({
            line: 1,
            message: expect.stringMatching(message),
            hint: expect.stringMatching(hint),
          }),
        ])
        expect(one?.failures[0]?.message).toContain(image)
        expect(images.find(({ target }) => target === 'two')?.size.head).toBeGreaterThan(2_000_000)
        expect([code, verdict]).toEqual([2, 'breach'])
      },
      60_000,
    )
  })
})

test.each(BUILDERS)(
  'a tag that only the base uses has vanished: the head is measured, the verdict is warn: %s',
  async (builder) => {
    const image = await publish(env, `vanished-${builder}`, 'FROM busybox:1.37\nRUN echo old > /old\n')
    const project = await projectWith(`FROM ${image}\nRUN echo own > /own\n`)
    await project.git('checkout', '--quiet', '-b', 'change')
    await project.commit({ Dockerfile: 'FROM busybox:1.37\nRUN echo own > /own\n' })
    await forget(image)
    const args = ['compare', 'main', '--json', '--max-increase', '1 kB', '--builder', builder]
    const { code, stdout } = await sizeGate(args, project.directory, env)
    const { images, verdict } = JSON.parse(stdout) as Report
    expect(images).toHaveLength(1)
    expect(images[0]?.size).toMatchObject({ base: null, change: null, exact: true })
    expect(images[0]?.size.head).toBeGreaterThan(2_000_000)
    expect(images[0]?.failures).toEqual([
      expect.objectContaining({ side: 'base', line: 1, hint: expect.stringContaining('check its name and tag') }),
    ])
    expect([code, verdict]).toEqual([0, 'warn'])
  },
  60_000,
)

/** Takes a manifest out of the registry on loopback. */
async function forget(reference: string): Promise<void> {
  const [, host = '', name = '', tag = ''] = /^([^/]+)\/(.+):(\w+)$/.exec(reference) ?? []
  const manifests = `http://${host}/v2/${name}/manifests`
  const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
  const found = await fetch(`${manifests}/${tag}`, { method: 'HEAD', headers: { accept } })
  const { status } = await fetch(`${manifests}/${found.headers.get('docker-content-digest') ?? ''}`, {
    method: 'DELETE',
  })
  if (status !== 202) throw new Error(`the registry answered ${status}`)
}

describe("a frontend that is not Dockerfile's", () => {
  let frontend: string

  beforeAll(async () => {
    const { directory } = await projectWith('FROM scratch\nCOPY frontend /frontend\nENTRYPOINT ["/frontend"]\n')
    const source = join(directory, 'source')
    await cp(resolve('__tests__/support/frontend'), source, { recursive: true })
    const go = { cwd: source, env: { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' } }
    await execute('go', ['mod', 'init', 'frontend'], go)
    await execute('go', ['get', 'github.com/moby/buildkit@v0.20.2'], go)
    await execute('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', 'frontend', '.'], go)
    await copyFile(join(source, 'frontend'), join(directory, 'frontend'))
    frontend = `${registry}/test/frontend:${process.pid}`
    await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--tag', frontend, directory)
    await docker(env, 'push', '--quiet', frontend)
    await docker(env, 'image', 'rm', frontend)
  }, 300_000)

  test.each(BUILDERS)(
    'the size is exact, and its layers have no line: %s',
    async (builder) => {
      const { directory } = await projectWith(`# syntax=${frontend}\nFROM scratch AS final\nCOPY nothing /\n`)
      const { images, verdict } = await reportOf(['measure', '--builder', builder], directory, env)
      expect(images).toHaveLength(1)
      expect(images[0]).toMatchObject({
        target: 'final',
        size: { head: 8, exact: true },
        layers: { head: 2 },
        failures: [],
      })
      expect(images[0]?.instructions.map(({ text, line, stage, head }) => [text, line, stage, head])).toEqual([
        ['mkfile /one', null, null, 3],
        ['mkfile /two', null, null, 5],
      ])
      expect(verdict).toBe('pass')
    },
    60_000,
  )

  test('a file that is no Dockerfile is said to be none', async () => {
    const { directory } = await projectWith(`# syntax=${frontend}\nimage: busybox\n`)
    const { code, stdout } = await sizeGate(['measure', '--json'], directory, env)
    const { images } = JSON.parse(stdout) as Report
    expect(images[0]?.failures[0]).toMatchObject({
      line: 2,
      message: expect.stringContaining('unknown instruction: image:'),
    })
    expect(code).toBe(2)
  })
})
