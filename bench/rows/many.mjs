import { join } from 'node:path'
import { bake } from '../bake.mjs'
import { run } from '../command.mjs'
import { createRepository } from '../ground/repository.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

const GOAL = 1.15
const TARGETS = 100

/** 100 shipped targets and their 100 bases, nothing to build: in one Dockerfile, and in ten. */
export async function many({ ground, runs, report }) {
  for (const images of [1, 10]) {
    const names = Array.from({ length: images }, (_, number) => `image-${number}`)
    const stages = Array.from({ length: TARGETS / images }, (_, number) => `stage-${number}`)
    const trees = await createRepository(join(ground.directory, `many-${images}`), {
      files: files(names, stages),
      change: { 'image-0/stage-0': 'head, and longer\n' },
    })
    for (const builder of ground.builders) {
      const gate = sizeGate({ ground, builder, args: ['compare', 'main'], cwd: trees.head })
      const targets = definition(trees, names, stages)
      const bare = bake({ env: ground.env, builder, cwd: ground.directory, targets })
      report({
        name: `warm, ${TARGETS} targets in ${images} of Dockerfile, ${builder.name}: compare / the bare bake`,
        ...(await pairs({ runs: runs ?? 3, ours: () => run(gate), theirs: () => run(bare) })),
        goal: GOAL,
      })
    }
  }
}

function files(names, stages) {
  const dockerfile = stages.map((stage) => `FROM busybox:1.37 AS ${stage}\nCOPY ${stage} /\n`).join('')
  const context = (name) => [
    [`${name}/Dockerfile`, dockerfile],
    ...stages.map((stage) => [`${name}/${stage}`, `${name} ${stage}\n`]),
  ]
  const config = JSON.stringify({ images: Object.fromEntries(names.map((name) => [name, { context: name }])) })
  return Object.fromEntries([['.github/size-gate.yml', config], ...names.flatMap(context)])
}

/** The same targets of both sides, in one bake. */
function definition(trees, names, stages) {
  return Object.fromEntries(
    Object.entries(trees).flatMap(([side, tree]) =>
      names.flatMap((name) =>
        stages.map((target) => [`${side}-${name}-${target}`, { context: join(tree, name), target }]),
      ),
    ),
  )
}
