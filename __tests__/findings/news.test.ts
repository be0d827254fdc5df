import { expect, test } from '@jest/globals'
import type { Found } from '../../src/findings/finding.js'
import { knownBefore } from '../../src/findings/news.js'

function found(text: string, paths: readonly string[], bytes: number, more: Partial<Found> = {}): Found {
  return { rule: 'hidden-files', subject: '', text, line: 3, advice: '', paths, bytes, ...more }
}

/** Which of the head's findings the base is said to have. */
function known(head: readonly Found[], base: readonly Found[]): readonly boolean[] {
  const before = knownBefore(head, base)
  return head.map((one) => before.has(one))
}

test('a finding that was mended does not hide one that is new', () => {
  const base = [found('RUN make', ['/b/old'], 50_000_000)]
  expect(known([found('RUN make', ['/b/old'], 50_000_000)], base)).toEqual([true])
  expect(known([found('RUN fetch', ['/b/new'], 45_000_000)], base)).toEqual([false])
})

test('a new finding does not make one of before news', () => {
  const old = found('RUN make', ['/b/old'], 50_000_000)
  expect(known([old, found('RUN fetch', ['/b/new'], 20_000)], [old])).toEqual([true, false])
  expect(known([found('RUN fetch', ['/b/new'], 20_000), old], [old])).toEqual([false, true])
})

test('what grew is news as a whole, but for what is not worth saying', () => {
  const old = found('RUN make', ['/b/old'], 50_000_000)
  expect(known([{ ...old, bytes: 50_009_999 }], [old])).toEqual([true])
  expect(known([{ ...old, bytes: 50_010_000 }], [old])).toEqual([false])
  expect(known([{ ...old, bytes: 10_000 }], [old])).toEqual([true])
})

test('an instruction that was edited, or files that lie elsewhere, keep a finding the same', () => {
  const old = found('RUN apt-get install a', ['/var/cache/apt', '/var/lib/apt'], 1_000_000)
  expect(known([found('RUN apt-get install a b', ['/var/cache/apt'], 1_000_000)], [old])).toEqual([true])
  expect(known([found('RUN apt-get install a b', ['/x', '/var/lib/apt'], 1_000_000)], [old])).toEqual([true])
  expect(known([found('RUN apt-get install a', ['/x'], 1_000_000)], [old])).toEqual([true])
  expect(known([found('RUN apt-get install a b', ['/x'], 1_000_000)], [old])).toEqual([false])
})

test('each is compared with the one that is most like it, whatever their order', () => {
  const [one, other] = [found('RUN make', ['/a'], 20_000), found('RUN make', ['/b'], 90_000)]
  expect(known([one, other], [other, one])).toEqual([true, true])
  expect(known([other, { ...other, paths: ['/c'] }], [other])).toEqual([true, false])
})

test('what is about something else is another finding', () => {
  const old = found('COPY a /', ['/a'], 0, { rule: 'secret-in-layer', subject: '/a' })
  expect(known([{ ...old, subject: '/b' }], [old])).toEqual([false])
  expect(known([{ ...old, rule: 'sources' }], [old])).toEqual([false])
})
