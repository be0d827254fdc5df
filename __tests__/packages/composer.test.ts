import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { composer } from '../../src/packages/composer.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const PATH = 'var/www/vendor/composer/installed.json'

function entry(name: string, version: string, path: string | null = `../${name}`): object {
  return {
    name,
    version,
    version_normalized: `${version.replace('v', '')}.0`,
    type: path === null ? 'metapackage' : 'library',
    'installation-source': 'dist',
    'install-path': path,
    require: { php: '>=8.1' },
  }
}

function installed(packages: readonly unknown[], development: unknown = []): string {
  return JSON.stringify({ packages, dev: true, 'dev-package-names': development }, null, 4)
}

describe('what Composer installed', () => {
  it('is known by its place', () => {
    const matches = (path: string): boolean => composer.matches({ path, size: 1, executable: false })
    expect([PATH, 'srv/lib/composer/installed.json', 'composer/installed.json'].map(matches)).toEqual([
      true,
      true,
      true,
    ])
    const others = ['var/www/vendor/installed.json', 'srv/mycomposer/installed.json', 'vendor/composer/installed.php']
    expect(others.map(matches)).toEqual([false, false, false])
  })

  it('has packages, and those for development in their directories', () => {
    const packages = [
      entry('symfony/console', 'v6.4.1'),
      entry('phpunit/phpunit', '10.5.0'),
      entry('drupal/devel', '5.1.2', '../../web/modules/contrib/devel/'),
      entry('acme/meta', '1.0.0', null),
    ]
    const content = installed(packages, ['phpunit/phpunit', 'drupal/devel', 'acme/meta', 'acme/absent'])
    expect(read(PATH, content, 13)).toEqual({
      packages: [
        { type: 'composer', name: 'symfony/console', version: 'v6.4.1', bytes: null },
        { type: 'composer', name: 'phpunit/phpunit', version: '10.5.0', bytes: null },
        { type: 'composer', name: 'drupal/devel', version: '5.1.2', bytes: null },
        { type: 'composer', name: 'acme/meta', version: '1.0.0', bytes: null },
      ],
      development: ['/var/www/vendor/phpunit/phpunit', '/var/www/web/modules/contrib/devel'],
    })
  })

  it('is a list where Composer 1 wrote it', () => {
    const content = JSON.stringify([entry('monolog/monolog', '1.27.1')])
    expect(listed(PATH, content)).toEqual(['monolog/monolog 1.27.1'])
    expect(read(PATH, content)?.development).toEqual([])
  })

  it.each(['..', '.', '../..', '../../..', '../../../../../../..', '/etc', '', '../../../www', '../x\u0000', 5, null])(
    'has no package that holds the vendor directory, or lies at no path: %j',
    (path) => {
      const content = installed([{ name: 'a/b', version: '1', 'install-path': path }], ['a/b'])
      expect(read(PATH, content)?.development).toEqual([])
      expect(listed(PATH, content)).toEqual(['a/b 1'])
    },
  )

  it('leaves a directory that production has a package in as well', () => {
    const packages = [entry('a/b', '1', '../a/shared'), entry('c/d', '1', '../a/shared/'), entry('e/f', '1')]
    expect(read(PATH, installed(packages, ['c/d', 'e/f']))?.development).toEqual(['/var/www/vendor/e/f'])
  })

  it('drops what has no name or no version', () => {
    const packages = [null, 1, 'a', [], {}, { name: 'a/b' }, { name: 1, version: '1' }, { version: '1' }]
    expect(listed(PATH, installed([...packages, { name: 'c/d', version: '1' }], {}))).toEqual(['c/d 1'])
    expect(listed(PATH, '{"packages":[{"__proto__":{"name":"a/b","version":"1"}}]}')).toEqual([])
    expect(listed(PATH, '{"packages":[],"dev-package-names":{"__proto__":1}}')).toEqual([])
  })

  it.each(['', '{', '{}', 'null', '"a"', '{"packages":{}}', '{"__proto__":{"packages":[]}}', '\u0000'])(
    'is refused where it is no list: %j',
    (content) => {
      expect(() => read(PATH, content)).toThrow(UnreadablePackages)
    },
  )

  it('is read in linear time', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `a/p${index}`)
    const content = installed(
      names.map((name) => entry(name, '1.0')),
      names,
    )
    expect(content.length).toBeLessThan(16 * 2 ** 20)
    expect(timed(() => expect(read(PATH, content)?.development).toHaveLength(20_000))).toBeLessThan(5000)
  })
})

