import { basename, relative, sep } from 'node:path'
import type { Baseline, Head } from './baseline/baseline.js'
import { listDockerfiles } from './baseline/dockerfiles.js'
import type { EventFacts } from './baseline/event.js'
import { findBaseline } from './baseline/find-baseline.js'
import { seesGit } from './baseline/sees-git.js'
import { openRepository, readHead, type Repository } from './baseline/repository.js'
import { takeUpFrom } from './builder/take-up.js'
import { build } from './build-step.js'
import { discreetly, type DiscreetWorld, redactedBaseline, redactedMeasured } from './discreet.js'
import { GateError } from './errors.js'
import { gate, type Steps } from './gate.js'
import { openLayerMemory } from './image/layer-memory.js'
import { measure } from './image/measure.js'
import { checkLimitTargets, plan } from './plan-step.js'
import { judgesWaste } from './policy/limit.js'
import type { Acceptance, Report } from './report/report.js'
import type { Against } from './request/against.js'
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
  /** Two targets of the working tree to compare, in place of it with its base. */
  readonly against?: Against | null
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
    plan: (request, baseline) =>
      plan(
        { inputs: question.inputs, options: readOptions(question, repository, world) },
        request,
        baseline,
        repository,
        opened(),
        world,
      ),
    build: (planned) => build(planned, repository, opened(), world),
    async measure(made, planned, request) {
      const { scratch, builder, engine } = opened()
      const takeUp = takeUpFrom(planned.plan, { run: world.run, builder: await builder, scratch: scratch.directory })
      const memory = await openLayerMemory(world.cacheDirectory, (line) => world.log.info(line))
      // What an image wastes is judged whether or not it changed.
      const lookInto = judgesWaste(request.images) ? 'all' : 'changed'
      const measured = await measure(made, planned.plan, await engine(), memory, takeUp, lookInto)
      opened().finishBuilder()
      return redactedMeasured(measured, world.secrets)
    },
    acceptance: question.acceptance,
    publish: question.publish,
    head: () => head,
    repositoryUrl: question.repositoryUrl,
    secrets: world.secrets,
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
  { event, against = null }: Question,
  request: Request,
  { repository, head }: { readonly repository: Repository; readonly head: Head },
  session: Session,
  world: World,
): Promise<Baseline> {
  if (against !== null) {
    const reason = `the target \`${against.base}\` of the same Dockerfile`
    return { source: 'target', sha: null, against, reason }
  }
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
