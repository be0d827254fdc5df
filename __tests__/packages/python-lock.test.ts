import { describe, expect, it } from '@jest/globals'
import type { PythonLock } from '../../src/packages/dependencies.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { pypiVersion } from '../../src/packages/pypi-name.js'
import { readRequirement } from '../../src/packages/python-requirement.js'
import { pythonLock } from '../../src/packages/python-lock.js'
import { read, timed } from './read.js'

function lock(path: string, content: string): PythonLock | null {
  const found = read(path, content)?.dependencies
  return found?.kind === 'python-lock' ? found : null
}

/** `name version` of what is for development. */
function development(path: string, content: string): readonly string[] | null {
  return lock(path, content)?.development.map(({ name, version }) => `${name} ${version}`) ?? null
}

function uv(...packages: readonly string[]): string {
  return `version = 1\nrequires-python = ">=3.11"\n${packages.join('')}`
}

/** An entry of uv.lock, or of poetry.lock. */
function entry(name: string, more = 'source = { registry = "https://example.com" }'): string {
  return `\n[[package]]\nname = "${name}"\nversion = "1.0"\n${more}\n`
}

describe('uv.lock', () => {
  const app = (groups: string, more = ''): string =>
    entry('app', `source = { virtual = "." }\n${more}\n[package.dev-dependencies]\n${groups}`)

  it('has for development what only groups of that name lead to', () => {
    const content = uv(
      app(
        'dev = [{ name = "a" }]\nunit_tests = [{ name = "B.b" }]\naws = [{ name = "c" }]',
        'dependencies = [{ name = "d" }]',
      ),
      entry('a', 'dependencies = [{ name = "e" }, { name = "d" }]'),
      ...['b-b', 'c', 'd', 'e', 'nobody'].map((name) => entry(name)),
    )
    expect(development('uv.lock', content)).toEqual(['a 1', 'b-b 1', 'e 1'])
    expect(lock('uv.lock', content)?.production.map(({ name }) => name)).toEqual(['c', 'd', 'nobody'])
  })

  it('follows extras that production asks for', () => {
    const asked = (extra: string): string =>
      uv(
        app('dev = [{ name = "b" }, { name = "a", extra = ["x"] }]', `dependencies = [{ name = "a"${extra} }]`),
        `${entry('a')}[package.optional-dependencies]\nx = [{ name = "b" }]\n`,
        entry('b'),
      )
    expect(development('uv.lock', asked(''))).toEqual(['b 1'])
    expect(development('uv.lock', asked(', extra = ["X"]'))).toEqual([])
  })

  it('counts all versions of a name, all extras of a project and all projects of a workspace', () => {
    const dev = 'dev = [{ name = "a" }, { name = "b" }]'
    const twice = uv(app(dev, 'dependencies = [{ name = "a", version = "2.0" }]'), entry('a'), entry('a'), entry('b'))
    expect(development('uv.lock', twice)).toEqual(['b 1'])
    const extra = uv(app(dev, '[package.optional-dependencies]\nweb = [{ name = "a" }]'), entry('a'), entry('b'))
    expect(development('uv.lock', extra)).toEqual(['b 1'])
    const member = entry('lib', 'source = { editable = "lib" }\ndependencies = [{ name = "a" }]')
    expect(development('uv.lock', uv(app(dev), member, entry('a'), entry('b')))).toEqual(['b 1'])
    const script = '[manifest]\nrequirements = [{ name = "a" }]\n'
    expect(development('uv.lock', uv(script, app(dev), entry('a'), entry('b')))).toEqual(['b 1'])
  })

  it('says nothing in a version that is not known', () => {
    expect(read('uv.lock', uv(app('dev = [{ name = "a" }]'), entry('a')).replace('= 1', '= 2'))).toEqual({
      packages: [],
      development: [],
    })
  })
})

describe('poetry.lock', () => {
  const poetry = (version: string, ...packages: readonly string[]): string =>
    `${packages.join('')}\n[metadata]\nlock-version = "${version}"\n`

  it('has for development what all groups of are for that by their names', () => {
    const content = poetry(
      '2.1',
      entry('a', 'groups = ["dev"]'),
      entry('b', 'groups = ["dev", "main"]'),
      entry('c', 'groups = ["Test", "docs"]\noptional = true'),
      entry('d', 'groups = ["dev", "aws"]'),
      entry('e', 'groups = []'),
      entry('f', ''),
      entry('g', 'groups = ["dev"]'),
      entry('g', 'groups = ["main"]'),
    )
    expect(development('srv/poetry.lock', content)).toEqual(['a 1', 'c 1'])
    expect(lock('srv/poetry.lock', content)?.by).toBe('poetry')
  })

  it.each(['1.1', '2.0', '3.0'])('says nothing in version %s, which has no groups or is not known', (version) => {
    expect(development('poetry.lock', poetry(version, entry('a', 'groups = ["dev"]\ncategory = "dev"')))).toBeNull()
  })
})

