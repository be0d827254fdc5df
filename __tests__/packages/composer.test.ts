import { describe, expect, it } from '@jest/globals'
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
