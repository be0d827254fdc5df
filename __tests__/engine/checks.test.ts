import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { RULES } from '../../src/findings/finding.js'
import type { Report, ReportImage } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, engineEnv } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** The oldest that works; it has no warnings in its metadata. */
const OLDEST_BUILDX = '0.14.0'
/** Its frontend has no checks. */
const UNTOLD = 'size-gate-remote-0.11.0'

/** The third stage has no name, and is built with one of ours. */
const DOCKERFILE = `ARG MODE=fast
from busybox:1.37 AS Build
WORKDIR src
ARG NPM_TOKEN
ENV A b
RUN echo $A > /x

FROM busybox:1.37 as other
MAINTAINER me
CMD echo other

from busybox:1.37
RUN echo two > /two

FROM busybox:1.37
COPY --from=Build /x /x
COPY --from=2 /two /two
ENV API_KEY=x
ENV GIT_AUTH=x
ENV B $UNSET
EXPOSE 80/TCP
ENTRYPOINT echo \\
  entry
CMD echo a
`
/** First and last lines of what each image is built from. */
const LINES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  other: [
    [1, 1],
    [8, 10],
  ],
  'stage-3': [
    [1, 6],
    [12, 99],
  ],
}

interface Way {
  readonly engine: 'classic' | 'containerd' | 'builders'
  readonly builder?: string
  readonly buildx?: string
}

const OLDER = 'size-gate-remote-0.20.2'
const WAYS: readonly (readonly [string, Way])[] = [
  ['classic', { engine: 'classic' }],
  ['containerd', { engine: 'containerd' }],
  ['docker-container', { engine: 'builders', builder: 'size-gate-container' }],
  ['an older BuildKit', { engine: 'builders', builder: OLDER }],
  ['the oldest buildx', { engine: 'builders', builder: OLDER, buildx: OLDEST_BUILDX }],
]

function argumentsOf({ builder }: Way): readonly string[] {
  return builder === undefined ? [] : ['--builder', builder]
}

async function groundOf({ engine, buildx }: Way): Promise<Ground> {
  const env = engine === 'builders' ? await buildersEnv() : await engineEnv(engine)
  if (buildx === undefined) return createGround(env)
  const folder = (await execute('script/buildx', [buildx])).stdout.trim()
  return createGround({ ...env, DOCKER_CONFIG: folder, BUILDX_CONFIG: join(env['DOCKER_CONFIG'] ?? '', 'buildx') })
}

interface Warnings {
  readonly warnings:
    readonly { readonly ruleName: string; readonly location: { readonly ranges: readonly Range[] } }[] | null
}
interface Range {
  readonly start: { readonly line: number }
}

/** `line rule` of what BuildKit's own command says, by the usual buildx: an old one has no such command. */
async function judged(directory: string, target: string, way: Way): Promise<readonly string[]> {
  const env = way.engine === 'builders' ? await buildersEnv() : await engineEnv(way.engine)
  const own = target === 'stage-3' ? [] : ['--target', target]
  const args = ['buildx', 'build', ...argumentsOf(way), '--call=check,format=json', ...own, '.']
  const options = { cwd: directory, env: env as NodeJS.ProcessEnv }
  // Where there are warnings it ends with 1.
  const { stdout } = await execute('docker', args, options).catch((error: unknown) => error as { stdout: string })
  const { warnings } = JSON.parse(stdout) as Warnings
  return (warnings ?? [])
    .map(({ ruleName, location }) => ({ ruleName, line: location.ranges[0]?.start.line ?? 0 }))
    .filter(({ line }) => LINES[target]?.some(([first, last]) => first <= line && line <= last))
    .map(({ ruleName, line }) => `${line} ${ruleName}`)
    .sort()
}

