/** Numbers that lie one after the other. */
export type Column = Uint8Array | Uint16Array | Uint32Array

/** Numbers of a column that is copied into another when it grows. */
const SMALL = 2 ** 16

/**
 * A column of this length with the numbers of `column`, which must no longer be used; new ones are 0. A large one grows and
 * shrinks where it lies, up to `most` numbers: what is copied into a larger one stays in memory until it is collected, and
 * leaves holes behind. What it may grow into is address space and no memory, what is given back is free at once.
 */
export function resized<T extends Column>(column: T, length: number, most: number): T {
  const { buffer, BYTES_PER_ELEMENT } = column
  if (buffer instanceof ArrayBuffer && buffer.resizable) {
    buffer.resize(length * BYTES_PER_ELEMENT)
    return column
  }
  const Numbers = column.constructor as new (from: number | ArrayBuffer) => T
  const room = { maxByteLength: most * BYTES_PER_ELEMENT }
  const other = new Numbers(length > SMALL ? new ArrayBuffer(length * BYTES_PER_ELEMENT, room) : length)
  other.set(column.subarray(0, length))
  return other
}
