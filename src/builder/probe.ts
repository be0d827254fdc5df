import { GateError } from '../errors.js'
import type { Output, Run } from '../process.js'
import type { Method } from './method.js'
import { isOlder } from './version.js'

/** The oldest buildx that works: before it, metadata has no provenance. */
export const OLDEST_BUILDX = '0.14.0'

/** The builder of this run. */
export interface Builder {
  /** As the user gave it; null for the current one. */
  readonly name: string | null
  readonly method: Method
  /** What it builds when no platform is asked for. */
  readonly platform: string
  /** All that it can run, itself or by emulation. */
  readonly platforms: readonly string[]
  /** buildx's arguments that choose it; none for the current one. */
  readonly buildxArgs: readonly string[]
  /** docker's arguments that choose the engine behind it, where it has one. */
  readonly dockerArgs: readonly string[]
}

/**
 * Finds out what builds here; `name` is a builder of buildx, null for the current one.
 * Throws a GateError where there is no buildx, one too old, no such builder or no engine, each with the way out.
 */
export async function probeBuilder(run: Run, name: string | null): Promise<Builder> {
  const buildxArgs = name === null ? [] : ['--builder', name]
  const [version, inspect] = await Promise.all([
    run('docker', ['buildx', 'version']),
    run('docker', ['buildx', 'inspect', ...buildxArgs]),
  ])
  const buildx = buildxVersion(version)
  const error = /^Error:\s*(.+)$/m.exec(inspect.stdout)?.[1] ?? (inspect.code === 0 ? null : lastLine(inspect.stderr))
  if (error !== null) throw builderError(name, error)
  const running = hasPlatforms(inspect.stdout) ? inspect.stdout : await bootstrap(run, name, buildxArgs)
  const field = (key: string): string | null => new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(running)?.[1] ?? null
  const platforms = (/^Platforms:\s*(.+)$/m.exec(running)?.[1] ?? '')
    .split(',')
    .map((name) => name.replace('*', '').trim())
  const driver = field('Driver') ?? 'unknown'
  const context = field('Endpoint') ?? 'default'
  return {
    name,
    method: {
      driver,
      store: driver !== 'docker' ? 'buildkit' : hasSnapshotter(running) ? 'containerd' : 'classic',
      buildx,
      // Engines that are built from a distribution's sources do not tell: `v0.0.0+unknown`.
      buildkit: /^v?([1-9]\d*\.\d+\.\d+|0\.[1-9]\d*\.\d+)/.exec(field('BuildKit version') ?? '')?.[1] ?? null,
    },
    platform: platforms[0] ?? '',
    platforms,
    buildxArgs,
    // The docker driver's endpoint is a context's name.
    dockerArgs: driver !== 'docker' || context === 'default' ? [] : ['--context', context],
  }
}

function buildxVersion({ code, stdout, stderr }: Output): string {
  const buildx = /\bv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
  if (code !== 0 || buildx === undefined) {
    throw new GateError(
      'environment',
      `docker has no buildx: ${firstLine(stderr || stdout)}`,
      'Install the package docker-buildx-plugin (docker-buildx on Debian and Ubuntu), or add docker/setup-buildx-action before this step.',
    )
  }
  if (isOlder(buildx, OLDEST_BUILDX)) {
    throw new GateError(
      'environment',
      `buildx ${buildx} is too old: ${OLDEST_BUILDX} or later is needed`,
      'Update the package docker-buildx-plugin, or add docker/setup-buildx-action before this step.',
    )
  }
  return buildx
}

/** Only a builder that runs tells what it builds for. */
function hasPlatforms(inspect: string): boolean {
  return /^Platforms:\s*\S/m.test(inspect)
}

/** Starts a builder that was stopped, as a build would, and inspects it then. */
async function bootstrap(run: Run, name: string | null, buildxArgs: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run('docker', ['buildx', 'inspect', '--bootstrap', ...buildxArgs])
  if (code === 0 && hasPlatforms(stdout)) return stdout
  throw new GateError(
    'environment',
    `${builderName(name)} does not answer: ${lastLine(stderr) || 'it does not say why'}`,
    'Check that it runs, its address, and for TLS its certificates: `docker buildx inspect --bootstrap` shows its state.',
  )
}

/** Only the containerd store's worker names a snapshotter. Source: docker/buildx driver/docker/driver.go, Features. */
function hasSnapshotter(inspect: string): boolean {
  return /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(inspect)
}

function builderName(name: string | null): string {
  return name === null ? 'the current builder' : `the builder "${name}"`
}

function builderError(builder: string | null, error: string): GateError {
  if (/no builder|not found/i.test(error)) {
    return new GateError(
      'environment',
      `buildx does not know ${builderName(builder)}: ${error}`,
      'See `docker buildx ls`.',
    )
  }
  if (/permission denied/i.test(error)) {
    return new GateError(
      'environment',
      `The Docker engine cannot be reached: ${error}`,
      'Let this user use it: `sudo usermod -aG docker "$USER"` and a new login, or run as root.',
    )
  }
  return new GateError(
    'environment',
    `The Docker engine cannot be reached: ${error}`,
    'Start it (systemctl start docker, or Docker Desktop), or point DOCKER_HOST at one that runs; `docker info` shows whether it answers.',
  )
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
