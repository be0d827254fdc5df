import { describe, expect, test } from '@jest/globals'
import type { Row } from '../../src/compare/comparison.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import type { Finding } from '../../src/findings/finding.js'
import { findingsOf } from '../../src/findings/findings.js'
import { argumentNames, isSecretName } from '../../src/findings/secret-name.js'
import type { Measurement } from '../../src/image/measurement.js'
import type { Side, Source } from '../../src/request/source.js'
import { measurement } from '../compare/measurements.js'
import { file, imageOfLayers } from './waste-images.js'

const CLEAN = 'FROM scratch\nUSER 65532\n'

interface Case {
  readonly dockerfile: string
  readonly user?: string
  readonly platform?: string
  readonly contexts?: readonly string[]
  /** Indices of the wanted stages; all of them if not given. */
  readonly targets?: readonly number[]
}

function source(
  side: Side,
  { dockerfile, contexts = [], targets }: Case,
): { readonly source: Source; readonly target: string } {
  const graph = parseDockerfile(dockerfile, { file: 'Dockerfile', buildArgs: { V: '22' }, platform: 'linux/amd64' })
  const request = { name: 'api', build: { contexts: contexts.map((name) => ({ name })) } }
  const wanted = targets ?? graph.stages.map(({ index }) => index)
  const image = { request, platform: null, ignoreFile: '.dockerignore', graph, targets: wanted }
  return {
    source: { side, images: [image] } as unknown as Source,
    target: graph.stages.at(-1)?.target ?? '',
  }
}

/** Of images that were not looked into, with every rule. */
function lookAt(row: Row, sources: readonly Source[]): readonly Finding[] | null {
  return findingsOf(row, sources, { head: null, base: null }, () => true, true)?.findings ?? null
}

function look(head: Case, base: Case | null = null, status: Row['status'] = 'changed'): readonly Finding[] | null {
  const sides = [source('head', head), ...(base === null ? [] : [source('base', base)])]
  const side = (one: Case | null, index: number): Measurement | null =>
    one === null
      ? null
      : measurement({
          target: sides[index]?.target ?? '',
          user: one.user ?? '65532',
          platform: one.platform ?? 'linux/amd64',
        })
  const row = { shipped: true, status, head: side(head, 0), base: side(base, 1) } as unknown as Row
  return lookAt(
    row,
    sides.map((each) => each.source),
  )
}

/** `rule line` of each. */
function found(head: Case): readonly string[] {
  return (look(head) ?? []).map(({ rule, line }) => `${rule} ${line}`)
}

describe('an image that runs as root', () => {
  test.each(['', 'root', '0', '0:0', 'root:staff'])('by the user %j', (user) => {
    expect(found({ dockerfile: CLEAN, user })).toEqual(['root-user 2'])
  })

  test.each(['65532', '1000:0', 'nonroot', 'rooty', '00x'])('is not one with the user %j', (user) => {
    expect(found({ dockerfile: CLEAN, user })).toEqual([])
  })

  test('is told on the instruction that says so, of a stage below too, else on FROM', () => {
    const below = 'FROM scratch AS one\nUSER app\nUSER root\nFROM one\nCOPY a /\n'
    expect(look({ dockerfile: below, user: 'root' })).toEqual([
      expect.objectContaining({ line: 3, bytes: 0, paths: [], advice: expect.stringContaining('`USER root`') }),
    ])
    expect(found({ dockerfile: 'FROM scratch AS one\nFROM one\nCOPY a /\n', user: '' })).toEqual(['root-user 2'])
  })

  test('is nothing that Windows knows', () => {
    expect(found({ dockerfile: CLEAN, user: '', platform: 'windows/amd64' })).toEqual([])
  })
})

