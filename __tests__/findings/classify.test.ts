import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createClassifier } from '../../src/findings/kinds/classify.js'
import { imageOf, kindOf, wasteIn } from './image-files.js'

const DEBIAN_SLIM = [
  ...['/bin/busybox', '/usr/bin/bash', '/usr/bin/ldd', '/usr/bin/perl', '/usr/bin/dpkg-deb', '/usr/sbin/ldconfig'],
  ...['/usr/lib/x86_64-linux-gnu/libc.so.6', '/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30', '/usr/include/'],
  ...['/usr/lib/x86_64-linux-gnu/perl-base/strict.pm', '/usr/share/perl5/Debconf/Db.pm', '/var/lib/dpkg/status'],
  ...['/var/cache/debconf/templates.dat-old', '/var/lib/apt/lists/lock', '/var/lib/apt/extended_states'],
  ...['/var/cache/apt/archives/lock', '/usr/share/doc/bash/copyright', '/usr/share/locale/locale.alias'],
  ...['/usr/share/doc-base/base-passwd.users-and-groups', '/etc/skel/.bashrc', '/usr/lib/locale/C.utf8/LC_CTYPE'],
  ...[
    '/usr/share/gcc/python/libstdcxx/v6/printers.py',
    '/usr/share/zoneinfo/UTC',
    '/etc/ssl/certs/ca-certificates.crt',
  ],
]
const ALPINE = [
  ...['/bin/busybox', '/lib/ld-musl-x86_64.so.1', '/lib/apk/db/installed', '/etc/apk/world', '/var/cache/apk/'],
  ...['/usr/lib/libcrypto.so.3', '/usr/share/apk/keys/x.rsa.pub'],
]
const NODE = [
  ...['/usr/local/bin/node', '/usr/local/include/node/node.h', '/usr/local/share/man/man1/node.1'],
  ...['/usr/local/share/doc/node/gdbinit', '/usr/local/lib/node_modules/npm/package.json'],
  ...['/usr/local/lib/node_modules/npm/test/x.js', '/opt/yarn-v1.22.22/package.json', '/opt/yarn-v1.22.22/lib/cli.js'],
]
const PYTHON = [
  ...['/usr/local/bin/python3.12', '/usr/local/include/python3.12/Python.h', '/usr/local/lib/libpython3.12.so.1.0'],
  ...['/usr/local/lib/pkgconfig/python-3.12.pc', '/usr/local/share/man/man1/python3.12.1'],
  ...['/usr/local/lib/python3.12/os.py', '/usr/local/lib/python3.12/config-3.12-x86_64-linux-gnu/Makefile'],
]
const JRE = ['bin/java', 'bin/jcmd', 'bin/keytool', 'lib/modules', 'lib/server/libjvm.so', 'release', 'legal/LICENSE']

