import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { python } from '../../src/packages/python.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const matches = (path: string): boolean => python.matches({ path, size: 1, executable: false })

describe('distributions, as pip list shows them', () => {
  let site: string
  let root: string

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pip-'))
    execFileSync('python3', ['-m', 'venv', '--without-pip', root])
    site = globSync('lib/python3*/site-packages', { cwd: root })[0] ?? ''
    const metadata = (name: string, version: string): string =>
      `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nSummary: Name: none\n of it\n\nName: body\nVersion: 0\n`
    const files = {
      'Flask_Like.Thing-1.0.dist-info/METADATA': metadata('Flask_Like.Thing', '1.0'),
      'old-2.0.egg-info/PKG-INFO': metadata('old', '2.0'),
      'older-3.0.egg-info': metadata('older', '3.0'),
      'oldest-4.0-py3.11.egg/EGG-INFO/PKG-INFO': metadata('oldest', '4.0'),
      'crlf-5.0.dist-info/METADATA': metadata('crlf', '5.0').replaceAll('\n', '\r\n'),
      'lower-6.0.dist-info/METADATA': 'metadata-version: 2.1\nname: lower\nversion: 6.0\n',
      '~gone-7.0.dist-info/METADATA': metadata('gone', '7.0'),
      'old/_vendor/inner-8.0.dist-info/METADATA': metadata('inner', '8.0'),
      'old/tests/data/inner-9.0.egg-info/PKG-INFO': metadata('inner', '9.0'),
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, site, path)), { recursive: true })
      writeFileSync(join(root, site, path), content)
    }
  })

  afterAll(() => rmSync(root, { recursive: true, force: true }))

  function found(pattern: string): readonly string[] {
    return globSync(pattern, { cwd: root })
      .filter((path) => matches(path) && statSync(join(root, path)).isFile())
      .flatMap((path) => listed(path, readFileSync(join(root, path))))
      .sort()
  }

  function shown(directory: string): readonly string[] {
    const arguments_ = ['list', '--format=json', '--disable-pip-version-check', '--path', directory]
    const output = execFileSync('pip', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const packages = JSON.parse(output) as readonly { readonly name: string; readonly version: string }[]
    return packages.map(({ name, version }) => `${name} ${version}`).sort()
  }

  it('are those of a virtual environment', () => {
    const packages = found('lib/**/*')
    expect(packages).toContain('Flask_Like.Thing 1.0')
    expect(packages).toEqual(shown(join(root, site)))
  })

  it('are those of this machine', () => {
    const code = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    const directory = execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim()
    const files = globSync(['*.dist-info/METADATA', '*.egg-info', '*.egg-info/PKG-INFO'], { cwd: directory })
    const packages = files
      .map((file) => join(directory, file).slice(1))
      .filter((path) => matches(path) && statSync(`/${path}`).isFile())
      .flatMap((path) => listed(path, readFileSync(`/${path}`)))
    expect(packages.sort()).toEqual(shown(directory))
  })
})

describe('metadata of a distribution', () => {
  it.each([
    'usr/lib/python3/dist-packages/six-1.16.0.egg-info',
    'usr/local/lib/python3.12/site-packages/pip-24.0.dist-info/METADATA',
    'var/task/boto3-1.0.dist-info/METADATA',
    'app/src/app.egg-info/PKG-INFO',
    'METADATA-1.dist-info/METADATA',
  ])('is known by its place: %s', (path) => {
    expect(matches(path)).toBe(true)
  })

  it.each([
    'usr/lib/python3/site-packages/setuptools/_vendor/wheel-0.43.0.dist-info/METADATA',
    'app/lib/setuptools/_vendor/wheel-0.43.0.dist-info/METADATA',
    'usr/lib/python3/site-packages/~ip-24.0.dist-info/METADATA',
    'root/.cache/uv/archive-v0/aB1/six-1.16.0.dist-info/METADATA',
    'usr/lib/python3/site-packages/six-1.16.0.dist-info/RECORD',
    'app/METADATA',
  ])('is not: %s', (path) => {
    expect(matches(path)).toBe(false)
  })

  const path = 'srv/a-1.dist-info/METADATA'

  it('has a name and a version in its header', () => {
    const wanted = [{ type: 'pypi', name: 'Ab_c', version: '1.0.post1', bytes: null }]
    expect(read(path, 'Name: Ab_c\nVersion: 1.0.post1\n', 1)?.packages).toEqual(wanted)
    expect(read(path, '')?.packages).toEqual([])
  })

  it.each(['\n', 'Name: a\n\nVersion: 1\n', 'Name: a\nno field\nVersion: 1\n', 'Name:\nVersion: 1\n', '\0\u0001', 'x'])(
    'is refused without: %j',
    (content) => {
      expect(() => read(path, content)).toThrow(new UnreadablePackages(`${path} has no name or no version`))
    },
  )

  it('is read in linear time', () => {
    expect(timed(() => listed(path, `${'Classifier: a\n'.repeat(250_000)}Name: a\nVersion: 1\n`))).toBeLessThan(5000)
    expect(timed(() => listed(path, `Name: a${' '.repeat(2 ** 21)}\nVersion: 1\n`))).toBeLessThan(2000)
  })
})
