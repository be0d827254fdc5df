import { hintForMissingFile } from './baseline/missing-file.js'
import type { Repository } from './baseline/repository.js'
import type { Build } from './builder/build.js'
import { buildTargets } from './builder/build-targets.js'
import type { BuildFailure } from './builder/method.js'
import { stepReporter } from './builder/step-line.js'
import { type DiscreetWorld, redactedFailure, redactedStep } from './discreet.js'
import type { Planned } from './gate.js'
import { areOneTree } from './plan/against.js'
import type { Source } from './request/source.js'
import type { Session } from './session.js'

/** The step from a plan to what the builder made of it, told in the log while it goes on; the engine is connected meanwhile. */
export async function build(
  { plan }: Planned,
  repository: Repository,
  session: Session,
  world: DiscreetWorld,
): Promise<Build> {
  const builder = await session.builder
  // It connects while the build goes on.
  void session.engine()
  const steps = stepReporter(plan, (line) => world.log.info(line))
  const title = `Build ${plan.targets.length} ${plan.targets.length === 1 ? 'target' : 'targets'}`
  const made = await world.log
    .group(title, () =>
      buildTargets(plan, {
        run: world.run,
        builder,
        scratch: session.scratch.directory,
        onStep: (step) => steps.onStep(redactedStep(step, world.secrets)),
        now: world.now,
      }),
    )
    .finally(steps.stop)
  for (const { digest } of made.built) session.made(digest)
  const failures = await Promise.all(made.failures.map((failure) => withHint(failure, plan.sources, repository)))
  return { ...made, failures: failures.map((failure) => redactedFailure(failure, world.secrets)) }
}

/** Says of a base that lacks a file which an earlier step made at the head that this is so. */
async function withHint(
  failure: BuildFailure,
  sources: readonly Source[],
  repository: Repository,
): Promise<BuildFailure> {
  // Two targets of one tree: nothing was made for one side alone.
  if (failure.side !== 'base' || areOneTree(sources)) return failure
  const image = sources[1]?.images.find(({ request }) => request.name === failure.image)
  const hint = await hintForMissingFile(repository, image?.request.context ?? '.', failure.message)
  return hint === null ? failure : { ...failure, hint }
}
