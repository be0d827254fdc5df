import { describe, expect, test } from '@jest/globals'
import { parseDockerfile, selectTargets } from '../../src/dockerfile/index.js'
import { allowArguments, assertBakeable, secretEnvironment } from '../../src/plan/bake-inputs.js'
import type { BakeTarget, BuildPlan } from '../../src/plan/build-plan.js'
import { planBuild } from '../../src/plan/plan.js'
import type { BuildOptions } from '../../src/request/request.js'
import type { Side, Source } from '../../src/request/source.js'

const PLAIN: BuildOptions = {
  platforms: [],
  buildArgs: {},
  contexts: [],
  secrets: [],
  ssh: [],
  cacheFrom: [],
  allow: [],
  pull: false,
  network: null,
}

function source(side: Side, build: Partial<BuildOptions> = {}, text = 'FROM scratch\nCOPY a /\n'): Source {
  const graph = parseDockerfile(text, { file: 'Dockerfile', buildArgs: {}, platform: 'linux/amd64' })
  const request = {
    name: 'app',
    context: 'api',
    dockerfile: 'api/Dockerfile',
    targets: { kind: 'all' },
    build: { ...PLAIN, ...build },
    limits: { shipped: {}, targets: {} },
    findings: {},
  } as const
  const targets = selectTargets(graph, request.targets)
  const platform = request.build.platforms[0] ?? null
  return {
    side,
    root: `/${side}`,
    images: [{ request, platform, text, ignoreFile: '.dockerignore', graph, targets }],
    failures: [],
  }
}

const plan = (...sources: readonly Source[]): BuildPlan => planBuild(sources, '/scratch', 'run-1')
const only = (build: Partial<BuildOptions>): BakeTarget | undefined => plan(source('head', build)).bake['head-0-0']

test('an image without inputs of its own has none in the definition', () => {
  expect(only({})).toEqual({
    context: '/head/api',
    dockerfile: '/head/api/Dockerfile',
    args: {},
    labels: { 'size-gate.run': 'run-1' },
    output: ['type=image,push=false'],
  })
})

describe('every build input', () => {
  const contexts = [
    { name: 'assets', from: { kind: 'inside', path: 'web/assets' } },
    { name: 'all', from: { kind: 'inside', path: '.' } },
    { name: 'alpine', from: { kind: 'outside', reference: 'docker-image://alpine:3' } },
    { name: 'other', from: { kind: 'outside', reference: '/elsewhere' } },
  ] as const

  test('contexts inside the tree are each side’s own', () => {
    const { bake } = plan(source('head', { contexts }), source('base', { contexts }))
    expect(bake['head-0-0']?.contexts).toEqual({
      assets: '/head/web/assets',
      all: '/head',
      alpine: 'docker-image://alpine:3',
      other: '/elsewhere',
    })
    expect(bake['base-0-0']?.contexts).toMatchObject({ assets: '/base/web/assets', all: '/base', other: '/elsewhere' })
  })

  test('goes on as buildx takes it', () => {
    const inputs = { ssh: ['default', 'key=/k'], cacheFrom: ['type=gha,scope=x'], allow: ['network.host'] }
    expect(only(inputs)).toMatchObject({
      ssh: ['default', 'key=/k'],
      'cache-from': ['type=gha,scope=x'],
      entitlements: ['network.host'],
    })
  })

  test('stands for itself where bake would read a template', () => {
    const buildArgs = { '${A}': '${b} %{c} $d' }
    expect(only({ buildArgs })?.args).toEqual({ '$${A}': '$${b} %%{c} $d' })
    expect(only({ cacheFrom: ['type=local,src=/${x}'] })?.['cache-from']).toEqual(['type=local,src=/$${x}'])
    const from = { kind: 'outside', reference: 'docker-image://%{x}' } as const
    expect(only({ contexts: [{ name: '${n}', from }] })?.contexts).toEqual({ '$${n}': 'docker-image://%%{x}' })
  })

  test('what a bake has to be granted is asked once', () => {
    const sources = [
      source('head', { allow: ['network.host', 'device=a'] }),
      source('base', { allow: ['network.host'] }),
    ]
    expect(allowArguments(sources)).toEqual(['--allow', 'network.host', '--allow', 'device=a'])
    expect(allowArguments([source('head')])).toEqual([])
    expect(allowArguments([source('head', { network: 'host' })])).toEqual(['--allow', 'network.host'])
    expect(allowArguments([source('head', { network: 'none' })])).toEqual([])
  })

  test.each([
    [{ network: 'host' }, '`network` cannot be handed to buildx 0.16.2: 0.17.0 or later is needed'],
    [{ allow: ['device'] }, '`allow` cannot be handed to buildx 0.16.2: 0.17.0 or later is needed'],
  ])('an old buildx is told of: %j', (inputs, message) => {
    expect(() => assertBakeable([source('head', inputs)], '0.16.2')).toThrow(message)
    for (const buildx of ['0.17.0', '0.29.1', '1.0.0']) assertBakeable([source('head', inputs)], buildx)
    assertBakeable([source('head')], '0.14.0')
  })

  test('a target whose layers may come from a cache says so', () => {
    expect(plan(source('head')).targets[0]?.importsCache).toBe(false)
    expect(plan(source('head', { cacheFrom: ['a/b'] })).targets[0]?.importsCache).toBe(true)
  })
})

