import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GateError } from '../../src/errors.js'
import { createFileNames, KIND, sizeOf } from '../../src/layer/layer-files.js'
import { type ArchiveForm, readLayer, type ReadLayer } from '../../src/layer/read-layer.js'
import { archiveOf, blobOf, type Member, memberBytes, paxRecord, sign } from './tar-writer.js'

interface Seen {
  readonly kind: string
  readonly path: string
  readonly size: number
  readonly target?: string
}

/** Fails where it takes longer than a linear reader may need, by far. */
const QUICK = 60_000

async function look(
  archive: Buffer,
  form: ArchiveForm = { root: '', deletions: 'whiteouts' },
): Promise<ReadLayer & { readonly entries: readonly Seen[] }> {
  const names = createFileNames()
  const layer = await readLayer(blobOf(archive), names, { form })
  const { files } = layer.contents
  const entries = Array.from(files.paths, (path, index): Seen => {
    const kind = Object.entries(KIND).find(([, number]) => number === files.kinds[index])?.[0] ?? '?'
    const target = kind === 'hardLink' ? { target: names.paths.path(files.contentLow[index] ?? 0) } : {}
    return { kind, path: names.paths.path(path) || '/', size: sizeOf(files, index), ...target }
  })
  expect(entries.reduce((sum, { size }) => sum + size, 0)).toBe(layer.bytes)
  return { ...layer, entries }
}

async function entriesOf(...members: readonly Member[]): Promise<readonly Seen[]> {
  return (await look(archiveOf(members))).entries
}

const file = (name: string, body = 'x', more: Partial<Member> = {}): Member => ({ name, body, ...more })
const directory = (name: string): Member => ({ name, type: '5', mode: 0o755 })

async function refused(blob: Buffer): Promise<string> {
  const error: unknown = await look(blob).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(GateError)
  return (error as GateError).message
}

describe('cut off', () => {
  const members: readonly Member[] = [
    directory('usr/'),
    file('usr/a', 'a'.repeat(700)),
    file('usr/b'.padEnd(130, 'b'), 'b'.repeat(600)),
    file('usr/c', 'c'),
  ]
  const archive = archiveOf(members)

  test('at each byte: refused, or the members before are whole', async () => {
    const whole = await look(archive)
    for (let length = 0; length < archive.length; length += length % 512 === 0 || length % 512 === 511 ? 1 : 51) {
      const seen = await look(archive.subarray(0, length)).catch((error: unknown) => error)
      if (seen instanceof GateError) {
        expect(seen.message).toMatch(/stops in the middle/)
        continue
      }
      const { entries } = seen as Awaited<ReturnType<typeof look>>
      expect(entries).toEqual(whole.entries.slice(0, entries.length))
    }
    // After a header that tells of the next member.
    const extended =
      members
        .slice(0, 2)
        .flatMap(memberBytes)
        .reduce((sum, { length }) => sum + length, 0) + 1024
    expect(await refused(archive.subarray(0, extended))).toMatch(/stops in the middle/)
  })

  test.each([
    ['gzip', gzipSync(archive)],
    ['zstd', zstdCompressSync(archive)],
    [
      'zstd in frames',
      Buffer.concat([zstdCompressSync(archive.subarray(0, 1100)), zstdCompressSync(archive.subarray(1100))]),
    ],
  ])('%s at each byte: refused', async (_, blob) => {
    for (let length = 4; length < blob.length; length++) await refused(blob.subarray(0, length))
  })

  test('nothing at all, and an archive of nothing, are empty layers', async () => {
    expect((await look(Buffer.alloc(0))).bytes).toBe(0)
    expect((await look(archiveOf([]))).entries).toEqual([])
    expect((await look(gzipSync(Buffer.alloc(1024)))).bytes).toBe(0)
  })
})

