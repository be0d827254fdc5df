import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync, linkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GateError } from '../../src/errors.js'
import { zstdInJavaScript } from '../../src/layer/decompress.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import { readLayer } from '../../src/layer/read-layer.js'
import { createTarWalk, type TarEntry } from '../../src/layer/tar.js'
import { archiveOf } from './tar-writer.js'

const LONG = `${'directory-with-a-long-name/'.repeat(8)}file-with-a-long-name-${'x'.repeat(150)}`
let tree: string

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'tar-test-'))
  mkdirSync(join(tree, 'directory-with-a-long-name/'.repeat(8)), { recursive: true })
  writeFileSync(join(tree, LONG), 'l'.repeat(777))
  writeFileSync(join(tree, 'empty'), '')
  writeFileSync(join(tree, 'one-block'), Buffer.alloc(512, 1))
  writeFileSync(join(tree, 'größe-日本'), Buffer.alloc(70_000, 2))
  linkSync(join(tree, 'one-block'), join(tree, 'other-name'))
  symlinkSync('a'.repeat(200), join(tree, 'symlink'))
  // Islands of data in a file of holes: more of them than one GNU header has room for.
  writeFileSync(join(tree, 'sparse'), '')
  truncateSync(join(tree, 'sparse'), 40 * 2 ** 20)
  for (let island = 0; island < 60; island++) {
    execFileSync(
      'dd',
      ['if=/dev/zero', `of=${tree}/sparse`, 'conv=notrunc', 'bs=4k', 'count=1', `seek=${island * 100}`],
      {
        stdio: 'ignore',
      },
    )
  }
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

function tar(...args: string[]): Buffer {
  return execFileSync('tar', ['-C', tree, '--sort=name', ...args, '-cf', '-', '.'], { maxBuffer: 2 ** 28 })
}

function entries(archive: Buffer, pieces: readonly number[] = []): TarEntry[] {
  const found: TarEntry[] = []
  const walk = createTarWalk((entry) => {
    found.push(entry)
    return undefined
  })
  let at = 0
  for (const piece of pieces) {
    walk.write(archive.subarray(at, at + piece))
    at += piece
  }
  walk.write(archive.subarray(at))
  walk.end()
  return found
}

function* pieces(blob: Buffer): Generator<Buffer> {
  for (let at = 0; at < blob.length; at += 10_000) yield blob.subarray(at, at + 10_000)
}

async function bytesOf(blob: Buffer): Promise<number> {
  return readLayer(Readable.from(pieces(blob)) as AsyncIterable<Buffer>, createFileNames()).then(({ bytes }) => bytes)
}

const EXPECTED = 777 + 512 + 70_000 + 40 * 2 ** 20

describe('a tree of every kind of file', () => {
  test.each([
    ['gnu', ['--format=gnu']],
    ['gnu, sparse', ['--format=gnu', '--sparse']],
    ['oldgnu, sparse', ['--format=oldgnu', '--sparse']],
    ['pax', ['--format=pax']],
    ['pax, sparse 0.0', ['--format=pax', '--sparse', '--sparse-version=0.0']],
    ['pax, sparse 0.1', ['--format=pax', '--sparse', '--sparse-version=0.1']],
    ['pax, sparse 1.0', ['--format=pax', '--sparse', '--sparse-version=1.0']],
  ])('%s: bytes and names', async (_, args) => {
    const archive = tar(...args)
    const found = entries(archive)
    expect(found.reduce((sum, entry) => sum + entry.size, 0)).toBe(EXPECTED)
    expect(found.map((entry) => entry.path).sort()).toContain(`./${LONG}`)
    expect(found.find((entry) => entry.path === './sparse')?.size).toBe(40 * 2 ** 20)
    expect(found.filter((entry) => entry.type === 'link')).toHaveLength(1)
    expect(found.find((entry) => entry.type === 'symlink')?.size).toBe(0)
    await expect(bytesOf(archive)).resolves.toBe(EXPECTED)
  })

  test.each([
    ['v7', ['--format=v7', '--exclude=./directory*', '--exclude=./symlink']],
    ['ustar', ['--format=ustar', '--exclude=./directory*', '--exclude=./symlink']],
  ])('%s, as far as it can name things', (_, args) => {
    const sizes = entries(tar(...args)).map((entry) => entry.size)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(EXPECTED - 777)
  })

  test('ustar joins prefix and name', () => {
    const deep = `${'d'.repeat(60)}/${'e'.repeat(60)}/${'f'.repeat(60)}`
    mkdirSync(join(tree, 'deep', deep), { recursive: true })
    writeFileSync(join(tree, 'deep', deep, 'file'), '12345')
    const archive = execFileSync('tar', ['-C', join(tree, 'deep'), '--format=ustar', '-cf', '-', `${deep}/file`])
    rmSync(join(tree, 'deep'), { recursive: true })
    expect(entries(archive)).toMatchObject([{ path: `${deep}/file`, type: 'file', size: 5, mode: 0o644 }])
  })

  test('in pieces of any length it says the same', () => {
    const archive = tar('--format=pax', '--sparse')
    const whole = entries(archive)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 60 }), (pieces) => {
        expect(entries(archive, pieces)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })

  test('gzip, zstd and several gzip members are told by their bytes', async () => {
    const archive = tar('--format=gnu')
    await expect(bytesOf(gzipSync(archive))).resolves.toBe(EXPECTED)
    await expect(bytesOf(zstdCompressSync(archive))).resolves.toBe(EXPECTED)
    const half = archive.length >> 1
    const members = Buffer.concat([gzipSync(archive.subarray(0, half)), gzipSync(archive.subarray(half))])
    await expect(bytesOf(members)).resolves.toBe(EXPECTED)
  })
})

