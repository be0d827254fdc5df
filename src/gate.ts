import type { Baseline, Head } from './baseline/baseline.js'
import type { Build } from './builder/build.js'
import { untoldLines } from './builder/method.js'
import { compare } from './compare/compare.js'
import type { Row } from './compare/comparison.js'
import { redactedInsight } from './discreet.js'
import { findingsOf } from './findings/findings.js'
import { allowsOf, type RuleSettings } from './findings/rule-settings.js'
import type { Waste } from './findings/waste.js'
import { explainRow, type InstructionChange } from './explain/instructions.js'
import { lookInside } from './explain/inside.js'
import { packageChanges } from './explain/packages.js'
import { pathChanges } from './explain/paths.js'
import { troubleNotes } from './explain/troubles.js'
import type { Measured } from './image/measurement.js'
import type { BuildPlan } from './plan/build-plan.js'
import { judge } from './policy/judge.js'
import { isLimited, judgesWaste, limitsOf } from './policy/limit.js'
import { accept } from './policy/verdict.js'
import { assembleReport, type Insight } from './report/assemble.js'
import type { Acceptance, Report } from './report/report.js'
import type { Redaction } from './request/redact.js'
import type { Request } from './request/request.js'
import type { Source } from './request/source.js'

/** What to build, and what a reader should know of how it came to that. */
export interface Planned {
  readonly plan: BuildPlan
  /** Dockerfiles that moved: the base's path to the head's. */
  readonly renames: Readonly<Record<string, string>>
  readonly notes: readonly string[]
}

/** The steps of a run that touch the world; `compose` makes them. */
export interface Steps {
  readonly request: () => Promise<Request>
  readonly baseline: (request: Request) => Promise<Baseline>
  readonly plan: (request: Request, baseline: Baseline) => Promise<Planned>
  readonly build: (planned: Planned) => Promise<Build>
  readonly measure: (build: Build, planned: Planned, request: Request) => Promise<Measured>
  /** Who accepted a breach with this label; asked only where there is one. */
  readonly acceptance: (label: string) => Promise<Acceptance | null>
  readonly publish: (report: Report, request: Request) => Promise<void>
  readonly head: () => Promise<Head>
  readonly repositoryUrl: string | null
  /** The secrets of the build, which nobody is shown. */
  readonly secrets: Redaction
  /** Milliseconds since the run began. */
  readonly elapsed: () => number
}

/**
 * One run: request -> baseline -> plan -> build -> measure -> compare -> explain -> judge -> report -> publish.
 * Throws a GateError where it cannot come to a report.
 */
export async function gate(steps: Steps): Promise<Report> {
  const request = await steps.request()
  const baseline = await steps.baseline(request)
  const planned = await steps.plan(request, baseline)
  const build = await steps.build(planned)
  const measured = await steps.measure(build, planned, request)
  const rows = compareSides(measured, build, baseline, planned)
  const instructions = rows.map(explainRow)
  // One after the other: what is inside of an image takes memory.
  const insights = rows.map((row) =>
    redactedInsight(insightOf(row, measured, planned.plan.sources, searchOf(row, request, baseline)), steps.secrets),
  )
  const judged = judge(rows, policyOf(request, baseline, wasteIn(rows, insights)))
  const accepted = judged.verdict === 'breach' && !judged.failed ? await steps.acceptance(request.overrideLabel) : null
  const report = assembleReport({
    rows,
    instructions,
    insights,
    judgements: judged.rows,
    verdict: accept(judged, accepted !== null),
    accepted,
    head: await steps.head(),
    baseline,
    method: build.method,
    overrideLabel: request.overrideLabel,
    ignoreDrift: request.ignoreDrift,
    limited: judges(request) && request.images.some(({ limits }) => isLimited(limits)),
    notes: [
      ...planned.notes,
      ...measured.notes,
      ...untoldNotes(build, instructions),
      ...troubleNotes(measured, sideOf(baseline)).map(steps.secrets.redact),
    ],
    times: { build: build.duration, total: steps.elapsed() },
    repositoryUrl: steps.repositoryUrl,
  })
  await steps.publish(report, request)
  return report
}

/** How a note calls the side that the head is compared with. */
function sideOf(baseline: Baseline): string {
  return baseline.source === 'target' ? `in ${baseline.against.base}` : 'at the base'
}

/** What the layers of a row tell of its change. */
function insightOf(row: Row, measured: Measured, sources: readonly Source[], { settings, always }: Search): Insight {
  const inside = lookInside(row, measured.contents)
  return {
    paths: pathChanges(inside),
    packages: packageChanges(inside),
    findings: findingsOf(row, sources, inside, allowsOf(settings), always),
  }
}

interface Search {
  /** The rules as the row's image has them. */
  readonly settings: RuleSettings
  /** Whether to look for waste also where the change brings next to nothing. */
  readonly always: boolean
}

function searchOf({ image }: Row, { images }: Request, { source }: Baseline): Search {
  const settings = images.find(({ name }) => name === image)?.findings ?? {}
  // Of two targets that were picked nothing follows for the others.
  if (source === 'target') return { settings: { ...settings, 'unused-stage': 'off' }, always: true }
  return { settings, always: judgesWaste(images) }
}

function untoldNotes({ method, built }: Build, rows: readonly (readonly InstructionChange[])[]): readonly string[] {
  const untold = rows.some((row) => row.some(({ origin, line }) => origin === 'own' && line === null))
  const noSteps = built.some(({ chain }) => chain === null)
  return untold ? untoldLines(method, noSteps) : []
}

function compareSides(
  { head, base }: Measured,
  { failures }: Build,
  baseline: Baseline,
  { renames }: Planned,
): readonly Row[] {
  const baseExpected = baseline.source === 'none' && baseline.expected
  const ofTargets = baseline.source === 'target'
  return compare(head, baseline.source === 'none' ? null : base, failures, { renames, baseExpected, ofTargets })
}

/** A run in the mode `measure` leaves judging to the one that merges its report. */
function judges({ mode }: Request): boolean {
  return mode === 'gate'
}

function wasteIn(rows: readonly Row[], insights: readonly Insight[]): ReadonlyMap<Row, Waste | null> {
  return new Map(rows.map((row, index) => [row, insights[index]?.findings?.waste ?? null]))
}

function policyOf(
  request: Request,
  baseline: Baseline,
  waste: ReadonlyMap<Row, Waste | null>,
): Parameters<typeof judge>[1] {
  const limits = new Map(request.images.map((image) => [image.name, image.limits]))
  return {
    onBreach: request.onBreach,
    ignoreDrift: request.ignoreDrift,
    baseline,
    limitsFor: (row) => {
      const own = judges(request) ? limits.get(row.image) : undefined
      return own === undefined ? {} : limitsOf(own, row.target)
    },
    wasteOf: (row) => waste.get(row) ?? null,
  }
}
