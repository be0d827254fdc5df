import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run } from '../process.js'
import type { Builder } from './probe.js'

/** Takes away the images that the run with this id made. Their layers stay in the build cache, as after any build. */
export async function removeImages(run: Run, builder: Builder, runId: string): Promise<void> {
  const ids = await labelled(run, builder, `${RUN_LABEL}=${runId}`)
  if (ids.length === 0) return
  const removed = await run('docker', [...builder.dockerArgs, 'image', 'rm', ...ids])
  // Another run may clear the same leftovers at the same time.
  const errors = removed.stderr.split('\n').filter((line) => line !== '' && !/No such image/i.test(line))
  if (removed.code !== 0 && errors.length > 0) {
    throw new GateError('environment', `Images of this run could not be removed: ${errors.join('; ')}`)
  }
}

/** The ids of the runs that left images on the engine. */
export async function runsWithImages(run: Run, builder: Builder): Promise<readonly string[]> {
  const ids = await labelled(run, builder, RUN_LABEL)
  if (ids.length === 0) return []
  const format = `{{index .Config.Labels "${RUN_LABEL}"}}`
  const { stdout } = await run('docker', [...builder.dockerArgs, 'image', 'inspect', '--format', format, ...ids])
  return [...new Set(stdout.split('\n').filter((id) => id !== ''))]
}

/** The ids of the images on the builder's engine that carry `label`: a key, or `key=value`. */
async function labelled(run: Run, builder: Builder, label: string): Promise<readonly string[]> {
  const args = ['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`]
  const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...args])
  if (code !== 0) throw new GateError('environment', `docker image ls failed: ${stderr.trim()}`)
  return [...new Set(stdout.split('\n').filter((id) => id !== ''))]
}
