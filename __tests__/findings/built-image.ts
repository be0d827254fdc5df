import type { Row } from '../../src/compare/comparison.js'
import { lookInside } from '../../src/explain/inside.js'
import type { Found, Rule } from '../../src/findings/finding.js'
import { wasteOf } from '../../src/findings/waste.js'
import type { Layer, Measurement } from '../../src/image/measurement.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import { readLayer } from '../../src/layer/read-layer.js'
import type { LayerContents } from '../../src/layer/read-layer.js'
import { layer, measurement } from '../compare/measurements.js'
import { archiveOf, blobOf, type Member } from '../layer/tar-writer.js'

/** An instruction with the files of its layer, by path without a slash at the start; a number is that many bytes. */
export interface Step {
  readonly text: string
  readonly files: Readonly<Record<string, number | string>>
  /** Whom the files belong to. */
  readonly uid?: number
}

export const BASE: Step = { text: 'FROM debian:bookworm-slim', files: { 'usr/bin/bash': 1000 } }

type Search = ReturnType<typeof wasteOf>

/** What is found in an image of these steps, on lines from 1 on; a step that begins with FROM is a base image's. */
export async function wasteOfSteps(steps: readonly Step[], more: Partial<Measurement> = {}): Promise<Search> {
  const names = createFileNames()
  const contents = new Map<string, LayerContents>()
  const layers: Layer[] = []
  for (const [index, { text, files, uid = 0 }] of steps.entries()) {
    const members = Object.entries(files).map(([name, body]): Member => ({
      name,
      uid,
      // The same content for the same path, and for no other.
      body: typeof body === 'number' ? Buffer.alloc(body, `#${name}#`) : body,
    }))
    const read = await readLayer(blobOf(archiveOf(members), 2 ** 16), names)
    const diffId = `layer ${index}`
    contents.set(diffId, read.contents)
    const lines = { start: index + 1, end: index + 1 }
    const owner = text.startsWith('FROM ')
      ? { origin: 'base' as const, text: text.slice('FROM '.length), lines }
      : { origin: 'own' as const, text, lines }
    layers.push(layer({ diffId, size: read.bytes, owner }))
  }
  const head = measurement({ layers, ...more })
  const row = { shipped: true, head, base: null } as unknown as Row
  const { head: inside } = lookInside(row, { names, of: (diffId) => contents.get(diffId) })
  if (inside === null) throw new Error('not looked into')
  return wasteOf(inside, () => true)
}

export function ofRule({ found }: Search, rule: Rule): readonly Found[] {
  return found.filter((one) => one.rule === rule)
}
