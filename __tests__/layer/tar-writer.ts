import { Readable } from 'node:stream'

/** A member of an archive; names are byte strings. */
export interface Member {
  readonly name: string
  /** The type flag: '0' where it is left out. */
  readonly type?: string
  readonly body?: Buffer | string
  readonly target?: string
  readonly mode?: number
  readonly uid?: number
  /** Major and minor number of a device. */
  readonly device?: readonly [number, number]
  /** Records of a PAX header before it. */
  readonly pax?: Readonly<Record<string, string>>
  /** Where it is to be another than the body's. */
  readonly size?: number
}

const BLOCK = 512

/** An archive of these members, with the two blocks of zeros at its end. */
export function archiveOf(members: Iterable<Member>): Buffer {
  return Buffer.concat([...[...members].flatMap(memberBytes), Buffer.alloc(2 * BLOCK)])
}

/** The blocks of one member. Longer names than a header has room for go into a PAX header. */
export function memberBytes(member: Member): readonly Buffer[] {
  const { name, type = '0', target = '', mode = 0o644, uid = 0, device, pax = {} } = member
  const body = typeof member.body === 'string' ? Buffer.from(member.body, 'latin1') : (member.body ?? Buffer.alloc(0))
  const records = {
    ...pax,
    ...(name.length > 100 && pax['path'] === undefined ? { path: name } : {}),
    ...(target.length > 100 ? { linkpath: target } : {}),
  }
  const header = Buffer.alloc(BLOCK)
  header.write(name.slice(0, 100), 0, 'latin1')
  header.write(octal(mode, 8), 100)
  header.write(octal(uid, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(member.size ?? body.length, 12), 124)
  header.write(octal(0, 12), 136)
  header.write(type, 156, 'latin1')
  header.write(target.slice(0, 100), 157, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  if (device !== undefined) {
    header.write(octal(device[0], 8), 329)
    header.write(octal(device[1], 8), 337)
  }
  sign(header)
  return [...paxHeader(records), header, body, filling(body.length)]
}

/** Writes a header block's checksum into it. */
export function sign(header: Buffer): void {
  header.fill(' ', 148, 156)
  const sum = header.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}

function paxHeader(records: Readonly<Record<string, string>>): readonly Buffer[] {
  const text = Object.entries(records)
    .map(([key, value]) => paxRecord(key, value))
    .join('')
  return text === '' ? [] : memberBytes({ name: 'pax', type: 'x', body: text })
}

export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const digits = String(rest.length).length
  const length = rest.length + digits
  return `${String(length).length === digits ? length : length + 1}${rest}`
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

function filling(length: number): Buffer {
  return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK)
}

/** As a blob comes: in pieces of `length` bytes. */
export function blobOf(bytes: Buffer, length = 10_000): AsyncIterable<Buffer> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  )
  return Readable.from(pieces)
}
