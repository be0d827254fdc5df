import { basename, relative, sep } from 'node:path'
import type { Baseline, Head } from './baseline/baseline.js'
import { readBaseRequest } from './baseline/base-request.js'
import { listDockerfiles } from './baseline/dockerfiles.js'
import type { EventFacts } from './baseline/event.js'
import { findBaseline } from './baseline/find-baseline.js'
import { hintForMissingFile } from './baseline/missing-file.js'
import { seesGit } from './baseline/sees-git.js'
import { openRepository, readHead, type Repository } from './baseline/repository.js'
import { buildTargets } from './builder/build-targets.js'
import { takeUpFrom } from './builder/take-up.js'
import type { BuildFailure } from './builder/method.js'
import { stepReporter } from './builder/step-line.js'
import { isShipped } from './dockerfile/index.js'
import {
  discreetly,
  type DiscreetWorld,
  redactedBaseline,
  redactedFailure,
  redactedMeasured,
  redactedStep,
} from './discreet.js'
import { GateError } from './errors.js'
import { gate, type Planned, type Steps } from './gate.js'
import { openLayerSizes } from './image/layer-sizes.js'
import { measure } from './image/measure.js'
import { assertRunnable } from './plan/runnable.js'
import { assertBakeable } from './plan/bake-inputs.js'
import { planBuild } from './plan/plan.js'
import { unknownLimitTargets } from './policy/limit-targets.js'
import type { Acceptance, Report } from './report/report.js'
import type { RawInputs } from './request/inputs.js'
import { readRequest } from './request/read.js'
import type { ReadOptions } from './request/read-options.js'
import type { Request } from './request/request.js'
import { readSource, type Source } from './request/source.js'
import { openSession, type Session } from './session.js'
import type { World } from './world.js'

/** What a run is asked. */
export interface Question {
  readonly inputs: RawInputs
  readonly event: EventFacts
  /** `owner/repo`, where known. */
  readonly repositoryName: string | null
  readonly repositoryUrl: string | null
  /** Who accepted a breach with this label. */
  readonly acceptance: (label: string) => Promise<Acceptance | null>
  readonly publish: (report: Report, request: Request) => Promise<void>
  /** Told every secret of the build before anything could show it. */
  readonly mask?: (secret: string) => void
}

/** What of a question it takes to read what is asked for. */
type Asked = Pick<Question, 'inputs' | 'repositoryName' | 'mask'>

/** Reads what the inputs ask of the tree that `world.cwd` is in, and checks it against the Dockerfiles; builds nothing. */
export async function check(question: Asked, world: World): Promise<Source> {
  return discreetly(world, question.mask, (discreet) => checkIn(question, discreet))
}

async function checkIn(question: Asked, world: DiscreetWorld): Promise<Source> {
  const repository = await openRepository(world.run, world.cwd)
  const request = await requestOf(question, repository, world)
  const head = await readSource('head', repository.root, request.images, 'linux/amd64')
  checkLimitTargets(head)
  if (head.failures.length > 0) throw new GateError('usage', head.failures.map(({ message }) => message).join('\n'))
  return head
}

/** Runs the gate from beginning to end. What it made on the way is gone when it returns or throws. */
export async function runGate(question: Question, world: World): Promise<Report> {
  return discreetly(world, question.mask, (discreet) => runIn(question, discreet))
}

async function runIn(question: Question, world: DiscreetWorld): Promise<Report> {
  const start = world.now()
  const repository = await openRepository(world.run, world.cwd)
  // Asked while other things go on; a run that fails before has its own error to tell.
  const head = readHead(repository)
  head.catch(() => undefined)
  let session: Session | undefined
  const opened = (): Session => {
    if (session === undefined) throw new Error('the session is not open yet')
    return session
  }
  const steps: Steps = {
    async request() {
      const request = await requestOf(question, repository, world)
      session = await openSession(world, request.builder)
      return request
    },
    async baseline(request) {
      return redactedBaseline(
        await baselineOf(question, request, { repository, head: await head }, opened(), world),
        world.secrets,
      )
    },
    plan: (request, baseline) => planOf(question, request, baseline, repository, opened(), world),
    build: (planned) => buildOf(planned, repository, opened(), world),
    async measure(build, { plan }) {
      const { scratch, builder, engine } = opened()
      const takeUp = takeUpFrom(plan, { run: world.run, builder: await builder, scratch: scratch.directory })
      const sizes = await openLayerSizes(world.layerSizesFile)
      const measured = await measure(build, plan, await engine(), sizes, takeUp)
      opened().finishBuilder()
      return redactedMeasured(measured, world.secrets)
    },
    acceptance: question.acceptance,
    publish: question.publish,
    head: () => head,
    repositoryUrl: question.repositoryUrl,
    elapsed: () => world.now() - start,
  }
  try {
    return await gate(steps)
  } finally {
    await session?.close()
  }
}

