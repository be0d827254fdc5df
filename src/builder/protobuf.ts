import { GateError } from '../errors.js'

/** A field of a message: its number, and its value, which is a number or bytes. */
export interface Field {
  readonly number: number
  readonly value: number | Buffer
}

const VARINT = 0
const FIXED64 = 1
const LENGTH = 2
const FIXED32 = 5

/**
 * The fields of a protobuf message in their order. Numbers that take more than 53 bits lose their last ones.
 * Throws a GateError where the message breaks off. Source: protobuf.dev/programming-guides/encoding.
 */
export function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    let factor = 1
    for (; at < message.length; factor *= 128) {
      const byte = message[at++] ?? 0
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
    throw brokenOff()
  }
  const bytes = (length: number): Buffer => {
    const value = message.subarray(at, at + length)
    if (value.length < length) throw brokenOff()
    at += length
    return value
  }
  while (at < message.length) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    const type = tag % 8
    if (type === VARINT) yield { number, value: varint() }
    else if (type === LENGTH) yield { number, value: bytes(varint()) }
    else if (type === FIXED64) yield { number, value: bytes(8) }
    else if (type === FIXED32) yield { number, value: bytes(4) }
    else throw brokenOff()
  }
}

/** The values of a field that holds bytes, as often as it is there. */
export function bytesOf(message: Buffer, number: number): readonly Buffer[] {
  return [...fieldsOf(message)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  )
}

/** The text of a field; '' where it is not there. */
export function textOf(message: Buffer, number: number): string {
  return bytesOf(message, number).at(-1)?.toString('utf8') ?? ''
}

/** The number of a field; 0, which protobuf leaves out, where it is not there. */
export function numberOf(message: Buffer, number: number): number {
  const value = [...fieldsOf(message)].find((each) => each.number === number)?.value
  return typeof value === 'number' ? value : 0
}

/** Milliseconds since 1970 of a field with a `google.protobuf.Timestamp`; 0 where it is not there. */
export function timeOf(message: Buffer, number: number): number {
  const timestamp = bytesOf(message, number)[0]
  return timestamp === undefined ? 0 : numberOf(timestamp, 1) * 1000 + numberOf(timestamp, 2) / 1e6
}

/** A field as it is written: text, or `true`. */
export function field(number: number, value: string | true): Buffer {
  if (value === true) return Buffer.from([number * 8 + VARINT, 1])
  const text = Buffer.from(value)
  return Buffer.concat([Buffer.from([number * 8 + LENGTH]), writtenVarint(text.length), text])
}

function writtenVarint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Buffer.from(bytes)
  }
}

function brokenOff(): GateError {
  return new GateError('environment', 'The builder sent a message that breaks off.')
}
