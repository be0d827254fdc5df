import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ReportImage } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, type Environment } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

/** A program as people build it: all of it is copied from the directory in which every step worked. */
const dockerfile = (installed: number, built: number): string => `FROM busybox:1.37 AS build
WORKDIR /app
RUN mkdir modules && head -c ${installed} /dev/zero > modules/one
COPY . .
RUN mkdir dist && head -c ${built} /dev/zero > dist/out
RUN rm -rf modules/.cache && chmod 755 /app
FROM busybox:1.37
COPY --from=build /app /srv/app
`

let env: Environment
let project: Project
let caches: string

beforeAll(async () => {
  await promisify(execFile)('script/builders', ['start', 'size-gate-container'])
  env = await buildersEnv()
  caches = await mkdtemp(join(tmpdir(), 'caches-'))
  project = await createProject({ Dockerfile: dockerfile(500_000, 30_000), 'src/a': 'a', '.dockerignore': 'modules\n' })
  // As on the machine of somebody who works there, of whom the build gets none.
  await project.write({ 'modules/one': 'mine', '.git/info/exclude': '/modules\n' })
}, 120_000)

afterAll(async () => {
  await project.remove()
  await rm(caches, { recursive: true, force: true })
})

describe('what a COPY from another stage brought is laid to what made the file that changed most', () => {
  async function compared(builder: string): Promise<ReportImage['instructions'][number] | undefined> {
    const own = { ...env, XDG_CACHE_HOME: join(caches, builder) }
    const { images } = await reportOf(['HEAD^', '--builder', builder], project.directory, own)
    return images.find(({ shipped }) => shipped)?.instructions.find(({ line }) => line === 8)
  }

  test.each([
    ['a file of the context', { 'src/data': Buffer.alloc(900_000) }, 900_000, 4, null],
    ['what a command installed', { Dockerfile: dockerfile(700_000, 30_000) }, 200_000, 3, 'head -c 500000'],
    ['what a command built', { Dockerfile: dockerfile(700_000, 40_000) }, 10_000, 5, 'head -c 30000'],
  ])(
    '%s',
    async (_, files, change, line, was) => {
      await project.commit(files)
      for (const builder of ['default', 'size-gate-container']) {
        const found = await compared(builder)
        expect(found).toMatchObject({ change, cause: { kind: 'instruction', stage: 'build', line } })
        expect(found?.cause?.was ?? null).toEqual(was === null ? null : expect.stringContaining(was))
      }
    },
    120_000,
  )

  test('a file that went', async () => {
    await project.git('rm', '--quiet', 'src/data')
    await project.commit({})
    expect(await compared('default')).toMatchObject({ change: -900_000, cause: { line: 4 } })
  }, 60_000)
})
