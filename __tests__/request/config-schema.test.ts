import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { RULES } from '../../src/findings/finding.js'
import { CHECKS } from '../../src/findings/rule-names.js'
import { LIMIT_NAMES } from '../../src/policy/limit.js'
import { CONFIG_KEYS, DEFAULT_KEYS, IMAGE_KEYS, readConfigFile } from '../../src/request/config-file.js'
import { describeInput, inputSpec, isInputName } from '../../src/request/inputs.js'

interface Properties {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>
}
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schema/config.v1.json'), 'utf8'),
) as Properties & {
  readonly properties: { readonly defaults: Properties }
  readonly $defs: { readonly image: Properties; readonly limits: Properties; readonly findings: Properties }
}
const validate = new Ajv({ strict: true, allowUnionTypes: true, allowMatchingProperties: true }).compile(schema)

// At the top `images` are the file's own, not the input.
const hasCome = (name: string): boolean =>
  name === 'images' || (isInputName(name) ? inputSpec(name).come !== false : name !== 'bake')

describe('the schema has the keys that the reader takes', () => {
  test.each([
    ['at the top', schema, CONFIG_KEYS],
    ['in defaults', schema.properties.defaults, DEFAULT_KEYS],
    ['in an image', schema.$defs.image, IMAGE_KEYS],
    ['in limits', schema.$defs.limits, LIMIT_NAMES],
    ['in findings', schema.$defs.findings, [...RULES, ...CHECKS]],
  ])('%s', (_, { properties }, keys: readonly string[]) => {
    expect(Object.keys(properties).sort()).toEqual(keys.filter(hasCome).sort())
    for (const [name, { description }] of Object.entries(properties)) {
      expect(description).toMatch(/\.$/)
      if (isInputName(name) && !['context', 'targets', 'images'].includes(name)) {
        expect(describeInput(name).startsWith(description ?? '-')).toBe(true)
      }
    }
  })
})

const CONTRACT = `
defaults: { max-increase: 2% and 1 MB, min-stages: 2 }
images:
  api:
    context: services/api
    platforms: [linux/amd64, linux/arm64]
    limits: { max-size: 200 MB }              # every shipped target
    targets: { worker: { max-size: 120 MB } } # one target, over the rest
  web: { bake: web }
`