describe('secrets', () => {
  const secrets: BuildOptions['secrets'] = [
    { id: 'value', from: { kind: 'value', value: 'hunter2\nand more' } },
    { id: 'same', from: { kind: 'value', value: 'hunter2\nand more' } },
    { id: 'other', from: { kind: 'value', value: '${hunter3}' } },
    { id: 'env', from: { kind: 'env', name: 'NPM_TOKEN' } },
    { id: 'a,"b"', from: { kind: 'file', path: '/run/a,b' } },
  ]

  test('are named in the definition, and their values are in the environment alone', () => {
    const sources = [source('head', { secrets }), source('base', { secrets })]
    const made = plan(...sources)
    for (const target of Object.values(made.bake)) {
      expect(target.secret).toEqual([
        'id=value,env=SIZE_GATE_SECRET_1',
        'id=same,env=SIZE_GATE_SECRET_1',
        'id=other,env=SIZE_GATE_SECRET_2',
        'id=env,env=NPM_TOKEN',
        '"id=a,""b""","src=/run/a,b"',
      ])
    }
    expect(JSON.stringify([made.bake, made.targets, made.rewritten, allowArguments(sources)])).not.toContain('hunter')
    expect(secretEnvironment(sources)).toEqual({
      SIZE_GATE_SECRET_1: 'hunter2\nand more',
      SIZE_GATE_SECRET_2: '${hunter3}',
    })
  })

  test('of a base that has others than the head are told apart', () => {
    const one = (value: string): Source =>
      source(value === 'a' ? 'head' : 'base', { secrets: [{ id: 'x', from: { kind: 'value', value } }] })
    const { bake } = plan(one('a'), one('b'))
    expect([bake['head-0-0']?.secret, bake['base-0-0']?.secret]).toEqual([
      ['id=x,env=SIZE_GATE_SECRET_1'],
      ['id=x,env=SIZE_GATE_SECRET_2'],
    ])
  })
})

test('stages without a name are built from a copy that names them', () => {
  const made = plan(source('head', {}, 'FROM scratch AS a\nCOPY x /\nFROM scratch\nCOPY x /\nFROM scratch\nCOPY y /\n'))
  expect(made.rewritten.map(({ original }) => original)).toEqual(['/head/api/Dockerfile'])
  expect(Object.keys(made.bake)).toEqual(['head-0-0', 'head-0-1', 'head-0-2'])
  expect(made.bake['head-0-0']?.target).toBe('a')
  expect(made.bake['head-0-2']).not.toHaveProperty('target')
  expect(made.bake['head-0-1']?.dockerfile).toBe('/scratch/dockerfiles/head-0/Dockerfile')
})
