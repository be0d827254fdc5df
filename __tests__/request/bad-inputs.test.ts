import { expect, test } from '@jest/globals'
import { INPUT_NAMES, inputSpec, isInputName, type RawInputs } from '../../src/request/inputs.js'
import { readInputs } from '../../src/request/read-inputs.js'
import { problems } from './tree.js'

const TREE = { Dockerfile: 'FROM scratch\n' }

const BAD: readonly (readonly [string, string, string | RegExp])[] = [
  [
    'max-size',
    '20 Mb/s',
    'max-size: "20 Mb/s" is not a size. Write a number with B, kB, MB, GB, KiB, MiB or GiB, such as `200 MB`.',
  ],
  ['max-size', '-1', /"-1" is not a size: it has a sign/],
  ['max-size', '5%', /"5%" is not a size/],
  ['max-size', '5 MB or 2%', /is not a size/],
  ['max-size', '200 MG', /"MG" is not a unit\. Did you mean `MB`\?/],
  ['max-size', '200 Mio', /"Mio" is not a unit/],
  ['max-size', 'unlimited', /it has no number/],
  ['max-size', '1,5 GB', /decimals follow a point/],
  ['max-size', '::error::x', /"::error::x" is not a size/],
  ['max-size', '1\n::error::x', /"1\\n::error::x" is not a size/],
  ['max-size', '\u001b[31m5', /"\\u001b\[31m5" is not a size/],
  ['max-size', '9'.repeat(500), /"9{100}…" is not a size|is not a size/],
  ['max-download', 'x', /"x" is not a size/],
  ['max-download', '1 MB 2 MB', /is not a size/],
  ['max-increase', '5 MB, 2%', /"5 MB, 2%" is not a limit on growth/],
  ['max-increase', '5 MB or 6 MB', /it has two sizes/],
  ['max-increase', '5 MB or 2% and 3%', /more than two terms/],
  ['max-increase', '-2%', /has a sign/],
  ['max-increase', '2 percent', /is not a unit/],
  ['max-increase', 'none', /it has no number/],
  ['max-download-increase', '2%%', /is not a limit on growth/],
  ['max-download-increase', '2% or', /a size is missing/],
  ['min-stages', '-1', /"-1" is not a whole number: it has a sign/],
  ['min-stages', '1.5', /"1.5" is not a whole number/],
  ['min-stages', 'two', /is not a whole number/],
  ['max-stages', '4 stages', /is not a whole number/],
  ['max-layers', '0x10', /is not a whole number/],
  ['max-layers', '1e2', /is not a whole number/],
  ['max-layers', '٣', /is not a whole number/],
  ['on-breach', 'Fail', /"Fail" is not one of its values\. Did you mean `fail`\? Write `fail` or `warn`\./],
  ['on-breach', 'error', /Write `fail` or `warn`/],
  ['on-breach', 'warning', /"warning" is not one of its values/],
  ['ignore-drift', 'yes', 'ignore-drift: "yes" is neither true nor false. Write `true` or `false`.'],
  ['ignore-drift', '1', /neither true nor false/],
  ['ignore-drift', 'tRUE', /neither true nor false/],
  ['pull', 'always', /neither true nor false/],
  ['summary', 'on', /neither true nor false/],
  ['annotations', 'no', /neither true nor false/],
  ['checks', 'true', 'checks: "true" has not come yet in this version. Write `false`, or take it away.'],
  ['checks', 'x', /neither true nor false/],
  ['comment', 'allways', /Did you mean `always`\?/],
  ['comment', 'on_breach', /Did you mean `on-breach`\?/],
  ['comment', 'off', /Write `always`, `changes`, `on-breach`, `never`/],
  ['comment-key', 'a\nb', /more than one line/],
  ['comment-key', 'a\u0000b', /more than one line/],
  ['comment-key', 'k'.repeat(101), /has 101 characters/],
  ['override-label', 'a\u2028b', /more than one line/],
  [
    'baseline',
    'recorded',
    'baseline: "recorded" has not come yet in this version. Write `auto`, `rebuild`, `none`, or take it away.',
  ],
  ['baseline', 'rebuilt', /Did you mean `rebuild`\?/],
  ['baseline', 'main', /is not one of its values/],
  ['record', 'always', /"always" has not come yet/],
  ['record', 'never', /"never" has not come yet/],
  ['record', 'true', /"true" is not one of its values/],
  ['mode', 'report', /"report" has not come yet/],
  ['mode', 'publish', /"publish" has not come yet/],
  ['mode', 'gates', /Did you mean `gate`\?/],
  ['mode', 'check', /is not one of its values/],
  ['base-ref', '--upload-pack=x', /"--upload-pack=x" is not a name/],
  ['base-ref', 'a b', /is not a name/],
  ['builder', '-x', /is not a name/],
  ['builder', 'my builder', /is not a name/],
  ['network', 'host none', /is not a name/],
  ['build-args', '=x', /"" is not the name of a build argument/],
  ['build-args', 'A B=c', /"A B" is not the name of a build argument/],
  ['build-args', '"A=1', /a quote that is not closed/],
  ['build-contexts', 'assets', 'build-contexts: item 1 has no `=`. Write `NAME=SOURCE`.'],
  ['build-contexts', '=x', /"" is not a name\. Write `NAME=SOURCE`/],
  ['build-contexts', 'a b=x', /"a b" is not a name/],
  ['build-contexts', 'x=', /"x" has no value\. Write `NAME=SOURCE`/],
  ['build-contexts', 'x=a\u0000b', /the value of "x" holds a control character/],
  ['build-contexts', 'x=nowhere', /the build context "x" does not exist: "nowhere"/],
  ['build-contexts', 'x=/nowhere/at/all', /the build context "x" does not exist: "\/nowhere\/at\/all"/],
  ['build-contexts', 'x=Dockerfile', /the build context "x" is a file, and has to be a directory/],
  ['build-contexts', 'x=target:base', /the build context "x" names a target of a bake definition/],
  ['build-contexts', 'x={{defaultContext}}:sub', /the build context "x" is what docker\/build-push-action fills in/],
  ['secrets', 'hunter2', 'secrets: item 1 has no `=`. Write `ID=VALUE`'],
  ['secrets', 'a=b\nhunter2', /item 2 has no `=`/],
  ['secrets', '=hunter2', /item 1 does not begin with an id/],
  ['secrets', 'hunter 2=x', /item 1 does not begin with an id/],
  ['secrets', '"a=hunter2', /a quote that is not closed, in line 1/],
  ['secret-envs', 'hunter2', /item 1 has no `=`\. Write `ID=VARIABLE`/],
  ['secret-envs', 'a=', /"a" has no value/],
  ['secret-files', 'a=nowhere', /secret-files: the file of the secret "a" does not exist: ".*nowhere"/],
  ['secret-files', 'a=.', /the file of the secret "a" is not a regular file/],
  ['secret-files', 'hunter2', /item 1 has no `=`\. Write `ID=PATH`/],
  ['ssh', 'default', /"default" asks for the keys of an SSH agent, and none runs here: SSH_AUTH_SOCK is not set/],
  ['ssh', 'default=nowhere', /the socket or key ".*\/nowhere" does not exist/],
  ['allow', 'network', /"network" is not an entitlement\./],
  ['allow', 'network.hosts', /Did you mean `network.host`\?/],
  ['allow', 'fs=/', /Write `network.host`, `security.insecure` or `device=NAME`/],
  ['targets', 'all, api', /"all" cannot stand beside other targets/],
  ['targets', 'api\ndefault', /"default" cannot stand beside other targets/],
  ['targets', 'a/b', /"a\/b" is neither the name of a stage nor a glob/],
  ['targets', 'api;worker', /is neither the name of a stage nor a glob/],
  ['targets', 'api worker', /is neither the name of a stage nor a glob/],
  ['targets', ',', /it names no target/],
  ['targets', '"api', /a quote that is not closed/],
  ['targets', '$(id)', /is neither the name/],
  ['context', '../other', 'context: "../other" leads out of the repository'],
  ['context', 'a/../..', /leads out of the repository/],
  ['context', '/etc', /"\/etc" leads out of the repository/],
  ['context', '-', /"-" is not in the repository's checkout/],
  ['context', 'https://github.com/a/b.git#main', /is not in the repository's checkout/],
  ['context', 'git@github.com:a/b.git', /is not in the repository's checkout/],
  ['context', 'github.com/a/b', /is not in the repository's checkout/],
  ['context', 'ssh://git@h/x', /is not in the repository's checkout/],
  ['context', 'docker-image://alpine', /is not in the repository's checkout/],
  ['context', '{{defaultContext}}:sub', /is not in the repository's checkout/],
  ['context', 'a\u0000b', /holds a control character/],
  ['context', 'nowhere', 'context: the context "nowhere" does not exist.'],
  ['context', 'Dockerfile', 'context: the context "Dockerfile" is a file, and has to be a directory.'],
  ['context', 'Dockerfile/x', /does not exist: part of its path is a file/],
  ['file', '../Dockerfile', /leads out of the repository/],
  ['file', '/Dockerfile', /leads out of the repository/],
  ['file', 'https://x/Dockerfile', /is not in the repository's checkout/],
  ['file', '-', /is not in the repository's checkout/],
  ['file', 'Dokcerfile', 'file: the Dockerfile "Dokcerfile" does not exist. Did you mean `Dockerfile`?'],
  ['file', 'docker/Dockerfile', /the Dockerfile "docker\/Dockerfile" does not exist/],
  ['file', '.', /the Dockerfile "\." is a directory/],
  ['config', 'nope.yml', 'config: the config file "nope.yml" does not exist.'],
  ['config', '../x.yml', /leads out of the repository/],
  ['config', '.', /the config file "\." is not a regular file/],
  ['config', 'https://x/y.yml', /is not in the repository's checkout/],
  ['max-sise', '5 MB', 'max-sise: this is not an input. Did you mean `max-size`?'],
  ['max_size', '5 MB', /Did you mean `max-size`\?/],
  ['contxt', '.', /Did you mean `context`\?/],
  ['dockerfile', 'x', 'dockerfile: this is not an input.'],
  ['constructor', 'x', 'constructor: this is not an input.'],
  ['__proto__x', 'x', /this is not an input/],
  ['build-arg', 'A=1', /Did you mean `build-args`\?/],
]

test.each(BAD)('%s: %j', async (name, value, message) => {
  const lines = await problems(TREE, { [name]: value })
  expect(lines).toHaveLength(1)
  const [line = ''] = lines
  expect(line.startsWith(`${name}: `)).toBe(true)
  // A value can neither colour a terminal nor begin a line.
  expect(/\p{Cc}/u.test(line)).toBe(false)
  if (typeof message === 'string') expect(line).toContain(message)
  else expect(line).toMatch(message)
})

const LATER = INPUT_NAMES.filter((name) => inputSpec(name).come === false)

test('these have not come yet', () => {
  expect(LATER).toEqual(['bake-files', 'bake-targets', 'bake-set', 'images', 'html-report', 'reports'])
})

test.each(LATER)('%s is refused by name', async (name) => {
  expect(await problems(TREE, { [name]: 'x' })).toEqual([
    `${name}: the input \`${name}\` has not come yet in this version; take it away.`,
  ])
  expect(readInputs({ [name]: ' ' }).problems).toEqual([])
})

test('all problems are listed at once, of inputs, files and both together', async () => {
  const raw: RawInputs = {
    'max-size': 'x',
    'min-stages': '5',
    'max-stages': '2',
    platforms: 'linux/amd64, no platform',
    context: 'nowhere',
    file: 'missing/Dockerfile',
    baseline: 'none',
    'base-ref': 'main',
    unheard: 'x',
  }
  const lines = await problems(TREE, raw)
  expect(lines.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual(
    ['base-ref', 'context', 'file', 'max-size', 'min-stages', 'platforms', 'unheard'].sort(),
  )
})

test('a secret value is never quoted', async () => {
  const lines = await problems(TREE, { 'build-args': 'bad name=hunter2', 'max-size': 'x' })
  expect(lines.join('\n')).not.toContain('hunter2')
  for (const [name, value] of BAD.filter(([each]) => each.startsWith('secret'))) {
    expect((await problems(TREE, { [name]: value })).join('\n')).not.toContain('hunter')
  }
})

test('every name in the table of bad inputs that is an input is one of ours', () => {
  expect(new Set(BAD.map(([name]) => name).filter(isInputName)).size).toBeGreaterThan(20)
})
