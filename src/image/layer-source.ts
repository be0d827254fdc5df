import type { Origin } from '../builder/copied-from.js'
import { instructionAt, reachable, stageAt } from '../dockerfile/index.js'
import type { Instruction, LineRange, Stage, StageGraph } from '../dockerfile/stage-graph.js'
import type { LayerSource, SourceInput } from './measurement.js'

/** Instructions that only say something about the image, so that no file depends on them. */
const METADATA: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'STOPSIGNAL',
  'VOLUME',
])

/** An origin in the Dockerfile's words; `line` is that of the instruction that copies. null where the lines are no instruction's. */
export function layerSource(graph: StageGraph, line: number, origin: Origin | null): LayerSource | null {
  if (origin === null) return null
  const place = placeOf(graph, line, origin.places)
  const stage = place === null ? null : stageAt(graph, place.start)
  const instruction = place === null ? null : instructionAt(graph, place.start)
  if (origin.image !== null) return { kind: 'image', reference: reference(stage, instruction, origin.image) }
  if (stage === null || instruction === null) return null
  return {
    kind: 'instruction',
    stage: stage.target,
    text: instruction.text,
    commands: instruction.commands,
    whole: instruction.whole,
    lines: instruction.lines,
    inputs: inputsBefore(graph, stage, instruction.lines.start, new Set()),
  }
}

/** Of the places of one step that one which the copying instruction's own stages have. */
function placeOf(graph: StageGraph, line: number, places: readonly LineRange[]): LineRange | null {
  const edges = stageAt(graph, line)?.needs.filter((edge) => edge.line === line) ?? []
  const stages = new Set(edges.flatMap((edge) => [...reachable(graph, edge.stage)]))
  return places.find(({ start }) => stages.has(stageAt(graph, start)?.index ?? -1)) ?? places[0] ?? null
}

/** As the Dockerfile names the image where that is known, else as the registry does, without the digest it resolved to. */
function reference(stage: Stage | null, instruction: Instruction | null, identifier: string): string {
  if (instruction?.keyword === 'FROM' && stage?.image != null) return stage.image
  const from = /\s--from=([^\s"'$\\]+)(?=\s)/.exec(instruction?.text ?? '')?.[1]
  if (from !== undefined && from.includes('@')) return from
  const name = identifier.replace(/^[a-z-]+:\/\//, '').replace(/^docker\.io\/(?:library\/)?/, '')
  return name.replace(/(:[\w.-]+)@sha256:[0-9a-f]{64}$/, '$1')
}

/** What a stage's files depend on up to a line, what it copies from other stages before the copy itself. */
function inputsBefore(graph: StageGraph, stage: Stage, line: number, seen: Set<number>): readonly SourceInput[] {
  const all = (index: number): readonly SourceInput[] => {
    const other = graph.stages[index]
    if (other === undefined || seen.has(index)) return []
    seen.add(index)
    return inputsBefore(graph, other, Infinity, seen)
  }
  return stage.instructions.flatMap(({ keyword, text, commands, whole, lines }): readonly SourceInput[] => {
    if (lines.start > line || METADATA.has(keyword)) return []
    const needed = stage.needs.filter((edge) => edge.line === lines.start).flatMap((edge) => all(edge.stage))
    const { image } = stage
    if (keyword === 'FROM')
      return needed.length > 0 || image === null ? needed : [{ text: image, commands: image, whole: image }]
    return lines.start === line ? needed : [...needed, { text, commands, whole }]
  })
}
