import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { npm } from '../../src/packages/npm.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const LOCK = 'app/node_modules/.package-lock.json'
const matches = (path: string): boolean => npm.matches({ path, size: 1, executable: false })

describe('what npm installed', () => {
  let directory: string
  let app: string

  function run(...args: string[]): string {
    const environment = { ...process.env, npm_config_cache: join(directory, 'cache'), npm_config_offline: 'true' }
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
    return execFileSync('npm', [...args, ...quiet], { cwd: app, encoding: 'utf8', env: environment })
  }

  function write(path: string, manifest: object): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), JSON.stringify(manifest))
  }

  /** An archive of a package, and how others ask for it. */
  function pack(name: string, version: string, more: object = {}): string {
    write(`packed/${name}-${version}/package/package.json`, { name, version, ...more })
    const archive = join(directory, `${name.replace('/', '-')}-${version}.tgz`)
    execFileSync('tar', ['-C', join(directory, `packed/${name}-${version}`), '-czf', archive, 'package'])
    return `file:${archive}`
  }

  /** Directories of packages below the project, absolute as in an image. */
  function installed(): readonly string[] {
    const manifests = globSync('**/package.json', { cwd: directory }).filter((path) => path.includes('node_modules/'))
    return manifests.map((path) => `/${dirname(path)}`).sort()
  }

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'npm-'))
    app = join(directory, 'app')
    const shared = pack('shared', '1.0.0')
    const newer = pack('shared', '2.0.0')
    const deep = pack('deep', '1.0.0')
    const optional = pack('optional', '1.0.0')
    const production = pack('@scope/production', '1.2.3-beta.1', {
      dependencies: { shared },
      optionalDependencies: { optional },
      peerDependencies: { peer: '*' },
    })
    const tool = pack('tool', '1.0.0', { dependencies: { shared: newer, deep, optional } })
    write('app/packages/member/package.json', { name: 'member', version: '1.0.0', devDependencies: { shared: newer } })
    write('app/package.json', {
      name: 'app',
      version: '1.0.0',
      workspaces: ['packages/member'],
      dependencies: { '@scope/production': production, alias: deep },
      devDependencies: { tool, shared, peer: pack('peer', '1.0.0') },
    })
    run('install')
  })

  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  it('is what npm ls lists', () => {
    interface Listed {
      readonly name: string
      readonly version: string
      readonly path: string
    }
    const root = execFileSync('npm', ['query', '*'], { cwd: app, encoding: 'utf8' })
    const wanted = (JSON.parse(root) as Listed[])
      .filter(({ path }) => path.includes('node_modules/'))
      .map(({ name, version }) => `${name} ${version}`)
    const found = globSync('**/package.json', { cwd: directory })
      .filter(matches)
      .flatMap((path) => listed(path, readFileSync(join(directory, path))))
    expect(found.sort()).toEqual(wanted.sort())
    expect(found).toContain('@scope/production 1.2.3-beta.1')
  })

  it('is for development only where npm prune removes it', () => {
    const before = installed()
    const development = read(LOCK, readFileSync(join(directory, LOCK)))?.development ?? []
    run('prune', '--omit=dev')
    const left = installed()
    expect([...development].sort()).toEqual(before.filter((path) => !left.includes(path)))
    expect(development).toContain('/app/packages/member/node_modules/shared')
    expect(development).not.toContain('/app/node_modules/shared')
    expect(read(LOCK, readFileSync(join(directory, LOCK)))?.development).toEqual([])
  })
})

