import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { docker, engineEnv, type Environment } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** The engines that are not buildx's docker driver: the versions that BuildKit had in Docker 28.0.4, and the newest. */
const BUILDERS = ['size-gate-container', 'size-gate-remote', 'size-gate-remote-tls', 'size-gate-remote-0.20.2'] as const

/** New in each run, so that no builder has pulled it: BuildKit does not for what only adds metadata or links. */
const LAZY = `FROM busybox:1.37\nRUN echo ${process.pid} ${Date.now()} > /new && ln -s /a/long/target /link\n`

/** Several layers, symbolic links in plenty, and triggers. */
const BASE = `FROM busybox:1.37
RUN mkdir /links && for i in $(seq 1 300); do ln -s /a/target/with/a/long/name/$i /links/$i; done
RUN echo base > /base
ONBUILD COPY trigger /triggered
ONBUILD RUN echo onbuild > /onbuild
`

const DOCKERFILES: Readonly<Record<string, string>> = {
  'multi-layer-base': 'ARG BASE\nFROM $BASE\nRUN echo own > /own\n',
  'lazy-base': 'ARG LAZY\nFROM $LAZY\nENV A=b\n',
  'lazy-base-linked': 'ARG LAZY\nFROM $LAZY\nCOPY --link data.bin /linked/\n',
  scratch: 'FROM scratch\nCOPY data.bin /\n',
  link: 'FROM busybox:1.37\nRUN echo 1 > /1\nCOPY --link data.bin /linked/\nCOPY --link --chmod=600 trigger /linked/\n',
  heredoc: 'FROM busybox:1.37\nCOPY <<a <<b /texts/\none\na\ntwo\nb\nRUN <<run\necho x > /x\nrun\n',
  'hard-links': 'FROM busybox:1.37\nCOPY data.bin /a\nRUN ln /a /b && ln /b /c\nRUN ln /bin/busybox /bin/again\n',
  'sparse-and-long': `FROM busybox:1.37\nRUN dd if=/dev/zero of=/sparse bs=1 count=1 seek=4000000 && mkdir -p /${'d'.repeat(90)}/${'e'.repeat(90)} && echo x > /${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(200)}\n`,
  'metadata-only': 'ARG BASE=busybox:1.37\nFROM busybox:1.37\nENV A=b\nLABEL c=d\n',
  deletes: 'FROM busybox:1.37\nCOPY data.bin /d/data\nRUN rm /d/data\nRUN rm -r /d\n',
  opaque:
    'FROM busybox:1.37\nRUN mkdir -p /o/sub && echo 1 > /o/sub/1 && echo 2 > /o/2\nRUN rm -r /o && mkdir /o && echo 3 > /o/3\n',
  'empty-layers': 'FROM busybox:1.37\nRUN true\nWORKDIR /\nRUN true\nCOPY --from=busybox:1.37 /etc/nothing* /\n',
  'same-layer-twice': 'FROM scratch\nCOPY --link data.bin /\nCOPY --link data.bin /\n',
  'changed-metadata':
    'FROM busybox:1.37\nCOPY data.bin /\nRUN chmod 600 /data.bin\nRUN touch -t 200001010000 /data.bin\n',
}

let project: Project
let caches: string
const environments = new Map<string, Environment>()
const reports = new Map<string, Report>()

beforeAll(async () => {
  await execute('script/builders', ['start'])
  caches = await mkdtemp(join(tmpdir(), 'caches-'))
  const classic = await buildersEnv()
  const base = await publish(classic, 'base', BASE)
  const lazy = await publish(classic, 'lazy', LAZY)
  project = await createProject({
    'data.bin': Buffer.alloc(345_678, 9),
    trigger: 'trigger',
    ...Object.fromEntries(Object.entries(DOCKERFILES).map(([name, text]) => [`${name}.Dockerfile`, text])),
    '.github/size-gate.yml': `images:\n${Object.keys(DOCKERFILES)
      .map((name) => `  ${name}: { file: ${name}.Dockerfile, build-args: { BASE: "${base}", LAZY: "${lazy}" } }\n`)
      .join('')}`,
  })
  const engines: [string, Environment, readonly string[]][] = [
    ['classic', await engineEnv('classic'), []],
    ['containerd', await engineEnv('containerd'), []],
    ...BUILDERS.map((name): [string, Environment, readonly string[]] => [name, classic, ['--builder', name]]),
  ]
  for (const [name, engine, args] of engines) {
    const env = { ...engine, XDG_CACHE_HOME: join(caches, name) }
    environments.set(name, env)
    reports.set(name, await reportOf(['measure', ...args], project.directory, env))
  }
}, 600_000)

afterAll(async () => {
  await project.remove()
  await rm(caches, { recursive: true, force: true })
})

/** Builds a base image and pushes it to the registry on loopback; returns its reference. */
async function publish(env: Environment, name: string, dockerfile: string): Promise<string> {
  const reference = `${env['SIZE_GATE_REGISTRY'] ?? ''}/test/${name}:${process.pid}`
  const bases = await createProject({ Dockerfile: dockerfile })
  await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--tag', reference, bases.directory)
  await docker(env, 'push', '--quiet', reference)
  await docker(env, 'image', 'rm', reference)
  await bases.remove()
  return reference
}

/** The classic engine's environment, in which buildx knows the builders. */
async function buildersEnv(): Promise<Environment> {
  const { stdout } = await execute('bash', ['-c', 'eval "$(script/builders env)" && env -0'])
  const lines = stdout.split('\0').filter((line) => line.includes('='))
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

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
  expect(new Set(images.map(({ image }) => image))).toEqual(new Set(Object.keys(DOCKERFILES)))
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
