import { describe, expect, test } from '@jest/globals'
import { readConfigFile } from '../../src/request/config-file.js'
import { CONFIG, problems } from './tree.js'

const FROM = 'FROM scratch\n'

describe('what is wrong, with its line and column', () => {
  const cases: readonly (readonly [string, string, readonly (string | RegExp)[]])[] = [
    ['not YAML', 'images: [', [/^:1:10: this is not YAML: /]],
    ['a tab', 'images:\n\tx: 1\n', [/^:2:1: this is not YAML/]],
    ['a key twice', 'images:\n  x: {}\n  x: {}\n', [/^:3:3: this is not YAML: Map keys must be unique/]],
    ['two documents', 'images: { x: {} }\n---\na: 1\n', [/this is not YAML/]],
    ['a list', '- x\n', ['a list stands here. Write a map with `defaults` and `images`.']],
    ['text', 'hello\n', ['"hello" stands here. Write a map']],
    [
      'an unknown key',
      'image:\n  x: {}\n',
      [':1:1 image: the config file does not take the key "image". Did you mean `images`?'],
    ],
    [
      'an unknown key with no near one',
      'services: {}\n',
      ['does not take the key "services". It takes `defaults`, `images`.'],
    ],
    ['a limit at the top', 'max-size: 1\n', ['Limits stand under `defaults`, or under `limits` of an image.']],
    [
      'limits below defaults',
      'defaults:\n  limits: {}\n',
      [':2:3 defaults.limits: defaults does not take the key "limits". Write the limits directly under `defaults`.'],
    ],
    [
      'a limit of an image',
      'images: { x: { max-size: 1 } }',
      [':1:16 images.x.max-size: images.x does not take the key "max-size". Limits stand under'],
    ],
    [
      'an input of the workflow',
      'defaults: { mode: gate }',
      ['defaults.mode: defaults does not take the key "mode". It is an input of the workflow only.'],
    ],
    ['the token', 'defaults: { github-token: x }', ['It is an input of the workflow only.']],
    [
      'a key of images in defaults',
      'defaults: { context: x }',
      ['defaults.context: defaults does not take the key "context". It stands under an image.'],
    ],
    [
      'a key of defaults in an image',
      'images: { x: { comment: never } }',
      ['images.x.comment: images.x does not take the key "comment". It stands under `defaults`.'],
    ],
    [
      'a key of a build in limits',
      'images: { x: { limits: { pull: true } } }',
      [
        'images.x.limits.pull: images.x.limits does not take the key "pull". It stands under `defaults` or under an image.',
      ],
    ],
    [
      'a mistyped limit',
      'images:\n  x:\n    limits:\n      max-sise: 1\n',
      [':4:7 images.x.limits.max-sise: images.x.limits does not take the key "max-sise". Did you mean `max-size`?'],
    ],
    ['a mistyped key', 'images: { x: { contxt: . } }', ['Did you mean `context`?']],
    [
      'a bad limit',
      'images:\n  x:\n    limits: { max-size: 20 Mb/s }\n',
      [':3:25 images.x.limits.max-size: "20 Mb/s" is not a size. Write'],
    ],
    [
      'a bad limit of a target',
      'images: { x: { targets: { w: { max-increase: 1 kB or 2 kB } } } }',
      ['images.x.targets.w.max-increase: "1 kB or 2 kB" is not a limit on growth: it has two sizes. Write'],
    ],
    [
      'a negative number',
      'defaults: { min-stages: -1 }',
      ['defaults.min-stages: "-1" is not a whole number: it has a sign, and limits have none.'],
    ],
    ['a fraction', 'defaults: { min-stages: 1.5 }', ['"1.5" is not a whole number']],
    ['a boolean for a number', 'defaults: { max-size: true }', ['"true" is not a size']],
    [
      'text for a boolean',
      'defaults: { pull: "true" }',
      [':1:19 defaults.pull: "true" is neither true nor false. Write `true` or `false`, without quotes.'],
    ],
    ['yes', 'defaults: { summary: yes }', ['"yes" is neither true nor false']],
    ['nothing', 'defaults: { max-size: }', ['nothing stands here. Write a value, or take the key away.']],
    ['null', 'defaults: { max-size: ~ }', ['nothing stands here.']],
    ['defaults of nothing', 'defaults:\n', ['defaults: nothing stands here. Write a map']],
    ['images of nothing', 'images:\n', ['images: nothing stands here. Write a map from names to images.']],
    ['no images', 'images: {}\n', ['images: it names no image.']],
    ['an image of nothing', 'images: { x: }', ['images.x: nothing stands here. Write a map, such as']],
    [
      'an image of text',
      'images: { x: services/x }',
      ['images.x: "services/x" stands here. Write a map, such as `{ context: services/api }`.'],
    ],
    ['a list of images', 'images: [x]', ['images: a list stands here.']],
    ['a list for a value', 'defaults: { max-size: [1] }', ['this is a list or a map. Write a single value.']],
    ['a map in a list', 'defaults: { targets: [{ a: 1 }] }', ['the list holds something other than single values.']],
    [
      'a map for targets in defaults',
      'defaults: { targets: { a: {} } }',
      ['the map holds something other than single values.'],
    ],
    ['an empty list of targets', 'defaults: { targets: [] }', ['it names no target']],
    [
      'a bad name of a target',
      'images: { x: { targets: { "w*": {} } } }',
      ['"w*" is not the name of a stage. A map under `targets` sets limits for single stages.'],
    ],
    [
      'a target twice',
      'images: { x: { targets: { w: {}, W: {} } } }',
      ['"W" stands here twice; stage names have no case.'],
    ],
    [
      'a build in limits of a target',
      'images: { x: { targets: { w: { context: . } } } }',
      ['does not take the key "context". It stands under an image.'],
    ],
    [
      'a list of lists of arguments',
      'defaults: { build-args: [[a]] }',
      ['the list holds something other than single values.'],
    ],
    [
      'a bad name of an argument',
      'defaults: { build-args: { "a b": c } }',
      ['"a b" is not the name of a build argument'],
    ],
    ['an empty name', 'images: { "": {} }', ['"" cannot name an image: it is empty.']],
    ['a name with spaces around', 'images: { " x": {} }', ['it begins or ends with a space']],
    [
      'a name with a newline',
      'images: { "a\\nb": {} }',
      ['"a\\nb" cannot name an image: it holds characters that cannot be printed.'],
    ],
    ['a name that turns text around', 'images: { "a\u202eb": {} }', ['"a\\u202eb" cannot name an image']],
    ['a long name', `images: { ${'x'.repeat(101)}: {} }`, ['it has more than 100 characters']],
    [
      'bake',
      'images: { x: { bake: web } }',
      [':1:16 images.x.bake: the key `bake` has not come yet in this version; take it away.'],
    ],
    ['platforms', 'defaults: { platforms: "linux/amd64,ibm 360" }', ['defaults.platforms: invalid platform "ibm 360"']],
    [
      'waste',
      'images: { x: { limits: { max-waste: 5 MB or 2% } } }',
      ['images.x.limits.max-waste: "5 MB or 2%" is not a size or a percentage'],
    ],
    [
      'checks',
      'defaults: { checks: true }',
      ['defaults.checks: "true" has not come yet in this version. Write `false`, or take it away.'],
    ],
    ['recorded', 'defaults: { baseline: recorded }', ['"recorded" has not come yet in this version']],
    [
      'secrets',
      'defaults: { secrets: [a=b] }',
      ['A value that nobody should read does not belong in a file: write `secret-envs` or `secret-files`.'],
    ],
    ['what pushes', 'images: { x: { tags: [a] } }', ['Nothing is pushed here; take it away.']],
    ['a bad choice', 'defaults: { comment: allways }', ['Did you mean `always`?']],
    [
      'a context outside',
      'images: { x: { context: .. } }',
      [':1:25 images.x.context: ".." leads out of the repository.'],
    ],
    [
      'a remote context',
      'images: { x: { context: "https://x/y.git" } }',
      ['images.x.context: "https://x/y.git" is not in the repository'],
    ],
    [
      'no such context',
      'images:\n  x:\n    context: nowhere\n',
      [':3:14 images.x.context: the context "nowhere" does not exist.'],
    ],
    [
      'no such Dockerfile',
      'images:\n  x:\n    file: Dokerfile\n',
      [':3:11 images.x.file: the Dockerfile "Dokerfile" does not exist. Did you mean `Dockerfile`?'],
    ],
    [
      'stages that cannot be',
      'images:\n  x:\n    limits: { min-stages: 3, max-stages: 2 }\n',
      [':2:3 images.x: `min-stages: 3` and `max-stages: 2` leave no number of stages.'],
    ],
    [
      'the same with a target',
      'images: { x: { limits: { min-stages: 3 }, targets: { w: { max-stages: 2 } } } }',
      ['leave no number of stages'],
    ],
    [
      'a mistyped rule',
      'defaults:\n  findings:\n    duplicats: off\n',
      [':3:5 defaults.findings.duplicats: "duplicats" is not a rule. Did you mean `duplicates`?'],
    ],
    [
      'a mistyped check',
      'images: { x: { findings: { StageNameCasin: off } } }',
      ['images.x.findings.StageNameCasin: "StageNameCasin" is not a rule. Did you mean `StageNameCasing`?'],
    ],
    [
      'a rule that is neither on nor off',
      'defaults: { findings: { duplicates: never } }',
      [
        ':1:37 defaults.findings.duplicates: "never" is not how to look for it. Write `off`, `on` or `{ ignore: [/usr/include/**] }`.',
      ],
    ],
    ['false in quotes', 'defaults: { findings: { duplicates: "false" } }', ['"false" is not how to look for it.']],
    ['a rule of nothing', 'defaults: { findings: { duplicates: } }', ['duplicates: nothing stands here.']],
    ['a list for a rule', 'defaults: { findings: { duplicates: [/a] } }', ['this is not how to look for it. Write']],
    ['an empty map for a rule', 'defaults: { findings: { duplicates: {} } }', ['duplicates: it says nothing. Write']],
    [
      'an unknown key of a rule',
      'defaults: { findings: { duplicates: { ignored: [/a] } } }',
      ['defaults.findings.duplicates.ignored: defaults.findings.duplicates does not take the key "ignored". Write'],
    ],
    [
      'paths for a rule without',
      'images: { x: { findings: { root-user: { ignore: [/a] } } } }',
      ['images.x.findings.root-user: `root-user` looks at no paths that could be left out. Write `off` or `on`.'],
    ],
    [
      'a path that is not absolute',
      'defaults: { findings: { sources: { ignore: [/a, b/**] } } }',
      [':1:44 defaults.findings.sources.ignore: "b/**" is not a pattern of paths: it does not begin with `/`.'],
    ],
    [
      'two stars in a name',
      'defaults: { findings: { sources: { ignore: /a/**.c } } }',
      ['"/a/**.c" is not a pattern of paths: `**` has to stand alone between slashes'],
    ],
    [
      'a map of paths',
      'defaults: { findings: { sources: { ignore: { a: b } } } }',
      ['this is a map. Write a list of paths'],
    ],
    ['a list of rules', 'defaults: { findings: [duplicates] }', ['defaults.findings: a list stands here. Write a map']],
    ['no findings', 'defaults: { findings: off }', ['defaults.findings: "off" stands here. Write a map, such as']],
    [
      'findings at the top',
      'findings: { duplicates: off }',
      ['does not take the key "findings". It stands under `defaults` or under an image.'],
    ],
    [
      'findings of a target',
      'images: { x: { targets: { w: { findings: { duplicates: off } } } } }',
      ['images.x.targets.w does not take the key "findings". It stands under `defaults` or under an image.'],
    ],
    ['an alias to nothing', 'images: { x: *y }', [/this is not YAML|nothing stands here/]],
    [
      'everything at once',
      'defaults: { max-size: x, sumary: true }\nimages:\n  x: { bake: w, limits: { min-stages: a } }\nfoo: 1\n',
      ['defaults.max-size', 'Did you mean `summary`?', 'images.x.bake', 'images.x.limits.min-stages', ':4:1 foo'],
    ],
  ]
  test.each(cases)('%s', async (_, text, expected) => {
    const lines = await problems({ Dockerfile: FROM, [CONFIG]: text })
    expect(lines).toHaveLength(expected.length)
    for (const [index, part] of expected.entries()) {
      const line = lines[index] ?? ''
      expect(line).toMatch(/^\.github\/size-gate\.yml:\d+:\d+/)
      expect(/\p{Cc}|\u202e/u.test(line)).toBe(false)
      if (typeof part === 'string') expect(line).toContain(part)
      else expect(line.slice(CONFIG.length)).toMatch(part)
    }
  })
})