describe('a base that may move', () => {
  test.each([
    ['FROM node\n', 'FROM node:TAG@sha256:…'],
    ['FROM node:latest\n', 'FROM node:TAG@sha256:…'],
    ['FROM localhost:5000/node\n', 'FROM localhost:5000/node:TAG@sha256:…'],
    ['FROM node:22-slim\n', 'FROM node:22-slim@sha256:…'],
    ['ARG V=20\nFROM node:${V}\n', 'FROM node:22@sha256:…'],
  ])('%j', (dockerfile, advice) => {
    expect(look({ dockerfile })).toEqual([
      expect.objectContaining({ rule: 'unpinned-base', advice: expect.stringContaining(`\`${advice}\``) }),
    ])
  })

  test.each([
    ['is pinned', `FROM node:22@sha256:${'0'.repeat(64)}\n`],
    ['is empty', 'FROM scratch\n'],
    ['is of a stage that the image does not need', `FROM node AS other\nFROM scratch\n`],
    ['is a build context', 'FROM files\n'],
  ])('is none that %s', (_, dockerfile) => {
    expect(found({ dockerfile, contexts: ['files'] })).toEqual([])
  })

  test('is told once for each stage that is built on one', () => {
    expect(found({ dockerfile: 'FROM go:1 AS build\nFROM debian:12\nCOPY --from=build /a /b\n' })).toEqual([
      'unpinned-base 1',
      'unpinned-base 2',
    ])
  })
})

