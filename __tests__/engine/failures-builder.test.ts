import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { asRoot, freePort, ownBuilders, type OwnBuilders, usualCache } from '../support/builders.js'
import { reportOf, sizeGate, startSizeGate } from '../support/command.js'
import { buildersEnv, docker, type Environment } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

let usual: Environment
let builders: OwnBuilders
let ground: Ground
let project: Project

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-container', 'size-gate-remote', 'size-gate-remote-tls'])
  usual = await buildersEnv()
}, 600_000)

beforeEach(async () => {
  builders = await ownBuilders(usual)
  ground = await createGround(builders.env)
  project = await createProject({ Dockerfile: 'FROM busybox:1.37\nRUN echo text > /file\n' })
})

afterEach(async () => {
  // Nothing is left behind, whatever went wrong.
  expect(await ground.scratch()).toEqual([])
  await ground.remove()
  await project.remove()
  await builders.remove()
}, 60_000)

/** What the command says of a builder that cannot be used; it must come to no report. */
async function refused(name: string): Promise<string> {
  const { code, stdout, stderr } = await sizeGate(['measure', '--builder', name], project.directory, ground.env)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  return stderr
}

test('a builder that is not known', async () => {
  expect(await refused('nobodys')).toBe(
    'size-gate: buildx does not know the builder "nobodys": no builder "nobodys" found\nSee `docker buildx ls`.\n',
  )
})

/** All at once, because buildx waits 20 seconds for each. */
describe('a remote builder that does not answer: the message says what its address does', () => {
  const tls = join(usualCache(), 'builders-tls')
  const usualFiles = { cacert: join(tls, 'ca.pem'), cert: join(tls, 'client.pem'), key: join(tls, 'client-key.pem') }
  const said = new Map<string, string>()

  const cases = [
    ['no socket', /unix:\/\/.*no-socket: connect ENOENT/],
    ['closed port', /tcp:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED/],
    ['authority of others', /unable to verify the first certificate/],
    ['no client certificate', /alert certificate required/],
    ['unknown client certificate', /alert unknown ca/],
    ['expired client certificate', /alert (certificate expired|bad certificate)/],
    ['key of another certificate', /certificates cannot be used: .*key values mismatch/],
    ['no such file', /driver option key cannot be read: .*\/nowhere\/key\.pem/],
    ['no TLS', /if it wants TLS, it has to be created with the driver options cacert, cert and key/],
  ] as const

  async function addresses(): Promise<Readonly<Record<(typeof cases)[number][0], readonly [string, object]>>> {
    const inspected = await docker(usual, 'buildx', 'inspect', 'size-gate-remote-tls')
    const address = /^Endpoint:\s*(\S+)/m.exec(inspected)?.[1] ?? ''
    const other = await certificates(builders.directory, tls)
    return {
      'no socket': [`unix://${join(builders.directory, 'no-socket')}`, {}],
      'closed port': [`tcp://127.0.0.1:${await freePort()}`, {}],
      'authority of others': [address, { ...usualFiles, cacert: other.cert }],
      'no client certificate': [address, { cacert: usualFiles.cacert }],
      'unknown client certificate': [address, { ...usualFiles, cert: other.cert, key: other.key }],
      'expired client certificate': [address, { ...usualFiles, cert: other.expired, key: other.key }],
      'key of another certificate': [address, { ...usualFiles, key: other.key }],
      'no such file': [address, { ...usualFiles, key: '/nowhere/key.pem' }],
      'no TLS': [address, {}],
    }
  }

  test('each run ends with exit code 2, without a report', async () => {
    const all = Object.entries(await addresses()).map(async ([name, [address, files]]) => {
      const options = Object.entries(files).map(([option, file]) => `${option}=${String(file)}`)
      const driver = options.length === 0 ? [] : ['--driver-opt', [...options, 'servername=localhost'].join(',')]
      const builder = name.replaceAll(' ', '-')
      await builders.create(builder, address, ...driver)
      said.set(name, await refused(builder))
    })
    await Promise.all(all)
  }, 120_000)

  test.each(cases)('%s', (name, reason) => {
    expect(said.get(name)).toMatch(reason)
    expect(said.get(name)).toMatch(
      /^size-gate: The builder ".*" does not answer: .*\nCheck that it runs, its address, /,
    )
  })
})

/** A certificate that no authority has signed, its key, and one with that key of our own authority that has expired. */
async function certificates(
  directory: string,
  authority: string,
): Promise<{ readonly cert: string; readonly key: string; readonly expired: string }> {
  const [cert, key, request, expired] = ['other.pem', 'other-key.pem', 'expired.csr', 'expired.pem'].map((file) =>
    join(directory, file),
  ) as [string, string, string, string]
  await execute('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=other',
    '-keyout',
    key,
    '-out',
    cert,
  ])
  await execute('openssl', ['req', '-new', '-key', key, '-subj', '/CN=expired', '-out', request])
  const signed = ['-CA', join(authority, 'ca.pem'), '-CAkey', join(authority, 'ca-key.pem'), '-set_serial', '7']
  await execute(...asRoot('openssl', 'x509', '-req', '-in', request, ...signed, '-days', '-1', '-out', expired))
  return { cert, key, expired }
}