describe('Pipfile.lock', () => {
  const pipfile = (more: object): string => JSON.stringify({ _meta: { 'pipfile-spec': 6 }, ...more })

  it('has for development what is in no other category', () => {
    const content = pipfile({
      default: { a: { version: '==1.0' } },
      develop: {
        A: { version: '==2.0' },
        'Zope.Interface': { version: '==8.7' },
        c: { version: '==1' },
        d: { git: 'x' },
      },
      deploy: { c: { version: '==1' } },
    })
    expect(development('Pipfile.lock', content)).toEqual(['zope-interface 8.7', 'd '])
    expect(development('Pipfile.lock', '{"_meta":{},"develop":{"__proto__":{"version":"==1"}}}')).toEqual(['-proto- 1'])
  })

  it.each(['', '[]', '{}', '{"_meta":1}'])('is refused as %j', (content) => {
    expect(() => read('Pipfile.lock', content)).toThrow(UnreadablePackages)
  })
})

describe('a lock file', () => {
  it('is known by its name, and not within a distribution', () => {
    const matches = (path: string): boolean => pythonLock.matches({ path, size: 1, executable: false })
    expect(['app/uv.lock', 'poetry.lock', 'a/b/Pipfile.lock'].map(matches)).toEqual([true, true, true])
    const others = [
      'usr/lib/python3/site-packages/a/uv.lock',
      'app/my-uv.lock',
      'app/Cargo.lock',
      'node_modules/a/uv.lock',
    ]
    expect(others.map(matches)).toEqual([false, false, false, false])
  })

  it.each(['uv.lock', 'poetry.lock'])('is refused where it is no TOML: %s', (path) => {
    for (const content of ['{', 'a = ', 'a = 1\na = 2', `a = ${'['.repeat(60_000)}`, '<<<<<<< HEAD\n']) {
      expect(() => read(path, content)).toThrow(new UnreadablePackages(`${path} is not TOML`))
    }
    expect(() => read(path, `a${'.a'.repeat(50_000)} = 1`)).toThrow(`${path} has a line of 100005 bytes`)
    expect(() => read(path, '\n'.repeat(2 ** 24 + 1))).toThrow('more than 16777216 are not read')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('is read in linear time', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      entry(`p${index}`, `dependencies = [{ name = "p${index + 1}" }]`),
    )
    const app = entry('app', 'source = { virtual = "." }\n[package.dev-dependencies]\ndev = [{ name = "p0" }]')
    expect(timed(() => expect(development('uv.lock', uv(app, ...chain))).toHaveLength(20_000))).toBeLessThan(5000)
  })
})

describe('metadata of an installed distribution', () => {
  const path = 'usr/lib/python3.11/site-packages/a-1.0.dist-info/METADATA'
  const text = 'Name: A_b\nVersion: 01.0\nRequires-Dist: c\nRequires-Dist: d; extra == "test"\n\nRequires-Dist: body\n'

  it('tells what it requires, but for working on it', () => {
    const needs = [{ name: 'c', extras: [], isConditional: false }]
    expect(read(path, text)?.dependencies).toEqual({ kind: 'python-metadata', name: 'a-b', version: '1', needs })
    expect(read(path.replace('dist-info/METADATA', 'egg-info'), text)?.dependencies).toMatchObject({ needs: null })
    const many = `Name: a\nVersion: 1\n${'Requires-Dist: b\n'.repeat(10_001)}`
    expect(read(path, many)?.dependencies).toMatchObject({ needs: null })
  })

  it.each([
    ['Zope.Interface>=1 ; python_version < "3"', 'zope-interface', [], true],
    ['a[x] (>=1); extra == "Two_words"', 'a', ['two-words'], false],
    ["a; extra == 'x' or extra == 'y'", 'a', ['x', 'y'], false],
    ['a; os_name == "nt" and extra == "x"', 'a', ['x'], true],
    ['a; os_name == "nt" or extra == "x"', 'a', [], true],
    ['a; extra != "x"', 'a', [], false],
    ['a @ https://example.com/a;b ; extra == "x"', 'a', ['x'], false],
  ])('has a requirement as %s', (value, name, extras, isConditional) => {
    expect(readRequirement(value)).toEqual({ name, extras, isConditional })
  })

  it('has no requirement that is none', () => {
    for (const value of ['', ' ', '; extra == "x"', '>=1', `a${' '.repeat(5000)}`])
      expect(readRequirement(value)).toBeNull()
  })

  it('has a version that may be written in several ways', () => {
    expect(['1.0.0', 'v1', '01.00'].map(pypiVersion)).toEqual(['1', '1', '1'])
    expect(['1.0.1', '1.0+Local.0', '1.0rc1'].map(pypiVersion)).toEqual(['1.0.1', '1+local.0', '1.0rc1'])
  })
})

describe('RECORD', () => {
  const path = 'usr/lib/python3.11/site-packages/a-1.0.dist-info/RECORD'

  it('has the files in their directories', () => {
    const text =
      'a/__init__.py,sha256=x,1\r\na/b.py,,\na.py,,\n"a/with, ""quotes"".py",,\n../../../bin/a,,\n/etc/a,,\nno comma\n'
    expect(read(path, text, 7)?.dependencies).toEqual({
      kind: 'python-files',
      files: [
        ['a/', ['__init__.py', 'b.py', 'with, "quotes".py']],
        ['', ['a.py']],
        ['../../../bin/', ['a']],
      ],
    })
  })

  it('is bounded', () => {
    expect(() => read(path, 'a,,\n'.repeat(500_001))).toThrow(`${path} lists more than 500000 files`)
    expect(read(path, `${'a'.repeat(5000)},,\n"${'"'.repeat(4000)}`)?.dependencies).toMatchObject({ files: [] })
  })
})
