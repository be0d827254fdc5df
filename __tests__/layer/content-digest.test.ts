import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Content, contentDigest, saltedDigest } from '../../src/layer/content-digest.js'

function digestOf(bytes: Buffer, cuts: readonly number[] = []): Content {
  const digest = contentDigest(bytes.length)
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((one, other) => one - other), bytes.length]
  let start = 0
  for (const end of ends) {
    digest.write(bytes.subarray(start, end))
    start = end
  }
  return digest.end()
}

/** Sizes of both kinds, and those around the one from which on files are large. */
const sizes = fc.oneof(
  fc.nat(2000),
  fc.integer({ min: 65_530, max: 65_542 }),
  fc.integer({ min: 65_536, max: 300_000 }),
)

test('is the same in whatever pieces the bytes come, and another where one bit is', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.array(fc.nat(), { maxLength: 4 }), (size, seed, cuts) => {
      const bytes = Buffer.alloc(size, `${seed} `)
      const whole = digestOf(bytes)
      expect(digestOf(bytes, cuts)).toEqual(whole)
      if (size === 0) return
      const place = seed % size
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
      expect(digestOf(bytes, cuts)).not.toEqual(whole)
    }),
  )
})

test('tells zeros by their number, and what was changed in two places', () => {
  const digests = [65_536, 65_537, 131_072, 1_000_000].map((size) => JSON.stringify(digestOf(Buffer.alloc(size))))
  expect(new Set(digests).size).toBe(4)
  const [one, other] = [Buffer.alloc(100_000), Buffer.alloc(100_000)]
  one.writeUInt8(1, 16)
  other.writeUInt8(1, 32)
  expect(digestOf(one)).not.toEqual(digestOf(other))
})

test('has 32 bits in each half, as the columns of a layer take', () => {
  for (const size of [10, 100_000]) {
    for (const half of Object.values(digestOf(Buffer.alloc(size, 'content')))) {
      expect(half).toBe(half >>> 0)
    }
  }
})

test('goes by its salt too', () => {
  const [one, other] = ['a', 'b'].map((salt) => saltedDigest(salt))
  expect(one?.end()).not.toEqual(other?.end())
})
