import type { Baseline } from './baseline/baseline.js'
import { readBaseRequest } from './baseline/base-request.js'
import type { Repository } from './baseline/repository.js'
import type { DiscreetWorld } from './discreet.js'
import { isShipped } from './dockerfile/index.js'
import { GateError } from './errors.js'
import type { Planned } from './gate.js'
import { sidesOf } from './plan/against.js'
import { assertBakeable } from './plan/bake-inputs.js'
import { planBuild } from './plan/plan.js'
import { assertRunnable } from './plan/runnable.js'
import { unknownLimitTargets } from './policy/limit-targets.js'
import type { Against } from './request/against.js'
import type { RawInputs } from './request/inputs.js'
import type { ReadOptions } from './request/read-options.js'
import type { ImageRequest, Request } from './request/request.js'
import { readSource, type Source } from './request/source.js'
import type { Session } from './session.js'

/** What the base is read with: the inputs as they came, and how the head's were read. */
export interface Asked {
  readonly inputs: RawInputs
  readonly options: Omit<ReadOptions, 'root' | 'listDockerfiles'>
}

/**
 * The step from a request and its baseline to what is built: reads the Dockerfiles of both sides. Throws a usage
 * GateError for what the head's do not have, or the builder cannot run.
 */
export async function plan(
  { inputs, options }: Asked,
  request: Request,
  baseline: Baseline,
  repository: Repository,
  session: Session,
  world: DiscreetWorld,
): Promise<Planned> {
  const { platform, platforms, method } = await session.builder
  if (baseline.source === 'target') {
    const sides = await readSides(request, baseline.against, repository, platform)
    assertBakeable(sides, method.buildx)
    assertRunnable(sides, platforms)
    const { directory, id } = session.scratch
    return { plan: planBuild(sides, directory, id, 'wanted'), renames: {}, notes: [] }
  }
  const head = await readSource('head', repository.root, request.images, platform)
  checkLimitTargets(head)
  assertBakeable([head], method.buildx)
  assertRunnable([head], platforms)
  const { directory, id } = session.scratch
  if (baseline.source === 'none') return { plan: planBuild([head], directory, id), renames: {}, notes: [] }
  const own = await readBaseRequest(inputs, request, baseline, { repository, run: world.run, options })
  await world.keepSecret(own.images)
  const base = await readSource('base', baseline.root, own.images, platform)
  return { plan: planBuild([head, base], directory, id), renames: own.renames, notes: own.notes }
}

/** Whatever targets the config file wants of its images, the two that are compared are named on the command line. */
async function readSides(
  request: Request,
  against: Against,
  repository: Repository,
  platform: string,
): Promise<readonly [Source, Source]> {
  const requests = request.images.map((image): ImageRequest => ({ ...image, targets: { kind: 'all' } }))
  const sides = sidesOf(await readSource('head', repository.root, requests, platform), against)
  checkLimitTargets(sides[0])
  return sides
}

/** Throws a usage GateError for limits on targets that are never judged. */
export function checkLimitTargets(head: Source): void {
  const problems = head.images.flatMap(({ request, graph }) => {
    const targets = graph.stages.map(({ index, target }) => ({ target, shipped: isShipped(graph, index) }))
    return unknownLimitTargets(request.name, request.limits, targets)
  })
  if (problems.length > 0) throw new GateError('usage', [...new Set(problems)].join('\n'))
}
