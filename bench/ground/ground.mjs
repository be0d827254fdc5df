import { access, cp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { outputOf } from '../command.mjs'
import { interrupted } from '../interrupt.mjs'
import { environmentOf, ROOT, usualCache } from './home.mjs'

export const BUILDERS = ['classic', 'container']

/** What is only read of the usual cache: programs, and what base images are made of. */
const SHARED = ['engine', 'buildkit', 'registry', 'stand-ins', 'tools']

/**
 * An engine with the classic store and, in it, the docker-container builder of script/builders, for this run alone:
 * nobody else's cache is warmed, pruned or in the way, and all goes with its home.
 *
 * `builders` are those to measure on, each with the options that choose it; `env` points docker at them.
 */
export async function openGround(home, builders) {
  const own = { ...environmentOf(home), DOCKER_HOST: `unix://${home}/run/classic.sock` }
  const script = async (name, ...args) => {
    await outputOf({ command: join(ROOT, 'script', name), args, env: own, whole: true })
    interrupted.throwIfAborted()
  }
  for (const name of SHARED) await link(join(usualCache(), name), join(home, name))
  await script('engine', 'classic', 'start')
  await script('base-images')
  if (builders.includes('container')) await script('builders', 'start', 'size-gate-container')
  // Measured from a copy, as a build of dist/ in the meantime takes it away first.
  await cp(join(ROOT, 'dist'), join(home, 'dist'), { recursive: true })
  return {
    directory: home,
    env: await environment(own),
    cli: join(home, 'dist/cli.js'),
    action: join(home, 'dist/index.js'),
    builders: builders.map((name) => ({
      name,
      options: name === 'container' ? ['--builder', 'size-gate-container'] : [],
    })),
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
  const output = await outputOf({ command: 'bash', args: words, env: own })
  const pairs = output.split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2))
  return Object.fromEntries(pairs.filter(([name]) => name !== '' && !/^(GITHUB|INPUT|RUNNER|BUILDX)_|^CI$/.test(name)))
}
