import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { GateError } from '../errors.js'
import { RUN_LABEL } from '../plan/plan.js'
import type { Run } from '../process.js'
import { BAKE_ENV, type TargetMetadata } from './bake.js'
import { firstBuildAt } from './build-records.js'
import { type CacheRecord, readCacheRecords, removeCacheRecords } from './cache-records.js'
import type { Connection } from './connection.js'
import { buildxCall } from './buildx-command.js'
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
  /** Takes what was pulled only to be read out of the build cache again. */
  readonly dropPulled: () => Promise<void>
}

export interface BaseImagesContext {
  readonly run: Run
  readonly scratch: string
  readonly runId: string
}

export function baseImages(
  builder: Builder,
  connection: Connection,
  { run, scratch, runId }: BaseImagesContext,
): BaseImages {
  const pulled: Pulled[] = []
  async function bakeAlone(dockerfile: string, platform: string, output: string, cached = true): Promise<Baked> {
    const directory = await mkdtemp(join(scratch, 'base-'))
    // A file of ours: buildx 0.14 leaves the one that it makes of an inline Dockerfile in the temporary directory.
    await writeFile(join(directory, 'Dockerfile'), dockerfile)
    const target = {
      context: directory,
      labels: { [RUN_LABEL]: runId },
      platforms: [platform],
      output: [output],
      'no-cache': !cached,
    }
    const metadataFile = join(directory, 'metadata.json')
    const args = ['bake', ...builder.buildxArgs, '--file', '-', '--progress=plain', '--metadata-file', metadataFile]
    const { code, stderr } = await run(...buildxCall(builder.buildx, ...args, 'base'), {
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
      const baked = await bakeAlone(`FROM ${reference}\n`, platform, 'type=image,push=false')
      return 'digest' in baked ? baked.digest : null
    },
    async pullBase(source, platform) {
      const reference = imageReference(source)
      if (reference === null) return false
      const before = await readCacheRecords(connection)
      // A copy of nothing: the image has to be there for it, and its triggers do not run.
      const copy = copyOfNothing(reference, runId)
      pulled.push({ copy, reference, platform, before })
      const baked = await bakeAlone(`FROM scratch\n${copy}\n`, platform, 'type=cacheonly', false)
      if ('digest' in baked) return true
      throw new GateError('environment', `The layers of ${reference} could not be pulled: ${baked.error}`)
    },
    async dropPulled() {
      if (pulled.length === 0) return
      const began = (await firstBuildAt(connection, runId)) ?? Infinity
      // Last to first: what was pulled later may lie on what was pulled before.
      for (const pull of pulled.splice(0).reverse()) {
        await removeReleased(connection, addedBy(pull, began, await readCacheRecords(connection)))
        // BuildKit fills the entries that a build made for the base: they are made again, and stay empty.
        await bakeAlone(`FROM ${pull.reference}\n`, pull.platform, 'type=cacheonly')
      }
    },
  }
}

/** Another in each run, so that it is known in the build cache. */
function copyOfNothing(reference: string, runId: string): string {
  return `COPY --from=${reference} /${runId}-nothing* /`
}

/** A base that was pulled only to be read. */
interface Pulled {
  readonly copy: string
  readonly reference: string
  readonly platform: string
  /** The build cache before. */
  readonly before: readonly CacheRecord[]
}

/** Of milliseconds: how long to wait for a builder that has not yet let go of what a build that ended used. */
const PATIENCE = [0, 100, 300, 900]

/** Removes records; what is still in use after a second stays, as somebody else uses it. */
async function removeReleased(connection: Connection, ids: readonly string[]): Promise<void> {
  let left = ids
  for (const pause of PATIENCE) {
    if (left.length === 0) return
    await setTimeout(pause)
    await removeCacheRecords(connection, left)
    const there = new Set((await readCacheRecords(connection)).map(({ id }) => id))
    left = left.filter((id) => there.has(id))
  }
}

/**
 * What a pull added to the build cache: our copy of nothing, the layers, and the links (`COPY --link`) that this run
 * laid on them, which hold them there and are free to make again. What was there before the run `began` is not among
 * them: a link that the user's build made keeps the layers.
 */
function addedBy({ copy, reference, before }: Pulled, began: number, after: readonly CacheRecord[]): readonly string[] {
  const filled = new Set(before.filter(({ size }) => size > 0).map(({ id }) => id))
  const known = new Set(before.map(({ id }) => id))
  const own = after.find(({ id, description }) => !known.has(id) && description.endsWith(copy))
  if (own === undefined) return []
  const layers = after.filter(({ id, description }) => !filled.has(id) && description === `pulled from ${reference}`)
  const added = new Set(layers.map(({ id }) => id))
  const links = after.filter(({ description, createdAt }) => createdAt > began && /\] LINK /.test(description))
  // A link may lie on a link.
  for (let size = -1; size !== added.size;) {
    size = added.size
    for (const { id, parents } of links) if (parents.some((parent) => added.has(parent))) added.add(id)
  }
  return [own.id, ...added]
}

type Baked = { readonly digest: string | null } | { readonly error: string }

function imageReference(source: string): string | null {
  return /^docker-image:\/\/(.+)$/.exec(source)?.[1] ?? null
}
