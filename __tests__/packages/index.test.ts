import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import { wholeFile } from '../../src/packages/collect.js'
import { fanOut } from '../../src/packages/fan-out.js'
import { packageReaderFor, packageTypesOf } from '../../src/packages/index.js'
import { type Package, type PackageReader, UnreadablePackages } from '../../src/packages/package.js'
import { readRpmHeader } from '../../src/packages/rpm-header.js'
import { readRecord } from '../../src/packages/sqlite-record.js'
import { read, timed } from './read.js'

const PATHS = [
  'var/lib/dpkg/status',
  'var/lib/dpkg/status.d/base',
  'lib/apk/db/installed',
  'app/node_modules/a/package.json',
  'app/node_modules/.package-lock.json',
  'app/node_modules/.pnpm/lock.yaml',
  'srv/a.dist-info/METADATA',
  'srv/specifications/a.gemspec',
  'vendor/composer/installed.json',
]

/** What somebody might have made of a file: bytes, text, JSON of the right keys and wrong types. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({
    unit: fc.constantFrom('P', 'V', ':', '\n', ' ', 'Name', 'Package', 'Version', '"', '{', '}', '\0', 'é'),
  }),
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom('packages', 'name', 'version', 'dev-package-names', '__proto__', 'constructor', 'dev'),
      fc.oneof(
        fc.jsonValue(),
        fc.array(fc.dictionary(fc.constantFrom('name', 'version', 'install-path'), fc.jsonValue())),
      ),
    )
    .map((value) => JSON.stringify(value)),
)

describe('a file of packages', () => {
  it('is read or refused, whatever it holds and however it comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), content, fc.integer({ min: 1, max: 50 }), (path, bytes, piece) => {
        try {
          const record = read(path, bytes, piece)
          for (const { name, version } of record?.packages ?? []) expect(name && version).toBeTruthy()
          for (const directory of record?.development ?? []) expect(directory).toMatch(/^\/[^/]/)
          expect(read(path, bytes)).toEqual(record)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadablePackages)
          expect((error as Error).message).toContain(path)
        }
      }),
      { numRuns: 2000 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('is not read where it is of no known kind, which is told quickly', () => {
    const file = { size: 1, executable: false }
    expect(packageReaderFor({ ...file, path: 'etc/passwd' })).toBeNull()
    const count = 1_000_000
    const paths = Array.from({ length: 1000 }, (_, index) => `usr/lib/python3/dist-packages/a/tests/${index}.py`)
    const milliseconds = timed(() => {
      for (let index = 0; index < count; index++) packageReaderFor({ ...file, path: paths[index % 1000] ?? '' })
    })
    expect(milliseconds).toBeLessThan(5000)
  })
})

test.each([
  ['var/lib/dpkg/status', ['deb']],
  ['app/node_modules/a/package.json', ['npm']],
  ['app/node_modules/.package-lock.json', []],
  ['app/yarn.lock', []],
  ['srv/a.dist-info/RECORD', []],
  ['app/x.jar', ['maven']],
  ['etc/passwd', []],
])('%s may tell of packages of the types %j', (path, types) => {
  expect(packageTypesOf({ path, size: 1, executable: false })).toEqual(types)
  const program = packageTypesOf({ path, size: 2 ** 20, executable: true })
  expect(program).toEqual([...types, 'golang', 'cargo'])
})

describe('a whole file', () => {
  const file = { path: 'lib/apk/db/installed', executable: false }
  const none = { packages: [], development: [] }

  it('is refused where it is too big, and nothing of it is kept', () => {
    const reader = wholeFile({ ...file, size: 2 ** 40 }, () => none)
    reader.write(Buffer.from('P:a\n'))
    expect(() => reader.end()).toThrow(
      new UnreadablePackages('lib/apk/db/installed has 1099511627776 bytes, more than 16777216 are not read'),
    )
  })

  it.each([
    ['var/lib/dpkg/status', 64 * 2 ** 20],
    ['lib/apk/db/installed', 64 * 2 ** 20],
    ['var/lib/rpm/rpmdb.sqlite', 64 * 2 ** 20],
    ['app/node_modules/.package-lock.json', 16 * 2 ** 20],
    ['app/node_modules/.pnpm/lock.yaml', 16 * 2 ** 20],
    ['app/node_modules/a/package.json', 2 ** 20],
    ['app/package.json', 2 ** 20],
    ['srv/specifications/a.gemspec', 2 ** 20],
    ['srv/a.dist-info/METADATA', 4 * 2 ** 20],
  ])('%s may have %i bytes', (path, most) => {
    const reader = packageReaderFor({ path, size: most + 1, executable: false })
    expect(() => reader?.end()).toThrow(
      new UnreadablePackages(`${path} has ${most + 1} bytes, more than ${most} are not read`),
    )
    expect(() => packageReaderFor({ path, size: most, executable: false })?.end()).toThrow(/ and 0 came$/)
  })

  it('is refused where what it holds would take many times its bytes', () => {
    const lock = 'app/node_modules/.package-lock.json'
    expect(() => read(lock, `{"packages":[${'{},'.repeat(500_000)}{}]}`)).toThrow(
      new UnreadablePackages(`${lock} holds more than 500000 values, which are not read`),
    )
    const pnpm = 'app/node_modules/.pnpm/lock.yaml'
    expect(() => read(pnpm, 'a:\n'.repeat(400_001))).toThrow(
      new UnreadablePackages(`${pnpm} has more than 400000 lines, which are not read`),
    )
  })

  it('in a format of its own has no more columns, rows and tags than are of use', () => {
    const row = Buffer.alloc(2 ** 20)
    // A header of 2^20 bytes, all of them the type of a NULL.
    row.set([0xc0, 0x80, 0x00])
    expect(readRecord(row)).toHaveLength(64)
    const header = Buffer.alloc(8 + 16 * 10_001 + 1)
    header.writeUInt32BE(10_001, 0)
    header.writeUInt32BE(1, 4)
    expect(readRpmHeader(header)).toBeUndefined()
    header.writeUInt32BE(10_000, 0)
    header.writeUInt32BE(17, 4)
    expect(readRpmHeader(header)).toMatchObject({ name: null })
  })

  it.each([3, 5])('is refused where it has not the length that was told: %i', (length) => {
    const reader = wholeFile({ ...file, size: 4 }, () => none)
    for (let index = 0; index < length; index++) reader.write(Buffer.from('a'))
    expect(() => reader.end()).toThrow(
      new UnreadablePackages(`lib/apk/db/installed should have 4 bytes, and ${length} came`),
    )
  })
})

describe('a file of several kinds', () => {
  const go: Package = { type: 'golang', name: 'example.org/a', version: 'v1.0.0', bytes: null }
  const rust: Package = { type: 'cargo', name: 'a', version: '1.0.0', bytes: null }
  const fault = new UnreadablePackages('no build information')

  function finds(...packages: readonly Package[]): PackageReader & { readonly written: readonly string[] } {
    const written: string[] = []
    return {
      written,
      write: (piece) => void written.push(piece.toString()),
      end: () => ({ packages, development: [] }),
    }
  }
  const failing = (at: 'write' | 'end'): PackageReader => ({
    write() {
      if (at === 'write') throw fault
    },
    end() {
      throw fault
    },
  })

  function run(...readers: readonly PackageReader[]): readonly Package[] {
    const reader = fanOut(readers)
    reader.write(Buffer.from('a'))
    reader.write(Buffer.from('b'))
    return reader.end().packages
  }

  it('is given to each of them', () => {
    const readers = [finds(go), finds(rust)]
    expect(run(...readers)).toEqual([go, rust])
    expect(readers.map(({ written }) => written)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('is of the kind that has packages, whatever others make of it', () => {
    expect(run(failing('write'), finds(rust))).toEqual([rust])
    expect(run(finds(go), failing('end'))).toEqual([go])
  })

  it('is refused where one cannot read it and none finds a package', () => {
    expect(() => run(finds(), failing('end'))).toThrow(fault)
    expect(() => run(failing('write'), finds())).toThrow(fault)
    expect(() => run(failing('write'))).toThrow(fault)
    expect(run(finds(), finds())).toEqual([])
  })

  it('hides no fault of a reader itself', () => {
    const broken: PackageReader = { ...finds(), end: () => JSON.parse('') as never }
    expect(() => run(broken, finds(go))).toThrow(SyntaxError)
  })
})
