import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Engine } from '../../src/builder/engine.js'
import type { Described } from '../../src/image/described.js'
import { type LayerMemory, openLayerMemory } from '../../src/image/layer-memory.js'
import { readBlobs } from '../../src/image/read-blobs.js'
import { readClassicLayers } from '../../src/image/read-classic-layers.js'
import { KIND } from '../../src/layer/layer-files.js'
import { archiveOf, blobOf, type Member } from '../layer/tar-writer.js'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'read-layers-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

const open = (): Promise<LayerMemory> =>
  openLayerMemory(directory, (line) => {
    throw new Error(line)
  })

const file = (name: string, bytes: number): Member => ({ name, body: 'x'.repeat(bytes) })
const folder = (name: string): Member => ({ name, type: '5', mode: 0o755 })
const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** An image of which the last layer is its own, and the others a base's. */
function imageOf(diffIds: readonly string[], layers: readonly Buffer[] = []): Described {
  return {
    built: { digest: 'sha256:image', target: { importsCache: false }, chain: { base: null, own: [{}] } },
    config: { rootfs: { diff_ids: diffIds }, history: diffIds.map(() => ({})), config: {} },
    manifest: { layers: layers.map((bytes) => ({ digest: digestOf(bytes) })) },
  } as unknown as Described
}

/** The classic store with these layers, and a finished image that shows the files for which `shows` holds. */
function classic(layers: readonly (readonly Member[])[], shows: (path: string) => boolean): Engine {
  return {
    history: () =>
      Promise.resolve(layers.map((members) => members.reduce((sum, { body }) => sum + (body?.length ?? 0), 0))),
    overlayLayers: () =>
      Promise.resolve({
        count: layers.length,
        read: (index: number) => ({ root: '', archive: blobOf(archiveOf(layers[index] ?? [])) }),
        exists: (path: string) => Promise.resolve(shows(path)),
        close: () => Promise.resolve(),
      }),
  } as unknown as Engine
}

const IDS = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}`)

test('what a layer hides is not forgotten because a run before this one only wanted its size', async () => {
  const engine = classic(
    [
      [file('usr/local/go/bin/go', 40_000)],
      [folder('usr/local/'), folder('usr/local/go/'), file('usr/local/go/VERSION', 20_000)],
      [file('app', 10)],
    ],
    (path) => path !== '/usr/local/go/bin/go',
  )
  const first = await open()
  await readClassicLayers([imageOf(IDS)], engine, first, new Set())
  expect(IDS.map((id) => first.size(id))).toEqual([40_000, 20_000, 10])
  expect(IDS.map((id) => first.contents(id))).toEqual([undefined, undefined, undefined])
  const second = await open()
  await second.recall(IDS)
  await readClassicLayers([imageOf(IDS)], engine, second, new Set(IDS))
  const { files } = second.contents(IDS[1] ?? '') ?? {}
  const opaque = Array.from(files?.kinds ?? []).indexOf(KIND.opaque)
  expect(second.names.paths.path(files?.paths[opaque] ?? 0)).toBe('/usr/local/go')
})

test('of more directories than are asked about the layer says that they were not', async () => {
  const names = Array.from({ length: 506 }, (_, index) => `d${index}/`)
  const lower = names.map((name) => file(`${name}old`, 10_000))
  const upper = names.flatMap((name) => [folder(name), file(`${name}new`, 1)])
  const engine = classic([lower, upper, [file('app', 10)]], (path) => !path.endsWith('/old'))
  const memory = await open()
  await readClassicLayers([imageOf(IDS)], engine, memory, new Set(IDS))
  const contents = memory.contents(IDS[1] ?? '')
  expect(Array.from(contents?.files.kinds ?? []).filter((kind) => kind === KIND.opaque)).toHaveLength(500)
  expect(contents?.hidesWaste).toBe(true)
  expect(contents?.troubles).toEqual([
    'of some directories (6) it is not known whether they hide files of the layers below: the engine cannot be asked',
  ])
})

test('a directory is asked about by the smallest file that can be named', async () => {
  const lower = [file('a/large', 30_000), file('a/small', 9000), file('a/middle', 12_000), file('b/\xe9', 20_000)]
  const upper = [folder('a/'), file('a/new', 1), folder('b/'), file('b/new', 1)]
  const asked: string[] = []
  const engine = classic([lower, upper, [file('app', 10)]], (path) => {
    asked.push(path)
    return true
  })
  const memory = await open()
  await readClassicLayers([imageOf(IDS)], engine, memory, new Set(IDS))
  expect(asked).toEqual(['/a/small'])
  expect(memory.contents(IDS[1] ?? '')?.troubles).toEqual([
    'of some directories (1) it is not known whether they hide files of the layers below: the engine cannot be asked',
  ])
})

test('of what lies in a volume nothing is concluded, and that is said', async () => {
  const upper = [folder('data/'), file('data/new', 1), folder('srv/'), file('srv/new', 1)]
  const engine = classic([[file('data/old', 20_000), file('srv/old', 20_000)], upper, [file('app', 10)]], () => false)
  const image = imageOf(IDS)
  const config = { ...image.config, config: { Volumes: { '/data/': {} } } }
  const memory = await open()
  await readClassicLayers([{ ...image, config }], engine, memory, new Set(IDS))
  const { files, hidesWaste, troubles } = memory.contents(IDS[1] ?? '') ?? {}
  const opaque = Array.from(files?.kinds ?? []).flatMap((kind, at) =>
    kind === KIND.opaque ? [memory.names.paths.path(files?.paths[at] ?? 0)] : [],
  )
  expect([opaque, hidesWaste, troubles?.length]).toEqual([['/srv'], true, 1])
})

test('a layer of a base that is not what its image names stops the run, and is not remembered', async () => {
  const [base, own] = [archiveOf([file('usr/a', 1000)]), archiveOf([file('app', 10)])]
  const engine = {
    read: (digest: string) => blobOf(digest === digestOf(base) ? base : own),
  } as unknown as Engine
  const memory = await open()
  await readBlobs([imageOf([digestOf(base), digestOf(own)], [base, own])], engine, memory, new Set())
  expect([digestOf(base), digestOf(own)].map(memory.size)).toEqual([1000, 10])
  const [claimed] = IDS
  const lie = readBlobs([imageOf([claimed ?? '', digestOf(own)], [base, own])], engine, memory, new Set())
  await expect(lie).rejects.toThrow(`it should have the digest ${claimed}, and has ${digestOf(base)}`)
  expect(memory.size(claimed ?? '')).toBeUndefined()
})
