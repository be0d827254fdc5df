import type { BuildFailure } from '../builder/method.js'
import type { Delta } from '../compare/comparison.js'
import type { Finding } from '../findings/finding.js'
import type { InstructionChange } from '../explain/instructions.js'
import type { PackageChange } from '../explain/packages.js'
import type { PathChange } from '../explain/paths.js'
import type { StageWork } from '../image/measurement.js'
import type { Report, ReportDrift, ReportImage } from './report.js'

/** The report as `schema/report.v1.json` describes it, keys in its order, two spaces deep, with a line break at the end. */
export function renderJson(report: Report): string {
  const { version, verdict, head, base, method, images, accepted, overrideLabel, limited, ignoreDrift, notes, times } =
    report
  const document = {
    version,
    verdict,
    head: { sha: head.sha, ref: head.ref },
    base: { sha: base.sha, source: base.source, reason: base.reason, expected: base.expected },
    method: { driver: method.driver, store: method.store, buildx: method.buildx, buildkit: method.buildkit },
    images: images.map((image) => imageDocument(image)),
    against: againstDocument(report),
    accepted: accepted === null ? null : { label: accepted.label, by: accepted.by, at: accepted.at },
    overrideLabel,
    limited,
    ignoreDrift,
    notes,
    times: { build: Math.round(times.build), total: Math.round(times.total) },
    repositoryUrl: report.repositoryUrl,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function againstDocument({ against }: Report): Report['against'] {
  return against === null ? null : { target: against.target, bandwidth: against.bandwidth }
}

function imageDocument(row: ReportImage): unknown {
  return {
    ...rowDocument(row),
    instructions: row.instructions.map((one) => instructionDocument(one)),
    paths: row.paths?.map((one) => pathDocument(one)) ?? null,
    packages: row.packages?.map((one) => packageDocument(one)) ?? null,
    waste: row.waste,
    findings: row.findings?.map((finding) => findingDocument(finding)) ?? null,
    limits: limitsDocument(row),
    failures: row.failures.map((failure) => failureDocument(failure)),
    notes: row.notes,
    work: { head: workDocument(row.work.head), base: workDocument(row.work.base) },
  }
}

function pathDocument({ path, head, base, change, rest, from, origin, line, stage, text }: PathChange): PathChange {
  return { path, head, base, change, rest, from, origin, line, stage, text }
}

function packageDocument({ type, name, head, base, change }: PackageChange): PackageChange {
  return { type, name, head, base, change }
}

function findingDocument({ rule, bytes, line, paths, advice, url, inBase }: Finding): Omit<Finding, 'grown'> {
  return { rule, bytes, line, paths, advice, url, inBase }
}

function instructionDocument(one: InstructionChange): InstructionChange {
  const { line, stage, text, was, origin, head, base, change, parts, cause } = one
  return { line, stage, text, was, origin, head, base, change, parts, cause }
}

/** What identifies a row, its status and its figures: the part that fits an output of the action. */
export function rowDocument(row: ReportImage): object {
  const { image, dockerfile, target, platform, shipped, status, layers, stages } = row
  return {
    image,
    dockerfile,
    target,
    platform,
    shipped,
    status,
    size: deltaDocument(row.size),
    download: deltaDocument(row.download),
    layers: { head: layers.head, base: layers.base },
    stages: {
      declared: { head: stages.declared.head, base: stages.declared.base },
      used: { head: stages.used.head, base: stages.used.base },
      unused: { head: stages.unused.head, base: stages.unused.base },
    },
    drift: driftDocument(row.drift),
  }
}

/** The limits of a row as they came out. */
export function limitsDocument(row: ReportImage): readonly object[] {
  return row.limits.map(({ limit, allowed, actual, status, message }) => ({ limit, allowed, actual, status, message }))
}

function driftDocument(drift: ReportDrift | null): ReportDrift | null {
  return drift === null ? null : { size: drift.size, download: drift.download, from: drift.from, to: drift.to }
}

function workDocument(work: StageWork | null): StageWork | null {
  return work === null ? null : { duration: Math.round(work.duration), steps: work.steps, cached: work.cached }
}

function deltaDocument({ head, base, change, exact }: Delta): Delta {
  return { head, base, change, exact }
}

function failureDocument(failure: BuildFailure): Omit<BuildFailure, 'shipped' | 'default'> {
  const { image, dockerfile, target, platform, side, message, line, stage, instruction, log, hint } = failure
  return { image, dockerfile, target, platform, side, message, line, stage, instruction, log, hint }
}
