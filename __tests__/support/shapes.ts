import { docker, type Environment } from './engines.js'
import { createProject, type Project } from './project.js'

/** New in each run, so that no builder has pulled it: BuildKit does not for what only adds metadata or links. */
const LAZY = `FROM busybox:1.37\nRUN echo ${process.pid} ${Date.now()} > /new && ln -s /a/long/target /link\n`

/** Several layers, symbolic links in plenty, and triggers. */
const BASE = `FROM busybox:1.37
RUN mkdir /links && for i in $(seq 1 300); do ln -s /a/target/with/a/long/name/$i /links/$i; done
RUN echo base > /base
ONBUILD COPY trigger /triggered
ONBUILD RUN echo onbuild > /onbuild
`

/** Dockerfiles of shapes that engines may store or count in different ways, by their image's name. */
export const SHAPES: Readonly<Record<string, string>> = {
  'multi-layer-base': 'ARG BASE\nFROM $BASE\nRUN echo own > /own\n',
  'lazy-base': 'ARG LAZY\nFROM $LAZY\nENV A=b\n',
  'lazy-base-linked': 'ARG LAZY\nFROM $LAZY\nCOPY --link data.bin /linked/\n',
  scratch: 'FROM scratch\nCOPY data.bin /\n',
  link: 'FROM busybox:1.37\nRUN echo 1 > /1\nCOPY --link data.bin /linked/\nCOPY --link --chmod=600 trigger /linked/\n',
  heredoc: 'FROM busybox:1.37\nCOPY <<a <<b /texts/\none\na\ntwo\nb\nRUN <<run\necho x > /x\nrun\n',
  'hard-links': 'FROM busybox:1.37\nCOPY data.bin /a\nRUN ln /a /b && ln /b /c\nRUN ln /bin/busybox /bin/again\n',
  'sparse-and-long': `FROM busybox:1.37\nRUN dd if=/dev/zero of=/sparse bs=1 count=1 seek=4000000 && mkdir -p /${'d'.repeat(90)}/${'e'.repeat(90)} && echo x > /${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(200)}\n`,
  'metadata-only': 'ARG BASE=busybox:1.37\nFROM busybox:1.37\nENV A=b\nLABEL c=d\n',
  deletes: 'FROM busybox:1.37\nCOPY data.bin /d/data\nRUN rm /d/data\nRUN rm -r /d\n',
  opaque:
    'FROM busybox:1.37\nRUN mkdir -p /o/sub && echo 1 > /o/sub/1 && echo 2 > /o/2\nRUN rm -r /o && mkdir /o && echo 3 > /o/3\n',
  'empty-layers': 'FROM busybox:1.37\nRUN true\nWORKDIR /\nRUN true\nCOPY --from=busybox:1.37 /etc/nothing* /\n',
  'same-layer-twice': 'FROM scratch\nCOPY --link data.bin /\nCOPY --link data.bin /\n',
  'changed-metadata':
    'FROM busybox:1.37\nCOPY data.bin /\nRUN chmod 600 /data.bin\nRUN touch -t 200001010000 /data.bin\n',
}

/** A repository with all shapes in its config file, and the base images that they stand on. */
export interface Shapes {
  readonly project: Project
  /** References in the registry on loopback, by the build argument that names them. */
  readonly buildArgs: Readonly<Record<'BASE' | 'LAZY', string>>
}

/** `env`: the classic engine's, in which buildx knows the builders. */
export async function createShapes(env: Environment): Promise<Shapes> {
  const buildArgs = { BASE: await publish(env, 'base', BASE), LAZY: await publish(env, 'lazy', LAZY) }
  const project = await createProject({
    'data.bin': Buffer.alloc(345_678, 9),
    trigger: 'trigger',
    ...Object.fromEntries(Object.entries(SHAPES).map(([name, text]) => [`${name}.Dockerfile`, text])),
    '.github/size-gate.yml': `images:\n${Object.keys(SHAPES)
      .map((name) => `  ${name}: { file: ${name}.Dockerfile, build-args: ${JSON.stringify(buildArgs)} }\n`)
      .join('')}`,
  })
  return { project, buildArgs }
}

/** Builds a base image and pushes it to the registry on loopback; returns its reference. */
export async function publish(env: Environment, name: string, dockerfile: string): Promise<string> {
  const reference = `${env['SIZE_GATE_REGISTRY'] ?? ''}/test/${name}:${process.pid}`
  const bases = await createProject({ Dockerfile: dockerfile })
  await docker(env, 'buildx', 'build', '--quiet', '--provenance=false', '--tag', reference, bases.directory)
  await docker(env, 'push', '--quiet', reference)
  await docker(env, 'image', 'rm', reference)
  await bases.remove()
  return reference
}
