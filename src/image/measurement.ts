import type { Check } from '../builder/checks.js'
import type { ResolvedImage } from '../builder/resolved-images.js'
import type { FileNames } from '../layer/layer-files.js'
import type { LayerContents } from '../layer/read-layer.js'
import type { Instruction, LineRange } from '../dockerfile/stage-graph.js'

/** A number of bytes, and whether it is exact or an estimate. */
export interface ByteCount {
  readonly bytes: number
  readonly exact: boolean
}

/** What made the files that a layer only copied: an instruction of another stage, or an image. */
export type LayerSource =
  | {
      readonly kind: 'instruction'
      readonly stage: string
      readonly text: string
      /** As in `Instruction`. */
      readonly commands: string
      readonly whole: string
      readonly lines: LineRange
      /** What it builds on, first to last, in other stages too. */
      readonly inputs: readonly SourceInput[]
    }
  | { readonly kind: 'image'; readonly reference: string }

/** An instruction; or an image, whose reference all of them are. */
export type SourceInput = Pick<Instruction, 'text' | 'commands' | 'whole'>

/** Who made a layer. `lines` and `stage` are null where provenance and history do not tell. */
export interface LayerOwner {
  readonly origin: 'base' | 'own'
  /** The instruction as written, or the base image's reference. */
  readonly text: string
  /** Both as in `Instruction`; where nobody knows more, the text. */
  readonly commands: string
  readonly whole: string
  readonly stage: string | null
  readonly lines: LineRange | null
  /** Followed through `COPY --from`; null where nothing was copied from elsewhere, or provenance does not tell. */
  readonly source: LayerSource | null
}

export interface Layer {
  /**
   * `sha256:…` of the uncompressed tar stream (OCI image spec, config.md, rootfs.diff_ids); of a step that was not
   * exported, so that nobody knows its stream, `record:` and the id of the builder's record of it.
   */
  readonly diffId: string
  /** Sum of the regular files' bytes. */
  readonly size: number
  /** The compressed blob; null where the engine keeps none (classic store). */
  readonly blob: { readonly digest: string; readonly size: number } | null
  readonly owner: LayerOwner
  /** The reference, as in `Measurement.resolved`, of the image from outside that all its files come from; else null. */
  readonly image: string | null
}

/** What building a stage's own instructions took, those of the stages below it left out. */
export interface StageWork {
  /** Milliseconds, the sum over the steps; steps may have run at the same time. */
  readonly duration: number
  /** Steps of which the builder told how they went, and how many of them were cached before this run. */
  readonly steps: number
  readonly cached: number
}

/** One target of one image on one platform, measured. */
export interface Measurement {
  readonly image: string
  readonly dockerfile: string
  readonly target: string
  readonly platform: string
  /** The last stage, or one that no other stage uses. */
  readonly shipped: boolean
  /** Whether it is the Dockerfile's last stage. */
  readonly default: boolean
  /** Of its Dockerfile; `unused` are the names of those that it does not need. */
  readonly stages: { readonly declared: number; readonly used: number; readonly unused: readonly string[] }
  readonly size: ByteCount
  /** null for an intermediate stage: nobody pulls it. */
  readonly download: ByteCount | null
  readonly layers: readonly Layer[]
  /** Whom it runs as, in its config's words: a name or a number, with a group behind a colon; '' is root. null: not exported. */
  readonly user: string | null
  /** Its entry point and command in one line; '' where it has none, null where it was not exported. */
  readonly command: string | null
  /** Its variables, `NAME=value` each, base image's included; null where it was not exported. Never shown: they may hold secrets. */
  readonly environment: readonly string[] | null
  /** What BuildKit's own checks say of its Dockerfile, stages included that it does not need; none of an intermediate stage. */
  readonly checks: readonly Check[]
  /** null where the builder did not tell. */
  readonly work: StageWork | null
  /** The images from outside that its build used. */
  readonly resolved: readonly ResolvedImage[]
}

/** What was measured on each side. */
export interface Measured {
  readonly head: readonly Measurement[]
  readonly base: readonly Measurement[]
  /** What a reader should know of it, in words; names in backticks. */
  readonly notes: readonly string[]
  readonly contents: Contents
}

/** What layers hold, of those that were looked into. */
export interface Contents {
  readonly names: FileNames
  readonly of: (diffId: string) => LayerContents | undefined
}
