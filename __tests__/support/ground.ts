import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openScratch } from '../../src/scratch.js'
import { docker, type Environment } from './engines.js'

/** What a run marks its images with. */
const LABEL = 'size-gate.run'

/** Where a run of the command may leave something, apart from what other runs do at the same time. */
export interface Ground {
  /** The environment to run it in: temporary files and what is remembered of layers are its own. */
  readonly env: Environment
  readonly temporary: string
  /** The scratch directories that are there now. */
  scratch(): Promise<readonly string[]>
  /** The ids of runs with these temporary files that left images on the engine: other tests have runs there too. */
  runs(): Promise<readonly string[]>
  remove(): Promise<void>
}

/** `env` with folders of its own. */
export async function createGround(env: Environment): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'ground-'))
  const temporary = join(directory, 'tmp')
  await mkdir(temporary)
  const one = await openScratch(temporary, 0)
  await one.remove()
  // An id says where its run has its scratch directory.
  const place = one.id.split('-')[3] ?? ''
  return {
    env: {
      ...env,
      TMPDIR: temporary,
      XDG_CACHE_HOME: join(directory, 'cache'),
      // A workflow's own would be taken before.
      RUNNER_TEMP: undefined,
      GITHUB_ACTIONS: undefined,
    },
    temporary,
    async scratch() {
      return (await readdir(temporary)).filter((name) => name.startsWith('size-gate-'))
    },
    async runs() {
      return (await labels(env)).filter((label) => label.split('-')[3] === place)
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function labels(env: Environment): Promise<readonly string[]> {
  const ids = (await docker(env, 'image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${LABEL}`)).trim()
  if (ids === '') return []
  const names = await Promise.all([...new Set(ids.split('\n'))].map((id) => labelOf(env, id)))
  return [...new Set(names.flatMap((name) => name ?? []))]
}

/** The run that made an image; undefined where the image went since it was listed, as those of another test's run may. */
async function labelOf(env: Environment, id: string): Promise<string | undefined> {
  try {
    return (await docker(env, 'image', 'inspect', '--format', `{{index .Config.Labels "${LABEL}"}}`, id)).trim()
  } catch (error) {
    // Of another realm than jest's, it is no instance of its Error.
    if (String(error).includes(`No such image: ${id}`)) return undefined
    throw error
  }
}
