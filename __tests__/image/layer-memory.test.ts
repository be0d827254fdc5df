import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type LayerMemory, openLayerMemory } from '../../src/image/layer-memory.js'
import { trimDirectory } from '../../src/image/trim-directory.js'
import { readLayer } from '../../src/layer/read-layer.js'
import { archiveOf, blobOf } from '../layer/tar-writer.js'

let directory: string
let said: string[]

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'layer-memory-'))
  said = []
})

afterEach(() => {
  chmodSync(directory, 0o755)
  rmSync(directory, { recursive: true, force: true })
})

const idOf = (digit: string): string => `sha256:${digit.repeat(64)}`
const open = (): Promise<LayerMemory> => openLayerMemory(directory, (line) => said.push(line))

async function add(memory: LayerMemory, id: string, files = ['usr/a', 'usr/b']): Promise<void> {
  const archive = archiveOf(files.map((name) => ({ name, body: 'x' })))
  await memory.add(id, await readLayer(blobOf(archive), memory.names))
}

async function recalled(id: string): Promise<readonly string[] | null> {
  const memory = await open()
  await memory.recall([id])
  const files = memory.contents(id)?.files
  return files === undefined ? null : Array.from(files.paths, (path) => memory.names.paths.path(path))
}

const fileOf = (id: string): string => join(directory, 'layers.v1', id.replace(':', '-'))

test('another run knows sizes and contents', async () => {
  await add(await open(), idOf('a'))
  expect((await open()).size(idOf('a'))).toBe(2)
  expect(await recalled(idOf('a'))).toEqual(['/usr/a', '/usr/b'])
  expect(await recalled(idOf('b'))).toBeNull()
  expect(said).toEqual([])
})

test('what is damaged, or of another version, is read and written anew', async () => {
  await add(await open(), idOf('a'))
  const good = readFileSync(fileOf(idOf('a')))
  for (const bad of [
    good.subarray(0, 50),
    Buffer.concat([good, Buffer.from('x')]),
    Buffer.from('{}'),
    Buffer.alloc(0),
  ]) {
    writeFileSync(fileOf(idOf('a')), bad)
    expect(await recalled(idOf('a'))).toBeNull()
    await add(await open(), idOf('a'))
    expect(readFileSync(fileOf(idOf('a'))).equals(good)).toBe(true)
  }
  expect(said).toEqual([])
})

test('runs at the same time do not hinder each other, and leave nothing half done', async () => {
  const memories = await Promise.all(Array.from({ length: 8 }, open))
  const files = Array.from({ length: 2000 }, (_, index) => `usr/${index}`)
  await Promise.all(memories.flatMap((memory) => ['a', 'b', 'c'].map((digit) => add(memory, idOf(digit), files))))
  for (const digit of ['a', 'b', 'c']) expect(await recalled(idOf(digit))).toHaveLength(2000)
  expect(readdirSync(join(directory, 'layers.v1'))).toHaveLength(3)
  expect(said).toEqual([])
})

test.each([
  ['a file where the directory belongs', () => writeFileSync(join(directory, 'layers.v1'), '')],
  [
    'directories where files belong',
    () => ['a', 'b'].forEach((digit) => mkdirSync(join(fileOf(idOf(digit)), 'x'), { recursive: true })),
  ],
])('%s: said once, and the run goes on', async (_, spoil) => {
  spoil()
  const memory = await open()
  await memory.recall([idOf('a'), idOf('b')])
  for (const digit of ['a', 'b']) {
    await add(memory, idOf(digit))
    expect(memory.contents(idOf(digit))?.files.count).toBe(2)
  }
  expect(said).toEqual([expect.stringMatching(/^Layers that were read are read again in the next run/)])
  const kept = join(directory, 'layers.v1')
  if (statSync(kept).isDirectory()) expect(readdirSync(kept)).toHaveLength(2)
})

test('nothing can be written at all: said once of sizes and once of contents', async () => {
  rmSync(directory, { recursive: true })
  writeFileSync(directory, '')
  const memory = await open()
  for (const digit of ['a', 'b']) await add(memory, idOf(digit))
  expect(memory.size(idOf('b'))).toBe(2)
  expect(said.map((line) => /: (.*) \(/.exec(line)?.[1])).toEqual([
    'their sizes are not kept',
    'what they hold is not kept',
  ])
})

test('trimming keeps what was used last', async () => {
  for (const [age, digit] of ['a', 'b', 'c', 'd'].entries()) {
    await add(await open(), idOf(digit))
    const then = new Date(Date.now() - (10 - age) * 3_600_000)
    utimesSync(fileOf(idOf(digit)), then, then)
  }
  await recalled(idOf('a'))
  const bytes = statSync(fileOf(idOf('a'))).size
  await trimDirectory(join(directory, 'layers.v1'), 2 * bytes)
  expect(['a', 'b', 'c', 'd'].filter((digit) => existsSync(fileOf(idOf(digit))))).toEqual(['a', 'd'])
})
