import type { Layer, LayerOwner, Measurement } from '../image/measurement.js'

/** What one owner brought to an image: all layers of one instruction, or of one base image. */
export interface Contribution {
  readonly owner: LayerOwner
  readonly bytes: number
  readonly diffIds: readonly string[]
}

/** The owner of bytes that a size counts and no layer has, as in an estimate. */
const NOBODY: LayerOwner = {
  origin: 'own',
  text: '(not attributed to an instruction)',
  commands: '(not attributed to an instruction)',
  whole: '(not attributed to an instruction)',
  stage: null,
  lines: null,
  source: null,
}

/** The image's contributions in the order of its layers; their bytes add up to its size. Nothing for null. */
export function contributionsOf(measurement: Measurement | null): readonly Contribution[] {
  if (measurement === null) return []
  const byOwner = new Map<string, readonly Layer[]>()
  for (const layer of measurement.layers) {
    const id = idOf(layer.owner)
    byOwner.set(id, [...(byOwner.get(id) ?? []), layer])
  }
  const contributions = [...byOwner.values()].flatMap((layers) => contributionOf(layers))
  const rest = measurement.size.bytes - sum(measurement.layers)
  return rest === 0 ? contributions : [...contributions, { owner: NOBODY, bytes: rest, diffIds: [] }]
}

function contributionOf(layers: readonly Layer[]): readonly Contribution[] {
  const [first] = layers
  if (first === undefined) return []
  return [{ owner: first.owner, bytes: sum(layers), diffIds: layers.map((layer) => layer.diffId) }]
}

function sum(layers: readonly Layer[]): number {
  return layers.reduce((bytes, layer) => bytes + layer.size, 0)
}

/** Without lines two equal instructions of a stage can't be told apart; they are then one contribution. */
function idOf(owner: LayerOwner): string {
  if (owner.origin === 'base') return JSON.stringify(['base', owner.text])
  return JSON.stringify(['own', owner.stage, owner.text, owner.lines?.start ?? null])
}