test('values are taken as written, and anchors may be used', async () => {
  const text = `
images:
  x:
    build-args: &args { GO: 1.20, ON: true, FROM_ENV: , OCTAL: 0755 }
    limits: &limits { max-size: 5_000, max-increase: 0, max-layers: 0x }
  y: { build-args: *args, limits: { max-size: 1 MB } }
`
  const read = await readConfigFile(text.replace(', max-layers: 0x', ''), 'x.yml')
  expect(read.problems).toEqual([])
  const args = { GO: '1.20', ON: 'true', FROM_ENV: null, OCTAL: '0755' }
  expect(read.images?.get('x')?.settings).toEqual({
    'build-args': args,
    'max-size': 5000,
    'max-increase': { kind: 'bytes', bytes: 0 },
  })
  expect(read.images?.get('y')?.settings).toEqual({ 'build-args': args, 'max-size': 1_000_000 })
})

test('names from Object are names like any other', async () => {
  const text =
    'images: { constructor: { targets: { __proto__x: {}, constructor: { max-size: 1 } }, build-args: { __proto__: a } } }'
  const read = await readConfigFile(text.replace('__proto__x: {}, ', ''), 'x.yml')
  expect(read.problems).toEqual([])
  const image = read.images?.get('constructor')
  expect(Object.entries(image?.settings['build-args'] ?? {})).toEqual([['__proto__', 'a']])
  expect(Object.entries(image?.targetLimits ?? {})).toEqual([['constructor', { 'max-size': 1 }]])
})

