import { GateError } from '../errors.js'
import type { Run, RunStream } from '../process.js'
import { openEngineApi } from './engine-api.js'
import type { Builder } from './probe.js'

/** The layers of one image, lowest first, each as a tar archive of the directory that the engine keeps it in. */
export interface OverlayLayers {
  readonly count: number
  /** Its members lie below the directory `root`; what a layer deletes are devices 0/0, as overlayfs has them. */
  readonly read: (index: number) => { readonly root: string; readonly archive: AsyncIterable<Buffer> }
  /** Whether the finished image has a file at an absolute path. */
  readonly exists: (path: string) => Promise<boolean>
  readonly close: () => Promise<void>
}

export interface OverlayContext {
  readonly run: Run
  readonly runAlways: Run
  readonly runStream: RunStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** null: nothing ends the connection but its close. */
  readonly signal: AbortSignal | null
}

/** Where the layers are mounted in a container that never starts. */
const MOUNT = '/size-gate'

/**
 * Opens an image's layers one by one, which the classic store gives out only as a whole (`docker image save`): a container
 * of the image, created and never started, has the directories of the engine's overlay2 driver mounted, and `docker
 * container cp` reads them. `volumes` are those that the image declares, which would else be made. null where the engine
 * keeps its layers otherwise or does not let them be mounted.
 */
export async function openOverlayLayers(
  builder: Builder,
  { run, runAlways, runStream, env, signal }: OverlayContext,
  image: string,
  volumes: readonly string[],
): Promise<OverlayLayers | null> {
  const docker = (...args: readonly string[]): readonly string[] => [...builder.dockerArgs, 'container', ...args]
  const directories = await overlayDirectories(run, builder, image)
  if (directories === null) return null
  const mounts = directories.map(
    (directory, index) => `type=bind,source=${directory},target=${MOUNT}/${index},readonly`,
  )
  const created = await run(
    'docker',
    docker(
      'create',
      '--network=none',
      ...volumes.map((volume) => `--tmpfs=${volume}`),
      ...mounts.map((mount) => `--mount=${mount}`),
      image,
      // An image need not have a command, and this one is never run.
      'none',
    ),
  )
  // Such as a daemon in another machine's file system, or one that forbids such mounts.
  if (created.code !== 0) return null
  const id = created.stdout.trim()
  const api = openEngineApi(['docker', [...builder.dockerArgs, 'system', 'dial-stdio']], env, signal)
  return {
    count: directories.length,
    read: (index) => ({
      root: String(index),
      archive: runStream('docker', docker('cp', `${id}:${MOUNT}/${index}`, '-')),
    }),
    exists: (path) => api.hasPath(id, path),
    async close() {
      api.close()
      const { code, stderr } = await runAlways('docker', docker('rm', '--force', '--volumes', id))
      if (code !== 0) throw new GateError('environment', `The container ${id} could not be removed: ${stderr.trim()}`)
    },
  }
}

/** Lowest first; null where the storage driver is another. */
async function overlayDirectories(run: Run, builder: Builder, image: string): Promise<readonly string[] | null> {
  const args = ['image', 'inspect', '--format', '{{json .GraphDriver}}', image]
  const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...args])
  if (code !== 0) throw new GateError('environment', `docker image inspect failed: ${stderr.trim()}`)
  const driver = JSON.parse(stdout) as GraphDriver | null
  if (driver?.Name !== 'overlay2' || driver.Data?.UpperDir === undefined) return null
  const lower = driver.Data.LowerDir?.split(':') ?? []
  const directories = [driver.Data.UpperDir, ...lower].reverse()
  // Which docker's own syntax for mounts could not name.
  return directories.some((directory) => /[,"]/.test(directory)) ? null : directories
}

/** Of `docker image inspect` (Engine API, ImageInspect.GraphDriver). */
interface GraphDriver {
  readonly Name: string
  readonly Data?: { readonly UpperDir?: string; readonly LowerDir?: string } | null
}
