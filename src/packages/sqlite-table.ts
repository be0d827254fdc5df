import { readRecord, type SqliteValue, varint } from './sqlite-record.js'

/** A file that is no SQLite database, or a damaged one; the message tells what is wrong. */
export class DamagedSqlite extends Error {
  override readonly name = 'DamagedSqlite'
}

const MAGIC = 'SQLite format 3\0'
const FILE_HEADER_BYTES = 100
const INTERIOR = 0x05
const LEAF = 0x0d
/** B-trees of a table with as many rows as fit into a file are less deep. */
const DEEPEST = 20
/** Rows of a table, and bytes of one: a package that owns 100,000 files has a header of some 10 MB. */
const MOST_ROWS = 100_000
const LONGEST_ROW = 16 * 2 ** 20

/**
 * The rows of a table of an SQLite database, in the order of their keys. A column that is an INTEGER PRIMARY KEY is null.
 * Throws a DamagedSqlite, also where there is no such table. No more is read than the file holds, whatever it says.
 *
 * What a database in WAL mode has in its -wal file beside it is not read: a program that closes a database moves it all into
 * the database itself.
 * Source: https://www.sqlite.org/fileformat.html, sections 1.3, 1.5, 1.6, 2.1 and 2.6.
 */
export function* sqliteRows(file: Buffer, table: string): Generator<readonly SqliteValue[]> {
  const database = openDatabase(file)
  const root = rootOf(database, table)
  if (root === undefined) throw new DamagedSqlite(`it has no table ${table}`)
  yield* rowsOf(database, root)
}

interface Database {
  /** By number, from 1 on. */
  page(number: number): Buffer
  /** Bytes of a page that are used, always from its start. */
  readonly usable: number
  readonly bytes: number
}

function openDatabase(file: Buffer): Database {
  if (file.length < FILE_HEADER_BYTES || file.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw new DamagedSqlite('it is no SQLite database')
  const size = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16)
  const usable = size - file.readUInt8(20)
  if (size < 512 || (size & (size - 1)) !== 0 || usable < 480) throw new DamagedSqlite(`its pages have ${size} bytes`)
  return {
    usable,
    bytes: file.length,
    page(number) {
      const end = number * size
      if (number === 0 || end > file.length) throw new DamagedSqlite(`it has no page ${number}`)
      return file.subarray(end - size, end - size + usable)
    },
  }
}

function rootOf(database: Database, table: string): number | undefined {
  for (const [type, name, , root] of rowsOf(database, 1)) {
    if (type === 'table' && name === table && typeof root === 'number') return root
  }
  return undefined
}

/** Each page is visited once and no more bytes are taken than there are: rows that share them are no work of SQLite's. */
function* rowsOf(database: Database, root: number): Generator<readonly SqliteValue[]> {
  const visited = new Set<number>()
  let left = database.bytes
  let rows = 0
  const visit = (number: number): Buffer => {
    if (visited.has(number)) throw new DamagedSqlite(`its page ${number} is used twice`)
    visited.add(number)
    return database.page(number)
  }

  function* walk(number: number, depth: number): Generator<readonly SqliteValue[]> {
    const page = visit(number)
    const start = number === 1 ? FILE_HEADER_BYTES : 0
    const kind = page.readUInt8(start)
    if ((kind !== INTERIOR && kind !== LEAF) || depth > DEEPEST)
      throw new DamagedSqlite(`its page ${number} is none of a table`)
    for (const cell of cells(page, start, kind)) {
      if (kind === LEAF) yield readRecord(payload(page, cell))
      else yield* walk(within(page, cell, 4).readUInt32BE(0), depth + 1)
    }
    if (kind === INTERIOR) yield* walk(page.readUInt32BE(start + 8), depth + 1)
  }

  function payload(page: Buffer, cell: number): Buffer {
    const length = varint(page, cell)
    const key = varint(page, length.end)
    if (++rows > MOST_ROWS) throw new DamagedSqlite(`a table has more than ${MOST_ROWS} rows`)
    if (length.value > LONGEST_ROW) throw new DamagedSqlite(`a row has ${length.value} bytes`)
    left -= length.value
    if (left < 0) throw new DamagedSqlite('its rows are longer than it is')
    const local = localBytes(length.value, database.usable)
    if (local === length.value) return within(page, key.end, local)
    const parts = [within(page, key.end, local)]
    let next = within(page, key.end + local, 4).readUInt32BE(0)
    for (let missing = length.value - local; missing > 0;) {
      const overflow = visit(next)
      const part = overflow.subarray(4, 4 + missing)
      parts.push(part)
      missing -= part.length
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(parts)
  }

  yield* walk(root, 0)
}

/** Where the cells of a page begin. */
function cells(page: Buffer, start: number, kind: number): readonly number[] {
  const first = start + (kind === INTERIOR ? 12 : 8)
  const pointers = within(page, first, 2 * page.readUInt16BE(start + 3))
  return Array.from({ length: pointers.length / 2 }, (_, index) => pointers.readUInt16BE(2 * index))
}

/** How many bytes of a row of `length` bytes lie in the page of its cell; the others are in pages of their own. */
function localBytes(length: number, usable: number): number {
  const most = usable - 35
  if (length <= most) return length
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const filling = least + ((length - least) % (usable - 4))
  return filling <= most ? filling : least
}

function within(page: Buffer, at: number, length: number): Buffer {
  if (at + length > page.length) throw new DamagedSqlite('a row runs over the end of its page')
  return page.subarray(at, at + length)
}
