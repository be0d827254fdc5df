/** Numbers that lie one after the other. */
type Column = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

/**
 * An empty array that can grow to `most` numbers, and does so where it lies: one that is copied into a larger one stays in
 * memory until it is collected, and leaves holes behind. What it may grow into is address space, and no memory yet.
 */
export function growing<T extends Column>(
  Numbers: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  most: number,
): T {
  return new Numbers(new ArrayBuffer(0, { maxByteLength: most * Numbers.BYTES_PER_ELEMENT }))
}

/** Gives an array that is `growing` this length; new numbers are 0. The memory of those that are gone is free at once. */
export function resize({ buffer, BYTES_PER_ELEMENT }: Column, length: number): void {
  buffer.resize(length * BYTES_PER_ELEMENT)
}
