import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createFileNames, createLayerFiles, type FileNames, KIND, sizeOf } from '../../src/layer/layer-files.js'
import { type PackedBytes, packContents, unpackContents } from '../../src/layer/packed-contents.js'
import { type LayerContents, readLayer } from '../../src/layer/read-layer.js'
import { archiveOf, blobOf, type Member } from './tar-writer.js'

const STATUS = 'Package: a\nStatus: install ok installed\nVersion: 1\nInstalled-Size: 3\n\n'
const LOCK = '# yarn lockfile v1\n\n\na@^1:\n  version "1.0.0"\n  dependencies:\n    b "^2"\n'
const KEY = '-----BEGIN PRIVATE KEY-----\nx\n'

const part = fc.constantFrom('usr', 'lib', 'a', 'b\xff', '\xc3\xa9', 'x'.repeat(120))
const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'))
const member = fc.record({
  name: fc.oneof(
    path,
    path.map((name) => `${name}/.wh.gone`),
    path.map((name) => `${name}/.wh..wh..opq`),
  ),
  type: fc.constantFrom('0', '0', '1', '2', '5', '3'),
  body: fc.constantFrom('', 'x', 'y'.repeat(600)),
  target: path,
  mode: fc.constantFrom(0o644, 0o755, 0o4755),
  uid: fc.nat(3),
})
const members = fc
  .array(member, { maxLength: 30 })
  .map((all): readonly Member[] => all.map((one) => ('0'.includes(one.type) ? one : { ...one, body: '' })))

async function read(from: readonly Member[], names: FileNames): Promise<LayerContents> {
  return (await readLayer(blobOf(archiveOf(from)), names)).contents
}

function pack(contents: LayerContents, names: FileNames): Buffer {
  return Buffer.concat([...packContents(contents, names)])
}

function bytesOf(packed: Buffer): PackedBytes {
  return {
    length: packed.length,
    read(into, start) {
      into.set(packed.subarray(start, start + into.length))
      return Promise.resolve()
    },
  }
}

/** All of it, in words that do not depend on a run's numbers. */
function told({ files, packages, debug, secrets, troubles }: LayerContents, names: FileNames): unknown {
  const keyed = (map: ReadonlyMap<number, unknown>): unknown =>
    [...map].map(([id, value]) => [names.paths.path(id), value])
  const entries = Array.from({ length: files.count }, (_, index) => [
    names.paths.path(files.paths[index] ?? 0),
    files.kinds[index],
    sizeOf(files, index),
    files.contentHigh[index],
    files.kinds[index] === KIND.hardLink ? names.paths.path(files.contentLow[index] ?? 0) : files.contentLow[index],
    names.access(files.access[index] ?? 0),
  ])
  return [entries, keyed(packages), keyed(debug), keyed(secrets), troubles]
}

test('what is packed comes back equal in a run with other numbers', async () => {
  await fc.assert(
    fc.asyncProperty(members, members, async (own, others) => {
      const [names, later] = [createFileNames(), createFileNames()]
      await read(others, names)
      const contents = await read(
        [
          ...own,
          { name: 'var/lib/dpkg/status', body: STATUS },
          { name: 'app/yarn.lock', body: LOCK },
          { name: 'root/id.pem', body: KEY },
          { name: 'lib/apk/db/installed', body: 'no database' },
        ],
        names,
      )
      const packed = pack(contents, names)
      await read(others.toReversed(), later)
      const found = await unpackContents(bytesOf(packed), later)
      expect(found).not.toBeNull()
      if (found !== null) expect(told(found, later)).toEqual(told(contents, names))
      expect([contents.packages.size, contents.secrets.size]).toEqual([3, 1])
      expect([...(found?.packages.values() ?? [])].at(-1)).toEqual({
        packages: [],
        development: [],
        unreadable: ['apk'],
      })
    }),
    { numRuns: 60 },
  )
})

test('sizes of any file there can be come back, also those that 32 bits cannot hold', async () => {
  const sizes = [0, 1, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER]
  const names = createFileNames()
  const contents = await read([], names)
  const builder = createLayerFiles(names.paths)
  for (const size of sizes) {
    const path = names.paths.intern(`${size}`)
    builder.add({ path, kind: KIND.file, size, contentHigh: 0, contentLow: 0, access: 0 })
  }
  const found = await unpackContents(bytesOf(pack({ ...contents, files: builder.finish() }, names)), createFileNames())
  expect(found === null ? [] : sizes.map((_, entry) => sizeOf(found.files, entry))).toEqual(sizes)
})

describe('as if nothing were there', () => {
  const packed = async (): Promise<Buffer> => {
    const names = createFileNames()
    return pack(
      await read(
        [
          { name: 'usr/a', body: 'x' },
          { name: 'usr/b', body: 'y' },
        ],
        names,
      ),
      names,
    )
  }

  test('each bit that is another, each end that is missing', async () => {
    const bytes = await packed()
    const names = createFileNames()
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      expect(await unpackContents(bytesOf(damaged), names)).toBeNull()
      expect(await unpackContents(bytesOf(bytes.subarray(0, at)), names)).toBeNull()
    }
    // Nor are its names taken.
    expect(names.paths.count).toBe(1)
  })

  test('nothing, and what another version packed', async () => {
    const { createHash } = await import('node:crypto')
    const bytes = await packed()
    bytes.writeUInt32LE(1, 0)
    createHash('sha256')
      .update(bytes.subarray(0, -32))
      .digest()
      .copy(bytes, bytes.length - 32)
    for (const other of [bytes, Buffer.alloc(0), Buffer.alloc(40), Buffer.alloc(2 ** 20)]) {
      expect(await unpackContents(bytesOf(other), createFileNames())).toBeNull()
    }
  })
})
