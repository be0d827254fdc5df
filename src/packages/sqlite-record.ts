/** A value of a row. Floating-point numbers and integers beyond 2^53 are null: no table that is read here has any of use. */
export type SqliteValue = string | number | Buffer | null

/** Bytes of the integers of serial types 1 to 6. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8]
const FLOAT = 7
const ZERO = 8
const ONE = 9
const FIRST_BLOB = 12
/** SQLite allows some thousand; no table that is read here has more than five. */
const MOST_COLUMNS = 64

/**
 * The first 64 values of a row in the record format; texts are taken for UTF-8. What runs over the record's end is cut.
 * Source: https://www.sqlite.org/fileformat.html, section 2.1 ("Record Format").
 */
export function readRecord(record: Buffer): readonly SqliteValue[] {
  const header = varint(record, 0)
  const values: SqliteValue[] = []
  let body = header.value
  for (let at = header.end; at < Math.min(header.value, record.length) && values.length < MOST_COLUMNS;) {
    const type = varint(record, at)
    const length = valueBytes(type.value)
    values.push(valueOf(type.value, record.subarray(body, body + length)))
    at = type.end
    body += length
  }
  return values
}

function valueBytes(type: number): number {
  if (type >= FIRST_BLOB) return Math.floor((type - FIRST_BLOB) / 2)
  return type === FLOAT ? 8 : (INTEGER_BYTES[type] ?? 0)
}

function valueOf(type: number, bytes: Buffer): SqliteValue {
  if (type >= FIRST_BLOB) return type % 2 === 0 ? bytes : bytes.toString('utf8')
  if (type === ZERO || type === ONE) return type - ZERO
  if (type === 0 || type >= FLOAT || bytes.length < valueBytes(type)) return null
  const value = type === 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length)
  return Number.isSafeInteger(value) ? value : null
}

/** Seven bits a byte, the highest first, the ninth byte whole; and where it ends. Beyond 2^53 it is not exact, only large. */
export function varint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, end: at + index + 1 }
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 }
}
