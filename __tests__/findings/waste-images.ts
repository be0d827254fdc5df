import type { Row } from '../../src/compare/comparison.js'
import { parseDockerfile, type StageGraph } from '../../src/dockerfile/index.js'
import { type Inside, lookInside } from '../../src/explain/inside.js'
import type { Found } from '../../src/findings/finding.js'
import { allowsOf, type RuleSettings } from '../../src/findings/rule-settings.js'
import { wasteOf } from '../../src/findings/waste.js'
import type { LayerOwner, LayerSource, Measurement } from '../../src/image/measurement.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import { readLayer } from '../../src/layer/read-layer.js'
import { layer, measurement } from '../compare/measurements.js'
import { archiveOf, blobOf, type Member } from '../layer/tar-writer.js'

/** A layer, by the instruction that made it, or by the base image that it is of. */
export interface MadeLayer {
  readonly by: string
  readonly base?: true
  readonly source?: LayerSource
  readonly files: readonly Member[]
}

/** A file of `bytes` bytes; those of one name are the same, and so are those with the same `content`. */
export function file(name: string, bytes: number, content = name): Member {
  return { name, body: content.repeat(Math.ceil(bytes / content.length)).slice(0, bytes) }
}

/** A hard link. */
export function link(name: string, target: string): Member {
  return { name, type: '1', target }
}

/** The instruction as a Dockerfile has it. */
function parsed(by: string): Pick<LayerOwner, 'text' | 'commands' | 'whole'> {
  const instruction = parseDockerfile(`FROM scratch\n${by}\n`, { file: 'Dockerfile' }).stages[0]?.instructions[1]
  if (instruction === undefined) throw new Error(`${by} is no instruction`)
  const { text, commands, whole } = instruction
  return { text, commands, whole }
}

/** An image whose layers are read from real archives. */
export async function imageOfLayers(
  layers: readonly MadeLayer[],
  more: Partial<Measurement> = {},
  names = createFileNames(),
): Promise<Inside> {
  const read = await Promise.all(layers.map(({ files }) => readLayer(blobOf(archiveOf(files), 2 ** 16), names)))
  const measured = layers.map(({ by, base, source = null }, index) => {
    const owner: Partial<LayerOwner> = {
      origin: base ? 'base' : 'own',
      ...(by.includes('\n') ? parsed(by) : { text: by }),
      source,
      lines: base ? null : { start: index, end: index },
    }
    return layer({ diffId: `layer ${index}`, size: read[index]?.bytes ?? 0, owner })
  })
  const row = { shipped: true, head: measurement({ layers: measured, ...more }), base: null } as unknown as Row
  const of = (diffId: string) => read[Number(diffId.split(' ')[1])]?.contents
  const { head } = lookInside(row, { names, of })
  if (head === null) throw new Error('not looked into')
  return head
}

/** What is found in such an image. */
export async function wasteOfLayers(
  layers: readonly MadeLayer[],
  more: Partial<Measurement> = {},
  rules: RuleSettings = {},
  graph: StageGraph | null = null,
): Promise<ReturnType<typeof wasteOf>> {
  return wasteOf(await imageOfLayers(layers, more), allowsOf(rules), graph)
}

/** `rule bytes` of each. */
export function told(found: readonly Found[]): readonly string[] {
  return found.map(({ rule, bytes }) => `${rule} ${bytes}`)
}
