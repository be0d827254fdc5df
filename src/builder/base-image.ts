import { createReadStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run } from '../process.js'
import { BAKE_ENV, type TargetMetadata } from './bake.js'
import type { Builder } from './probe.js'

/** Gets at base images alone, where what is built on them does not bring their layers along. */
export interface BaseImages {
  /** Makes an image of nothing but the base that `source` (an LLB identifier) names; its id, null for other sources. */
  readonly buildBase: (source: string) => Promise<string | null>
  /**
   * Has the builder pull the base that `source` names, and gives its blobs by digest; null for other sources.
   * BuildKit pulls the layers of a base only when a step needs them.
   */
  readonly pullBase: (source: string) => Promise<((digest: string) => AsyncIterable<Buffer>) | null>
}

export interface BaseImagesContext {
  readonly run: Run
  readonly scratch: string
  readonly runId: string
}

export function baseImages(builder: Builder, { run, scratch, runId }: BaseImagesContext): BaseImages {
  let count = 0
  async function bakeBase(source: string, output: (directory: string) => string): Promise<Baked | null> {
    const reference = /^docker-image:\/\/(.+)$/.exec(source)?.[1]
    if (reference === undefined) return null
    const directory = join(scratch, `base-${count++}`)
    await mkdir(directory)
    const target = {
      context: directory,
      'dockerfile-inline': `FROM ${reference}\n`,
      labels: { [RUN_LABEL]: runId },
      output: [output(directory)],
    }
    const metadataFile = join(directory, 'metadata.json')
    const args = ['buildx', 'bake', ...builder.buildxArgs, '--file', '-', '--progress=plain']
    const { code, stderr } = await run('docker', [...args, '--metadata-file', metadataFile, 'base'], {
      env: BAKE_ENV,
      input: JSON.stringify({ target: { base: target } }),
    })
    if (code !== 0) {
      throw new GateError('environment', `The base image ${reference} could not be read: ${stderr.trim()}`)
    }
    const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as { readonly base: TargetMetadata }
    return { directory, digest: metadata.base['containerimage.digest'] }
  }
  return {
    async buildBase(source) {
      const baked = await bakeBase(source, () => 'type=image,push=false')
      return baked?.digest ?? null
    },
    async pullBase(source) {
      const baked = await bakeBase(source, (directory) => `type=oci,dest=${join(directory, 'layout')},tar=false`)
      if (baked === null) return null
      return (digest) => createReadStream(join(baked.directory, 'layout', 'blobs', ...digest.split(':')))
    },
  }
}

interface Baked {
  readonly directory: string
  readonly digest: string
}
