import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ReportImage } from '../../src/report/report.js'
import { aptRepository, MOUNTED } from '../support/apt-repository.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, docker, type Environment } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

const INSTALL = `RUN ${MOUNTED} apt-get update && apt-get install -y --no-install-recommends`
const CLEAN = '&& rm -rf /var/lib/apt/lists/*'

/** Of a service that gets a package, a tree at another place, and loses a file. */
const BASE = `FROM debian:bookworm-slim
${INSTALL} hello ${CLEAN}
COPY tree /opt/tree
`
const HEAD = `FROM debian:bookworm-slim
${INSTALL} hello moon ${CLEAN}
COPY tree /srv/tree
RUN rm /usr/bin/hello && head -c 40000 /dev/urandom > /one && ln /one /two
`

const PACKAGES = {
  hello: { 'usr/bin/hello': '#!/bin/sh\necho hello\n', 'usr/share/doc/hello/NEWS': 'x'.repeat(20_000) },
  moon: { 'usr/bin/moon': 'm'.repeat(60_000), 'usr/share/moon/phases': 'p'.repeat(30_000) },
}
const files = { 'tree/one': 'x'.repeat(30_000), 'tree/deep/two': 'y'.repeat(20_000) }

let env: Environment
let project: Project
let directory: string
const rows = new Map<string, ReportImage>()

beforeAll(async () => {
  await execute('script/builders', ['start', 'size-gate-container'])
  env = await buildersEnv()
  directory = await mkdtemp(join(tmpdir(), 'contents-'))
  project = await createProject({ Dockerfile: BASE, ...files, ...(await aptRepository(PACKAGES)) })
  await project.commit({ Dockerfile: HEAD })
  for (const builder of ['default', 'size-gate-container']) {
    const own = { ...env, XDG_CACHE_HOME: join(directory, builder) }
    const { images } = await reportOf(['compare', 'HEAD^', '--builder', builder], project.directory, own)
    const [row] = images
    if (row !== undefined) rows.set(builder, row)
  }
}, 300_000)

afterAll(async () => {
  await project.remove()
  await rm(directory, { recursive: true, force: true })
})

/** What `command` prints of the finished file system of a Dockerfile's image, read from its archive or, unpacked, in its root. */
async function ask(dockerfile: string, command: string): Promise<readonly string[]> {
  const tag = `size-gate-test/contents-${process.pid}`
  await project.write({ 'asked/Dockerfile': dockerfile })
  const build = ['--builder', 'default', '--quiet', '--file', 'asked/Dockerfile', '--tag', tag, project.directory]
  await execute('docker', ['buildx', 'build', ...build], { cwd: project.directory, env })
  const container = (await docker(env, 'container', 'create', tag, 'none')).trim()
  const root = await mkdtemp(join(directory, 'root-'))
  try {
    const script = `docker export "$0" > image.tar && ${command}`
    const { stdout } = await execute('bash', ['-o', 'pipefail', '-c', script, container], { env, cwd: root })
    return stdout.split('\n').filter((line) => line !== '')
  } finally {
    await docker(env, 'container', 'rm', container)
    await docker(env, 'image', 'rm', tag)
  }
}

/** Bytes of regular files; what docker puts into a container of its own is empty. */
async function bytesOf(dockerfile: string): Promise<number> {
  const [sum] = await ask(dockerfile, `tar -tvf image.tar | awk '$1 ~ /^-/ { sum += $3 } END { printf "%d", sum }'`)
  return Number(sum)
}

/** \`name version\` of each package that dpkg knows. */
async function packagesOf(dockerfile: string): Promise<ReadonlySet<string>> {
  const unpack = 'mkdir root && tar -xf image.tar --directory root --no-same-owner var/lib/dpkg'
  const query = "dpkg-query --admindir root/var/lib/dpkg --show --showformat '${binary:Package} ${Version}\\n'"
  return new Set(await ask(dockerfile, `${unpack} && ${query}`))
}

describe.each(['default', 'size-gate-container'])('on the builder %s', (builder) => {
  const row = (): ReportImage => {
    const found = rows.get(builder)
    if (found === undefined) throw new Error(`nothing was measured on ${builder}`)
    return found
  }

  test('the changes of files add up to what tar counts in the exported file systems', async () => {
    const paths = row().paths ?? []
    const change = paths.reduce((sum, one) => sum + one.change, 0)
    expect(change).toBe((await bytesOf(HEAD)) - (await bytesOf(BASE)))
    expect(paths.length).toBeLessThanOrEqual(13)
    expect(paths.every((one) => (one.head ?? 0) - (one.base ?? 0) === one.change)).toBe(true)
  }, 120_000)

  test('a tree at another place has moved', () => {
    expect(row().paths?.filter(({ from }) => from !== null)).toEqual([
      expect.objectContaining({ path: '/srv/tree', from: '/opt/tree', head: 50_000, base: 50_000, change: 0, line: 3 }),
    ])
  })

  test('the packages that changed are those that dpkg-query tells', async () => {
    const [before, now] = [await packagesOf(BASE), await packagesOf(HEAD)]
    const added = [...now].filter((one) => !before.has(one))
    expect(added.length).toBeGreaterThan(0)
    expect(
      row()
        .packages?.map(({ name, head, base }) => `${name} ${head} ${base}`)
        .toSorted(),
    ).toEqual(added.map((one) => `${one} null`).toSorted())
  }, 120_000)
})

test('both say the same', () => {
  const [one, other] = [...rows.values()].map(({ paths, packages, findings, waste }) => ({
    paths,
    packages,
    findings,
    waste,
  }))
  expect(one).toEqual(other)
})
