import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { sidesOf } from '../../src/plan/against.js'
import { planBuild } from '../../src/plan/plan.js'
import type { Against } from '../../src/request/against.js'
import type { Source, SourceImage } from '../../src/request/source.js'

const TWO = `FROM debian AS fat
RUN make
FROM scratch AS slim
COPY --from=fat /out /
FROM slim AS other
`

function image(name: string, text = TWO, platform: string | null = null): SourceImage {
  const dockerfile = `${name}/Dockerfile`
  const graph = parseDockerfile(text, { file: dockerfile, buildArgs: {}, platform: 'linux/amd64' })
  const build = {
    ...{ platforms: [], buildArgs: {}, contexts: [], secrets: [], ssh: [], cacheFrom: [], allow: [] },
    ...{ pull: false, network: null },
  }
  const rest = { limits: { shipped: {}, targets: {} }, findings: {} }
  const request = { name, context: name, dockerfile, targets: { kind: 'all' }, build, ...rest } as const
  return {
    request,
    platform,
    text,
    ignoreFile: '.dockerignore',
    graph,
    targets: graph.stages.map(({ index }) => index),
  }
}

const tree = (...images: readonly SourceImage[]): Source => ({ side: 'head', root: '/tree', images, failures: [] })

function against(head: string, base: string): Against {
  return { head: { kind: 'matching', patterns: [head] }, base, bandwidth: 1 }
}

const targets = (source: Source): readonly unknown[] =>
  source.images.map(({ request, platform, targets: wanted }) => [request.name, platform, ...wanted])

describe('two targets', () => {
  test('are the two sides of their image, on each platform', () => {
    const whole = tree(image('api', TWO, 'linux/amd64'), image('api', TWO, 'linux/arm64'))
    const [head, base] = sidesOf(whole, against('slim', 'fat'))
    expect([head.side, head.root, ...targets(head)]).toEqual([
      'head',
      '/tree',
      ['api', 'linux/amd64', 1],
      ['api', 'linux/arm64', 1],
    ])
    expect([base.side, base.root, ...targets(base)]).toEqual([
      'base',
      '/tree',
      ['api', 'linux/amd64', 0],
      ['api', 'linux/arm64', 0],
    ])
  })

  test('are found in the only image that has both', () => {
    const [head, base] = sidesOf(tree(image('web', 'FROM scratch AS slim\n'), image('api')), against('s*m', 'fat'))
    expect([targets(head), targets(base)]).toEqual([[['api', null, 1]], [['api', null, 0]]])
  })

  test('may be the last stage and another', () => {
    const [head] = sidesOf(tree(image('api')), { head: { kind: 'default' }, base: 'fat', bandwidth: 1 })
    expect(targets(head)).toEqual([['api', null, 2]])
  })

  test('are images, also where one is on the way to the other; the stages on the way are no rows', () => {
    const plan = planBuild(sidesOf(tree(image('api')), against('slim', 'fat')), '/scratch', 'run-1', 'wanted')
    expect(plan.targets.map(({ id, shipped, exported }) => [id, shipped, exported])).toEqual([
      ['head-0-1', true, true],
      ['base-0-0', true, true],
    ])
    expect(plan.stages).toEqual([])
    expect(Object.entries(plan.bake).map(([id, { target, output }]) => [id, target, output])).toEqual([
      ['head-0-1', 'slim', ['type=image,push=false']],
      ['base-0-0', 'fat', ['type=image,push=false']],
    ])
  })
})

/** The message and the way out. */
function refusal(whole: Source, asked: Against): string {
  try {
    sidesOf(whole, asked)
  } catch (error) {
    const { message, hint } = error as { readonly message: string; readonly hint: string | null }
    return [message, hint].join('\n')
  }
  return 'nothing is wrong'
}

describe('says what is wrong', () => {
  const WAY = '`--targets` and `--against` take targets of one of these.'
  const cases: readonly (readonly [string, Source, Against, string])[] = [
    [
      'no such target to judge',
      tree(image('api')),
      against('slmi', 'fat'),
      'api/Dockerfile: no target matches "slmi"\ndid you mean slim? its targets: fat, slim, other',
    ],
    [
      'no such target to compare with',
      tree(image('api')),
      against('slim', 'fta'),
      'api/Dockerfile: no target matches "fta"\ndid you mean fat? its targets: fat, slim, other',
    ],
    [
      'a glob that matches two',
      tree(image('api')),
      against('{slim,other}', 'fat'),
      'api/Dockerfile: `--targets` matches 2 targets: slim, other\nOne of them can be compared with `--against`: name it.',
    ],
    [
      'the same target by another word',
      tree(image('api')),
      against('f*', 'fat'),
      'api/Dockerfile: `fat` would be compared with itself\nName another target with `--targets` or `--against`: fat, slim, other',
    ],
    [
      'no image with both',
      tree(image('api'), image('web')),
      against('slim', 'fatt'),
      `no Dockerfile has both the target \`slim\` and the target \`fatt\`\n  api: fat, slim, other\n  web: fat, slim, other\nDid you mean \`fat\`? ${WAY}`,
    ],
    [
      'several images with both',
      tree(image('api'), image('web')),
      against('slim', 'fat'),
      'two targets of one Dockerfile can be compared, and 2 images have both: api, web\nName the Dockerfile with `--file`; where a config file names the images, give `--config` one that names only that image.',
    ],
  ]

  test.each(cases)('%s', (_, whole, asked, said) => {
    expect(refusal(whole, asked)).toBe(said)
  })

  test('and leaves a Dockerfile that cannot be read to fail', () => {
    const failure = {
      ...{ image: 'api', dockerfile: 'api/Dockerfile', target: '*', platform: 'linux/amd64', side: 'head' as const },
      ...{ shipped: true, default: true, message: 'no', line: 1, stage: null, instruction: null, log: [], hint: null },
    } as const
    const [head, base] = sidesOf({ ...tree(), failures: [failure] }, against('slim', 'fat'))
    expect([head.failures, head.images, base.failures, base.images]).toEqual([[failure], [], [], []])
  })
})
