import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bake } from '../bake.mjs'
import { run } from '../command.mjs'
import { createRepository } from '../ground/repository.mjs'
import { oneLayerDockerfile, toolchainContext } from '../ground/toolchain.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'
import { watchPeak } from '../peak/peak.mjs'

/** Bytes. */
const CEILING = 150e6

// What repeats itself within what gzip looks back on costs little to compress, and as much to read as anything.
const DOUBLE = 'for _ in $(seq 10); do cat /part /part >/twice && mv /twice /part || exit; done'
const TEN_GB = `FROM busybox:1.37
RUN head -c 16384 /bin/busybox >/part && ${DOUBLE}; for _ in $(seq 597); do cat /part || exit; done >/big && rm /part
`

const MANY = `FROM busybox:1.37
RUN mkdir /files && cd /files && for one in $(seq 1000); do mkdir $one && for other in $(seq 1000); do echo $other >$one/$other || exit; done; done
`

const SIZES = { '1 GB': oneLayerDockerfile, '10 GB': TEN_GB, 'a million files': MANY }

/**
 * The peak memory of our own process, without docker's, where a layer of this size has to be read; beside it, that of the
 * client of a bare bake, which reads nothing. On the classic store it is a base's layer, as the engine has counted others.
 */
export async function memory({ ground, runs, report }) {
  const toolchain = await toolchainContext(ground)
  for (const [size, dockerfile] of Object.entries(SIZES)) {
    const name = `size-gate-bench/layer-${size.replaceAll(' ', '-').toLowerCase()}`
    const { head } = await createRepository(join(ground.directory, name), {
      files: {
        'built/Dockerfile': dockerfile,
        'based/Dockerfile': `FROM ${name}\nCOPY app /app\n`,
        'based/app': 'app\n',
      },
      change: { 'based/app': 'another\n' },
    })
    for (const builder of ground.builders) {
      const built = { context: join(head, 'built'), contexts: { toolchain } }
      const tags = builder.name === 'classic' ? [name] : []
      await run(bake({ env: ground.env, builder, cwd: head, targets: { image: { ...built, tags } } }))
      const folder = builder.name === 'classic' ? 'based' : 'built'
      const args = ['measure', '--context', folder, '--build-contexts', `toolchain=${toolchain}`]
      const target = { context: join(head, folder), contexts: { toolchain } }
      const ours = () => peakOfOurs(ground, { builder, args, cwd: head })
      const theirs = () => peakOfTheirs(bake({ env: ground.env, builder, cwd: head, targets: { image: target } }))
      report({
        name: `peak memory, a layer of ${size}, ${builder.name}: measure / the bare bake`,
        ...(await pairs({ runs: runs ?? 1, warmUp: false, ours, theirs })),
        unit: 'bytes',
        ceiling: CEILING,
      })
      await forget(ground, builder, tags)
    }
  }
}

async function peakOfOurs(ground, options) {
  const file = join(ground.directory, 'peak')
  const preload = new URL('../peak/preload.mjs', import.meta.url).href
  const command = sizeGate({ ground, ...options, memory: randomUUID(), nodeArgs: ['--import', preload] })
  await run({ ...command, env: { ...command.env, SIZE_GATE_BENCH_PEAK: file } })
  return Number(await readFile(file, 'utf8'))
}

async function peakOfTheirs(command) {
  let peak = () => 0
  await run({ ...command, watch: (child) => (peak = watchPeak(child)) })
  return peak()
}

/** Takes what was built off the disk: the next needs the room. */
async function forget({ env }, { options }, images) {
  const docker = (...args) => run({ command: 'docker', args, env })
  if (images.length > 0) await docker('image', 'rm', '--force', ...images)
  await docker('buildx', 'prune', ...options, '--all', '--force')
}
