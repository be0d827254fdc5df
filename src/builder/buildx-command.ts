import { constants } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { GateError } from '../errors.js'
import type { Output, Run } from '../process.js'

/** How buildx is called here: a command, and the arguments that come before buildx's own. */
export interface Buildx {
  readonly command: string
  readonly args: readonly string[]
  /** Without a leading `v`. */
  readonly version: string
}

/** A call of buildx, as a runner takes it. */
export function buildxCall({ command, args }: Buildx, ...more: readonly string[]): [string, readonly string[]] {
  return [command, [...args, ...more]]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Source: docker/cli cli-plugins/manager/manager_unix.go, `defaultSystemPluginDirs`. */
const SYSTEM_PLUGINS = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map(
  (directory) => `${directory}/docker/cli-plugins`,
)

/**
 * Finds buildx where the docker CLI looks for it, to call it without the CLI, which starts two more processes for each
 * call (0.17 s of 0.22 s on two cores); where it is not found so, the CLI itself has to know.
 * Throws a GateError where there is no docker or no buildx.
 */
export async function findBuildx(run: Run, env: Environment): Promise<Buildx> {
  // Without docker nothing works for long: it says so itself, below.
  const plugin = (await isOnPath('docker', env)) ? await findPlugin(env) : null
  if (plugin !== null) {
    const version = versionIn(await run(plugin, ['version']).catch(() => null))
    if (version !== null) return { command: plugin, args: [], version }
  }
  const output = await run('docker', ['buildx', 'version'])
  const version = versionIn(output)
  if (version !== null) return { command: 'docker', args: ['buildx'], version }
  const [said = ''] = (output.stderr || output.stdout).trim().split('\n')
  throw new GateError(
    'environment',
    `docker has no buildx: ${said}`,
    'Install the package docker-buildx-plugin (docker-buildx on Debian and Ubuntu), or add docker/setup-buildx-action before this step.',
  )
}

function versionIn(output: Output | null): string | null {
  return output?.code === 0 ? (/\bv?(\d+\.\d+\.\d+)/.exec(output.stdout)?.[1] ?? null) : null
}

/** The first of the docker CLI's directories that has it. Source: docker/cli cli-plugins/manager/manager.go, `getPluginDirs`. */
async function findPlugin(env: Environment): Promise<string | null> {
  const config = env['DOCKER_CONFIG'] ?? ''
  const user = env['HOME'] ?? ''
  // An empty one is none: nothing is looked for below the working directory.
  const home = config !== '' ? config : user === '' ? null : join(user, '.docker')
  const own = home === null ? [] : [...(await extraDirectories(home)), join(home, 'cli-plugins')]
  for (const directory of [...own, ...SYSTEM_PLUGINS]) {
    const path = join(directory, 'docker-buildx')
    if (await isExecutable(path)) return path
  }
  return null
}

/** A configuration that cannot be read has none for the docker CLI either. */
async function extraDirectories(home: string): Promise<readonly string[]> {
  try {
    const config = JSON.parse(await readFile(join(home, 'config.json'), 'utf8')) as { cliPluginsExtraDirs?: unknown }
    const extra = config.cliPluginsExtraDirs
    return Array.isArray(extra) ? extra.filter((directory) => typeof directory === 'string') : []
  } catch {
    return []
  }
}

async function isOnPath(command: string, env: Environment): Promise<boolean> {
  for (const directory of (env['PATH'] ?? '').split(delimiter)) {
    if (directory !== '' && (await isExecutable(join(directory, command)))) return true
  }
  return false
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