describe('a well-made image has no waste', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['nothing but a Go program', '/shortlinks', ['/shortlinks', '/etc/ssl/certs/ca-certificates.crt']],
    [
      'Go on distroless',
      '/app',
      ['/app', '/var/lib/dpkg/status.d/base', '/usr/share/doc/base-files/copyright', '/usr/share/zoneinfo/UTC'],
    ],
    ['Go with time zones', '/app', ['/app', '/usr/local/go/lib/time/zoneinfo.zip', ...ALPINE]],
    [
      'Python on Debian',
      'gunicorn -b :8000 app.wsgi',
      [
        ...DEBIAN_SLIM,
        ...PYTHON,
        ...['/usr/local/bin/gunicorn', '/usr/local/lib/python3.12/site-packages/django/test/client.py'],
        ...['/usr/local/lib/python3.12/site-packages/numpy/_core/include/numpy/arrayobject.h'],
        ...['/usr/local/lib/python3.12/site-packages/numpy/tests/test_x.py', '/app/pyproject.toml', '/app/app/wsgi.py'],
        ...['/app/app/locale/de/LC_MESSAGES/django.mo', '/app/docs/terms.md'],
      ],
    ],
    [
      'Poetry with its virtual environment in the cache',
      'poetry run app',
      [...PYTHON, '/root/.cache/pypoetry/virtualenvs/app-x-py3.12/lib/python3.12/site-packages/app/main.py'],
    ],
    [
      'Node.js on Alpine',
      'docker-entrypoint.sh node dist/index.js',
      [
        ...ALPINE,
        ...NODE,
        ...['/app/package.json', '/app/dist/index.js', '/app/dist/index.d.ts', '/app/node_modules/a/package.json'],
        ...['/app/node_modules/a/test/a.js', '/app/node_modules/a/src/a.ts', '/app/node_modules/a/dist/a.js'],
        ...['/app/node_modules/a/.github/FUNDING.yml', '/app/node_modules/a/a.test.js', '/app/public/index.html'],
      ],
    ],
    [
      'Plug’n’Play',
      'yarn node server.js',
      [...NODE, '/app/package.json', '/app/.pnp.cjs', '/app/.yarn/cache/a-1.zip', '/app/.yarn/releases/yarn-4.cjs'],
    ],
    ['a JRE', 'java -jar /app.jar', [...DEBIAN_SLIM, ...JRE.map((path) => `/opt/java/openjdk/${path}`), '/app.jar']],
    [
      'a runtime that jlink has made, with a compiler',
      '/opt/app/bin/java -m app',
      ['java', 'javac'].map((name) => `/opt/app/bin/${name}`).concat('/opt/app/lib/modules', '/opt/app/lib/ct.sym'),
    ],
    [
      'nginx with static files',
      'nginx -g daemon off;',
      [
        ...DEBIAN_SLIM,
        ...['/usr/sbin/nginx', '/usr/share/nginx/html/index.html', '/usr/share/nginx/html/docs/man/index.html'],
        ...['/usr/share/doc/nginx/copyright', '/docker-entrypoint.d/10-listen.sh', '/usr/lib/nginx/modules/x.so'],
      ],
    ],
    [
      'Rails',
      '/rails/bin/docker-entrypoint ./bin/rails server',
      [
        ...DEBIAN_SLIM,
        ...['/usr/local/bin/ruby', '/usr/local/include/ruby-3.3.0/ruby.h', '/usr/local/lib/ruby/3.3.0/set.rb'],
        ...['/usr/local/lib/ruby/gems/3.3.0/cache/rbs-3.gem', '/usr/local/lib/ruby/gems/3.3.0/specifications/'],
        ...[
          '/usr/local/bundle/ruby/3.3.0/gems/rack-3/test/a_test.rb',
          '/usr/local/bundle/ruby/3.3.0/gems/rack-3/Gemfile',
        ],
        ...['/usr/local/bundle/ruby/3.3.0/specifications/rack-3.gemspec', '/rails/Gemfile', '/rails/app/models/a.rb'],
        ...['/rails/tmp/cache/bootsnap/load-path-cache', '/rails/public/assets/a.js', '/rails/config/locales/de.yml'],
      ],
    ],
    [
      'PHP with Composer’s packages',
      'docker-php-entrypoint php-fpm',
      [
        ...ALPINE,
        ...[
          '/usr/local/include/php/main/php.h',
          '/usr/local/lib/php/build/Makefile.global',
          '/var/www/html/composer.json',
        ],
        ...['/var/www/html/vendor/a/composer.json', '/var/www/html/vendor/a/tests/a.php', '/var/www/html/index.php'],
      ],
    ],
    ['ASP.NET', 'dotnet app.dll', ['/usr/share/dotnet/dotnet', '/usr/share/dotnet/shared/x/a.dll', '/app/app.dll']],
    ['PostgreSQL with its compiler', 'postgres', [...DEBIAN_SLIM, '/usr/lib/llvm-16/lib/libLLVM-16.so.1']],
    ['browsers', 'node a.js', [...NODE, '/root/.cache/ms-playwright/chromium-1/chrome', '/root/.cache/puppeteer/x']],
  ])('%s', (_, command, paths) => {
    expect(wasteIn(paths, command)).toEqual([])
  })
})

describe('a file that several rules fit', () => {
  test.each([
    ['/go/pkg/mod/x@v1/.git/HEAD', [], 'package-cache'],
    ['/root/.cache/uv/x/__pycache__/a.cpython-312.pyc', ['/root/.cache/uv/x/a.py'], 'package-cache'],
    ['/usr/lib/gcc/x/12/__pycache__/a.cpython-312.pyc', ['/usr/lib/gcc/x/12/a.py'], 'build-tools'],
    ['/app/tests/__pycache__/a.cpython-312.pyc', ['/app/tests/a.py', '/app/setup.py'], 'sources'],
    ['/usr/share/doc/x/__pycache__/a.cpython-312.pyc', ['/usr/share/doc/x/a.py'], 'docs-and-locales'],
  ])('%s beside %j belongs to %s', (path, others, rule) => {
    expect(kindOf(path, others)?.rule).toBe(rule)
  })
})

describe('any file', () => {
  const segment = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'usr',
      'lib',
      'src',
      'bin',
      'node_modules',
      '.cache',
      'pip',
      '__pycache__',
      'target',
      'test',
      '.git',
      '..',
    ),
  )
  const path = fc.array(segment, { maxLength: 8 }).map((names) => names.map((name) => `/${name}`).join(''))

  test('has a kind or none, whose root is above it, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(path, segment), { maxLength: 8 }), fc.string(), (files, command) => {
        const image = imageOf(
          files.map(([directory, name]) => `${directory}/${name}`),
          command,
        )
        const classify = createClassifier(image)
        for (const [directory, name] of files) {
          const kind = classify(directory, name)
          expect(kind).toEqual(createClassifier(image)(directory, name))
          if (kind !== null) expect(`${directory}/`.startsWith(`${kind.root}/`)).toBe(true)
        }
      }),
    )
  })

  test('may be called anything at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        (directory, name, there) => {
          const has = (): boolean => there
          const classify = createClassifier({
            ...imageOf([], directory),
            hasFile: has,
            hasDirectory: has,
            nearest: (from) => (there ? from : null),
          })
          expect(() => classify(directory, name)).not.toThrow()
        },
      ),
    )
  })

  test('that lies too deep to be opened is none', () => {
    expect(kindOf(`${'/a'.repeat(100_000)}/.git/HEAD`)).toBeNull()
    expect(kindOf(`${'/a'.repeat(128)}/.git/HEAD`)).toBeNull()
    expect(kindOf(`${'/a'.repeat(127)}/.git/HEAD`)).toMatchObject({ name: 'version control data' })
  })
})