describe('what Composer itself says', () => {
  let directory: string
  let app: string

  interface Shown {
    readonly name: string
    readonly version: string
  }

  function run(...args: string[]): string {
    const environment = {
      ...process.env,
      COMPOSER_HOME: join(directory, 'home'),
      COMPOSER_ALLOW_SUPERUSER: '1',
      COMPOSER_DISABLE_NETWORK: '1',
    }
    const quiet = ['--no-interaction', '--no-plugins']
    return execFileSync('composer', [...args, ...quiet], {
      cwd: app,
      encoding: 'utf8',
      env: environment,
      stdio: 'pipe',
    })
  }

  function show(...args: string[]): readonly Shown[] {
    return (JSON.parse(run('show', '--format=json', ...args)) as { readonly installed: readonly Shown[] }).installed
  }

  function write(path: string, manifest: object): void {
    mkdirSync(join(directory, path), { recursive: true })
    writeFileSync(join(directory, path, 'composer.json'), JSON.stringify(manifest))
  }

  beforeAll(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'composer-')))
    app = join(directory, 'app')
    write('packed/production', { name: 'acme/production', version: '1.2.3', require: { 'acme/shared': '*' } })
    write('packed/shared', { name: 'acme/shared', version: 'v2.0.0-beta1' })
    write('packed/meta', { name: 'acme/meta', version: '3.0', type: 'metapackage' })
    write('packed/deep', { name: 'acme/deep', version: '0.1' })
    write('packed/tool', { name: 'acme/tool', version: 'dev-main', require: { 'acme/shared': '*', 'acme/deep': '*' } })
    write('app', {
      name: 'acme/app',
      repositories: [{ type: 'path', url: '../packed/*', options: { symlink: false } }, { 'packagist.org': false }],
      require: { 'acme/production': '^1.0', 'acme/meta': '*' },
      'require-dev': { 'acme/tool': '*' },
      config: { 'vendor-dir': 'lib' },
      'minimum-stability': 'dev',
    })
    run('install')
  })

  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  /** The one file that we take for Composer's, as it would lie in an image. */
  function place(): string {
    const paths = globSync('**/*', { cwd: directory }).filter((path) =>
      composer.matches({ path, size: 1, executable: false }),
    )
    expect(paths).toEqual(['app/lib/composer/installed.json'])
    return paths[0] ?? ''
  }

  it('is what we list, and what it leaves out for production is for development', () => {
    const path = place()
    const content = readFileSync(join(directory, path))
    const all = show()
    expect(listed(path, content)).toEqual(all.map(({ name, version }) => `${name} ${version}`).sort())
    const production = new Set(show('--no-dev').map(({ name }) => name))
    const spare = all.filter(({ name }) => !production.has(name)).map(({ name }) => `/app/lib/${name}`)
    expect(spare).toEqual(['/app/lib/acme/deep', '/app/lib/acme/tool'])
    const ours = [...(read(path, content)?.development ?? [])].sort()
    expect(ours).toEqual(spare)
    // The very directories that it takes away.
    const directories = (): readonly string[] => globSync('app/lib/acme/*', { cwd: directory }).map((one) => `/${one}`)
    const before = directories()
    run('install', '--no-dev')
    const left = new Set(directories())
    expect(before.filter((one) => !left.has(one)).sort()).toEqual(ours)
    const after = readFileSync(join(directory, path))
    expect(listed(path, after)).toEqual(
      show()
        .map(({ name, version }) => `${name} ${version}`)
        .sort(),
    )
    expect(read(path, after)?.development).toEqual([])
  })
})