test('zstd in JavaScript, for Nodes that have none, gives the same bytes and refuses a stream that is cut off', async () => {
  const archive = tar('--format=gnu')
  const compressed = zstdCompressSync(archive)
  const unpack = async (blob: Buffer): Promise<Buffer> =>
    Buffer.concat(
      await Readable.from(pieces(blob))
        .pipe(await zstdInJavaScript())
        .toArray(),
    )
  expect((await unpack(compressed)).equals(archive)).toBe(true)
  await expect(unpack(compressed.subarray(0, 300))).rejects.toThrow(/EOF/)
})

test('a size beyond 8 GiB is a binary number', () => {
  const header = tar('--format=gnu').subarray(0, 512)
  const block = Buffer.from(header)
  block.fill(0, 0, 100)
  block.write('big', 0, 'latin1')
  block.write('0', 156, 'latin1')
  block[124] = 0x80
  block.writeUIntBE(0, 125, 5)
  block.writeUIntBE(20 * 2 ** 30, 130, 6)
  block.fill(' ', 148, 156)
  block.write(
    block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0'),
    148,
    'latin1',
  )
  const found: TarEntry[] = []
  createTarWalk((entry) => {
    found.push(entry)
    return undefined
  }).write(block)
  expect(found[0]?.size).toBe(20 * 2 ** 30)
})

test('a directory of the first dialect has no bytes, whatever its size field says: what follows is a member', async () => {
  const hidden = { name: 'dir/file', body: 'x'.repeat(3000) }
  const archive = archiveOf([{ name: 'dir/', type: '\0', size: 3584 }, hidden])
  expect(entries(archive).map(({ path, type, size }) => [path, type, size])).toEqual([
    ['dir/', 'directory', 0],
    ['dir/file', 'file', 3000],
  ])
  await expect(bytesOf(archive)).resolves.toBe(3000)
  const judge =
    'import sys,tarfile; print(sum(m.size for m in tarfile.open(fileobj=sys.stdin.buffer, mode="r|") if m.isfile()))'
  expect(execFileSync('python3', ['-c', judge], { input: archive, encoding: 'utf8' })).toBe('3000\n')
})

describe('what is no whole archive is refused', () => {
  const archive = (): Buffer => tar('--format=pax')

  test('cut off', async () => {
    await expect(bytesOf(archive().subarray(0, 70_000))).rejects.toThrow(/stops in the middle/)
    await expect(bytesOf(gzipSync(archive()).subarray(0, 300))).rejects.toThrow(/cannot be read/)
    await expect(bytesOf(zstdCompressSync(archive()).subarray(0, 300))).rejects.toThrow(GateError)
  })

  test('a header that was changed', async () => {
    const damaged = archive()
    damaged[0] = (damaged[0] ?? 0) ^ 0xff
    await expect(bytesOf(damaged)).rejects.toThrow(/checksum/)
  })

  test('random bytes throw nothing but a GateError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5000 }), async (bytes) => {
        const result = await bytesOf(Buffer.from(bytes)).catch((error: unknown) => error)
        expect(typeof result === 'number' || result instanceof GateError).toBe(true)
      }),
    )
  })
})
