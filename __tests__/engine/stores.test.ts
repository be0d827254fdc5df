import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report, ReportImage } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { docker, engineEnv, type Environment, type Store, STORES } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** Whatever makes a layer's bytes differ from what a file tree weighs. */
const DOCKERFILE = `# syntax is the builtin one
ARG BASE=busybox:1.37
FROM \${BASE} AS files
WORKDIR /files
COPY . .
RUN dd if=/dev/zero of=zeros bs=1000 count=3000 && ln zeros hard && ln -s zeros soft
RUN mkdir deep && touch "deep/$(printf 'n%.0s' $(seq 1 200))" && chmod 600 zeros
RUN rm -rf deep hard && dd if=/dev/zero of=sparse bs=1 count=1 seek=5000000

FROM \${BASE}
RUN echo unnamed > /unnamed

FROM scratch AS empty
COPY --from=files /files/zeros /

FROM files AS linked
COPY --link --from=1 /unnamed /linked/
COPY <<heredoc /text
some text
heredoc
RUN true
RUN true

FROM \${BASE} AS metadata
ENV KEY=value
LABEL only=metadata

FROM debian:bookworm-slim AS debian
RUN echo usual > /usual

FROM busybox:1.37 AS final
COPY --from=files --chown=1000:1000 /files /app
RUN rm -r /app && mkdir /app && echo opaque > /app/file
`

let project: Project
const reports = new Map<Store, Report>()
const environments = new Map<Store, Environment>()

beforeAll(async () => {
  project = await createProject({ Dockerfile: DOCKERFILE, 'data.bin': Buffer.alloc(123_456, 7), 'größe.txt': 'text' })
  for (const store of STORES) {
    const env = { ...(await engineEnv(store)), XDG_CACHE_HOME: await mkdtemp(join(tmpdir(), 'cache-')) }
    environments.set(store, env)
    reports.set(store, await reportOf(['measure'], project.directory, env))
  }
}, 180_000)

afterAll(async () => {
  await project.remove()
  for (const env of environments.values()) await rm(env['XDG_CACHE_HOME'] ?? '', { recursive: true, force: true })
})

function rows(store: Store): readonly ReportImage[] {
  return reports.get(store)?.images ?? []
}

function envOf(store: Store): Environment {
  const env = environments.get(store)
  if (env === undefined) throw new Error(`${store} has no environment`)
  return env
}

test('every stage is a row: named and unnamed, shipped and intermediate', () => {
  expect(rows('classic').map(({ target, shipped }) => [target, shipped])).toEqual([
    ['files', false],
    ['stage-1', false],
    ['empty', true],
    ['linked', true],
    ['metadata', true],
    ['debian', true],
    ['final', true],
  ])
})

test('sizes, layers and instructions are equal on both stores, to the byte', () => {
  const exact = (store: Store): readonly ReportImage[] => rows(store).filter(({ size }) => size.exact)
  const figures = (store: Store): unknown =>
    exact(store).map(({ target, size, layers, stages, instructions }) => ({
      target,
      size,
      layers,
      stages,
      instructions,
    }))
  expect(exact('classic').every(({ size }) => (size.head ?? 0) > 2_000_000)).toBe(true)
  expect(figures('containerd')).toEqual(figures('classic'))
})

test('an intermediate stage is exact where an image has all its layers, else an estimate', () => {
  for (const store of STORES) {
    expect(rows(store).flatMap(({ target, size }) => (size.exact ? [target] : []))).toEqual([
      'files',
      'empty',
      'linked',
      'metadata',
      'debian',
      'final',
    ])
    const stage = rows(store).find(({ target }) => target === 'stage-1')
    const base = stage?.instructions.find(({ origin }) => origin === 'base')?.head ?? 0
    // The 8 bytes of /unnamed, which take a block on the builder's disk, its directory another.
    expect((stage?.size.head ?? 0) - base).toBeGreaterThanOrEqual('unnamed\n'.length)
    expect((stage?.size.head ?? 0) - base).toBeLessThan(50_000)
  }
})

test('the containerd store tells an exact download size, the classic store an estimate of it', () => {
  const downloads = (store: Store): readonly ReportImage['download'][] =>
    rows(store).flatMap(({ shipped, download }) => (shipped ? [download] : []))
  expect(downloads('containerd').every(({ exact, head }) => exact && (head ?? 0) > 0)).toBe(true)
  expect(downloads('classic').every(({ exact, head }) => !exact && (head ?? 0) > 0)).toBe(true)
  const ofDebian = (store: Store): number => rows(store).find(({ target }) => target === 'debian')?.download.head ?? 0
  expect(ofDebian('classic') / ofDebian('containerd')).toBeGreaterThan(0.75)
  expect(ofDebian('classic') / ofDebian('containerd')).toBeLessThan(1.33)
})

describe.each(STORES)('%s', (store) => {
  test('equals the sum over the tar headers of the saved image', async () => {
    const env = envOf(store)
    const tag = `size-gate-test/${store}:${process.pid}`
    await docker(env, 'buildx', 'build', '--quiet', '--load', '--provenance=false', '--tag', tag, project.directory)
    try {
      const saved = await savedSize(env, tag)
      expect(rows(store).find(({ target }) => target === 'final')?.size.head).toBe(saved)
    } finally {
      await docker(env, 'image', 'rm', '--force', tag)
    }
  }, 60_000)

  test('measured again it says the same, with what it remembers', async () => {
    const again = await reportOf(['measure'], project.directory, envOf(store))
    // All is in the cache now.
    const figures = (images: readonly ReportImage[] = []): unknown => images.map((row) => ({ ...row, work: null }))
    expect(figures(again.images)).toEqual(figures(reports.get(store)?.images))
    expect(again.images.every(({ work: { head } }) => head === null || head.steps === head.cached)).toBe(true)
  }, 60_000)
})

/** GNU tar's own listing of each layer of a saved image, summed up. */
async function savedSize(env: Environment, tag: string): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'saved-'))
  try {
    await docker(env, 'image', 'save', '--output', join(directory, 'image.tar'), tag)
    await execute('tar', ['-C', directory, '-xf', join(directory, 'image.tar')])
    const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as { Layers: string[] }[]
    const sizes = await Promise.all((manifest[0]?.Layers ?? []).map((layer) => listedSize(join(directory, layer))))
    return sizes.reduce((sum, size) => sum + size, 0)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function listedSize(layer: string): Promise<number> {
  const bytes = await readFile(layer)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const listing = execute('tar', ['--numeric-owner', '-tvf', '-'], { maxBuffer: 2 ** 28 })
  listing.child.stdin?.end(isGzip ? gunzipSync(bytes) : bytes)
  const { stdout } = await listing
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('-'))
    .reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0)
}