describe('paths', () => {
  test('end at the root', async () => {
    const seen = await entriesOf(
      file('/etc/absolute'),
      file('../../../etc/up'),
      file('a/../../b/./c//d'),
      directory('./'),
      { name: 'link', type: '1', target: '/../../etc/absolute' },
    )
    expect(seen.map(({ path }) => path)).toEqual(['/etc/absolute', '/etc/up', '/b/c/d', '/', '/link'])
    expect(seen[4]?.target).toBe('/etc/absolute')
  })

  test('that lead through others are looked into under their own', async () => {
    const status = 'Package: a\nStatus: install ok installed\nVersion: 1\nInstalled-Size: 3\n\n'
    const { contents } = await look(archiveOf([file('x/..//var/./lib/dpkg/status', status)]))
    expect([...contents.packages.values()].flatMap(({ packages }) => packages)).toMatchObject([{ name: 'a' }])
  })

  test('that are not UTF-8 stay apart, and are shown by their bytes', async () => {
    const seen = await entriesOf(
      file('a\xff'),
      file('a\xfe'),
      file('b', 'x', { pax: { path: 'p\xe9' } }),
      file('\xc3\xa9'),
    )
    expect(seen.map(({ path }) => path)).toEqual(['/a\\xff', '/a\\xfe', '/p\\xe9', '/é'])
  })

  test(
    '100,000 directories deep, in one header and as a chain',
    async () => {
      const deep = 'd/'.repeat(100_000)
      const chain = Array.from({ length: 3000 }, (_, depth) => directory('d/'.repeat(depth + 1)))
      const { entries } = await look(archiveOf([file(`${deep}f`, '12345'), ...chain.reverse(), file(`${deep}g`)]))
      expect(entries).toHaveLength(3002)
      // No file system has such a path: its end is shown.
      expect(entries[0]).toEqual({ kind: 'file', path: `/…/${'d/'.repeat(2047)}f`, size: 5 })
      expect(entries[1]?.path).toBe(`/…/${'d/'.repeat(2048).slice(0, -1)}`)
    },
    QUICK,
  )

  test('a name with a zero byte is refused, an empty one says nothing', async () => {
    expect(await refused(archiveOf([file('a', 'x', { pax: { path: 'b\0c' } })]))).toMatch(/zero byte/)
    expect(await entriesOf(file('a', 'x', { pax: { path: '' } }))).toMatchObject([{ path: '/a' }])
  })
})

describe('links and devices', () => {
  test('loops, links to themselves and to what is not there weigh nothing', async () => {
    const { entries, bytes } = await look(
      archiveOf([
        { name: 'self', type: '1', target: 'self' },
        { name: 'gone', type: '1', target: 'missing' },
        { name: 'a', type: '2', target: 'b' },
        { name: 'b', type: '2', target: 'a' },
        { name: 'big', type: '2', target: 'c', size: 10_000_000 },
        { name: 'null', type: '3', device: [1, 3] },
        { name: 'sda', type: '4', device: [8, 0] },
        { name: 'pipe', type: '6' },
      ]),
    )
    expect(bytes).toBe(0)
    expect(entries.map(({ kind }) => kind)).toEqual([
      ...['hardLink', 'hardLink', 'symlink', 'symlink', 'symlink', 'other', 'other', 'other'],
    ])
  })
})

