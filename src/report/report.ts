import type { BuildFailure, Method } from '../builder/method.js'
import type { Delta, RowStatus } from '../compare/comparison.js'
import type { PackageChange } from '../explain/packages.js'
import type { PathChange } from '../explain/paths.js'
import type { Finding } from '../findings/finding.js'
import type { InstructionChange } from '../explain/instructions.js'
import type { StageWork } from '../image/measurement.js'
import type { Judgement, Verdict } from '../policy/verdict.js'

/** What moved images brought to a row; `size` and `download` in bytes. */
export interface ReportDrift {
  readonly size: number
  /** null where the change of the download is not known. */
  readonly download: number | null
  /** `reference@digest` at the base and at the head; of several images separated by a comma and a space, in one order. */
  readonly from: string
  readonly to: string
}

/** One row of the report: a target of an image on a platform. Version 1 of `schema/report.v1.json`. */
export interface ReportImage {
  readonly image: string
  readonly dockerfile: string
  readonly target: string
  readonly platform: string
  readonly shipped: boolean
  readonly status: RowStatus
  readonly size: Delta
  readonly download: Delta
  readonly layers: { readonly head: number | null; readonly base: number | null }
  readonly stages: {
    readonly declared: { readonly head: number | null; readonly base: number | null }
    readonly used: { readonly head: number | null; readonly base: number | null }
    /** Names of the stages that building it leaves out. */
    readonly unused: { readonly head: readonly string[] | null; readonly base: readonly string[] | null }
  }
  /** What building the stage itself took, in this run. */
  readonly work: { readonly head: StageWork | null; readonly base: StageWork | null }
  /** The part of the change that is not the commits'; null: no image moved, or nothing that it brought can be told. */
  readonly drift: ReportDrift | null
  /** Each layer's owner and what it weighs on both sides; the changes add up to `size.change`. Empty for `failed`. */
  readonly instructions: readonly InstructionChange[]
  /** What of the finished file systems differs, the largest first; null: not looked at, or nothing to compare with. */
  readonly paths: readonly PathChange[] | null
  /** Packages that were added, removed or upgraded; null as in `paths`. */
  readonly packages: readonly PackageChange[] | null
  /** Bytes that findings say need not be there, each once; null: not looked at. */
  readonly waste: number | null
  /** Those that the base does not have first; null: not looked at. */
  readonly findings: readonly Finding[] | null
  readonly limits: readonly Judgement[]
  /** Why it, or its base, could not be built. */
  readonly failures: readonly BuildFailure[]
  /** What a reader should know of this row, in words; names in backticks. */
  readonly notes: readonly string[]
}

/** Who accepted a breach; `by` and `at` (ISO 8601) are null where GitHub did not tell. */
export interface Acceptance {
  readonly label: string
  readonly by: string | null
  readonly at: string | null
}

/** What one run found: the one source of comment, summary, terminal table, annotations and JSON. */
export interface Report {
  readonly version: 1
  /** `breach` also where the head does not build: no reader may take that for a pass. */
  readonly verdict: Verdict
  readonly head: { readonly sha: string | null; readonly ref: string | null }
  readonly base: {
    readonly sha: string | null
    readonly source: 'rebuilt' | 'recorded' | 'none'
    readonly reason: string
    /** Whether there should be a base: with the source `none` the verdict is then at least `warn`. */
    readonly expected: boolean
  }
  readonly method: Method
  readonly images: readonly ReportImage[]
  /** Another target of the same Dockerfile that was compared with, with the bandwidth (bits a second) that pulls are told for; null: a commit was. */
  readonly against: { readonly target: string; readonly bandwidth: number } | null
  readonly accepted: Acceptance | null
  /** The label that accepts a breach, to be named where one is shown. */
  readonly overrideLabel: string
  /** Whether any limit was set at all. */
  readonly limited: boolean
  /** Whether limits on growth are judged without drift. */
  readonly ignoreDrift: boolean
  /** What a reader should know of the whole run, in words; names in backticks. */
  readonly notes: readonly string[]
  /** Milliseconds. */
  readonly times: { readonly build: number; readonly total: number }
  /** `https://host/owner/repo`, to link Dockerfile lines; null outside GitHub. */
  readonly repositoryUrl: string | null
}
