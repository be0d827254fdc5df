import type { Connection } from './connection.js'

/** Milliseconds without a call after which what lies between may have let go of a connection: proxies do after some minutes. */
const IDLE = 60_000

/**
 * A connection for a run that may build for hours between two calls: one that was idle is opened anew, as a call over a
 * connection that somebody dropped without a word would wait for ever. `now` in milliseconds.
 */
export function steadyConnection(open: () => Connection, now: () => number): Connection {
  let current = open()
  let used = now()
  let inUse = 0
  let isClosed = false

  function connected(): Connection {
    if (!isClosed && inUse === 0 && now() - used > IDLE) {
      current.close()
      current = open()
    }
    return current
  }

  /** Counts a call while it goes on. */
  async function* counted<T>(begin: (connection: Connection) => AsyncIterable<T>): AsyncGenerator<T> {
    const connection = connected()
    inUse++
    try {
      yield* begin(connection)
    } finally {
      inUse--
      used = now()
    }
  }

  return {
    call: (...args) => counted((connection) => connection.call(...args)),
    stream: (...args) => counted((connection) => connection.stream(...args)),
    close() {
      isClosed = true
      current.close()
    },
  }
}
