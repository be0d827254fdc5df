import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Package, UnreadablePackages } from '../../src/packages/package.js'
import { rpmDatabase } from '../../src/packages/rpm-database.js'
import { sqliteRows } from '../../src/packages/sqlite-table.js'
import { timed } from '../support/timed.js'
import { rpm, rpmDatabaseOf } from './rpm-tools.js'

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rpm-database-test-'))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function packagesIn(content: Buffer, path = 'var/lib/rpm/rpmdb.sqlite', length = 256 * 1024): readonly Package[] {
  const reader = rpmDatabase.reader({ path, size: content.length, executable: false })
  for (let at = 0; at < content.length; at += length) {
    const piece = Buffer.from(content.subarray(at, at + length))
    reader.write(piece)
    piece.fill(0)
  }
  const record = reader.end()
  expect(record.development).toEqual([])
  return record.packages
}

const line = ({ name, version, bytes }: Package): string => `${name} ${version} ${bytes}`

describe('packages of a database that rpm wrote', () => {
  test('as rpm -qa lists them', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      name: `package-${index}`,
      version: `${index}.0`,
      size: index,
      description: 'long '.repeat(20 * index),
    }))
    const database = rpmDatabaseOf(directory, [
      { name: 'main-tool', version: '1.2.3', size: 100_000 },
      { name: 'with-epoch', epoch: 2, version: '9.8~rc1^git', size: 10 },
      { name: 'zero-epoch', epoch: 0, version: '1', size: 0 },
      ...many,
    ])
    const dbpath = dirname(database)
    const listed = (): readonly string[] =>
      rpm('rpm', '--dbpath', dbpath, '-qa', '--qf', '%{NAME} %{EPOCH}:%{VERSION}-%{RELEASE} %{SIZE}\\n')
        .trim()
        .split('\n')
        .map((each) => each.replace('(none):', ''))
        .toSorted()
    expect(packagesIn(readFileSync(database)).map(line).toSorted()).toEqual(listed())
    expect(listed()).toHaveLength(303)
    expect(listed()).toContain('with-epoch 2:9.8~rc1^git-1.el9 10')
    rpm('rpm', '--dbpath', dbpath, '-e', '--justdb', '--nodeps', ...many.slice(0, 150).map(({ name }) => name))
    expect(packagesIn(readFileSync(database)).map(line).toSorted()).toEqual(listed())
    expect(listed()).toHaveLength(153)
  }, 120_000)
})

/** Tags of a header with their types: 4 for 32 bits, 5 for 64, 6 for text. */
type Tag = readonly [tag: number, type: 4 | 5 | 6, value: string | number]

function header(tags: readonly Tag[]): Buffer {
  const entries: Buffer[] = []
  const values: Buffer[] = []
  let offset = 0
  for (const [tag, type, value] of tags) {
    const entry = Buffer.alloc(16)
    for (const [index, number] of [tag, type, offset, 1].entries()) entry.writeUInt32BE(number, index * 4)
    const bytes = type === 6 ? Buffer.from(`${value}\0`) : Buffer.alloc(type === 4 ? 4 : 8)
    if (type === 4) bytes.writeUInt32BE(Number(value))
    if (type === 5) bytes.writeBigUInt64BE(BigInt(value))
    entries.push(entry)
    values.push(bytes)
    offset += bytes.length
  }
  const start = Buffer.alloc(8)
  start.writeUInt32BE(tags.length, 0)
  start.writeUInt32BE(offset, 4)
  return Buffer.concat([start, ...entries, ...values])
}

function packageHeader(name: string, filling = 0, more: readonly Tag[] = [[1009, 4, 5]]): Buffer {
  return header([[1000, 6, name], [1001, 6, '1.0'], [1002, 6, '2'], ...more, [1005, 6, 'x'.repeat(filling)]])
}