describe('a secret that the image keeps', () => {
  test('is an ARG or ENV of the stages that it lies on', () => {
    const dockerfile = 'FROM scratch AS one\nARG NPM_TOKEN\nFROM one\nENV A=b DB_PASSWORD=x\n'
    expect(found({ dockerfile })).toEqual(['secret-in-arg 2', 'secret-in-arg 4'])
  })

  test('is none of a stage that is only copied from', () => {
    expect(found({ dockerfile: 'FROM scratch AS one\nARG NPM_TOKEN\nFROM scratch\nCOPY --from=one /a /\n' })).toEqual(
      [],
    )
  })

  test.each([
    ['ARG API_KEY\nRUN a', / Mount it where it is needed: `RUN --mount=type=secret,id=API_KEY,env=API_KEY …`\.$/],
    ['RUN a\nENV API_KEY=x', / Give it to the container when it starts\.$/],
    [
      'ENV API_KEY=x\nRUN a',
      / Give it to the container when it starts, and where a `RUN` needs it, mount it .*: `RUN --mount=/,
    ],
  ])('is given otherwise to those that need it: %j', (instructions, advice) => {
    const [secret] = look({ dockerfile: `FROM scratch\n${instructions}\n` }) ?? []
    expect(secret?.advice).toMatch(advice)
  })

  test('shows no value', () => {
    const told = JSON.stringify(look({ dockerfile: 'FROM scratch\nENV API_KEY=hunter2\nARG TOKEN="hunter2 x"\n' }))
    expect(told).toContain('ENV API_KEY')
    expect(told).not.toContain('hunter2')
  })

  test.each(['NPM_TOKEN', 'password', 'AWS_SECRET_ACCESS_KEY', 'SSH_KEY', 'GITHUB_API_KEY', 'APIKEY', 'db_passwd'])(
    'is called %s',
    (name) => expect(isSecretName(name)).toBe(true),
  )

  test.each([
    'GPG_KEY',
    'PUBLIC_API_KEY',
    'TOKEN_FILE',
    'SECRET_NAME',
    'TOKEN_TTL',
    'KEYBOARD',
    'TOKENIZER',
    'AUTHOR',
    'PASSWORD_LENGTH',
  ])('is not called %s', (name) => expect(isSecretName(name)).toBe(false))

  test.each([
    ['ARG', 'ARG A B=c D="e f=g" E=', ['A', 'B', 'D']],
    ['ENV', 'ENV A=b C=\'d E=f\' G=""', ['A', 'C']],
    ['ENV', 'ENV A=b\\ c=d E=f', ['A', 'E']],
    ['ENV', 'ENV OLD way of it=all', ['OLD']],
    ['ENV', 'ENV ALONE', []],
    ['RUN', 'RUN TOKEN=x make', []],
  ])('%s: %s', (keyword, text, names) => expect(argumentNames(keyword, text)).toEqual(names))
})

describe('a stage that nothing needs', () => {
  const dockerfile = 'FROM scratch AS dep\nFROM scratch AS bad\nCOPY --from=dep /a /b\nFROM scratch\nUSER 65532\n'

  test('is one that no wanted target is built from', () => {
    expect(found({ dockerfile, targets: [2] })).toEqual(['unused-stage 1', 'unused-stage 2'])
  })

  test.each([
    ['is wanted itself', [0, 1, 2]],
    ['a wanted target needs', [1, 2]],
  ])('is none that %s, though that one does not build', (_, targets) => {
    // Only the last stage is there with a size.
    expect(found({ dockerfile, targets })).toEqual([])
  })
})

describe('what was there before', () => {
  test('is a base without a digest, also with another tag; one more of the kind is news', () => {
    const at = (...tags: readonly number[]): Case => ({
      dockerfile: `${tags.map((tag) => `FROM node:${tag} AS n${tag}\n`).join('')}FROM scratch\n${tags.map((tag) => `COPY --from=n${tag} /a /\n`).join('')}USER 65532\n`,
    })
    const news = (head: Case, base: Case) =>
      look(head, base)?.map(({ inBase, advice }) => [inBase, advice.split('`')[1]])
    expect(news(at(22), at(20))).toEqual([[true, 'node:22']])
    expect(news(at(20, 22), at(20))).toEqual([
      [false, 'node:22'],
      [true, 'node:20'],
    ])
  })

  const before = { dockerfile: 'FROM node:22\nENV TOKEN=x\n' }

  test('is the same wherever it stands now, and comes last', () => {
    const after = { dockerfile: 'FROM node:22\nRUN a\nENV API_KEY=x\nENV TOKEN=x\n', user: 'root' }
    expect(look(after, before)?.map(({ rule, line, inBase }) => [rule, line, inBase])).toEqual([
      ['root-user', 1, false],
      ['secret-in-arg', 3, false],
      ['unpinned-base', 1, true],
      ['secret-in-arg', 4, true],
    ])
  })

  test('is nothing for a new image, and not known without the base', () => {
    expect(look(before, null, 'added')?.map(({ inBase }) => inBase)).toEqual([false, false])
    expect(look(before, null, 'changed')?.map(({ inBase }) => inBase)).toEqual([null, null])
  })

  test('is not looked for in what is not shipped or not built', () => {
    const { source: head } = source('head', before)
    expect(lookAt({ shipped: false, head: measurement(), base: null } as unknown as Row, [head])).toBeNull()
    expect(lookAt({ shipped: true, head: null, base: null } as unknown as Row, [head])).toBeNull()
  })
})

test("advice names the Dockerfile's own ignore file where that counts", async () => {
  const { source: head, target } = source('head', { dockerfile: 'FROM scratch\nCOPY . /app\nUSER 65532\n' })
  const brought = [file('app/.git/objects/pack/a', 50_000), file('app/main.py', 50_000, 'code')]
  const image = await imageOfLayers([{ by: 'COPY . /app', files: brought }], { target, image: 'api', user: '65532' })
  const row = { shipped: true, status: 'added', head: image.measurement, base: null } as unknown as Row
  const images = head.images.map((one) => ({ ...one, ignoreFile: 'Dockerfile.dockerignore' }))
  const found = findingsOf(row, [{ ...head, images }], { head: image, base: null }, () => true, true)
  expect(found?.findings.map(({ rule, advice }) => [rule, /`([^`]*dockerignore)`/.exec(advice)?.[1]])).toEqual([
    ['sources', 'Dockerfile.dockerignore'],
    ['context-bloat', 'Dockerfile.dockerignore'],
  ])
})
