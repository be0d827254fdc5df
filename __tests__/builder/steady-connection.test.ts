import { expect, it } from '@jest/globals'
import { type Connection, order } from '../../src/builder/connection.js'
import { steadyConnection } from '../../src/builder/steady-connection.js'

/** Connections that note what happens to them, and a clock that stands still. */
function ground(): { readonly events: string[]; readonly clock: { time: number }; readonly connection: Connection } {
  const events: string[] = []
  const clock = { time: 0 }
  let count = 0
  const open = (): Connection => {
    const name = `connection ${++count}`
    events.push(`${name} opened`)
    return {
      async *call(path) {
        events.push(`${name} ${path}`)
        yield await Promise.resolve(Buffer.from(path))
      },
      async *stream(path) {
        yield await Promise.resolve({ bytes: Buffer.from(path), isLast: true })
      },
      close: () => void events.push(`${name} closed`),
    }
  }
  return { events, clock, connection: steadyConnection(open, () => clock.time) }
}

it('is opened at once, and kept while it is used', async () => {
  const { events, clock, connection } = ground()
  expect(events).toEqual(['connection 1 opened'])
  for (const path of ['/one', '/two', '/three']) {
    clock.time += 50_000
    await order(connection, path, Buffer.alloc(0))
  }
  expect(events).toEqual(['connection 1 opened', 'connection 1 /one', 'connection 1 /two', 'connection 1 /three'])
})

it('is opened anew after a long build', async () => {
  const { events, clock, connection } = ground()
  clock.time += 3_600_000
  await order(connection, '/one', Buffer.alloc(0))
  connection.close()
  expect(events.slice(1)).toEqual([
    'connection 1 closed',
    'connection 2 opened',
    'connection 2 /one',
    'connection 2 closed',
  ])
})

it('is left to a call that goes on', async () => {
  const { events, clock, connection } = ground()
  const answers = connection.call('/long', Buffer.alloc(0))[Symbol.asyncIterator]()
  expect((await answers.next()).value).toEqual(Buffer.from('/long'))
  clock.time += 120_000
  await order(connection, '/other', Buffer.alloc(0))
  await answers.return?.()
  expect(events).toEqual(['connection 1 opened', 'connection 1 /long', 'connection 1 /other'])
})

it('stays closed', async () => {
  const { events, clock, connection } = ground()
  connection.close()
  clock.time += 120_000
  await order(connection, '/late', Buffer.alloc(0))
  expect(events).toEqual(['connection 1 opened', 'connection 1 closed', 'connection 1 /late'])
})
