import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { GateError } from '../errors.js'
import type { BuildPlan, PlannedTarget } from '../plan/build-plan.js'
import type { Run } from '../process.js'
import type { Source, SourceImage } from '../request/source.js'
import { bake, type TargetMetadata } from './bake.js'
import { halves, inBatches } from './batches.js'
import type { Build, BuiltTarget } from './build.js'
import { type BuiltStage, builtStages, mergedRuns } from './built-stages.js'
import type { Check } from './checks.js'
import { failedPlace } from './failed-place.js'
import { type BakeError, bakeError, failureOf, isConnectionLost, isOverloaded, mayBeConnectionLost } from './failure.js'
import type { BuildFailure } from './method.js'
import { type Builder, probeBuilder } from './probe.js'
import type { Step, StepRun } from './progress.js'
import { layerChain } from './layer-chain.js'
import { imagesUsed } from './resolved-images.js'

export interface BuildContext {
  readonly run: Run
  readonly builder: Builder
  /** Absolute path of this run's scratch directory. */
  readonly scratch: string
  readonly onStep: (step: Step) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A target that was built, with what buildx told of it. */
interface Result {
  readonly target: PlannedTarget
  readonly metadata: TargetMetadata | undefined
  readonly checks: readonly Check[]
}

/**
 * Builds all targets of a plan in one bake. A target that fails makes buildx stop all others and keep silent about
 * them: it and those that need the same stage are set aside, and the rest is built again, from the cache as far as it came.
 * Throws a GateError where the builder itself fails.
 */
export async function buildTargets(plan: BuildPlan, context: BuildContext): Promise<Build> {
  const { sources } = plan
  const start = context.now()
  for (const { original, path, text } of plan.rewritten) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    await copyIfThere(`${original}.dockerignore`, `${path}.dockerignore`)
  }
  const results: Result[] = []
  const runs: ReadonlyMap<string, StepRun>[] = []
  const failures: BuildFailure[] = sources.flatMap((source) => source.failures)
  let batches = inBatches(plan.targets)
  for (let attempt = 0; batches[0] !== undefined; attempt++) {
    const [batch, ...others] = batches
    const metadataFile = join(context.scratch, `metadata-${attempt}.json`)
    const result = await bake(context.run, plan, batch, { ...context, metadataFile })
    runs.push(result.progress.runs())
    if (result.ok) {
      const { metadata, progress } = result
      results.push(
        ...batch.map((target) => ({ target, metadata: metadata[target.id], checks: progress.checks(target.id) })),
      )
      batches = others
      continue
    }
    const error = bakeError(result.progress)
    if (batch.length > 1 && isOverloaded(error.message)) {
      batches = [...halves(batch), ...others]
      continue
    }
    if (mayBeConnectionLost(error.message)) await assertConnection(error, context)
    const failed = failedTargets(error, batch, plan)
    failures.push(
      ...failed.map((target) => ({
        ...describe(error, target, sources),
        platform: target.platform ?? context.builder.platform,
      })),
    )
    const rest = batch.filter((target) => !failed.includes(target))
    // Nobody was named: halves tell.
    const next = failed.length === 0 ? halves(rest) : rest.length === 0 ? [] : [rest]
    batches = [...next, ...others]
  }
  const went = mergedRuns(runs)
  return {
    method: context.builder.method,
    built: results.filter(({ target }) => target.exported).map((one) => builtTarget(one)),
    stages: results.flatMap(({ target, metadata }) => stagesOf(target, metadata, plan, went, context.builder.platform)),
    failures,
    duration: context.now() - start,
  }
}

/** The target's own stage, and the intermediate ones that it took. */
function stagesOf(
  target: PlannedTarget,
  metadata: TargetMetadata | undefined,
  { stages, sources }: BuildPlan,
  runs: ReadonlyMap<string, StepRun>,
  platform: string,
): readonly BuiltStage[] {
  const provenance = metadata?.['buildx.build.provenance']
  const graph = imageOf(target, sources)?.graph
  if (provenance === undefined || graph === undefined) return []
  const needed = stages.filter((stage) => isOfSameFile(stage, target) && target.needs.includes(stage.stage))
  return builtStages(provenance, graph, target.exported ? [target, ...needed] : needed, runs, platform)
}

function builtTarget({ target, metadata, checks }: Result): BuiltTarget {
  const digest = metadata?.['containerimage.digest']
  if (metadata === undefined || digest === undefined) {
    throw new GateError('environment', `buildx wrote no digest for ${target.image}/${target.target}`)
  }
  const provenance = metadata['buildx.build.provenance']
  const chain = provenance === undefined ? null : layerChain(provenance)
  return {
    target,
    digest,
    // The classic store has no manifests, and gives the config's digest twice.
    hasManifest: metadata['containerimage.config.digest'] !== digest,
    chain,
    images: provenance === undefined ? { resolved: [], base: null } : imagesUsed(provenance, chain?.base ?? null),
    checks,
  }
}

/**
 * The target that buildx names, and the targets and stages of the same Dockerfile that need the stage at fault; all of
 * them where the fault lies before the first stage, as with a frontend that cannot be had.
 */
function failedTargets(
  error: BakeError,
  batch: readonly PlannedTarget[],
  { sources, stages }: BuildPlan,
): readonly PlannedTarget[] {
  const culprit = batch.length === 1 ? batch[0] : batch.find((target) => target.id === error.target)
  if (culprit === undefined) return []
  const image = imageOf(culprit, sources)
  if (image === undefined) return [culprit]
  const { line, stage } = failedPlace(error, culprit.needs, image.graph)
  if (line === null || (error.line === null && stage === null)) return [culprit]
  const onTheWay = stages.filter(({ id }) => !batch.some((target) => target.id === id))
  return [...batch, ...onTheWay].filter(
    (target) =>
      target === culprit || (isOfSameFile(target, culprit) && (stage === null || target.needs.includes(stage.index))),
  )
}

function isOfSameFile(one: PlannedTarget, other: PlannedTarget): boolean {
  return one.side === other.side && one.sourceImage === other.sourceImage
}

function describe(error: BakeError, target: PlannedTarget, sources: readonly Source[]): BuildFailure {
  const graph = imageOf(target, sources)?.graph
  if (graph === undefined) return failureOf(error, target, null)
  const { line, stage, instruction } = failedPlace(error, target.needs, graph)
  return failureOf({ ...error, line, stage: stage?.target ?? error.stage }, target, instruction)
}

function imageOf(target: PlannedTarget, sources: readonly Source[]): SourceImage | undefined {
  return sources.find(({ side }) => side === target.side)?.images[target.sourceImage]
}

/**
 * Asks again whether there is a builder: what it says then is clearer than how the build broke off. Returns where it
 * was not the builder that broke.
 */
async function assertConnection({ message }: BakeError, context: BuildContext): Promise<void> {
  try {
    await probeBuilder(context.run, context.builder.buildx, context.builder.name)
  } catch (trouble) {
    if (trouble instanceof GateError)
      throw new GateError('environment', `The engine stopped during the build. ${trouble.message}`, trouble.hint)
    throw trouble
  }
  if (isConnectionLost(message))
    throw new GateError(
      'environment',
      `The connection to the builder was lost during the build: ${message}`,
      "Run again; if it happens once more, the engine's own log tells why (`journalctl -u docker`).",
    )
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await cp(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
