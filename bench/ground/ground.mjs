import { execFile } from 'node:child_process'
import { access, cp, mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { interrupted } from '../interrupt.mjs'
import { ROOT, usualCache } from './places.mjs'

const execute = promisify(execFile)

export const BUILDERS = ['classic', 'container']

/** What is only read of the usual cache: programs, and what base images are made of. */
const SHARED = ['engine', 'buildkit', 'registry', 'stand-ins', 'tools']

/**
 * An engine with the classic store and, in it, the docker-container builder of script/builders, for this run alone:
 * nobody else's cache is warmed, pruned or in the way, and all goes with its folder.
 *
 * `builders` are those to measure on, each with the options that choose it; `env` points docker at them.
 */
export async function openGround(builders) {
  await mkdir(usualCache(), { recursive: true })
  const directory = await mkdtemp(join(usualCache(), 'bench-'))
  const own = { ...process.env, SIZE_GATE_CACHE: directory }
  const script = async (name, ...args) => {
    interrupted.throwIfAborted()
    await execute(join(ROOT, 'script', name), args, { env: own })
  }
  try {
    for (const name of SHARED) await link(join(usualCache(), name), join(directory, name))
    await script('engine', 'classic', 'start')
    own.DOCKER_HOST = `unix://${directory}/run/classic.sock`
    await script('base-images')
    if (builders.includes('container')) await script('builders', 'start', 'size-gate-container')
    // Measured from a copy, as a build of dist/ in the meantime takes it away first.
    await cp(join(ROOT, 'dist'), join(directory, 'dist'), { recursive: true })
    return {
      directory,
      env: await environment(own),
      cli: join(directory, 'dist/cli.js'),
      action: join(directory, 'dist/index.js'),
      builders: builders.map((name) => ({
        name,
        options: name === 'container' ? ['--builder', 'size-gate-container'] : [],
      })),
      remove: () => remove(directory, own),
    }
  } catch (error) {
    await remove(directory, own).catch((left) => {
      throw new AggregateError([error, left])
    })
    throw error
  }
}

/** Nothing is linked where the system has it, and so the cache does not. */
async function link(from, to) {
  const isThere = await access(from).then(
    () => true,
    () => false,
  )
  if (isThere) await symlink(from, to)
}

/** What points docker at this engine and its builders; nothing of a workflow that the benchmark may run in. */
async function environment(own) {
  const words = ['-c', 'eval "$("$0" env)" && env -0', join(ROOT, 'script/builders')]
  const { stdout } = await execute('bash', words, { env: own })
  const pairs = stdout.split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2))
  return Object.fromEntries(pairs.filter(([name]) => name !== '' && !/^(GITHUB|INPUT|RUNNER|BUILDX)_|^CI$/.test(name)))
}

/** Also after an interruption, so none of these commands listens to it. Each is tried, whatever became of the one before. */
async function remove(directory, own) {
  // The engine's files are root's.
  const away = ['-c', '[ "$(id -u)" = 0 ] || exec sudo -n rm -rf -- "$0"; exec rm -rf -- "$0"', directory]
  const results = []
  for (const [command, args] of [
    [join(ROOT, 'script/builders'), ['stop']],
    [join(ROOT, 'script/engine'), ['classic', 'stop']],
    ['sh', away],
  ]) {
    results.push(...(await Promise.allSettled([execute(command, args, { env: own })])))
  }
  const failed = results.flatMap(({ reason }) => (reason === undefined ? [] : [reason.message]))
  if (failed.length > 0)
    throw new Error(`the benchmark's own engine in ${directory} is not all gone: ${failed.join('\n')}`)
}
