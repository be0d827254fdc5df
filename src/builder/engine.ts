import { GateError } from '../errors.js'
import type { Run, RunStream } from '../process.js'
import { type BaseImages, type BaseImagesContext, baseImages } from './base-image.js'
import { type OverRuns, removeBuildRecords } from './build-records.js'
import { type CacheRecord, readCacheRecords } from './cache-records.js'
import { openConnection } from './connection.js'
import { type ContentReader, contentReader } from './content.js'
import type { BuilderNode } from './inspect.js'
import { type ConnectedNode, joinNodes } from './nodes.js'
import { buildxCall } from './buildx-command.js'
import { openOverlayLayers, type OverlayLayers } from './overlay-layers.js'
import type { Builder } from './probe.js'
import { steadyConnection } from './steady-connection.js'

/** What the measurement reads from the builder and, under buildx's docker driver, from its engine. */
export interface Engine extends ContentReader, BaseImages {
  /** Bytes of each entry of an image's history, oldest first, as the classic store counts them. */
  readonly history: (image: string) => Promise<readonly number[]>
  /** Opens the layers of an image of the classic store one by one; null where only the whole can be had. */
  readonly overlayLayers: (image: string, volumes: readonly string[]) => Promise<OverlayLayers | null>
  /** The image as a `docker save` archive. */
  readonly save: (image: string) => AsyncIterable<Buffer>
  /** Takes the builds of runs that are over out of the builder's history. */
  readonly removeBuildRecords: (runs: OverRuns) => Promise<void>
  /** What the builder's cache holds. */
  readonly cacheRecords: () => Promise<readonly CacheRecord[]>
  readonly close: () => void
}

export interface EngineContext extends BaseImagesContext {
  readonly runStream: RunStream
  /** For what has to be done also after the run was told to stop. */
  readonly runAlways: Run
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** null: nothing ends the connection but its close. */
  readonly signal: AbortSignal | null
}

const HISTORY = ['image', 'history', '--no-trunc', '--human=false', '--format', '{{.Size}}']

/** Connects to every node of the builder. */
export function connectEngine(builder: Builder, context: EngineContext): Engine {
  const [first, ...others] = builder.nodes
  const connected = (node: BuilderNode): ConnectedNode => ({
    node,
    engine: connectNode(builder, ['--platform', platformOf(node)], context),
  })
  if (first === undefined || others.length === 0) return connectNode(builder, [], context)
  return joinNodes([connected(first), ...others.map(connected)])
}

/** A platform for which buildx chooses this node. */
function platformOf({ own, platforms }: BuilderNode): string {
  return own[0] ?? platforms[0] ?? ''
}

function connectNode(builder: Builder, nodeArgs: readonly string[], context: EngineContext): Engine {
  const { run, runStream } = context
  const call = buildxCall(builder.buildx, 'dial-stdio', ...builder.buildxArgs, ...nodeArgs)
  const connection = steadyConnection(() => openConnection(call, context.env, context.signal), context.now)
  return {
    ...contentReader(connection),
    ...baseImages(builder, connection, context),
    async history(image) {
      const { code, stdout, stderr } = await run('docker', [...builder.dockerArgs, ...HISTORY, image])
      if (code !== 0) throw new GateError('environment', `docker image history failed: ${stderr.trim()}`)
      return stdout.trim().split('\n').map(Number).reverse()
    },
    overlayLayers: (image, volumes) => openOverlayLayers(builder, context, image, volumes),
    save: (image) => runStream('docker', [...builder.dockerArgs, 'image', 'save', image]),
    removeBuildRecords: (runs) => removeBuildRecords(connection, runs),
    cacheRecords: () => readCacheRecords(connection),
    close: connection.close,
  }
}
