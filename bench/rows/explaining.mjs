import { cp } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { outputOf, run, runAll } from '../command.mjs'
import { ROOT } from '../ground/home.mjs'
import { createRepository } from '../ground/repository.mjs'
import { changedLayer, toolchainContext, toolchainDockerfile } from '../ground/toolchain.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

const IMAGE = 'size-gate-bench/explained'
const GOALS = { classic: 1 / 2, container: 1 / 10 }
/** How much longer reading a layer may take than decompressing it. */
const READ_GOAL = 1.2

/**
 * Saying what one layer of 100 MB brought that changed in an image of 1.4 GB. First the base was measured before, so that
 * what both share is remembered, as it is on a developer's machine and where a workflow keeps the cache directory; then
 * nothing is remembered, and the shared layers are read as well. Others look at the head's image with dive, which says
 * nothing of the base.
 */
export async function explaining({ ground, runs, report }) {
  const toolchain = await toolchainContext(ground)
  const { head } = await createRepository(join(ground.directory, 'explaining'), {
    files: { Dockerfile: `${toolchainDockerfile}${changedLayer(1)}` },
    change: { Dockerfile: `${toolchainDockerfile}${changedLayer(2)}` },
  })
  const base = join(ground.directory, 'explaining', 'main')
  await outputOf({ command: 'git', args: ['worktree', 'add', '--quiet', base, 'main'], cwd: head })
  const tool = await outputOf({ command: join(ROOT, 'script/lib/tool'), args: ['dive'], env: ground.env })
  const contexts = ['--build-contexts', `toolchain=${toolchain}`]
  for (const builder of ground.builders) {
    const before = `before-${builder.name}`
    await run(sizeGate({ ground, builder, args: ['measure', ...contexts], cwd: base, memory: before }))
    const docker = (...args) => ({ command: 'docker', args, env: ground.env, cwd: head })
    const build = (...output) =>
      docker('buildx', 'build', ...builder.options, '--build-context', `toolchain=${toolchain}`, ...output, head)
    // Neither side is to build what it looks at.
    await run(build('--output', builder.name === 'classic' ? `type=image,name=${IMAGE}` : 'type=cacheonly'))
    const dive = {
      command: tool,
      args: [IMAGE, '--json', join(ground.directory, 'dive.json')],
      env: ground.env,
      cwd: head,
    }
    const compare = (memory) =>
      run(sizeGate({ ground, builder, args: ['compare', 'main', ...contexts], cwd: head, memory }))
    const ours = async () => {
      const memory = randomUUID()
      await cp(join(ground.directory, before), join(ground.directory, memory), { recursive: true })
      return compare(memory)
    }
    const theirs = async () => {
      if (builder.name === 'classic') return run(dive)
      // What is there already would be loaded faster.
      await run(docker('image', 'rm', '--force', IMAGE))
      return runAll(build('--load', '--tag', IMAGE), dive)
    }
    const name = builder.name === 'classic' ? 'dive' : 'build --load, dive'
    report({
      name: `explaining 100 MB of 1.4 GB, ${builder.name}: compare / ${name}`,
      ...(await pairs({ runs: runs ?? 3, ours, theirs })),
      goal: GOALS[builder.name],
    })
    report({
      name: `the same with nothing remembered, ${builder.name}: compare / ${name}`,
      ...(await pairs({ runs: runs ?? 3, ours: () => compare(randomUUID()), theirs })),
    })
  }
  const layer = join(ground.directory, 'layer.tar.gz')
  await run({ command: 'bash', args: ['-c', 'gzip < "$0" > "$1"', join(toolchain, '0.tar'), layer] })
  const script = fileURLToPath(new URL('../layer/layer.mjs', import.meta.url))
  const half = (what) => () => run({ command: process.execPath, args: [script, what, layer] })
  report({
    name: 'a layer of 200 MB: reading all that it holds / decompressing it',
    ...(await pairs({ runs: runs ?? 7, ours: half('read'), theirs: half('gunzip') })),
    goal: READ_GOAL,
  })
}