describe('headers', () => {
  const announced = (size: number, type = '0'): Buffer => Buffer.concat([...memberBytes({ name: 'a', type, size })])

  test('of a wrong checksum are refused', async () => {
    const archive = archiveOf([file('a'), file('b')])
    archive[1024 + 3] = 1
    expect(await refused(archive)).toMatch(/checksum/)
  })

  test('of gigabytes take no memory', async () => {
    const before = process.memoryUsage().arrayBuffers
    for (const type of ['x', 'L', 'K'])
      expect(await refused(announced(4 * 2 ** 30, type))).toMatch(/extended header of/)
    expect(await refused(announced(7 * 2 ** 30))).toMatch(/stops in the middle/)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26)
  })

  test('of all files are none of any file, as for the engines', async () => {
    const global: Member = { name: 'g', type: 'g', body: paxRecord('path', 'other') + paxRecord('size', '1') }
    expect(await entriesOf(file('empty', ''), global, file('a', '12'))).toEqual([
      { kind: 'file', path: '/empty', size: 0 },
      { kind: 'file', path: '/a', size: 2 },
    ])
  })

  test.each([
    ['no length', ' path=a\n'],
    ['hexadecimal', '0x9 a=bc\n'],
    ['no value', '5 ab\n'],
    ['too long', '99 path=a\n'],
    ['too short', '3 a=b\n'],
    ['no end', '8 path=a'],
  ])('of PAX with %s are refused', async (_, body) => {
    expect(await refused(archiveOf([{ name: 'x', type: 'x', body }, file('a')]))).toMatch(/broken PAX header/)
  })

  test(
    'of PAX with a mebibyte of records are read in one go',
    async () => {
      const many = (record: string): Buffer => Buffer.from(record.repeat(Math.floor(2 ** 20 / record.length)))
      const member = (body: Buffer): Buffer => archiveOf([{ name: 'x', type: 'x', body }, file('a')])
      expect(await refused(member(many('5 aa\n')))).toMatch(/broken PAX header/)
      expect((await look(member(many('6 a=b\n')))).entries).toHaveLength(1)
      expect((await look(member(many('11 path=ab\n')))).entries).toMatchObject([{ path: '/ab' }])
      expect(await refused(member(many('1')))).toMatch(/broken PAX header/)
    },
    QUICK,
  )

  test('sizes that no computer has are refused', async () => {
    const huge = String(2 ** 53 - 1)
    const sparse = { 'GNU.sparse.major': '0', 'GNU.sparse.minor': '1', 'GNU.sparse.size': huge }
    expect(await refused(archiveOf([file('a', '', { pax: sparse }), file('b')]))).toMatch(/more than 8 PiB/)
    expect(await refused(archiveOf([file('a', '', { pax: { size: '9'.repeat(30) } })]))).toMatch(/a size belongs/)
    // Without a map it is no sparse file to Go either.
    expect((await look(archiveOf([file('a', '1', { pax: { 'GNU.sparse.realsize': huge } })]))).bytes).toBe(1)
  })

  test('numbers end at a zero byte', async () => {
    const archive = archiveOf([file('a', '12')])
    archive.write('2\0 9', 124, 'latin1')
    sign(archive)
    expect((await look(archive)).bytes).toBe(2)
  })
})

describe('a path named again', () => {
  test('the last counts, also where a directory gives way', async () => {
    const seen = await entriesOf(
      file('a', '1'),
      file('a', '22'),
      file('d/e/f', '333'),
      directory('d/e/g'),
      { name: 'd', type: '2', target: 'a' },
      file('h', '1'),
      directory('h/'),
      file('h/i', '55555'),
      { name: 'l', type: '1', target: 'a' },
      file('l', '666666'),
    )
    expect(seen.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      ...['replaced /a', 'file /a', 'replaced /d/e/f', 'replaced /d/e/g', 'symlink /d'],
      ...['replaced /h', 'directory /h', 'file /h/i', 'replaced /l', 'file /l'],
    ])
  })
})

