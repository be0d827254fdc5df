import type { LineRange } from '../dockerfile/stage-graph.js'

/** One step of a build's definition, as provenance tells it. */
export interface Step {
  readonly id: string
  /** null, as buildx 0.14 writes it, is the same as `{}`: no operation. */
  readonly op: { readonly Op?: Op | null; readonly platform?: Platform | null }
  readonly inputs?: readonly string[]
}

/** What a step runs on, or an image is taken for. Source: moby/buildkit solver/pb/ops.proto, `Platform`. */
interface Platform {
  readonly OS: string
  readonly Architecture: string
  readonly Variant?: string
}

/**
 * BuildKit's `pb.Op`, of which a step has one; only what is used here. Indices point to the step's inputs, -1 is
 * `scratch`, and 0 may be left out. Source: moby/buildkit solver/pb/ops.proto.
 */
export interface Op {
  readonly source?: { readonly identifier: string }
  readonly exec?: {
    readonly meta?: { readonly args?: readonly string[] | null; readonly cwd?: string }
    readonly mounts: readonly { readonly dest: string; readonly input?: number }[]
  }
  readonly file?: { readonly actions: readonly FileAction[] }
  readonly merge?: unknown
  readonly diff?: unknown
}

/** An index past the step's inputs is what an earlier action of the same step made. */
export interface FileAction {
  readonly input?: number
  readonly secondaryInput?: number
  readonly Action?: { readonly copy?: { readonly src: string; readonly dest: string } } | null
}

interface Location {
  readonly sourceIndex?: number
  readonly ranges?: readonly { readonly start: { readonly line: number }; readonly end: { readonly line: number } }[]
}

/** `size` is -1 where there is only a diff ID (classic store). */
interface BlobDescriptor {
  readonly digest: string
  readonly size: number
}

/** The SLSA v0.2 predicate that buildx writes into its metadata file, as far as it is used here. */
export interface Provenance {
  readonly buildConfig?: {
    readonly llbDefinition?: readonly Step[]
    /** Digests, by which the progress tells of steps, to the steps' ids. */
    readonly digestMapping?: Readonly<Record<string, string>>
  }
  readonly metadata?: {
    readonly 'https://mobyproject.org/buildkit@v1#metadata'?: {
      readonly source?: { readonly locations?: Readonly<Record<string, { readonly locations?: readonly Location[] }>> }
      /** By output (`step7:0`), where the builder has blobs: for each compression the blobs up to that step's own. */
      readonly layers?: Readonly<Record<string, readonly (readonly BlobDescriptor[])[]>>
    }
  }
}

/** The steps of one build with their places in the Dockerfile. */
export interface Definition {
  /** The step whose output is the image. */
  readonly result: Step | null
  /** The step behind one of a step's inputs; null for `scratch`. */
  input(of: Step, index: number): Step | null
  /** Where a step stands in the Dockerfile: instructions that are the same to BuildKit are one step with a place for each. */
  places(of: Step): readonly LineRange[]
}

/** Reads provenance; null where it does not have the steps. */
export function definitionOf(provenance: Provenance): Definition | null {
  const steps = provenance.buildConfig?.llbDefinition ?? []
  const byId = new Map(steps.map((step) => [step.id, step]))
  const locations = provenance.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.source?.locations ?? {}
  const input = (of: Step, index: number): Step | null => {
    const reference = of.inputs?.[index]
    return reference === undefined ? null : (byId.get(reference.slice(0, reference.lastIndexOf(':'))) ?? null)
  }
  const last = steps.at(-1)
  // The last step has no operation, it only names the result.
  if (last === undefined || Object.keys(last.op.Op ?? {}).length > 0) return null
  return {
    result: input(last, 0),
    input,
    places: (of) => (locations[of.id]?.locations ?? []).flatMap((location) => lineRange(location)),
  }
}

/** As in `FROM --platform`: `linux/arm64/v8`; null where the step is for none. */
export function stepPlatform({ op: { platform } }: Step): string | null {
  if (platform == null) return null
  return [platform.OS, platform.Architecture, platform.Variant ?? ''].filter((part) => part !== '').join('/')
}

/** Which input of a step its layer lies on; -1 for none. */
export function inputBelow(op: Op): number {
  if (op.exec !== undefined) return op.exec.mounts.find((mount) => mount.dest === '/')?.input ?? 0
  if (op.file !== undefined) return op.file.actions[0]?.input ?? 0
  return -1
}

/** Only the Dockerfile's own lines: it is source 0, which is left out in JSON. */
function lineRange({ sourceIndex = 0, ranges = [] }: Location): readonly LineRange[] {
  if (sourceIndex !== 0 || ranges.length === 0) return []
  return [
    {
      start: Math.min(...ranges.map((range) => range.start.line)),
      end: Math.max(...ranges.map((range) => range.end.line)),
    },
  ]
}