/** The same of the report, our rule for secrets under the name that BuildKit's has. */
function told({ findings }: ReportImage, news = false): readonly string[] {
  return (findings ?? [])
    .filter(({ inBase }) => !news || inBase === false)
    .map(({ rule, line }) => `${line} ${rule === 'secret-in-arg' ? 'SecretsUsedInArgOrEnv' : rule}`)
    .filter((text) => !RULES.some((rule) => text.endsWith(` ${rule}`)))
    .sort()
}

function row({ images }: Report, target: string): ReportImage {
  const found = images.find((each) => each.target === target)
  if (found === undefined) throw new Error(`no row of ${target}`)
  return found
}

beforeAll(async () => {
  await execute('script/engine', ['classic', 'start'])
  await execute('script/engine', ['containerd', 'start'])
  await execute('script/builders', ['start', 'size-gate-container', OLDER, UNTOLD])
}, 900_000)

afterAll(async () => {
  await execute('script/builders', ['stop', UNTOLD])
}, 60_000)

describe.each(WAYS)('%s', (_, way) => {
  let project: Project
  let ground: Ground

  beforeAll(async () => {
    ground = await groundOf(way)
    // New in each run: nothing of its own steps is cached at first.
    project = await createProject({ Dockerfile: `${DOCKERFILE}LABEL run=${randomBytes(8).toString('hex')}\n` })
  }, 120_000)

  afterAll(async () => {
    await project.remove()
    await ground.remove()
  })

  const compare = (): Promise<Report> =>
    reportOf(['compare', 'HEAD^', ...argumentsOf(way)], project.directory, ground.env)

  test('tells what `--call=check` tells of the same lines, also where all is cached', async () => {
    await project.commit({ 'other.txt': 'b' })
    const cold = await compare()
    const warm = await compare()
    for (const target of ['other', 'stage-3']) {
      const expected = await judged(project.directory, target, way)
      expect(expected.length).toBeGreaterThan(1)
      expect(told(row(cold, target))).toEqual(expected)
      expect(told(row(warm, target))).toEqual(expected)
      // The Dockerfile is the same at the base.
      expect(told(row(warm, target), true)).toEqual([])
    }
  }, 120_000)

  test('keeps head and base of one bake apart', async () => {
    await project.commit({
      Dockerfile: DOCKERFILE.replace('ENV A b\n', 'ENV A b\nENV N n\n').replace('MAINTAINER me', 'LABEL by=me'),
    })
    const report = await compare()
    expect(told(row(report, 'stage-3'), true)).toEqual(['6 LegacyKeyValueFormat'])
    expect(told(row(report, 'other'), true)).toEqual([])
    expect(told(row(report, 'other')).join()).not.toContain('MaintainerDeprecated')
  }, 120_000)

  test('says it in BuildKit’s words, and where to read on; our own rule says it of a secret', async () => {
    const { findings } = row(await compare(), 'stage-3')
    expect(findings?.find(({ rule }) => rule === 'StageNameCasing')).toEqual({
      rule: 'StageNameCasing',
      bytes: 0,
      line: 2,
      paths: [],
      advice: "Stage name 'Build' should be lowercase. Stage names should be lowercase.",
      url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
      inBase: true,
    })
    const secrets = findings?.filter(({ advice }) => /API_KEY/.test(advice)).map(({ rule }) => rule)
    expect(secrets).toEqual(['secret-in-arg'])
  }, 120_000)
})

test('a builder whose frontend has no checks tells none, and all else', async () => {
  const ground = await groundOf({ engine: 'builders' })
  const project = await createProject({ Dockerfile: DOCKERFILE })
  const report = await reportOf(['measure', '--builder', UNTOLD], project.directory, ground.env)
  expect(row(report, 'stage-3').size.exact).toBe(true)
  expect(row(report, 'stage-3').findings?.map(({ rule }) => rule)).toContain('secret-in-arg')
  expect(report.images.flatMap(({ findings }) => findings ?? []).filter(({ url }) => url !== null)).toEqual([])
  expect(report.notes.filter((note) => /check/i.test(note))).toEqual([])
  await project.remove()
  await ground.remove()
}, 120_000)
