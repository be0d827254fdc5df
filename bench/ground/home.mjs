import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
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

const PREFIX = 'bench-'

/**
 * A folder beside the usual ones for everything that a run makes, short enough for sockets below it. Those of runs that were
 * killed are taken away first: they hold gigabytes.
 */
export async function makeHome() {
  await mkdir(usualCache(), { recursive: true })
  for (const name of await readdir(usualCache())) {
    const home = join(usualCache(), name)
    if (name.startsWith(PREFIX) && !(await isInUse(home))) await removeHome(home)
  }
  const home = await mkdtemp(join(usualCache(), PREFIX))
  await writeFile(join(home, 'pid'), String(process.pid))
  return home
}

/** Whether the run that made a home goes on. One without a number may be about to write it. */
async function isInUse(home) {
  const { birthtimeMs } = await stat(home)
  const pid = await readFile(join(home, 'pid'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  if (pid === '') return Date.now() - birthtimeMs < 60_000
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
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
