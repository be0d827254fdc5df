import { reachable, stageBelow, stageChain } from '../dockerfile/index.js'
import type { Instruction, Stage, StageGraph } from '../dockerfile/stage-graph.js'
import type { Measurement } from '../image/measurement.js'
import type { Found } from './finding.js'
import { argumentNames, isSecretName } from './secret-name.js'

/** A shipped image with its Dockerfile. */
export interface Examined {
  readonly measurement: Measurement
  readonly graph: StageGraph
  /** Names that build contexts stand for: a FROM of such a name is no image. */
  readonly contexts: readonly string[]
  /** What keeps files out of the build context, as advice is to name it. */
  readonly ignoreFile: string
  /** Targets of stages that nothing needs which is to be built in this run. */
  readonly unused: ReadonlySet<string>
}

/** What weighs nothing and should be known all the same. */
export function hygiene(examined: Examined): readonly Found[] {
  const all = [
    ...rootUser(examined),
    ...unpinnedBases(examined),
    ...secretArguments(examined),
    ...unusedStages(examined),
  ]
  // Several stages may lie on one image, or name one secret.
  return [...new Map(all.map((found) => [`${found.rule} ${found.advice}`, found])).values()]
}

function rootUser({ measurement, graph }: Examined): readonly Found[] {
  const { user, platform } = measurement
  if (user === null || platform.startsWith('windows/') || !/^(?:|0|root)(?::.*)?$/.test(user)) return []
  const own = stageChain(graph, indexOf(graph, measurement))
  const set = own.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'USER')).at(-1)
  const advice =
    set === undefined
      ? 'It runs as root. Add `USER 65532`, or a user that the image has, as the last stage’s last step before `ENTRYPOINT` or `CMD`.'
      : `It runs as root, by \`${set.text}\`. Name another user, such as \`USER 65532\`.`
  return [
    {
      ...NOTHING,
      rule: 'root-user',
      subject: '',
      line: set?.lines.start ?? own.at(-1)?.lines.start ?? null,
      text: set?.text ?? '',
      advice,
    },
  ]
}

function unpinnedBases({ measurement, graph, contexts }: Examined): readonly Found[] {
  return stagesOf(graph, measurement).flatMap((stage): readonly Found[] => {
    const { image, lines } = stage
    if (image === null || image === 'scratch' || image.includes('@') || contexts.includes(image)) return []
    if (stageBelow(stage) !== null) return []
    const tag = /:([\w.-]+)$/.exec(image)?.[1]
    const isNamed = tag !== undefined && tag !== 'latest'
    const pinned = `FROM ${isNamed ? image : `${image.replace(/:latest$/, '')}:TAG`}@sha256:…`
    const advice = isNamed
      ? `\`${image}\` may lead to another image tomorrow. Pin it by its digest, \`${pinned}\`: \`docker buildx imagetools inspect ${image}\` tells it.`
      : `\`${image}\` is whatever is newest. Name a version and its digest, \`${pinned}\`.`
    // Another tag is no less pinned than the one before.
    const subject = tag === undefined ? image : image.slice(0, -tag.length - 1)
    return [{ ...NOTHING, rule: 'unpinned-base', subject, line: lines.start, text: image, advice }]
  })
}

/** In the stages that the image lies on: it has no history of those that it copies from. */
function secretArguments({ measurement, graph }: Examined): readonly Found[] {
  const instructions = stageChain(graph, indexOf(graph, measurement)).flatMap((stage) => stage.instructions)
  const names = (one: Instruction): readonly string[] => argumentNames(one.keyword, one.text).filter(isSecretName)
  return instructions.flatMap((one, index) =>
    names(one).map((name): Found => ({
      ...NOTHING,
      rule: 'secret-in-arg',
      subject: `${one.keyword} ${name}`,
      line: one.lines.start,
      text: one.text,
      advice: `What \`${one.keyword} ${name}\` holds can be read in the image’s history or settings. ${secretElsewhere(one, name, instructions.slice(index + 1))}`,
    })),
  )
}

/** How else to give a secret to those that need it: commands of the build, and with ENV what the image runs. */
function secretElsewhere({ keyword }: Instruction, name: string, later: readonly Instruction[]): string {
  const mount = `ount it where it is needed: \`RUN --mount=type=secret,id=${name},env=${name} …\`.`
  if (keyword === 'ARG') return `M${mount}`
  const given = 'Give it to the container when it starts'
  return later.some((one) => one.keyword === 'RUN') ? `${given}, and where a \`RUN\` needs it, m${mount}` : `${given}.`
}

/** Those that another stage needs which nothing needs go with it. */
function unusedStages({ graph, unused }: Examined): readonly Found[] {
  return graph.stages
    .filter(({ target }) => unused.has(target))
    .map(({ target, lines }): Found => ({
      ...NOTHING,
      rule: 'unused-stage',
      subject: target,
      line: lines.start,
      text: '',
      advice: `Nothing that is built needs the stage \`${target}\`. Delete it, or name it in \`targets\` if it is built elsewhere on purpose.`,
    }))
}

const NOTHING = { bytes: 0, paths: [] } as const

/** The stages that an image is built from. */
function stagesOf(graph: StageGraph, measurement: Measurement): readonly Stage[] {
  const used = reachable(graph, indexOf(graph, measurement))
  return graph.stages.filter(({ index }) => used.has(index))
}

function indexOf(graph: StageGraph, { target }: Measurement): number {
  return graph.stages.findIndex((stage) => stage.target === target)
}
