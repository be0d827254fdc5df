import { join } from 'node:path'
import { bake } from '../bake.mjs'
import { run, runAll } from '../command.mjs'
import { createRepository } from '../ground/repository.mjs'
import { toolchainContext, toolchainDockerfile } from '../ground/toolchain.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

const GOAL = 1.5

/**
 * Nothing has to be built or read again: an image of 1.4 GB on both sides, with another small file on the head's. A script
 * that measures both would bake each.
 */
export async function warm({ ground, runs, report }) {
  const toolchain = await toolchainContext(ground)
  const { head, base } = await createRepository(join(ground.directory, 'warm'), {
    files: { Dockerfile: `${toolchainDockerfile}COPY app /app\n`, app: 'base\n' },
    change: { app: 'head, and longer\n' },
  })
  for (const builder of ground.builders) {
    const args = ['compare', 'main', '--build-contexts', `toolchain=${toolchain}`]
    const gate = sizeGate({ ground, builder, args, cwd: head })
    const bakes = [base, head].map((context) =>
      bake({ env: ground.env, builder, cwd: context, targets: { image: { context, contexts: { toolchain } } } }),
    )
    const ours = () => run(gate)
    const theirs = () => runAll(...bakes)
    report({
      name: `warm, 1.4 GB, ${builder.name}: compare / two bare bakes`,
      ...(await pairs({ runs: runs ?? 7, ours, theirs })),
      goal: GOAL,
    })
  }
}
