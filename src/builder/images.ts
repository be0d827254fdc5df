import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run } from '../process.js'
import type { Builder } from './probe.js'

/** Which images are to go. */
export interface Leftovers {
  /** Ids of images that this run knows it made. */
  readonly made: ReadonlySet<string>
  /** Whether all that the run with this id made is to go. */
  readonly isOver: (runId: string) => boolean
}

/**
 * Takes away the images of runs that are over; their layers stay in the build cache, as after any build. Nothing but
 * images with our label is touched.
 */
export async function removeImages(run: Run, builder: Builder, { made, isOver }: Leftovers): Promise<void> {
  const ids = await labelledImages(run, builder)
  const unknown = ids.filter((id) => !made.has(id))
  const runs = unknown.length === 0 ? [] : await runsOf(run, builder, unknown)
  const over = [...ids.filter((id) => made.has(id)), ...unknown.filter((_, index) => isOver(runs[index] ?? ''))]
  if (over.length === 0) return
  if (unknown.length > 0) await removeContainers(run, builder, isOver)
  const removed = await run('docker', [...builder.dockerArgs, 'image', 'rm', ...over])
  // Another run may clear the same leftovers at the same time.
  const errors = removed.stderr.split('\n').filter((line) => line !== '' && !/No such image/i.test(line))
  if (removed.code !== 0 && errors.length > 0) {
    throw new GateError('environment', `Images of this run could not be removed: ${errors.join('; ')}`)
  }
}

/**
 * Containers that a run made to read layers, and was killed before it removed them: they have their image's label, and it
 * cannot go before them.
 */
async function removeContainers(run: Run, builder: Builder, isOver: Leftovers['isOver']): Promise<void> {
  const docker = (...args: readonly string[]): ReturnType<Run> =>
    run('docker', [...builder.dockerArgs, 'container', ...args])
  const format = `{{.ID}} {{.Label "${RUN_LABEL}"}}`
  const { code, stdout, stderr } = await docker('ls', '--all', '--filter', `label=${RUN_LABEL}`, '--format', format)
  if (code !== 0) throw new GateError('environment', `docker container ls failed: ${stderr.trim()}`)
  const ids = stdout.split('\n').flatMap((line) => {
    const [id = '', runId = ''] = line.split(' ')
    return id !== '' && isOver(runId) ? [id] : []
  })
  if (ids.length === 0) return
  const removed = await docker('rm', '--force', '--volumes', ...ids)
  if (removed.code !== 0 && !/No such container/i.test(removed.stderr)) {
    throw new GateError(
      'environment',
      `Containers of runs that are over could not be removed: ${removed.stderr.trim()}`,
    )
  }
}

async function labelledImages(run: Run, builder: Builder): Promise<readonly string[]> {
  const args = ['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${RUN_LABEL}`]
  const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...args])
  if (code !== 0) throw new GateError('environment', `docker image ls failed: ${stderr.trim()}`)
  return [...new Set(stdout.split('\n').filter((id) => id !== ''))]
}

/** The run that each image belongs to; '' for one that is gone by now. */
async function runsOf(run: Run, builder: Builder, ids: readonly string[]): Promise<readonly string[]> {
  const format = `{{.Id}} {{index .Config.Labels "${RUN_LABEL}"}}`
  const { stdout } = await run('docker', [...builder.dockerArgs, 'image', 'inspect', '--format', format, ...ids])
  const runs = new Map(
    stdout.split('\n').map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']),
  )
  return ids.map((id) => runs.get(id) ?? '')
}
