import { GateError } from '../errors.js'
import type { Run } from '../process.js'
import { type Buildx, buildxCall } from './buildx-command.js'
import { type BuilderNode, type Inspected, readInspect } from './inspect.js'
import type { Method } from './method.js'
import { whyUnreachable } from './unreachable.js'
import { isOlder } from './version.js'

/** The oldest buildx that works: before it, metadata has no provenance. */
export const OLDEST_BUILDX = '0.14.0'

/** The oldest BuildKit that works: before it, a builder tells nothing of its builds and lets nobody read what it stores. */
export const OLDEST_BUILDKIT = '0.11.0'

/** The builder of this run. */
export interface Builder {
  /** As the user gave it; null for the current one. */
  readonly name: string | null
  readonly buildx: Buildx
  readonly method: Method
  /** What it builds when no platform is asked for. */
  readonly platform: string
  /** All that it can run, itself or by emulation, on any of its nodes. */
  readonly platforms: readonly string[]
  /** Those of its nodes that run, as buildx lists them. */
  readonly nodes: readonly BuilderNode[]
  /** buildx's arguments that choose it; none for the current one. */
  readonly buildxArgs: readonly string[]
  /** docker's arguments that choose the engine behind it, where it has one. */
  readonly dockerArgs: readonly string[]
}

/**
 * Finds out what builds here; `name` is a builder of buildx, null for the current one.
 * Throws a GateError where buildx is too old, and where there is no such builder, no engine or a BuildKit that is too
 * old, each with the way out.
 */
export async function probeBuilder(run: Run, buildx: Buildx, name: string | null): Promise<Builder> {
  checkBuildx(buildx)
  const buildxArgs = name === null ? [] : ['--builder', name]
  const inspect = await run(...buildxCall(buildx, 'inspect', ...buildxArgs))
  if (inspect.code !== 0) throw builderError(name, lastLine(inspect.stderr))
  const found = readInspect(inspect.stdout)
  // Where every node has an error there is no engine to start one in.
  const error = found.nodes.every((node) => node.error !== null) ? found.nodes[0].error : null
  if (error !== null) throw builderError(name, error)
  const { driver, nodes } = found.nodes.every((node) => node.isRunning)
    ? found
    : await bootstrap(run, buildx, name, buildxArgs)
  const running = nodes.filter((node) => node.isRunning)
  for (const node of running) checkBuildKit(name, driver, node)
  const first = running[0] ?? nodes[0]
  return {
    name,
    buildx,
    method: {
      driver,
      store: driver !== 'docker' ? 'buildkit' : first.hasSnapshotter ? 'containerd' : 'classic',
      buildx: buildx.version,
      buildkit: first.buildkit,
    },
    platform: first.platforms[0] ?? '',
    platforms: [...new Set(running.flatMap(({ platforms }) => platforms))],
    nodes: running,
    buildxArgs,
    // The docker driver's endpoint is a context's name.
    dockerArgs: driver !== 'docker' || first.endpoint === 'default' ? [] : ['--context', first.endpoint],
  }
}

function checkBuildx({ version }: Buildx): void {
  if (!isOlder(version, OLDEST_BUILDX)) return
  throw new GateError(
    'environment',
    `buildx ${version} is too old: ${OLDEST_BUILDX} or later is needed`,
    'Update the package docker-buildx-plugin, or add docker/setup-buildx-action before this step.',
  )
}

/** Starts a builder that was stopped, as a build would, and inspects it then. A node that stays silent is left out by buildx too. */
async function bootstrap(
  run: Run,
  buildx: Buildx,
  name: string | null,
  buildxArgs: readonly string[],
): Promise<Inspected> {
  const { stdout, stderr } = await run(...buildxCall(buildx, 'inspect', '--bootstrap', ...buildxArgs))
  // One that could not be started is not shown at all.
  const { driver, nodes } = readInspect(
    stdout === '' ? (await run(...buildxCall(buildx, 'inspect', ...buildxArgs))).stdout : stdout,
  )
  if (nodes.some((node) => node.isRunning)) return { driver, nodes }
  const [node] = nodes
  const why = driver === 'remote' ? await whyUnreachable(node) : null
  throw new GateError(
    'environment',
    `${capital(builderName(name))} does not answer: ${why ?? (lastLine(stderr) || 'it does not say why')}`,
    'Check that it runs, its address, and for TLS its certificates: `docker buildx inspect --bootstrap` shows its state.',
  )
}

/**
 * Throws a GateError where BuildKit is too old. One of unknown version is taken for new enough, and one that has no word
 * for its version is not. Source: moby/buildkit api/services/control/control.proto, Info, since 0.11.
 */
function checkBuildKit(name: string | null, driver: string, { buildkit, tellsVersion }: BuilderNode): void {
  if (tellsVersion && (buildkit === null || !isOlder(buildkit, OLDEST_BUILDKIT))) return
  const kit = buildkit === null ? 'BuildKit' : `BuildKit ${buildkit}`
  throw new GateError(
    'environment',
    `${kit} of ${builderName(name)} is too old${buildkit === null ? ' to tell its version' : ''}: ${OLDEST_BUILDKIT} or later is needed`,
    driver === 'docker'
      ? 'Update Docker: 24.0 and later have it.'
      : 'Make the builder anew with a later BuildKit (`docker buildx rm`, then `docker buildx create`), or add docker/setup-buildx-action before this step.',
  )
}

function builderName(name: string | null): string {
  return name === null ? 'the current builder' : `the builder "${name}"`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').replace(/^ERROR: /, '')
}