function readOptions(
  { repositoryName }: Asked,
  repository: Repository,
  world: World,
): Omit<ReadOptions, 'root' | 'listDockerfiles'> {
  return {
    from: relative(repository.root, world.cwd).split(sep).join('/') || '.',
    env: world.env,
    repositoryName: basename(repositoryName ?? repository.root),
  }
}

async function requestOf(question: Asked, repository: Repository, world: DiscreetWorld): Promise<Request> {
  const request = await readRequest(question.inputs, {
    ...readOptions(question, repository, world),
    root: repository.root,
    listDockerfiles: () => listDockerfiles(repository),
  })
  await world.keepSecret(request.images)
  for (const notice of request.notices) world.log.info(notice)
  return request
}

async function baselineOf(
  { event }: Question,
  request: Request,
  { repository, head }: { readonly repository: Repository; readonly head: Head },
  session: Session,
  world: World,
): Promise<Baseline> {
  const question = {
    ...request,
    mode: request.baseline,
    head,
    event,
    needsGitMetadata: async (root: string) =>
      (await seesGit(repository.root, request.images)) || seesGit(root, request.images),
    scratch: session.scratch.directory,
  }
  const onLine = (line: string): void => world.log.info(line)
  const find = (): Promise<Baseline> => findBaseline(repository, question, { run: world.run, onLine })
  return request.prepare === null ? find() : world.log.group('Prepare the base', find)
}

async function planOf(
  question: Question,
  request: Request,
  baseline: Baseline,
  repository: Repository,
  session: Session,
  world: DiscreetWorld,
): Promise<Planned> {
  const { platform, platforms, method } = await session.builder
  const head = await readSource('head', repository.root, request.images, platform)
  checkLimitTargets(head)
  assertBakeable([head], method.buildx)
  assertRunnable([head], platforms)
  const { directory, id } = session.scratch
  if (baseline.source === 'none') return { plan: planBuild([head], directory, id), renames: {}, notes: [] }
  const options = readOptions(question, repository, world)
  const own = await readBaseRequest(question.inputs, request, baseline, { repository, run: world.run, options })
  await world.keepSecret(own.images)
  const base = await readSource('base', baseline.root, own.images, platform)
  return { plan: planBuild([head, base], directory, id), renames: own.renames, notes: own.notes }
}

/** Throws a usage GateError for limits on targets that are never judged. */
function checkLimitTargets(head: Source): void {
  const problems = head.images.flatMap(({ request, graph }) => {
    const targets = graph.stages.map(({ index, target }) => ({ target, shipped: isShipped(graph, index) }))
    return unknownLimitTargets(request.name, request.limits, targets)
  })
  if (problems.length > 0) throw new GateError('usage', [...new Set(problems)].join('\n'))
}

async function buildOf(
  { plan }: Planned,
  repository: Repository,
  session: Session,
  world: DiscreetWorld,
): ReturnType<Steps['build']> {
  const builder = await session.builder
  // It connects while the build goes on.
  void session.engine()
  const steps = stepReporter(plan.targets, (line) => world.log.info(line))
  const title = `Build ${plan.targets.length} ${plan.targets.length === 1 ? 'target' : 'targets'}`
  const build = await world.log
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
  for (const { digest } of build.built) session.made(digest)
  const failures = await Promise.all(build.failures.map((failure) => withHint(failure, plan.sources, repository)))
  return { ...build, failures: failures.map((failure) => redactedFailure(failure, world.secrets)) }
}

/** Says of a base that lacks a file which an earlier step made at the head that this is so. */
async function withHint(
  failure: BuildFailure,
  sources: readonly Source[],
  repository: Repository,
): Promise<BuildFailure> {
  if (failure.side !== 'base') return failure
  const image = sources[1]?.images.find(({ request }) => request.name === failure.image)
  const hint = await hintForMissingFile(repository, image?.request.context ?? '.', failure.message)
  return hint === null ? failure : { ...failure, hint }
}