/** Writes a database with Python's sqlite3: rows by key, of which some are deleted again. */
function sqlite(rows: readonly Buffer[], pageSize = 4096, deleted: readonly number[] = [], pragma = ''): Buffer {
  const path = join(directory, 'python.sqlite')
  rmSync(path, { force: true })
  const input = JSON.stringify({ path, pageSize, deleted, pragma, rows: rows.map((row) => row.toString('base64')) })
  writeFileSync(join(directory, 'input.json'), input)
  const script = `
import base64, json, sqlite3, sys
given = json.load(open(sys.argv[1]))
db = sqlite3.connect(given['path'])
db.execute('PRAGMA page_size = %d' % given['pageSize'])
if given['pragma']: db.execute('PRAGMA ' + given['pragma'])
for n in range(40): db.execute('CREATE TABLE other%d (x TEXT, y TEXT)' % n)
db.execute("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
db.execute("CREATE TABLE 'Name' (key TEXT, hnum INTEGER)")
db.executemany('INSERT INTO Packages (hnum, blob) VALUES (?, ?)', [(i + 1, base64.b64decode(r)) for i, r in enumerate(given['rows'])])
db.commit()
db.executemany('DELETE FROM Packages WHERE hnum = ?', [(i + 1,) for i in given['deleted']])
db.commit()
db.close()
`
  execFileSync('python3', ['-c', script, join(directory, 'input.json')], { maxBuffer: 2 ** 26 })
  return readFileSync(path)
}

describe('tables of a database that SQLite wrote', () => {
  const blobs = (content: Buffer): readonly string[] =>
    [...sqliteRows(content, 'Packages')].map(([, blob]) =>
      Buffer.isBuffer(blob) ? blob.toString('hex') : String(blob),
    )

  test.each([512, 1024, 4096, 16_384, 65_536])('rows of all lengths in pages of %d bytes', (pageSize) => {
    // Around each length at which SQLite moves a part of a row elsewhere.
    const edges = [pageSize - 40, pageSize - 35, 2 * pageSize - 40, 5 * pageSize]
    const lengths = [0, 1, 100, ...edges.flatMap((edge) => Array.from({ length: 12 }, (_, index) => edge - 6 + index))]
    const rows = lengths.map((length, index) => Buffer.alloc(length, index + 1))
    expect(blobs(sqlite(rows, pageSize))).toEqual(rows.map((row) => row.toString('hex')))
  })

  test('thousands of rows, of which some were deleted', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => Buffer.from(`row ${index} ${'x'.repeat(index % 700)}`))
    const deleted = rows.map((_, index) => index).filter((index) => index % 3 === 0 || (index > 1000 && index < 2500))
    const left = rows.filter((_, index) => !deleted.includes(index)).map((row) => row.toString('hex'))
    expect(blobs(sqlite(rows, 1024, deleted))).toEqual(left)
    expect(blobs(sqlite(rows, 4096, deleted, 'auto_vacuum = FULL'))).toEqual(left)
    expect(blobs(sqlite(rows, 4096, deleted, 'journal_mode = WAL'))).toEqual(left)
  })

  test('values of other kinds', () => {
    const content = sqlite([])
    const [name] = [...sqliteRows(content, 'sqlite_sequence')]
    expect(name).toBeUndefined()
    expect(() => [...sqliteRows(content, 'Nothing')]).toThrow('it has no table Nothing')
  })

  test('packages: epochs, large sizes, no size, and keys that are none', () => {
    const rows = [
      packageHeader('a'),
      packageHeader('gpg-pubkey'),
      packageHeader('b', 50_000, [[1003, 4, 0]]),
      packageHeader('c', 10, [
        [1003, 4, 7],
        [5009, 5, 2 ** 40],
      ]),
    ]
    expect(packagesIn(sqlite(rows), 'usr/lib/sysimage/rpm/rpmdb.sqlite')).toEqual([
      { type: 'rpm', name: 'a', version: '1.0-2', bytes: 5 },
      { type: 'rpm', name: 'b', version: '0:1.0-2', bytes: null },
      { type: 'rpm', name: 'c', version: '7:1.0-2', bytes: 2 ** 40 },
    ])
    expect(packagesIn(sqlite(rows), 'usr/share/rpm/rpmdb.sqlite', 1)).toHaveLength(3)
  })

  test('damaged headers of packages are told of', () => {
    const whole = packageHeader('a')
    const damaged = [whole.subarray(0, -1), whole.subarray(0, 7), Buffer.alloc(0), header([[1000, 6, 'a']])]
    for (const row of [...damaged, packageHeader('a\nb'), Buffer.alloc(100, 0xff)]) {
      expect(() => packagesIn(sqlite([whole, row]))).toThrow(
        new UnreadablePackages('var/lib/rpm/rpmdb.sqlite has a damaged header of a package'),
      )
    }
  })

  test('whatever bytes are changed: unreadable or packages, in little time', () => {
    const content = sqlite(Array.from({ length: 200 }, (_, index) => packageHeader(`name-${index}`, index * 40)))
    const places = fc.oneof(
      fc.integer({ min: 0, max: content.length - 1 }),
      fc
        .integer({ min: 0, max: content.length / 4096 - 1 })
        .chain((page) => fc.integer({ min: 0, max: 40 }).map((at) => page * 4096 + at)),
      fc.integer({ min: 0, max: 200 }),
    )
    const damage = (): void =>
      fc.assert(
        fc.property(
          fc.array(fc.tuple(places, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 10 }),
          (edits) => {
            const damaged = Buffer.from(content)
            for (const [at, value] of edits) damaged[at] = value
            try {
              return packagesIn(damaged).length <= 200
            } catch (error) {
              expect(error).toBeInstanceOf(UnreadablePackages)
              return true
            }
          },
        ),
        { numRuns: 500 },
      )
    expect(timed(damage)).toBeLessThan(20_000)
  }, 60_000)

  test('cut off anywhere: unreadable', () => {
    const content = sqlite(Array.from({ length: 200 }, (_, index) => packageHeader(`name-${index}`, 300)))
    for (const length of [1, 15, 16, 99, 100, 512, 4096, 8192, 50_000, content.length - 4096]) {
      expect(() => packagesIn(content.subarray(0, length))).toThrow(UnreadablePackages)
    }
  })

  test('rows that are all the same bytes take no time', () => {
    const row = Buffer.alloc(5000, 1)
    const content = sqlite([row], 65_536)
    const page = Math.floor(content.indexOf(row) / 65_536) * 65_536
    const cell = content.readUInt16BE(page + 8)
    content.writeUInt16BE(25_000, page + 3)
    for (let index = 0; index < 25_000; index++) content.writeUInt16BE(cell, page + 8 + 2 * index)
    const refused = (): void => expect(() => [...sqliteRows(content, 'Packages')]).toThrow('longer than it is')
    expect(timed(refused)).toBeLessThan(2000)
  })
})

