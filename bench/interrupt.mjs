import { setMaxListeners } from 'node:events'

const stop = new AbortController()
// Every command listens.
setMaxListeners(0, stop.signal)

/** Aborted on SIGINT and SIGTERM: what is being measured ends, and everything is cleaned up. */
export const interrupted = stop.signal

/** Does `work`, to its clean end also when it is interrupted; it rejects then. */
export async function interruptible(work) {
  const onSignal = (signal) => stop.abort(new Error(`interrupted by ${signal}`))
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    await work()
    interrupted.throwIfAborted()
  } catch (error) {
    console.error(`bench: ${interrupted.aborted ? interrupted.reason.message : error.message}`)
    process.exitCode = 1
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}
