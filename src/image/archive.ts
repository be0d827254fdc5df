import { GateError } from '../errors.js'
import type { LayerReader, ReadLayer } from '../layer/read-layer.js'
import { createTarWalk } from '../layer/tar.js'

/**
 * Reads layers of an image from a `docker save` archive as it comes. `diffIds` are the image's, in order; `readerFor` gives a
 * reader for those that are to be read. Archives of Docker 25 and later name layers by diff ID, older ones by ids of their
 * own which only manifest.json, at the end, tells apart.
 * Throws a GateError where a layer is missing or damaged.
 */
export async function readArchive(
  archive: AsyncIterable<Buffer>,
  diffIds: readonly string[],
  readerFor: (diffId: string) => LayerReader | null,
): Promise<ReadonlyMap<string, ReadLayer>> {
  const wanted = new Map<string, string>(
    diffIds.map((diffId) => [`blobs/sha256/${diffId.slice('sha256:'.length)}`, diffId] as const),
  )
  const byPath = new Map<string, ReadLayer>()
  let manifest = ''
  const outer = createTarWalk(({ path, type }) => {
    if (type !== 'file') return undefined
    if (path === 'manifest.json') {
      return {
        write(piece) {
          manifest += piece.toString('utf8')
        },
        end: () => undefined,
      }
    }
    const diffId = wanted.get(path) ?? (path.endsWith('/layer.tar') ? null : undefined)
    // Which layer an older archive's is, it tells at its end.
    const reader = diffId === undefined ? null : diffId === null ? anyReader() : readerFor(diffId)
    if (reader === null) return undefined
    return {
      write: (piece) => reader.write(piece),
      end: () => byPath.set(path, reader.end()),
    }
  })

  function anyReader(): LayerReader | null {
    return diffIds.map(readerFor).find((reader) => reader !== null) ?? null
  }

  for await (const piece of archive) outer.write(piece)
  outer.end()
  const [image] = JSON.parse(manifest === '' ? '[]' : manifest) as { readonly Layers: readonly string[] }[]
  const found = diffIds.flatMap((diffId, index): readonly (readonly [string, ReadLayer])[] => {
    if (readerFor(diffId) === null) return []
    const layer = byPath.get(image?.Layers[index] ?? '')
    if (layer === undefined) throw new GateError('environment', `docker image save left out the layer ${diffId}`)
    return [[diffId, layer]]
  })
  return new Map(found)
}