describe('databases of other kinds', () => {
  test.each([
    ['var/lib/rpm/Packages', 'a Berkeley DB'],
    ['usr/lib/sysimage/rpm/Packages.db', 'an ndb database'],
  ])('%s is told of', (path, kind) => {
    expect(rpmDatabase.matches({ path, size: 1, executable: false })).toBe(true)
    expect(() => packagesIn(Buffer.from('x'), path)).toThrow(
      new UnreadablePackages(`${path} is ${kind}, which is not read`),
    )
    expect(packagesIn(Buffer.alloc(0), path)).toEqual([])
  })

  test('files of other names are left alone', () => {
    for (const path of [
      'var/lib/rpm/rpmdb.sqlite-wal',
      'rpmdb.sqlite',
      'var/lib/rpm/x/Packages',
      'srv/var/lib/rpm/rpmdb.sqlite',
    ])
      expect(rpmDatabase.matches({ path, size: 1, executable: false })).toBe(false)
  })

  test('a file that is no database is unreadable, an empty one has no packages', () => {
    expect(() => packagesIn(Buffer.from('no database '.repeat(20)))).toThrow(
      new UnreadablePackages('var/lib/rpm/rpmdb.sqlite is damaged: it is no SQLite database'),
    )
    expect(packagesIn(Buffer.alloc(0))).toEqual([])
  })
})