describe('a package.json', () => {
  it.each([
    'node_modules/a',
    'app/node_modules/a',
    'app/node_modules/@types/node',
    'app/node_modules/a/node_modules/@b/c/node_modules/d',
    'app/node_modules/.pnpm/a@1.0.0_b@2.0.0/node_modules/@a/a',
    'app/node_modules/.store/a-npm-1.0.0-ab12/node_modules/a',
    'usr/local/lib/node_modules/npm/node_modules/abbrev',
  ])('is of a package in %s', (directory) => {
    expect(matches(`${directory}/package.json`)).toBe(true)
  })

  it.each([
    'app',
    'node_modules',
    'app/node_modules',
    'app/node_modules/@types',
    'app/node_modules/a/lib',
    'app/node_modules/a/test/node_modules/b',
    'app/node_modules/.cache',
    'app/node_modules/.vite/deps',
    'app/node_modules/.pnpm/a@1.0.0',
    'app/node_modules/a/../../b',
    'app/my_node_modules/a',
    '/app/node_modules/a',
  ])('is of none in %s', (directory) => {
    expect(matches(`${directory}/package.json`)).toBe(false)
  })

  const path = 'app/node_modules/a/package.json'

  it('needs a name and a version', () => {
    expect(read(path, '\ufeff{"name":"a","version":"1.0.0"}', 1)).toMatchObject({
      packages: [{ type: 'npm', name: 'a', version: '1.0.0', bytes: null }],
      development: [],
    })
    const others = [
      '{}',
      '{"name":"a"}',
      '{"name":"a","version":1}',
      '{"name":["a"],"version":"1"}',
      '{"name":"a\\n","version":"1"}',
      '{"name":"","version":"1"}',
      `{"name":"${'a'.repeat(600)}","version":"1"}`,
      '{"__proto__":{"name":"a","version":"1"}}',
    ]
    for (const content of others) expect(read(path, content)?.packages).toEqual([])
  })

  it('is refused where it is no object', () => {
    for (const content of ['', '{"name":"a"', 'null', '[]', '"a"', '1'])
      expect(() => read(path, content)).toThrow(UnreadablePackages)
    expect(() => read(path, '{')).toThrow(`${path} is not JSON`)
    expect(() => read(path, '['.repeat(1_000_000))).toThrow(UnreadablePackages)
  })
})

describe('a hidden lock file', () => {
  const lock = (packages: unknown): string => JSON.stringify({ lockfileVersion: 3, packages })

  it('lists for development what only development leads to', () => {
    const packages = {
      'node_modules/a': { dev: true },
      'node_modules/b': { devOptional: true },
      'node_modules/c': { optional: true },
      'node_modules/d': { dev: true, optional: true, peer: true },
      'node_modules/e': { dev: 'true' },
      'node_modules/f': { dev: true, link: true },
      'packages/g': { dev: true },
      'packages/g/node_modules/h': { dev: true },
    }
    const development = ['node_modules/a', 'node_modules/d', 'packages/g/node_modules/h']
    expect(read(LOCK, lock(packages))?.development).toEqual(development.map((path) => `/app/${path}`))
    expect(read('node_modules/.package-lock.json', lock(packages))?.development[0]).toBe('/node_modules/a')
  })

  it('names no directory but those of packages', () => {
    const wrong = ['', '..', '/etc', '../node_modules/a', 'node_modules/../../etc', 'node_modules/a\u0000', '__proto__']
    const text = `{"packages":{${wrong.map((path) => `${JSON.stringify(path)}:{"dev":true}`).join()}}}`
    expect(read(LOCK, text)?.development).toEqual([])
    expect(Object.prototype).not.toHaveProperty('dev')
  })

  it('says nothing where a package was published with it', () => {
    expect(matches('app/node_modules/a/node_modules/.package-lock.json')).toBe(false)
    expect(matches('app/my_node_modules/.package-lock.json')).toBe(false)
    expect(matches('app/package-lock.json')).toBe(false)
  })

  it('is refused where it lists no packages', () => {
    for (const content of ['{}', '{"packages":[]}', '{"packages":null}', '[]', 'x'])
      expect(() => read(LOCK, content)).toThrow(UnreadablePackages)
    expect(read(LOCK, '{"packages":{"node_modules/a":null,"node_modules/b":[1]}}')?.development).toEqual([])
  })

  it('is read in linear time', () => {
    const entries = Array.from({ length: 50_000 }, (_, index) => [`node_modules/p${index}`, { dev: true }])
    const content = lock(Object.fromEntries(entries))
    expect(timed(() => expect(read(LOCK, content)?.development).toHaveLength(50_000))).toBeLessThan(5000)
  })
})
