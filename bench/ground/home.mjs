import { mkdir, mkdtemp } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { outputOf } from '../command.mjs'

/** The checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where script/ keeps engines and programs. */
export function usualCache({ SIZE_GATE_CACHE, XDG_CACHE_HOME } = process.env) {
  return SIZE_GATE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'size-gate')
}

/** A folder beside the usual ones for everything that a run makes, short enough for sockets below it. */
export async function makeHome() {
  await mkdir(usualCache(), { recursive: true })
  return mkdtemp(join(usualCache(), 'bench-'))
}

/** The environment in which script/ keeps things there. */
export function environmentOf(home) {
  return { ...process.env, SIZE_GATE_CACHE: home }
}

/**
 * Ends what was started in a home, and takes it away. Each step is tried, whatever became of the one before; throws where
 * one failed.
 */
export async function removeHome(home) {
  const env = environmentOf(home)
  const failed = []
  for (const [command, ...args] of [
    [join(ROOT, 'script/builders'), 'stop'],
    [join(ROOT, 'script/engine'), 'classic', 'stop'],
    // The engine's files are root's.
    ['sh', '-c', '[ "$(id -u)" = 0 ] || exec sudo -n rm -rf -- "$0"; exec rm -rf -- "$0"', home],
  ]) {
    await outputOf({ command, args, env, whole: true }).catch((error) => failed.push(error.message))
  }
  if (failed.length > 0) throw new Error(`not all is gone of ${home}:\n${failed.join('\n')}`)
}
