import { BlobMissing } from '../errors.js'
import { settleAll } from '../settle.js'
import type { Engine } from './engine.js'
import type { BuilderNode } from './inspect.js'

/** A node, and what it is read over. */
export interface ConnectedNode {
  readonly node: BuilderNode
  readonly engine: Engine
}

/**
 * One engine of a builder's nodes, of which there are at least two: each holds what was built for its platforms. buildx
 * has nodes only where there is no engine with images of its own.
 */
export function joinNodes(nodes: readonly [ConnectedNode, ...ConnectedNode[]]): Engine {
  const [first] = nodes

  /** The node that buildx builds a platform on. Source: docker/buildx build/driver.go, nodeResolver. */
  function engineFor(platform: string): Engine {
    const created = nodes.find(({ node }) => node.own.includes(platform))
    const able = nodes.find(({ node }) => node.platforms.includes(platform))
    return (created ?? able ?? first).engine
  }

  async function* read(digest: string): AsyncGenerator<Buffer> {
    for (const { engine } of nodes) {
      try {
        yield* engine.read(digest)
        return
      } catch (error) {
        if (!(error instanceof BlobMissing)) throw error
      }
    }
    throw new BlobMissing(digest)
  }

  /** A node that fails keeps none of the others from it. */
  async function onEach(action: (engine: Engine) => Promise<void>): Promise<void> {
    await settleAll(nodes.map(({ engine }) => action(engine)))
  }

  return {
    ...first.engine,
    read,
    buildBase: (source, platform) => engineFor(platform).buildBase(source, platform),
    pullBase: (source, platform) => engineFor(platform).pullBase(source, platform),
    dropPulled: () => onEach((engine) => engine.dropPulled()),
    removeBuildRecords: (runs) => onEach((engine) => engine.removeBuildRecords(runs)),
    async cacheRecords() {
      return (await Promise.all(nodes.map(({ engine }) => engine.cacheRecords()))).flat()
    },
    close() {
      for (const { engine } of nodes) engine.close()
    },
  }
}
