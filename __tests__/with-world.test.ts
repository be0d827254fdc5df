import { getMaxListeners } from 'node:events'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Log } from '../src/log.js'
import { withWorld } from '../src/with-world.js'

const SILENT: Log = { info: () => undefined, warning: () => undefined, group: (_, work) => work() }
const OWN = join(homedir(), '.cache', 'size-gate')

describe('where the sizes of layers are kept', () => {
  test.each([
    [resolve('/caches'), resolve('/caches/size-gate')],
    ['', OWN],
    ['relative', OWN],
    [undefined, OWN],
  ])('XDG_CACHE_HOME=%s', async (value, file) => {
    const env = { XDG_CACHE_HOME: value }
    expect(await withWorld(env, SILENT, ({ cacheDirectory }) => Promise.resolve(cacheDirectory))).toBe(file)
  })
})

test('any number of children may listen for its end, without a warning of Node.js', async () => {
  expect(await withWorld({}, SILENT, ({ signal }) => Promise.resolve(getMaxListeners(signal)))).toBe(0)
})
