import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ruby } from '../../src/packages/ruby.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const matches = (path: string): boolean => ruby.matches({ path, size: 1, executable: false })
const PATH = 'usr/local/bundle/specifications/a-1.0.gemspec'

function specification(name: string, version: string, platform = 'ruby'): string {
  return `# -*- encoding: utf-8 -*-
# stub: ${name} ${version} ${platform} lib\0ext
# stub: ext/${name}/extconf.rb

Gem::Specification.new do |s|
  s.name = "${name}".freeze
  s.version = "${version}".freeze
  s.platform = "${platform}".freeze

  s.require_paths = ["lib".freeze, "ext".freeze]
  s.summary = "A gem".freeze
end
`
}

describe('gems, as gem list shows them', () => {
  it('are those of a gem home', () => {
    const home = mkdtempSync(join(tmpdir(), 'gem-'))
    try {
      mkdirSync(join(home, 'specifications'))
      const gems = [
        ['some-gem', '1.0.0'],
        ['other_gem', '2.0.0.beta1'],
      ] as const
      for (const [name, version] of gems)
        writeFileSync(join(home, `specifications/${name}-${version}.gemspec`), specification(name, version))
      const output = execFileSync('gem', ['list', '--local'], {
        encoding: 'utf8',
        env: { ...process.env, GEM_HOME: home, GEM_PATH: home },
      })
      for (const [name, version] of gems) {
        expect(listed(PATH, specification(name, version))).toEqual([`${name} ${version}`])
        expect(output).toContain(`${name} (${version})`)
      }
    } finally {
      rmSync(home, { recursive: true })
    }
  })
})

describe('a specification of a gem', () => {
  it('is known by its place', () => {
    const places = [
      PATH,
      'usr/local/lib/ruby/gems/3.3.0/specifications/default/json-2.7.1.gemspec',
      'app/vendor/bundle/ruby/3.3.0/specifications/rake-13.0.6.gemspec',
    ]
    expect(places.map(matches)).toEqual([true, true, true])
    const others = [
      'usr/local/bundle/gems/a-1.0/a.gemspec',
      'app/app.gemspec',
      'a.gemspec',
      'srv/default/a.gemspec',
      'usr/local/bundle/specifications/cache/a.gemspec',
    ]
    expect(others.map(matches)).toEqual([false, false, false, false, false])
  })

  it('is read from its stub', () => {
    const gem = { type: 'gem', name: 'nokogiri', version: '1.15.4', bytes: null }
    expect(read(PATH, specification('nokogiri', '1.15.4', 'x86_64-linux'), 7)).toEqual({
      packages: [gem],
      development: [],
    })
  })

  it.each([
    's.name = "a"\n  s.version = "1.0.0"',
    '  s.name = %q{b}\n s.name = "a".freeze\n  s.version = "1.0.0".freeze',
    "s.name = 'a'\n  s.version = Gem::Version.new('1.0.0')\n  s.name = 'b'",
  ])('is read from its assignments where there is no stub: %j', (body) => {
    expect(listed(PATH, `Gem::Specification.new do |s|\n  ${body}\nend\n`)).toEqual(['a 1.0.0'])
  })

  it.each([
    '',
    '# stub: a\n',
    '# stub: a latest ruby lib\n',
    '# stub:  1.0 ruby\n',
    '\n\n# stub: a 1.0 ruby lib\n',
    's.name = "#{x}"\ns.version = "1"',
    's.name = "a"\ns.version = VERSION',
    's.name = "a\ns.version = "1"',
    '\u0000\u0001\u0002',
  ])('is refused without a name and a version: %j', (content) => {
    expect(() => read(PATH, content)).toThrow(new UnreadablePackages(`${PATH} names no gem or no version`))
  })

  it('is read in linear time', () => {
    const content = `${'  s.name = x\n'.repeat(70_000)}s.name = 'a'\ns.version = '1'\n`
    expect(timed(() => expect(listed(PATH, content)).toEqual(['a 1']))).toBeLessThan(5000)
  })
})