describe('whiteouts', () => {
  test('delete what they name, and nothing where they name nothing', async () => {
    const seen = await entriesOf(
      file('a/.wh.b', ''),
      file('.wh.c', 'not empty'),
      directory('a/.wh.d/'),
      file('e/.wh..wh..opq', ''),
      file('.wh..wh.plnk', ''),
      file('a/.wh..wh.x.wh..wh..opq', ''),
      ...['.wh.', 'a/.wh..', 'a/.wh...'].map((name) => file(name, '')),
      file('a/wh.f', ''),
    )
    expect(seen).toEqual([
      { kind: 'deleted', path: '/a/b', size: 0 },
      { kind: 'deleted', path: '/c', size: 0 },
      { kind: 'deleted', path: '/a/d', size: 0 },
      { kind: 'opaque', path: '/e', size: 0 },
      { kind: 'file', path: '/a/wh.f', size: 0 },
    ])
  })

  test('of overlayfs are devices 0/0, below the directory that docker container cp tells', async () => {
    const archive = archiveOf([
      directory('3/'),
      file('3/a', '12'),
      { name: '3/link', type: '1', target: '3/a' },
      { name: '3/gone', type: '3', device: [0, 0] },
      // overlayfs links all that a layer deletes to one device.
      { name: '3/gone-too', type: '1', target: '3/gone' },
      { name: '3/null', type: '3', device: [1, 3] },
      file('3/.wh.kept', '1'),
      file('3/3/b', '1'),
      file('33', '1'),
    ])
    const { entries } = await look(archive, { root: '3', deletions: 'devices' })
    expect(entries.map(({ kind, path, target }) => [kind, path, ...(target === undefined ? [] : [target])])).toEqual([
      ['directory', '/'],
      ['file', '/a'],
      ['hardLink', '/link', '/a'],
      ['deleted', '/gone'],
      ['deleted', '/gone-too'],
      ['other', '/null'],
      ['file', '/.wh.kept'],
      ['file', '/3/b'],
      ['file', '/33'],
    ])
  })
})

