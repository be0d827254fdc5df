import type { Baseline, Head } from '../baseline/baseline.js'
import type { Method } from '../builder/method.js'
import type { Row } from '../compare/comparison.js'
import type { PackageChange } from '../explain/packages.js'
import type { PathChanges } from '../explain/paths.js'
import type { RowFindings } from '../findings/findings.js'
import type { InstructionChange } from '../explain/instructions.js'
import type { Measurement } from '../image/measurement.js'
import type { Judgement, Verdict } from '../policy/verdict.js'
import { reportDrift } from './drift.js'
import type { Acceptance, Report, ReportImage } from './report.js'

/** What the layers of a row tell; null where it was not looked into them. */
export interface Insight {
  readonly paths: PathChanges | null
  readonly packages: readonly PackageChange[] | null
  readonly findings: RowFindings | null
}

/** What the steps before made. `instructions`, `insights` and `judgements` are for each row, in the order of the rows. */
export interface Parts {
  readonly rows: readonly Row[]
  readonly instructions: readonly (readonly InstructionChange[])[]
  readonly insights: readonly Insight[]
  readonly judgements: readonly (readonly Judgement[])[]
  /** After somebody accepted a breach. */
  readonly verdict: Verdict
  readonly head: Head
  readonly baseline: Baseline
  readonly method: Method
  readonly accepted: Acceptance | null
  readonly overrideLabel: string
  readonly limited: boolean
  readonly ignoreDrift: boolean
  readonly notes: readonly string[]
  /** Milliseconds. */
  readonly times: Report['times']
  readonly repositoryUrl: string | null
}

/** The report of one run. A head that does not build makes its verdict `breach`, whatever the limits say. */
export function assembleReport(parts: Parts): Report {
  const { rows, head, baseline, method, accepted, overrideLabel, limited, ignoreDrift, notes, times, repositoryUrl } =
    parts
  return {
    version: 1,
    verdict: rows.some((row) => row.status === 'failed') ? 'breach' : parts.verdict,
    head: { sha: head.sha, ref: head.ref },
    base: {
      sha: baseline.sha,
      source: baseline.source === 'target' ? 'rebuilt' : baseline.source,
      reason: baseline.reason,
      expected: baseline.source === 'none' ? baseline.expected : true,
    },
    against: againstOf(baseline),
    method,
    images: rows.map((row, index) => ({
      ...imageOf(row),
      instructions: parts.instructions[index] ?? [],
      ...insightOf(parts.insights[index]),
      limits: parts.judgements[index] ?? [],
    })),
    accepted,
    overrideLabel,
    limited,
    ignoreDrift,
    notes,
    times,
    repositoryUrl,
  }
}

function againstOf(baseline: Baseline): Report['against'] {
  if (baseline.source !== 'target') return null
  return { target: baseline.against.base, bandwidth: baseline.against.bandwidth }
}

function insightOf(insight: Insight | undefined): Pick<ReportImage, 'paths' | 'packages' | 'findings' | 'waste'> {
  return {
    paths: insight?.paths?.rows ?? null,
    packages: insight?.packages ?? null,
    findings: insight?.findings?.findings ?? null,
    waste: insight?.findings?.waste?.bytes ?? null,
  }
}

function imageOf(row: Row): Omit<ReportImage, 'instructions' | keyof ReturnType<typeof insightOf> | 'limits'> {
  const { image, dockerfile, target, platform, shipped, status, size, download, failures, notes, head, base } = row
  const sides = <T>(of: (side: Measurement) => T): { readonly head: T | null; readonly base: T | null } => ({
    head: head === null ? null : of(head),
    base: base === null ? null : of(base),
  })
  return {
    image,
    dockerfile,
    target,
    platform,
    shipped,
    status,
    size,
    download,
    layers: sides(({ layers }) => layers.length),
    stages: {
      declared: sides(({ stages }) => stages.declared),
      used: sides(({ stages }) => stages.used),
      unused: sides(({ stages }) => stages.unused),
    },
    work: sides(({ work }) => work),
    drift: reportDrift(row.drift),
    failures,
    notes,
  }
}
