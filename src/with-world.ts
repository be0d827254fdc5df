import { setMaxListeners } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { Interrupted } from './errors.js'
import type { Log } from './log.js'
import { createRun, createRunStream } from './process.js'
import type { World } from './world.js'

/**
 * Does `work` in this process's world, and tells it to stop on SIGINT and SIGTERM. It rejects then with
 * {@link Interrupted}, after it has cleared up.
 */
export async function withWorld<T>(
  env: Readonly<Record<string, string | undefined>>,
  log: Log,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  // Every child listens to it: before Node 24 more than ten are warned of as a leak.
  setMaxListeners(0, stop.signal)
  const onSignal = (signal: NodeJS.Signals): void => stop.abort(new Interrupted(signal))
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const cache = userCache(env)
  try {
    return await work({
      env,
      cwd: process.cwd(),
      signal: stop.signal,
      run: createRun(env, stop.signal),
      runStream: createRunStream(env, stop.signal),
      runAlways: createRun(env, new AbortController().signal),
      log,
      now: Date.now,
      temporary: env['RUNNER_TEMP'] ?? tmpdir(),
      cacheDirectory: cache === null ? null : join(cache, 'size-gate'),
    })
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

/** null where the user has none: an empty variable or a relative path would lead into the repository. */
function userCache(env: Readonly<Record<string, string | undefined>>): string | null {
  const own = env['XDG_CACHE_HOME'] ?? ''
  if (isAbsolute(own)) return own
  const home = homeDirectory()
  return isAbsolute(home) ? join(home, '.cache') : null
}

function homeDirectory(): string {
  try {
    return homedir()
  } catch {
    // Without HOME, for a user id that the system does not know, as in a container.
    return ''
  }
}
