import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run, RunStream } from '../process.js'
import { BAKE_ENV, type TargetMetadata } from './bake.js'
import { type ContentReader, openContent } from './content.js'
import type { Builder } from './probe.js'

/** What the measurement reads from the builder and, under buildx's docker driver, from its engine. */
export interface Engine extends ContentReader {
  /** Bytes of each entry of an image's history, oldest first, as the classic store counts them. */
  history(image: string): Promise<readonly number[]>
  /** The image as a `docker save` archive. */
  save(image: string): AsyncIterable<Buffer>
  /** Makes an image of nothing but the base that `source` (an LLB identifier) names; its id, null for other sources. */
  buildBase(source: string): Promise<string | null>
}

export interface EngineContext {
  readonly run: Run
  readonly runStream: RunStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly scratch: string
  readonly runId: string
}

export function connectEngine(builder: Builder, context: EngineContext): Engine {
  const { run, runStream } = context
  const content = openContent(['buildx', 'dial-stdio', ...builder.buildxArgs], context.env, context.signal)
  let bases = 0
  return {
    read: content.read,
    close: content.close,
    async history(image) {
      const args = [
        ...builder.dockerArgs,
        'image',
        'history',
        '--no-trunc',
        '--human=false',
        '--format',
        '{{.Size}}',
        image,
      ]
      const { code, stdout, stderr } = await run('docker', args)
      if (code !== 0) throw new GateError('environment', `docker image history failed: ${stderr.trim()}`)
      return stdout.trim().split('\n').map(Number).reverse()
    },
    save: (image) => runStream('docker', [...builder.dockerArgs, 'image', 'save', image]),
    async buildBase(source) {
      const reference = /^docker-image:\/\/(.+)$/.exec(source)?.[1]
      if (reference === undefined) return null
      const directory = join(context.scratch, `base-${bases++}`)
      await mkdir(directory)
      const target = {
        context: directory,
        'dockerfile-inline': `FROM ${reference}\n`,
        labels: { [RUN_LABEL]: context.runId },
        output: ['type=image,push=false'],
      }
      const metadataFile = join(directory, 'metadata.json')
      const args = [
        'buildx',
        'bake',
        ...builder.buildxArgs,
        '--file',
        '-',
        '--progress=plain',
        '--metadata-file',
        metadataFile,
      ]
      const { code, stderr } = await run('docker', [...args, 'base'], {
        env: BAKE_ENV,
        input: JSON.stringify({ target: { base: target } }),
      })
      if (code !== 0)
        throw new GateError('environment', `The base image ${reference} could not be read: ${stderr.trim()}`)
      const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as { base: TargetMetadata }
      return metadata.base['containerimage.digest']
    },
  }
}
