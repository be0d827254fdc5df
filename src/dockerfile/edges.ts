import type { Command } from './command.js'
import type { DraftStage } from './draft.js'
import { expand } from './expand.js'
import { type Meaning, readInstruction } from './instruction.js'
import { attempt, Refusal } from './refusal.js'
import { referenceFault } from './reference.js'
import type { GraphProblem, StageEdge } from './stage-graph.js'

/** What COPY --from and RUN --mount=from= of a file lead to. */
export interface SourceEdges {
  /** For each stage, in the order of its instructions; edges of FROM are not among them. */
  readonly edges: readonly (readonly StageEdge[])[]
  /** Images that are named as sources, as written. */
  readonly images: ReadonlySet<string>
  readonly problems: readonly GraphProblem[]
}

interface Lookup {
  /** Lower-case name to index; the last stage of a name has it. */
  readonly names: ReadonlyMap<string, number>
  /** How many stages BuildKit counts so far: each image that is a source becomes one as it is met. */
  known: number
  readonly declared: number
  readonly images: Set<string>
}

/**
 * Resolves the sources of every stage, as `toCommand`, `detectRunMount` and `initOnBuildTriggers` of BuildKit's
 * dockerfile2llb do: by name in any case, by number (COPY only), else an image. `bases` gives for each stage the
 * index of the stage it starts from, or null.
 */
export function sourceEdges(
  stages: readonly DraftStage[],
  bases: readonly (number | null)[],
  names: ReadonlyMap<string, number>,
): SourceEdges {
  const lookup: Lookup = { names, known: stages.length, declared: stages.length, images: new Set() }
  const problems: GraphProblem[] = []
  const edges = stages.map(({ body }, index) => {
    const found: StageEdge[] = []
    for (const { instruction, meaning } of body) {
      const line = instruction.lines.start
      const outcome = attempt(() => sources(meaning, lookup))
      if ('refusal' in outcome) {
        problems.push({ line, stage: null, message: outcome.refusal.message })
        continue
      }
      const by = meaning.kind === 'RUN' ? 'RUN' : 'COPY'
      for (const stage of outcome.value) {
        found.push({ stage, by, line })
        if (stage > index) problems.push({ line, stage: index, message: tooEarly(by, stages[stage], stage) })
      }
    }
    return found
  })
  bases.forEach((base, index) => {
    const line = stages[index]?.body[0]?.instruction.lines.start ?? 0
    for (const trigger of base === null ? [] : triggersOf(stages[base])) {
      const outcome = attempt(() => sources(readInstruction(trigger), lookup))
      if ('refusal' in outcome) {
        problems.push({ line, stage: index, message: `ONBUILD of its base: ${outcome.refusal.message}` })
        continue
      }
      for (const stage of outcome.value) {
        edges[index]?.push({ stage, by: 'ONBUILD', line })
        if (stage > index) problems.push({ line, stage: index, message: tooEarly('COPY', stages[stage], stage) })
      }
    }
  })
  return { edges, images: lookup.images, problems: [...problems, ...faultsOf(stages, lookup.images)] }
}

function triggersOf(stage: DraftStage | undefined): readonly Command[] {
  return (stage?.body ?? []).flatMap(({ meaning }) => (meaning.kind === 'ONBUILD' ? [meaning.trigger] : []))
}

/** Indices of the stages that an instruction takes files from, each once. */
function sources(meaning: Meaning, lookup: Lookup): readonly number[] {
  if (meaning.kind === 'COPY' && meaning.from !== null) {
    const { from } = meaning
    if (expand(from, new Map(), '\\') !== from) {
      throw new Refusal(
        `--from=${from}: no variables, quotes or escapes are read here`,
        'name the image in a FROM … AS name',
      )
    }
    return present([/^[+-]?\d+$/.test(from) ? numbered(Number(from), lookup) : named(from, lookup)])
  }
  // A mount without from= counts as one from `scratch`, and finds a stage of that name.
  if (meaning.kind === 'RUN') return present(meaning.from.map((from) => named(from ?? 'scratch', lookup)))
  return []
}

function present(indices: readonly (number | null)[]): readonly number[] {
  return [...new Set(indices)].filter((index) => index !== null)
}

function named(name: string, lookup: Lookup): number | null {
  const index = lookup.names.get(name.toLowerCase())
  if (index !== undefined) return index
  lookup.known++
  lookup.images.add(name)
  return null
}

function numbered(index: number, { known, declared }: Lookup): number | null {
  if (index < 0 || index >= known) throw new Refusal(`there is no stage number ${index}`)
  return index < declared ? index : null
}

function tooEarly(by: 'COPY' | 'RUN', stage: DraftStage | undefined, index: number): string {
  const name = stage?.from.name ?? String(index)
  return `cannot ${by === 'RUN' ? 'mount' : 'copy'} from stage "${name}": it is defined only after this one`
}

function faultsOf(stages: readonly DraftStage[], images: ReadonlySet<string>): readonly GraphProblem[] {
  const faults = new Map<string, string>()
  for (const image of images) {
    const fault = image === 'scratch' ? null : referenceFault(image)
    if (fault !== null) faults.set(image, fault)
  }
  return stages.flatMap(({ body }) =>
    body.flatMap(({ instruction, meaning }) =>
      imagesOf(meaning).flatMap((image) => {
        const fault = faults.get(image)
        if (fault === undefined) return []
        return [
          {
            line: instruction.lines.start,
            stage: null,
            message: `"${image}" is neither a stage nor an image: ${fault}`,
          },
        ]
      }),
    ),
  )
}

function imagesOf(meaning: Meaning): readonly string[] {
  if (meaning.kind === 'COPY') return meaning.from === null ? [] : [meaning.from]
  return meaning.kind === 'RUN' ? meaning.from.filter((from) => from !== null) : []
}
