import { expect, test } from '@jest/globals'
import { plain } from '../../src/report/phrase.js'
import { pullWords } from '../../src/report/pull.js'
import { delta } from './samples.js'

const words = (head: number | null, base: number | null, bandwidth = 100e6, exact = true): string | null => {
  const phrase = pullWords(delta(head, base, exact), bandwidth)
  return phrase === null ? null : plain(phrase)
}

test.each([
  [12_100_000, 310_000_000, 100e6, 'A pull moves 12.1 MB instead of 310 MB: 1 s instead of 25 s at 100 Mbit/s.'],
  [12_100_000, 310_000_000, 1e9, 'A pull moves 12.1 MB instead of 310 MB: 0.1 s instead of 2 s at 1 Gbit/s.'],
  [0, 1_000, 100e6, 'A pull moves 0 B instead of 1 kB: 0 s instead of <0.1 s at 100 Mbit/s.'],
  [3_100_000_000, 5_000_000, 2.5e6, 'A pull moves 3.1 GB instead of 5 MB: 165 min 20 s instead of 16 s at 2.5 Mbit/s.'],
  [5_000_000, 5_000_000, 56_000, 'A pull moves 5 MB with either: 11 min 54 s at 56 kbit/s.'],
  [11_870_000, 11_880_000, 100e6, 'A pull moves 11.9 MB with either: 0.9 s instead of 1 s at 100 Mbit/s.'],
  [40, 80, 300, 'A pull moves 40 B instead of 80 B: 1 s instead of 2 s at 300 bit/s.'],
])('%d instead of %d at %d', (head, base, bandwidth, said) => {
  expect(words(head, base, bandwidth)).toBe(said)
})

test('estimates stay marked', () => {
  const said = 'A pull moves ~12.1 MB instead of ~310 MB: ~1 s instead of ~25 s at 100 Mbit/s.'
  expect(words(12_100_000, 310_000_000, 100e6, false)).toBe(said)
})

test('nothing is said where a download is not known', () => {
  expect([words(null, 5), words(5, null)]).toEqual([null, null])
})