describe('the schema and the reader judge alike', () => {
  const good: readonly string[] = [
    '',
    '# nothing yet',
    '{}',
    CONTRACT.replace(/ {2}web.*\n/, ''),
    'defaults: {}',
    'images: { x: {} }',
    'images: { "my image": { context: ., file: docker/Dockerfile } }',
    'defaults: { max-size: 200 MB, max-download: 80mb, max-layers: 12, max-stages: 4 }',
    'defaults: { max-size: 1000000, max-increase: 0, max-download-increase: 5% }',
    'defaults: { max-increase: 5 MB or 2% }',
    'defaults: { max-increase: 2 % OR 1.5 GiB }',
    'defaults: { max-waste: 2.5% }',
    'images: { x: { limits: { max-waste: 5 MB }, targets: { w: { max-waste: 0 } } } }',
    'defaults: { pull: true, summary: false, annotations: false, ignore-drift: false, checks: false }',
    'defaults: { comment: on-breach, comment-key: nightly, on-breach: warn, override-label: ok to grow }',
    'defaults: { baseline: rebuild, prepare: make, record: auto, builder: b, network: host }',
    'defaults: { targets: all, build-args: { A: 1, B: null, C: x, D: true } }',
    'defaults: { targets: [api, "worker-*"], build-args: [A=1, B] }',
    'images: { x: { targets: "api, worker" } }',
    'images: { x: { targets: default, build-args: "A=1" } }',
    'images: { x: { targets: { api: {}, worker: { min-stages: 2 } } } }',
    'defaults: { build-contexts: { assets: ./assets }, secret-envs: [npm=NPM_TOKEN], secret-files: "a=b" }',
    'defaults: { ssh: default, cache-from: [type=gha, "type=registry,ref=a/b"], allow: [network.host] }',
    'images: { x: { build-contexts: [a=docker-image://b], secret-envs: { a: B }, secret-files: { a: c/d } } }',
    'defaults: { findings: {} }',
    'defaults: { findings: { duplicates: off, sources: false, root-user: on, debug-info: true, HouseRule: off } }',
    'images: { x: { findings: { build-tools: { ignore: [/usr/include/**, "/**/*.h", "/a?/..b/c..*"] } } } }',
    'images: { x: { findings: { StageNameCasing: off, sources: { ignore: /opt }, duplicates: { ignore: [] } } } }',
    'images: { x: { ssh: [default=/s], cache-from: type=gha, allow: "network.host, device=a" } }',
  ]
  test.each(good)('good: %j', async (text) => {
    const { problems } = await readConfigFile(text, 'x.yml')
    expect(problems).toEqual([])
    validate(parse(text))
    expect(validate.errors).toBeNull()
  })

  const bad: readonly string[] = [
    CONTRACT,
    '[]',
    'text',
    'image: {}',
    'images: []',
    'images: {}',
    'images: null',
    'images: { x: null }',
    'images: { x: api }',
    'images: { "": {} }',
    'images: { " x": {} }',
    'images: { x: { contxt: . } }',
    'images: { x: { max-size: 1 } }',
    'images: { x: { comment: never } }',
    'images: { x: { bake: web } }',
    'images: { x: { limits: { max-size: lots } } }',
    'images: { x: { limits: { max-size: -1 } } }',
    'images: { x: { limits: { max-size: 5% } } }',
    'images: { x: { limits: { max-size: 5 Mo } } }',
    'images: { x: { limits: { max-size: [1] } } }',
    'images: { x: { limits: { max-size: null } } }',
    'images: { x: { limits: { max-size: true } } }',
    'images: { x: { limits: { max-waste: 5 MB or 2% } } }',
    'images: { x: { limits: { context: . } } }',
    'images: { x: { targets: { "w*": {} } } }',
    'images: { x: { targets: { w: { max-sise: 1 } } } }',
    'images: { x: { targets: [] } }',
    'images: { x: { targets: [{}] } }',
    'images: { x: { build-args: { "a b": c } } }',
    'images: { x: { build-args: ["=c"] } }',
    'images: { x: { build-args: { a: [b] } } }',
    'defaults: { findings: off }',
    'defaults: { findings: { duplicats: off } }',
    'defaults: { findings: { stageNameCasing: off } }',
    'defaults: { findings: { duplicates: "no" } }',
    'defaults: { findings: { duplicates: "false" } }',
    'defaults: { findings: { duplicates: null } }',
    'defaults: { findings: { duplicates: {} } }',
    'defaults: { findings: { duplicates: [/a] } }',
    'defaults: { findings: { duplicates: { ignored: [/a] } } }',
    'defaults: { findings: { root-user: { ignore: [/a] } } }',
    'defaults: { findings: { StageNameCasing: { ignore: [/a] } } }',
    'images: { x: { findings: { sources: { ignore: [a/b] } } } }',
    'images: { x: { findings: { sources: { ignore: [/a/../b] } } } }',
    'images: { x: { findings: { sources: { ignore: [/a/.] } } } }',
    'images: { x: { findings: { sources: { ignore: [/./a] } } } }',
    'images: { x: { findings: { sources: { ignore: [/a/**.c] } } } }',
    'images: { x: { findings: { sources: { ignore: ["/a**"] } } } }',
    'images: { x: { findings: { sources: { ignore: {} } } } }',
    'findings: { duplicates: off }',
    'defaults: { secrets: [a=b] }',
    'defaults: { push: true }',
    'images: { x: { tags: [a] } }',
    'images: { x: { secrets: { a: b } } }',
    'images: { x: { allow: [everything] } }',
    'images: { x: { allow: "network.host, all" } }',
    'images: { x: { secret-envs: { "a b": C } } }',
    'images: { x: { secret-envs: { a: null } } }',
    'images: { x: { secret-envs: [a] } }',
    'images: { x: { secret-files: ["a="] } }',
    'images: { x: { build-contexts: here } }',
    'images: { x: { ssh: { default: x } } }',
    'images: { x: { cache-from: [{}] } }',
    'defaults: null',
    'defaults: { limits: {} }',
    'defaults: { context: . }',
    'defaults: { mode: gate }',
    'defaults: { min-stages: 1.5 }',
    'defaults: { min-stages: -1 }',
    'defaults: { min-stages: two }',
    'defaults: { max-increase: 5 MB or 6 MB }',
    'defaults: { max-increase: 2% and 3% }',
    'defaults: { max-increase: "5 MB, 2%" }',
    'defaults: { max-increase: 5 MB or 2% or 3% }',
    'defaults: { max-increase: 2.12345% }',
    'defaults: { pull: "true" }',
    'defaults: { pull: yes }',
    'defaults: { checks: true }',
    'defaults: { baseline: recorded }',
    'defaults: { comment: sometimes }',
    'defaults: { on-breach: Fail }',
    `defaults: { comment-key: ${'k'.repeat(101)} }`,
  ]
  test.each(bad)('bad: %j', async (text) => {
    const { problems } = await readConfigFile(text, 'x.yml')
    expect(problems).not.toEqual([])
    expect(validate(parse(text))).toBe(false)
  })

  test('the sample of the documents lacks only what has not come yet', async () => {
    const { problems } = await readConfigFile(CONTRACT, 'x.yml')
    expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'x.yml:9:10 images.web.bake: the key `bake` has not come yet in this version; take it away.',
    ])
  })
})
