import { join } from 'node:path'
import { bake } from '../bake.mjs'
import { run, runAll } from '../command.mjs'
import { createRepository } from '../ground/repository.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

const GOAL = 1.15
const IMAGES = Array.from({ length: 10 }, (_, number) => `image-${number}`)
const STAGES = Array.from({ length: 10 }, (_, number) => `stage-${number}`)

/**
 * How many targets a bare bake takes: more at once are more than the builder bears, which then looks for a build's progress
 * before it has begun ("no such job"). On two cores these are the fastest that do not fail.
 */
const AT_ONCE = { classic: 50, container: 200 }

/** 100 shipped targets in ten Dockerfiles, and their bases; nothing to build. */
export async function many({ ground, runs, report }) {
  const trees = await createRepository(join(ground.directory, 'many'), {
    files: files(),
    change: { 'image-0/stage-0': 'head, and longer\n' },
  })
  for (const builder of ground.builders) {
    const gate = sizeGate({ ground, builder, args: ['compare', 'main'], cwd: trees.head })
    const bakes = (atOnce) =>
      parts(definition(trees), atOnce).map((targets) => bake({ env: ground.env, builder, cwd: trees.head, targets }))
    // Of targets that are new, a builder bears fewer.
    await runAll(...bakes(STAGES.length))
    const bare = bakes(AT_ONCE[builder.name])
    report({
      name: `warm, 100 targets, ${builder.name}: compare / ${bare.length === 1 ? 'the bare bake' : `${bare.length} bare bakes`}`,
      ...(await pairs({ runs: runs ?? 2, ours: () => run(gate), theirs: () => runAll(...bare) })),
      goal: GOAL,
    })
  }
}

function files() {
  const dockerfile = STAGES.map((stage) => `FROM busybox:1.37 AS ${stage}\nCOPY ${stage} /\n`).join('')
  const context = (image) => [
    [`${image}/Dockerfile`, dockerfile],
    ...STAGES.map((stage) => [`${image}/${stage}`, `${image} ${stage}\n`]),
  ]
  const config = JSON.stringify({ images: Object.fromEntries(IMAGES.map((image) => [image, { context: image }])) })
  return Object.fromEntries([['.github/size-gate.yml', config], ...IMAGES.flatMap(context)])
}

/** The targets of both sides, by name. */
function definition(trees) {
  return Object.entries(trees).flatMap(([side, tree]) =>
    IMAGES.flatMap((image) =>
      STAGES.map((target) => [`${side}-${image}-${target}`, { context: join(tree, image), target }]),
    ),
  )
}

function parts(targets, atOnce) {
  return Array.from({ length: Math.ceil(targets.length / atOnce) }, (_, part) =>
    Object.fromEntries(targets.slice(part * atOnce, (part + 1) * atOnce)),
  )
}