describe('a builder of several nodes', () => {
  beforeEach(async () => {
    await builders.start('one')
    const { address } = await builders.start('two')
    await docker(
      builders.env,
      'buildx',
      'create',
      '--append',
      '--name',
      'one',
      '--driver',
      'remote',
      '--platform',
      'linux/arm64',
      address,
    )
  }, 60_000)

  test('each platform is measured on the node that builds it, the same as alone', async () => {
    await project.write({ Dockerfile: 'FROM busybox:1.37\nARG TARGETARCH\nRUN echo $TARGETARCH > /file\n' })
    const platforms = ['--platforms', 'linux/amd64,linux/arm64']
    const { images } = await reportOf(['measure', '--builder', 'one', ...platforms], project.directory, ground.env)
    expect(images.map(({ platform, status }) => [platform, status])).toEqual([
      ['linux/amd64', 'added'],
      ['linux/arm64', 'added'],
    ])
    const alone = await reportOf(['measure', '--builder', 'two'], project.directory, ground.env)
    for (const image of images) {
      expect(image).toMatchObject({ size: alone.images[0]?.size, instructions: alone.images[0]?.instructions })
    }
    const records = await docker(builders.env, 'buildx', 'history', 'ls', '--builder', 'one', '--format', '{{.Name}}')
    expect(records.trim()).toBe('')
  }, 60_000)

  test('one node that does not run is left out, and a platform that only it has is missing', async () => {
    const gone = `unix://${join(builders.directory, 'no-socket')}`
    await docker(
      builders.env,
      'buildx',
      'create',
      '--append',
      '--name',
      'two',
      '--driver',
      'remote',
      '--platform',
      'linux/riscv64',
      gone,
    )
    const args = ['measure', '--builder', 'two']
    // Both at once, because buildx waits 20 seconds for the node.
    const [{ images }, { code, stderr }] = await Promise.all([
      reportOf(args, project.directory, ground.env),
      sizeGate([...args, '--platforms', 'linux/riscv64'], project.directory, ground.env),
    ])
    expect(images.map(({ status }) => status)).toEqual(['added'])
    expect(stderr).toMatch(/cannot be built for linux\/riscv64: .*the builder runs linux\/amd64.* only\n/)
    expect(code).toBe(2)
  }, 120_000)
})

test('a builder that is killed in mid-build', async () => {
  const buildkitd = await builders.start('killed')
  await project.write({ Dockerfile: 'FROM busybox:1.37\nRUN echo ready; sleep 60\n' })
  const { ended, output } = startSizeGate(['measure', '--builder', 'killed'], project.directory, ground.env)
  for (let tries = 0; !/ running\n/.test(output()); tries++) {
    if (tries > 600) throw new Error(`the step did not begin: ${output()}`)
    await new Promise((wait) => setTimeout(wait, 50))
  }
  await buildkitd.kill()
  const { code, stderr } = await ended
  expect(stderr).toMatch(
    /size-gate: The engine stopped during the build\. The builder "killed" does not answer: .*ECONNREFUSED/,
  )
  expect(code).toBe(2)
}, 120_000)

test('a builder whose disk is full', async () => {
  const memory = join(builders.directory, 'memory')
  await mkdir(memory)
  await execute(...asRoot('mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', memory))
  await builders.start('full', { root: join(memory, 'root') })
  await project.write({
    Dockerfile:
      'FROM busybox:1.37 AS small\nRUN echo small > /small\nFROM small AS big\nRUN dd if=/dev/zero of=/big bs=1M count=64\n',
  })
  const args = ['measure', '--json', '--builder', 'full']
  const { code, stdout } = await sizeGate(args, project.directory, ground.env)
  const { images, verdict } = JSON.parse(stdout) as Report
  const failure = images.find(({ target }) => target === 'big')?.failures[0]
  expect(failure?.log.join('\n')).toContain('No space left on device')
  expect(failure?.hint).toMatch(/^The disk is full: .*docker buildx prune/)
  expect([code, verdict]).toEqual([2, 'breach'])
}, 60_000)

describe('a builder that keeps next to nothing', () => {
  const config = `[history]
  maxAge = "1s"
  maxEntries = 1
[worker.oci]
  gc = true
  [[worker.oci.gcpolicy]]
    all = true
    keepBytes = 1
    maxUsedSpace = 1
`

  test('measures the same, each time', async () => {
    await builders.start('forgetful', { config })
    const dockerfile = ['one', 'two', 'three'].map(
      (name) => `FROM busybox:1.37 AS ${name}\nRUN echo ${name} > /${name}\n`,
    )
    await project.write({ Dockerfile: dockerfile.join('') })
    const measure = async (builder: string): Promise<readonly object[]> => {
      const env = { ...ground.env, XDG_CACHE_HOME: join(builders.directory, builder) }
      const { images } = await reportOf(['measure', '--builder', builder], project.directory, env)
      return images.map(({ target, size, layers, instructions }) => ({ target, size, layers, instructions }))
    }
    await builders.start('usual')
    const expected = await measure('usual')
    expect(expected).toHaveLength(3)
    for (let times = 0; times < 2; times++) expect(await measure('forgetful')).toEqual(expected)
  }, 60_000)
})

afterAll(async () => {
  expect(await docker(usual, 'buildx', 'ls', '--format', '{{.Name}}')).not.toMatch(/^(gone|closed|tls|one|two)$/m)
})
