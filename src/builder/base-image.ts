import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run } from '../process.js'
import { BAKE_ENV, type TargetMetadata } from './bake.js'
import type { Builder } from './probe.js'

/** Gets at base images alone, where what is built on them does not bring their layers along. `source` is an LLB identifier. */
export interface BaseImages {
  /**
   * Makes an image of nothing but the base and returns its id; null where that is not possible: for sources that are no
   * images, and for images with triggers (ONBUILD), which would run.
   */
  readonly buildBase: (source: string, platform: string) => Promise<string | null>
  /**
   * Has the builder pull the base's layers, which BuildKit does only when a step needs them; false for other sources.
   * Throws a GateError where they cannot be had.
   */
  readonly pullBase: (source: string, platform: string) => Promise<boolean>
}

export interface BaseImagesContext {
  readonly run: Run
  readonly scratch: string
  readonly runId: string
}

export function baseImages(builder: Builder, { run, scratch, runId }: BaseImagesContext): BaseImages {
  let count = 0
  async function bakeInline(dockerfile: string, platform: string, output: string): Promise<Baked> {
    const directory = join(scratch, `base-${count++}`)
    await mkdir(directory)
    const target = {
      context: directory,
      'dockerfile-inline': dockerfile,
      labels: { [RUN_LABEL]: runId },
      platforms: [platform],
      output: [output],
    }
    const metadataFile = join(directory, 'metadata.json')
    const args = ['buildx', 'bake', ...builder.buildxArgs, '--file', '-', '--progress=plain']
    const { code, stderr } = await run('docker', [...args, '--metadata-file', metadataFile, 'base'], {
      env: BAKE_ENV,
      input: JSON.stringify({ target: { base: target } }),
    })
    if (code !== 0) return { error: /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim() }
    const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as { readonly base: Partial<TargetMetadata> }
    return { digest: metadata.base['containerimage.digest'] ?? null }
  }
  return {
    async buildBase(source, platform) {
      const reference = imageReference(source)
      if (reference === null) return null
      const baked = await bakeInline(`FROM ${reference}\n`, platform, 'type=image,push=false')
      return 'digest' in baked ? baked.digest : null
    },
    async pullBase(source, platform) {
      const reference = imageReference(source)
      if (reference === null) return false
      // A copy of nothing: the image has to be there for it, and its triggers do not run.
      const baked = await bakeInline(
        `FROM scratch\nCOPY --from=${reference} /size-gate-nothing* /\n`,
        platform,
        'type=cacheonly',
      )
      if ('digest' in baked) return true
      throw new GateError('environment', `The layers of ${reference} could not be pulled: ${baked.error}`)
    },
  }
}

type Baked = { readonly digest: string | null } | { readonly error: string }

function imageReference(source: string): string | null {
  return /^docker-image:\/\/(.+)$/.exec(source)?.[1] ?? null
}
