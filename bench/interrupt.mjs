import { setMaxListeners } from 'node:events'

const stop = new AbortController()
// Every command listens.
setMaxListeners(0, stop.signal)

/** Aborted on SIGINT and SIGTERM: what is being measured ends, and everything is cleaned up. */
export const interrupted = stop.signal

/**
 * Does `work`, then `cleanUp`, also when it fails or is interrupted. Says what went wrong in either, and has the process
 * end with 1 then.
 */
export async function interruptible(work, cleanUp) {
  const onSignal = (signal) => stop.abort(new Error(`interrupted by ${signal}`))
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    await work()
    interrupted.throwIfAborted()
  } catch (error) {
    fail(interrupted.aborted ? interrupted.reason : error)
  } finally {
    await cleanUp().catch(fail)
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

function fail(error) {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
}
