import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { outputOf, run, runAll } from '../command.mjs'
import { ROOT } from '../ground/home.mjs'
import { createRepository } from '../ground/repository.mjs'
import { toolchainContext, toolchainDockerfile } from '../ground/toolchain.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

/** The image of 1.4 GB in the engine, for those who read it there. */
const IMAGE = 'size-gate-bench/toolchain'

/**
 * Measuring 1.4 GB of which nothing is remembered, against what else reads an image. On the classic store the engine has
 * counted what was built there, and what an image is based on has to be read: both are measured.
 */
export async function reading({ ground, runs, report }) {
  const toolchain = await toolchainContext(ground)
  const { head } = await createRepository(join(ground.directory, 'reading'), {
    files: {
      'built/Dockerfile': toolchainDockerfile,
      'based/Dockerfile': `FROM ${IMAGE}\nCOPY app /app\n`,
      'based/app': 'app\n',
    },
    change: { 'based/app': 'another\n' },
  })
  const rivals = await openRivals(ground, { context: join(head, 'built'), toolchain })
  for (const builder of ground.builders) {
    for (const { context, name, theirs } of rivals[builder.name]) {
      const args = ['measure', '--context', context, '--build-contexts', `toolchain=${toolchain}`]
      const ours = () => run(sizeGate({ ground, builder, args, cwd: head, memory: randomUUID() }))
      report({
        name: `reading 1.4 GB, ${builder.name}, ${context === 'built' ? 'built there' : 'as a base'}: measure / ${name}`,
        ...(await pairs({ runs: runs ?? 2, warmUp: false, ours, theirs })),
      })
    }
  }
}

/** For each builder those who read the image that `context` builds, and the context in which ours measures it. */
async function openRivals({ env, directory, builders }, { context, toolchain }) {
  const tool = await outputOf({ command: join(ROOT, 'script/lib/tool'), args: ['dive'], env })
  const docker = (...args) => ({ command: 'docker', args, env, cwd: directory })
  const build = ({ options }, output) =>
    docker('buildx', 'build', ...options, '--build-context', `toolchain=${toolchain}`, ...output, context)
  const dive = { command: tool, args: [IMAGE, '--json', join(directory, 'dive.json')], env, cwd: directory }
  const [container] = builders.filter(({ name }) => name === 'container')
  if (builders.some(({ name }) => name === 'classic')) {
    await run(build({ options: ['--builder', 'default'] }, ['--tag', IMAGE]))
  }
  const loaded = `${IMAGE}:loaded`
  // Neither side is to build what it reads.
  if (container !== undefined) await run(build(container, ['--output', 'type=cacheonly']))
  const load = () => build(container, ['--load', '--tag', loaded])
  return {
    classic: [
      { context: 'built', name: 'dive', theirs: () => run(dive) },
      { context: 'based', name: 'dive', theirs: () => run(dive) },
      { context: 'based', name: 'docker save', theirs: () => run({ ...docker('image', 'save', IMAGE), piped: true }) },
    ],
    container: [
      {
        context: 'built',
        name: 'build --load, dive',
        async theirs() {
          // What is there already would be loaded faster.
          await run(docker('image', 'rm', '--force', loaded))
          return runAll(load(), { ...dive, args: [loaded, ...dive.args.slice(1)] })
        },
      },
      {
        context: 'built',
        name: 'all its blobs, by type=oci',
        theirs: () => run({ ...build(container, ['--output', 'type=oci,dest=-']), piped: true }),
      },
    ],
  }
}
