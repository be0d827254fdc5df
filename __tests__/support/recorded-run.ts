import { tmpdir } from 'node:os'
import type { Build } from '../../src/builder/build.js'
import { buildTargets } from '../../src/builder/build-targets.js'
import { takeUpFrom } from '../../src/builder/take-up.js'
import { gate, type Steps } from '../../src/gate.js'
import { openLayerMemory } from '../../src/image/layer-memory.js'
import { measure } from '../../src/image/measure.js'
import type { Measured, Measurement } from '../../src/image/measurement.js'
import type { BuildPlan } from '../../src/plan/build-plan.js'
import { planBuild } from '../../src/plan/plan.js'
import { createRun, createRunStream } from '../../src/process.js'
import type { Report } from '../../src/report/report.js'
import type { RawInputs } from '../../src/request/inputs.js'
import { createRedaction } from '../../src/request/redact.js'
import { readRequest } from '../../src/request/read.js'
import { readSource } from '../../src/request/source.js'
import { openSession } from '../../src/session.js'
import type { World } from '../../src/world.js'
import type { Environment } from './engines.js'

/** Trees of both sides, what is asked for, and what happens between the two measurements. */
export interface RecordedRun {
  readonly head: string
  readonly base: string
  readonly inputs: RawInputs
  readonly between: () => Promise<void>
}

/**
 * The gate as it runs with a base that was measured before: the base is built and measured, kept as JSON, and only after
 * `between` the head is, on the same builder.
 */
export async function runRecorded({ head, base, inputs, between }: RecordedRun, env: Environment): Promise<Report> {
  const world = worldOf(env)
  const session = await openSession(world, inputs['builder'] ?? null)
  const options = { env, repositoryName: 'app', listDockerfiles: () => Promise.resolve([]) }
  const build = async (plan: BuildPlan): Promise<Build> => {
    const context = {
      ...world,
      builder: await session.builder,
      scratch: session.scratch.directory,
      onStep: () => undefined,
    }
    return buildTargets(plan, context)
  }
  const weigh = async (plan: BuildPlan, built: Build): Promise<Measured> =>
    measure(
      built,
      plan,
      await session.engine(),
      await openLayerMemory(null, () => undefined),
      takeUpFrom(plan, { ...world, builder: await session.builder, scratch: session.scratch.directory }),
      'changed',
    )
  let recorded: readonly Measurement[] = []
  const steps: Steps = {
    request: () => readRequest(inputs, { ...options, root: head }),
    baseline: () => Promise.resolve({ source: 'rebuilt', sha: 'base', root: base, gitDir: base, reason: 'a test' }),
    async plan(request) {
      const { platform } = await session.builder
      const { directory, id } = session.scratch
      const before = planBuild([await readSource('base', base, request.images, platform)], directory, id)
      const measured = await weigh(before, await build(before))
      recorded = JSON.parse(JSON.stringify(measured.base)) as readonly Measurement[]
      await between()
      const source = await readSource('head', head, request.images, platform)
      return { plan: planBuild([source], directory, id), renames: {}, notes: [] }
    },
    build: ({ plan }) => build(plan),
    async measure(built, { plan }) {
      return { ...(await weigh(plan, built)), base: recorded }
    },
    acceptance: () => Promise.resolve(null),
    publish: () => Promise.resolve(),
    head: () => Promise.resolve({ sha: 'head', ref: null }),
    repositoryUrl: null,
    secrets: createRedaction(),
    elapsed: () => 0,
  }
  try {
    return await gate(steps)
  } finally {
    await session.close()
  }
}

function worldOf(env: Environment): World {
  const { signal } = new AbortController()
  return {
    env,
    cwd: tmpdir(),
    signal,
    run: createRun(env, signal),
    runStream: createRunStream(env, signal),
    runAlways: createRun(env, signal),
    log: { info: () => undefined, warning: (line) => process.stderr.write(`${line}\n`), group: (_, work) => work() },
    now: Date.now,
    temporary: env['TMPDIR'] ?? tmpdir(),
    cacheDirectory: null,
  }
}
