import { GateError } from '../errors.js'
import { createTarWalk, type TarWalk } from '../layer/tar.js'

/**
 * The sizes of an image's layers, read from a `docker save` archive as it comes.
 * `diffIds` are the image's, in order. Archives of Docker 25 and later name layers by diff ID, older ones by ids of
 * their own which only manifest.json tells apart.
 * Throws a GateError where a layer is missing or damaged.
 */
export async function archivedLayerSizes(
  archive: AsyncIterable<Buffer>,
  diffIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const layers = new Set(diffIds.map((diffId) => `blobs/sha256/${diffId.slice('sha256:'.length)}`))
  const byPath = new Map<string, number>()
  let manifest = ''
  let open: TarWalk | undefined
  const outer = createTarWalk((entry) => {
    open?.end()
    open = undefined
    if (entry.type !== 'file') return undefined
    if (entry.path === 'manifest.json') {
      return (chunk) => {
        manifest += chunk.toString('utf8')
      }
    }
    if (!layers.has(entry.path) && !entry.path.endsWith('/layer.tar')) return undefined
    byPath.set(entry.path, 0)
    const walk = createTarWalk((member) => {
      byPath.set(entry.path, (byPath.get(entry.path) ?? 0) + member.size)
      return undefined
    })
    open = walk
    return (chunk) => walk.write(chunk)
  })
  for await (const chunk of archive) outer.write(chunk)
  open?.end()
  outer.end()

  const [image] = JSON.parse(manifest === '' ? '[]' : manifest) as { Layers: readonly string[] }[]
  return new Map(
    diffIds.map((diffId, index) => {
      const size = byPath.get(image?.Layers[index] ?? '')
      if (size === undefined) throw new GateError('environment', `docker image save left out the layer ${diffId}`)
      return [diffId, size]
    }),
  )
}
