import type { LineRange } from '../dockerfile/stage-graph.js'

/** The steps that made an image's layers, first to last. */
export interface LayerChain {
  /** The image that the first layers come from; null for `scratch`. */
  readonly base: string | null
  /** One for each layer on top of the base: the lines of the instruction, null where provenance has none. */
  readonly own: readonly (LineRange | null)[]
}

interface Step {
  readonly id: string
  /** null, as buildx 0.14 writes it, is the same as `{}`: no operation. */
  readonly op: { readonly Op?: Op | null }
  readonly inputs?: readonly string[]
}

/** BuildKit's `pb.Op`, of which a step has one; only what the chain needs. Source: moby/buildkit solver/pb/ops.proto. */
interface Op {
  readonly source?: { readonly identifier: string }
  readonly exec?: { readonly mounts: readonly { readonly dest: string; readonly input?: number }[] }
  readonly file?: { readonly actions: readonly { readonly input?: number }[] }
  readonly merge?: unknown
  readonly diff?: unknown
}

interface Location {
  readonly sourceIndex?: number
  readonly ranges?: readonly { readonly start: { readonly line: number }; readonly end: { readonly line: number } }[]
}

/** The SLSA v0.2 predicate that buildx writes into its metadata file, as far as it is used here. */
export interface Provenance {
  readonly buildConfig?: { readonly llbDefinition?: readonly Step[] }
  readonly metadata?: {
    readonly 'https://mobyproject.org/buildkit@v1#metadata'?: {
      readonly source?: { readonly locations?: Readonly<Record<string, { readonly locations?: readonly Location[] }>> }
    }
  }
}

/**
 * The chain of steps behind an image's layers; null where the provenance does not have the steps.
 * A step makes one layer, on top of what its root mount, or its first file action, starts from; a merge (COPY --link)
 * lays its inputs' layers on each other.
 */
export function layerChain(provenance: Provenance): LayerChain | null {
  const steps = provenance.buildConfig?.llbDefinition ?? []
  const byId = new Map(steps.map((step) => [step.id, step]))
  const locations = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.source?.locations ?? {}
  const result = steps.at(-1)
  // The last step has no operation, it only names the result.
  if (result === undefined || Object.keys(result.op.Op ?? {}).length > 0) return null

  let base: string | null = null
  const own: (LineRange | null)[] = []
  const counts = new Map<string, number>()
  const follow = (reference: string | undefined): void => {
    const step = reference === undefined ? undefined : byId.get(reference.slice(0, reference.lastIndexOf(':')))
    if (step?.op.Op == null) return
    const { source, merge } = step.op.Op
    if (source !== undefined) {
      base ??= source.identifier
    } else if (merge !== undefined) {
      for (const input of step.inputs ?? []) follow(input)
    } else {
      follow(step.inputs?.[inputBelow(step.op.Op)])
      // Instructions that are the same to BuildKit are one step with a place for each.
      const times = counts.get(step.id) ?? 0
      counts.set(step.id, times + 1)
      own.push(lineRange(locations[step.id]?.locations, times))
    }
  }
  follow(result.inputs?.[0])
  return { base, own }
}

/** Which input of a step its layer lies on; -1 for none. */
function inputBelow(op: Op): number {
  if (op.exec !== undefined) return op.exec.mounts.find((mount) => mount.dest === '/')?.input ?? 0
  if (op.file !== undefined) return op.file.actions[0]?.input ?? 0
  return -1
}

/** The lines of the `index`th place of a step. */
function lineRange(locations: readonly Location[] | undefined, index: number): LineRange | null {
  // Source 0, the Dockerfile itself, is left out in JSON.
  const own = (locations ?? []).filter((location) => (location.sourceIndex ?? 0) === 0)
  const ranges = (own[index] ?? own.at(-1))?.ranges ?? []
  if (ranges.length === 0) return null
  return {
    start: Math.min(...ranges.map((range) => range.start.line)),
    end: Math.max(...ranges.map((range) => range.end.line)),
  }
}