describe('compression', () => {
  const archive = archiveOf([file('a', 'a'.repeat(300_000)), file('b')])
  const garbage = Buffer.from('something else')

  test('rubbish after gzip and zstd is refused, as Go does; zeros after gzip are filling', async () => {
    expect(await refused(Buffer.concat([gzipSync(archive), garbage]))).toMatch(/cannot be read/)
    expect(await refused(Buffer.concat([zstdCompressSync(archive), garbage]))).toMatch(/what follows a zstd frame/)
    expect((await look(Buffer.concat([gzipSync(archive), Buffer.alloc(512)]))).bytes).toBe(300_001)
    // An archive ends with its zeros.
    expect((await look(Buffer.concat([archive, garbage]))).bytes).toBe(300_001)
  })

  test('what cannot be read tells of waste where it lists what only development needs', async () => {
    const damaged = (name: string) => look(archiveOf([{ name, body: '{"packages":' }]))
    const { contents } = await damaged('app/node_modules/.package-lock.json')
    expect([contents.troubles.length, contents.hidesWaste]).toEqual([1, true])
    const others = await damaged('var/lib/rpm/rpmdb.sqlite')
    expect([others.contents.troubles.length, others.contents.hidesWaste]).toEqual([1, false])
  })

  test('records of packages are kept up to a bound for the whole layer', async () => {
    const entries = Array.from(
      { length: 45_000 },
      (_, at): string => `"node_modules/${at}${'n'.repeat(200)}":{"dev":true}`,
    )
    const body = `{"packages":{${entries.join(',')}}}`
    const locks = Array.from({ length: 4 }, (_, at) => ({ name: `${at}/node_modules/.package-lock.json`, body }))
    const { contents } = await look(archiveOf(locks))
    expect(contents.packages.size).toBe(3)
    expect(contents.troubles).toEqual([expect.stringMatching(/the layer records more of them than 33554432 bytes/)])
    expect(contents.hidesWaste).toBe(true)
  })

  test('what is over that bound is kept as unreadable, like all else whose packages could not be read', async () => {
    const stanza = 'Status: install ok installed\nVersion: 1\n\n'
    const many = Array.from({ length: 45_000 }, (_, at) => `Package: ${at}${'n'.repeat(200)}\n${stanza}`).join('')
    const full = ['a', 'b', 'c', 'd'].map((name) => ({ name: `var/lib/dpkg/status.d/${name}`, body: many }))
    const { contents } = await look(
      archiveOf([...full, { name: 'lib/apk/db/installed', body: 'no database' }, file('app/package.json', '{}')]),
    )
    const records = [...contents.packages.values()]
    expect(records.map(({ packages, unreadable }) => unreadable ?? packages.length)).toEqual([
      45_000,
      45_000,
      ['deb'],
      ['deb'],
      ['apk'],
    ])
  }, 60_000)

  test('texts of scripts that may start an image are kept up to a bound of their own', async () => {
    const text = 'a b c '.repeat(2500).trim()
    const scripts = Array.from({ length: 200 }, (_, at) => file(`a/${at}.sh`, `${text}\n`))
    const { contents } = await look(archiveOf([...scripts, file('app/package.json', '{}')]))
    const kept = [...contents.packages.values()].filter(
      ({ dependencies }) => dependencies?.kind === 'start-script' && dependencies.text === text,
    )
    expect([contents.packages.size, kept.length]).toEqual([201, Math.floor(2 ** 21 / text.length)])
    expect([contents.troubles, contents.hidesWaste]).toEqual([[], false])
  })

  test('blobs may come in pieces of one byte', async () => {
    const names = createFileNames()
    for (const blob of [
      archiveOf([file('a')]),
      gzipSync(archiveOf([file('a')])),
      zstdCompressSync(archiveOf([file('a')])),
    ]) {
      expect((await readLayer(blobOf(blob, 1), names)).bytes).toBe(1)
    }
  })

  test('zstd in any number of frames, with frames to be skipped, is one stream', async () => {
    const skipped = Buffer.from('5a2a4d1805000000', 'hex')
    const cuts = fc.array(fc.nat(archive.length), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(cuts, fc.integer({ min: 1, max: 400 }), fc.boolean(), async (places, length, skip) => {
        const ends = [...places.toSorted((one, other) => one - other), archive.length]
        const frames = ends.map((end, index) => zstdCompressSync(archive.subarray(ends[index - 1] ?? 0, end)))
        const blob = Buffer.concat(frames.flatMap((frame) => (skip ? [skipped, Buffer.alloc(5, 1), frame] : [frame])))
        const { bytes, contents } = await readLayer(blobOf(blob, length), createFileNames())
        expect([bytes, contents.files.count]).toEqual([300_001, 2])
      }),
      { numRuns: 50 },
    )
  })

  test('bombs are refused with both numbers, layers that merely compress well are not', async () => {
    const zeros = archiveOf([file('zeros', '\0'.repeat(20_000_000))])
    for (const blob of [gzipSync(zeros), zstdCompressSync(zeros)]) {
      const read = (bytes: number, ratio: number): Promise<ReadLayer> =>
        readLayer(blobOf(blob), createFileNames(), { bounds: { bytes, ratio } })
      const bomb = read(10_000_000, 200)
      await expect(bomb).rejects.toThrow(GateError)
      await expect(bomb).rejects.toThrow(/first \d+ bytes unpack to 1\d{7} .* 10000000 bytes .* 200 times/)
      expect((await read(30_000_000, 200)).bytes).toBe(20_000_000)
      expect((await read(10_000_000, 40_000)).bytes).toBe(20_000_000)
    }
  })
})

test('any change of any byte: a layer, or a GateError', async () => {
  const archive = archiveOf([
    directory('usr/'),
    file('usr/a'.padEnd(130, 'a'), 'a'.repeat(600)),
    { name: 'l', type: '1', target: 'usr/a' },
    { name: '.wh.x' },
  ])
  const changes = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(changes, fc.boolean(), async (edits, isSigned) => {
      const damaged = Buffer.from(archive)
      for (const [at, byte] of edits) damaged[at] = byte
      if (isSigned) for (let at = 0; at < damaged.length; at += 512) sign(damaged.subarray(at, at + 512))
      const seen = await look(damaged).catch((error: unknown) => error)
      if (seen instanceof Error) expect(seen).toBeInstanceOf(GateError)
    }),
    { numRuns: 300 },
  )
})