test('arguments may be a map, a list or lines', async () => {
  const text = 'images: { a: { build-args: { A: 1 } }, b: { build-args: [A=1] }, c: { build-args: "A=1" } }'
  const read = await readConfigFile(text, 'x.yml')
  expect([...(read.images?.values() ?? [])].map(({ settings }) => settings['build-args'])).toEqual([
    { A: '1' },
    { A: '1' },
    { A: '1' },
  ])
})

test('rules of findings are off, on, or narrowed', async () => {
  const text = `
defaults:
  findings: &rules
    duplicates: off
    sources: false
    root-user: on
    docs-and-locales: true
    build-tools: { ignore: [/usr/include/**, /opt/sdk/**] }
    package-cache: { ignore: /var/cache }
    StageNameCasing: off
images: { x: { findings: *rules }, y: { findings: {} }, z: {} }
`
  const read = await readConfigFile(text, 'x.yml')
  const rules = {
    duplicates: 'off',
    sources: 'off',
    'root-user': { ignore: [] },
    'docs-and-locales': { ignore: [] },
    'build-tools': { ignore: ['/usr/include/**', '/opt/sdk/**'] },
    'package-cache': { ignore: ['/var/cache'] },
    StageNameCasing: 'off',
  }
  expect(read.problems).toEqual([])
  expect(read.findings).toEqual(rules)
  expect(['x', 'y', 'z'].map((name) => read.images?.get(name)?.findings)).toEqual([rules, {}, {}])
})
