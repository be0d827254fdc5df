import { platformName, reachable, stageChain } from '../dockerfile/index.js'
import type { Stage, StageGraph } from '../dockerfile/stage-graph.js'
import { GateError } from '../errors.js'
import type { Source } from '../request/source.js'

/**
 * Throws a GateError (environment) where a wanted image has RUN instructions for a platform that is not among those the
 * builder can run. Without RUN nothing of that platform is executed, and no emulation is needed.
 */
export function assertRunnable(sources: readonly Source[], platforms: readonly string[]): void {
  const offered = new Set(platforms.map((name) => platformName(name)))
  for (const { images } of sources) {
    for (const { request, platform, graph, targets } of images) {
      if (platform === null || offered.has(platform)) continue
      const needed = new Set(targets.flatMap((target) => [...reachable(graph, target)]))
      const stage = graph.stages.find(
        (each) => needed.has(each.index) && runsOn(graph, each) === 'target' && hasRun(each),
      )
      if (stage === undefined) continue
      throw new GateError(
        'environment',
        `${request.name} cannot be built for ${platform}: its stage ${stage.target} has RUN instructions, and the builder runs ${platforms.join(', ')} only`,
        "Register an emulator before this step (docker/setup-qemu-action), or build that stage on the builder's own platform: `FROM --platform=$BUILDPLATFORM`.",
      )
    }
  }
}

/** Whether a stage's instructions run on the platform that is built for, or on one that its FROM names. */
function runsOn(graph: StageGraph, stage: Stage): 'target' | 'other' {
  // A stage that starts from another one is of its platform. Source: moby/buildkit dockerfile2llb/convert.go.
  const [{ platform } = stage] = stageChain(graph, stage.index)
  return platform === null || platform.includes('TARGETPLATFORM') ? 'target' : 'other'
}

function hasRun({ instructions }: Stage): boolean {
  return instructions.some(({ keyword }) => keyword === 'RUN')
}
