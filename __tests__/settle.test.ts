import { describe, expect, test } from '@jest/globals'
import { forEachOf } from '../src/settle.js'

const items = Array.from({ length: 30 }, (_, number) => number)

describe('work for each of many', () => {
  test('gives what it came to in the order of the items, a few at once', async () => {
    let running = 0
    let most = 0
    const results = await forEachOf(items, async (item) => {
      most = Math.max(most, ++running)
      for (let turns = 0; turns < 30 - item; turns++) await Promise.resolve()
      running--
      return item * 2
    })
    expect(results).toEqual(items.map((item) => item * 2))
    expect(most).toBe(8)
    expect(await forEachOf([], () => Promise.resolve(1))).toEqual([])
  })

  test('begins no more where one fails, and throws when those begun have ended', async () => {
    const begun: number[] = []
    const ended: number[] = []
    const work = forEachOf(items, async (item) => {
      begun.push(item)
      if (item === 3) throw new Error('no more')
      await new Promise((done) => setImmediate(done))
      ended.push(item)
    })
    await expect(work).rejects.toThrow('no more')
    expect(begun.length).toBe(8)
    expect(ended.length).toBe(7)
  })
})
