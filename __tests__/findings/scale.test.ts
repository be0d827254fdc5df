import { expect, test } from '@jest/globals'
import { secretsInLayers } from '../../src/findings/secret-in-layer.js'
import { createFileNames, createLayerFiles, KIND } from '../../src/layer/layer-files.js'
import type { Inside } from '../../src/explain/inside.js'
import { layer } from '../compare/measurements.js'

/** Milliseconds; each takes well below a second where it takes no more than linear time. */
const QUICK = 10_000

test(
  'a layer with 200,000 secrets is looked through once',
  () => {
    const names = createFileNames()
    const builder = createLayerFiles(names.paths)
    const paths = Array.from({ length: 200_000 }, (_, at) => names.paths.intern(`srv/.env.${at}`))
    for (const path of paths) {
      builder.add({ path, kind: KIND.file, size: 1, contentHigh: 0, contentLow: 0, access: 0 })
    }
    const files = builder.finish()
    const view = {
      layer: layer({ owner: { origin: 'own', text: 'COPY . .' } }),
      contents: { files, secrets: new Map(paths.map((path) => [path, 'a token'])) },
      hiddenBy: new Uint8Array(files.count),
    }
    const found = secretsInLayers({ layers: [view], names } as unknown as Inside, () => true)
    expect(found).toHaveLength(200_000)
    expect(found[199_999]?.paths).toEqual(['/srv/.env.199999'])
  },
  QUICK,
)
