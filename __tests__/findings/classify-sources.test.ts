import { describe, expect, test } from '@jest/globals'
import { fileAdvice } from '../../src/findings/advice/file-advice.js'
import { createClassifier } from '../../src/findings/kinds/classify.js'
import type { FileKind } from '../../src/findings/kinds/file-kind.js'
import { imageOf, kindOf } from './image-files.js'

const NODE = ['/app/package.json']

describe('sources and what goes with them', () => {
  test.each([
    ['/app/.git/objects/pack/x.pack', [], 'version control data', '/app/.git'],
    ['/app/vendor/x/.git/HEAD', [], 'version control data', '/app/vendor/x/.git'],
    ['/srv/.hg/store/x', [], 'version control data', '/srv/.hg'],
    ['/.git/HEAD', [], 'version control data', '/.git'],
    ['/app/.github/workflows/ci.yml', [], 'CI configuration', '/app/.github'],
    ['/app/Jenkinsfile', [], 'CI configuration', '/app'],
    ['/app/.gitlab-ci.yml', [], 'CI configuration', '/app'],
    ['/app/.vscode/settings.json', [], 'editor files', '/app/.vscode'],
    ['/app/.idea/x.xml', [], 'editor files', '/app/.idea'],
    ['/app/a/.DS_Store', [], 'editor files', '/app/a'],
    ['/app/.x.py.swp', [], 'editor files', '/app'],
    ['/app/.pytest_cache/v/x', [], 'what checks of the code left behind', '/app/.pytest_cache'],
    ['/app/test/a.js', NODE, 'tests', '/app/test'],
    ['/app/tests/data/x.json', ['/app/pyproject.toml'], 'tests', '/app/tests'],
    ['/app/src/a/__tests__/x.js', NODE, 'tests', '/app/src/a/__tests__'],
    ['/app/src/a.test.ts', NODE, 'tests', '/app'],
    [
      '/usr/share/nginx/html/tests/x.js',
      ['/usr/share/nginx/html/package.json'],
      'tests',
      '/usr/share/nginx/html/tests',
    ],
    ['/app/dist/a.spec.js', NODE, 'tests', '/app'],
    ['/src/internal/x_test.go', ['/src/go.mod'], 'tests', '/src'],
    ['/src/x/testdata/a.txt', ['/src/go.mod'], 'tests', '/src/x/testdata'],
    ['/app/pkg/test_models.py', ['/app/pyproject.toml'], 'tests', '/app'],
    ['/rails/spec/models/user.rb', ['/rails/spec/spec_helper.rb'], 'tests', '/rails/spec'],
    ['/rails/lib/a_test.rb', ['/rails/Gemfile'], 'tests', '/rails'],
    ['/app/src/test/java/ATest.java', ['/app/pom.xml'], 'tests', '/app/src/test'],
    ['/app/src/a/b.ts', [...NODE, '/app/dist/a/b.js'], 'TypeScript sources', '/app/src'],
    ['/app/src/b.tsx', [...NODE, '/app/build/src/b.js'], 'TypeScript sources', '/app/src'],
    ['/srv/cmd/main.go', ['/srv/go.mod', '/srv/program'], 'Go sources', '/srv'],
    ['/srv/vendor/x/y.go', ['/srv/go.mod', '/srv/program'], 'Go sources', '/srv'],
    ['/srv/src/main.rs', ['/srv/Cargo.toml', '/srv/program'], 'Rust sources', '/srv'],
    ['/srv/src/main.c', ['/srv/Makefile', '/srv/program'], 'C and C++ sources and object files', '/srv'],
    ['/srv/lib/b.o', ['/srv/CMakeLists.txt', '/srv/program'], 'C and C++ sources and object files', '/srv'],
    ['/app/src/main/java/A.java', ['/app/pom.xml', '/app/target/classes/A.class'], 'Java and Kotlin sources', '/app'],
    ['/srv/target/release/deps/x.rlib', ['/srv/Cargo.toml'], 'Cargo’s build artefacts', '/srv/target'],
    [
      '/srv/target/x86_64-unknown-linux-musl/release/build/a/out',
      ['/srv/Cargo.toml'],
      'Cargo’s build artefacts',
      '/srv/target',
    ],
    ['/srv/target/debug/.fingerprint/x/y', ['/srv/Cargo.toml'], 'Cargo’s build artefacts', '/srv/target'],
    ['/src/build/CMakeFiles/a.dir/a.cpp.o', ['/src/build/CMakeCache.txt'], 'CMake’s build artefacts', '/src/build'],
    ['/b/lib/CMakeFiles/l.dir/l.o', ['/b/CMakeCache.txt'], 'CMake’s build artefacts', '/b/lib'],
  ])('%s beside %j', (path, others, name, root) => {
    expect(kindOf(path, others)).toEqual({ rule: 'sources', name, root })
  })

  test.each([
    ['./server', '/app/main.go', ['/app/go.mod', '/app/server']],
    ['server --port 80', '/app/main.go', ['/app/go.mod', '/usr/local/bin/server']],
    ['/entrypoint.sh /bin/server', '/app/main.go', ['/app/go.mod', '/bin/server']],
    ['/app/target/release/app', '/app/src/main.rs', ['/app/Cargo.toml', '/app/target/release/app']],
    ['java -jar /app/target/a.jar', '/app/src/main/java/A.java', ['/app/pom.xml', '/app/target/a.jar']],
    ['server', '/app/src/main.rs', ['/app/Cargo.toml', '/usr/local/cargo/bin/server']],
    [
      'dotnet /app/out/api.dll',
      '/app/Controllers/A.cs',
      ['/app/obj/project.assets.json', '/app/out/api.dll', '/app/out/api.runtimeconfig.json'],
    ],
    ['npm start', '/app/src/a.ts', ['/app/package.json', '/app/dist/a.js']],
  ])('%s runs what was made of %s', (command, path, others) => {
    expect(kindOf(path, others, command)).toMatchObject({ rule: 'sources' })
  })

  test.each([
    ['/app/.gitignore', []],
    ['/opt/x/CMakeFiles/a.dir/a.o', []],
    ['/b/CMakeFiles/a.dir/plugin.so.1', ['/b/CMakeCache.txt']],
    ['/b/program', ['/b/CMakeCache.txt', '/b/CMakeFiles/a.dir/a.o']],
    ['/app/.gitea/x', []],
    ['/app/node_modules/x/.github/workflows/ci.yml', NODE],
    ['/app/node_modules/x/.travis.yml', NODE],
    ['/app/node_modules/x/test/a.js', ['/app/node_modules/x/package.json']],
    ['/app/node_modules/x/a.test.js', NODE],
    ['/app/vendor/x/tests/a.php', ['/app/vendor/x/composer.json']],
    ['/usr/local/bundle/ruby/3.3.0/gems/x-1/test/a.rb', ['/usr/local/bundle/ruby/3.3.0/gems/x-1/Gemfile']],
    ['/opt/venv/lib/python3.12/site-packages/numpy/tests/x.py', ['/opt/venv/pyproject.toml']],
    ['/usr/lib/python3.12/test/test_os.py', []],
    ['/usr/lib/node_modules/x/test/a.js', ['/usr/lib/node_modules/x/package.json']],
    ['/opt/yarn-v1.22.22/lib/cli.js', ['/opt/yarn-v1.22.22/package.json']],
    ['/root/.nvm/test/a.js', ['/root/.nvm/package.json']],
    ['/data/tests/a.json', []],
    ['/app/src/tests.js', NODE],
    ['/app/contest/a.js', NODE],
    ['/app/spec/openapi.yaml', NODE],
    ['/app/api.spec.json', NODE],
    ['/app/test_utils.py', ['/app/pyproject.toml']],
    ['/app/test_connection.py', []],
    ['/app/src/a.ts', NODE],
    ['/app/src/a.ts', [...NODE, '/app/dist/bundle.js']],
    ['/app/src/a.d.ts', [...NODE, '/app/dist/a.js']],
    ['/app/lib/a.ts', [...NODE, '/app/dist/a.js']],
    ['/app/node_modules/x/src/a.ts', ['/app/node_modules/x/package.json', '/app/node_modules/x/dist/a.js']],
    ['/srv/main.go', ['/srv/program']],
    ['/srv/main.go', ['/srv/go.mod']],
    ['/srv/templates/index.html', ['/srv/go.mod', '/srv/program']],
    ['/app/src/main/java/A.java', ['/app/pom.xml']],
    ['/app/src/main/resources/a.yml', ['/app/pom.xml', '/app/target/classes/A.class']],
    ['/srv/target/release/program', ['/srv/Cargo.toml']],
    ['/srv/target/release/deps/libx.so', ['/srv/Cargo.toml']],
    ['/srv/target/release/deps/x.rlib', []],
    ['/app/main.c', ['/app/Makefile']],
    ['/srv/main.c', ['/srv/program']],
    ['/srv/plugin.so', ['/srv/Makefile', '/srv/program']],
  ])('not %s beside %j', (path, others) => {
    expect(kindOf(path, others)).toBeNull()
  })

  test.each([
    ['npx tsx src/a.ts', '/app/src/a.ts', [...NODE, '/app/dist/a.js']],
    ['node --experimental-strip-types src/a.ts', '/app/src/a.ts', [...NODE, '/app/dist/a.js']],
    ['npm run dev', '/app/src/a.ts', [...NODE, '/app/dist/a.js']],
    ['npm test', '/app/test/a.js', NODE],
    ['pytest -q', '/app/tests/a.py', ['/app/pyproject.toml']],
    ['node tests/serve.js', '/app/tests/serve.js', NODE],
    ['go run .', '/app/main.go', ['/app/go.mod', '/bin/go']],
    ['tini -- node server.js', '/app/main.go', ['/app/go.mod', '/usr/bin/tini', '/usr/local/bin/node']],
    ['/app/run.sh', '/app/main.go', ['/app/go.mod', '/app/run.sh']],
    ['cargo run', '/app/src/main.rs', ['/app/Cargo.toml']],
    ['dotnet run', '/app/A.cs', ['/app/obj/project.assets.json']],
    ['dotnet script.dll', '/app/templates/A.cs', ['/app/script.dll', '/app/script.runtimeconfig.json']],
    ['/app/target/release/examples/demo', '/app/target/release/examples/demo', ['/app/Cargo.toml']],
    ['./mvnw spring-boot:run', '/app/src/main/java/A.java', ['/app/pom.xml', '/app/target/classes/A.class']],
  ])('%s may need %s', (command, path, others) => {
    expect(kindOf(path, others, command)).toBeNull()
  })
})

describe('documentation and locales', () => {
  test.each([
    ['/usr/share/man/man1/ls.1.gz', 'man pages', '/usr/share/man'],
    ['/usr/share/man/de/man1/ls.1.gz', 'man pages', '/usr/share/man'],
    ['/usr/local/share/man/man1/app.1', 'man pages', '/usr/local/share/man'],
    ['/usr/share/doc/curl/changelog.gz', 'documentation', '/usr/share/doc'],
    ['/usr/share/gtk-doc/html/x/a.html', 'documentation', '/usr/share/gtk-doc'],
    ['/usr/share/lintian/overrides/x', 'documentation', '/usr/share/lintian'],
    ['/usr/share/info/grep.info.gz', 'info pages', '/usr/share/info'],
    ['/usr/share/locale/de/LC_MESSAGES/a.mo', 'translations', '/usr/share/locale'],
    ['/usr/share/locale/en_GB/LC_MESSAGES/a.mo', 'translations', '/usr/share/locale'],
    ['/usr/share/i18n/locales/de_DE@euro', 'locale definitions', '/usr/share/i18n/locales'],
  ])('%s', (path, name, root) => {
    expect(kindOf(path)).toEqual({ rule: 'docs-and-locales', name, root })
  })

  test.each([
    '/usr/share/doc/curl/copyright',
    '/usr/share/doc/curl/LICENSE.txt',
    '/usr/share/doc-base/base-passwd.users-and-groups',
    '/usr/share/licenses/nginx/COPYRIGHT',
    '/usr/share/locale/locale.alias',
    '/usr/share/locale/en/LC_MESSAGES/a.mo',
    '/usr/share/locale/en_US/LC_MESSAGES/a.mo',
    '/usr/share/locale/en@quot/LC_MESSAGES/a.mo',
    '/usr/share/locale/C/LC_MESSAGES/a.mo',
    '/usr/share/i18n/locales/en_US',
    '/usr/share/i18n/locales/translit_combining',
    '/usr/share/i18n/locales/iso14651_t1_common',
    '/usr/share/i18n/locales/musl/de_DE.UTF-8/LC_TIME',
    '/usr/lib/locale/locale-archive',
    '/usr/lib/locale/C.utf8/LC_CTYPE',
    '/usr/local/share/man/man1/node.1',
    '/usr/local/share/man/man1/python3.12.1',
    '/usr/local/share/doc/node/gdbinit',
    '/app/share/man/man1/x.1',
    '/app/docs/index.md',
    '/usr/share/documents/x',
  ])('not %s', (path) => {
    expect(kindOf(path)).toBeNull()
  })
})

describe('languages that the image’s settings ask for', () => {
  const kindIn = (locales: readonly string[], path: string): FileKind | null => {
    const slash = path.lastIndexOf('/')
    return createClassifier(imageOf([path], undefined, locales))(path.slice(0, slash), path.slice(slash + 1))
  }
  const translation = (locale: string): string => `/usr/share/locale/${locale}/LC_MESSAGES/a.mo`

  test.each([
    [['de_DE.UTF-8'], ['de', 'de_DE', 'de@hebrew', 'de_DE.UTF-8', 'en'], ['de_AT', 'fr', 'del']],
    [['sr_RS@latin'], ['sr', 'sr@latin', 'sr_RS'], ['sl', 'de']],
    [
      ['de_AT', 'pt_BR', 'en'],
      ['de', 'de_AT', 'pt_BR', 'pt', 'en_US'],
      ['de_DE', 'pt_PT', 'en_GB'],
    ],
    [
      ['C.UTF-8', '', 'POSIX', '(.*)'],
      ['C', 'en'],
      ['de', 'fr'],
    ],
  ])('%j', (locales, stay, go) => {
    expect(stay.filter((locale) => kindIn(locales, translation(locale)) !== null)).toEqual([])
    expect(go.filter((locale) => kindIn(locales, translation(locale)) === null)).toEqual([])
  })

  test('stay, and the advice leaves them', () => {
    expect(kindIn(['de_DE.UTF-8'], '/usr/share/i18n/locales/de_DE')).toBeNull()
    const kind = kindIn(['de_DE.UTF-8', 'fr'], translation('it'))
    if (kind === null) throw new Error('no waste')
    const advice = (text: string | null) =>
      fileAdvice(
        { ...kind, roots: [kind.root] },
        text === null ? null : { keyword: 'RUN', text, commands: text, stage: null, source: null },
        [],
      )
    const but = "find /usr/share/locale -mindepth 1 -maxdepth 1 ! -name 'de*' ! -name 'fr*' -exec rm -rf {} +"
    expect(advice('RUN dnf install -y x')).toContain(`\`&& ${but}\``)
    expect(advice('RUN apt-get install -y x')).toContain(
      '`path-exclude=/usr/share/locale/*`, `path-include=/usr/share/locale/locale.alias`, `path-include=/usr/share/locale/de*` and `path-include=/usr/share/locale/fr*`',
    )
    expect(advice(null)).toContain(`\`${but}\``)
  })
})

describe('bytecode that is made again', () => {
  test.each([
    ['/app/__pycache__/a.cpython-312.pyc', ['/app/a.py'], '/app'],
    ['/app/x/y/__pycache__/a.cpython-312.opt-1.pyc', ['/app/x/y/a.py', '/app/requirements.txt'], '/app'],
    ['/app/__pycache__/a.conf.cpython-312.pyc', ['/app/a.conf.py'], '/app'],
    ['/lib2/a/b/__pycache__/c.pypy39.pyc', ['/lib2/a/b/c.py', '/lib2/a/b/__init__.py', '/lib2/a/__init__.py'], '/lib2'],
    [
      '/usr/local/lib/python3.12/site-packages/x/__pycache__/a.cpython-312.pyc',
      ['/usr/local/lib/python3.12/site-packages/x/a.py'],
      '/usr/local/lib/python3.12',
    ],
    ['/usr/lib/python2.7/os.pyc', ['/usr/lib/python2.7/os.py'], '/usr/lib/python2.7'],
    ['/tmp/node-compile-cache/v22.1.0-x64-1/ab', [], '/tmp/node-compile-cache'],
    ['/tmp/v8-compile-cache-0/x/y.BLOB', [], '/tmp/v8-compile-cache-0'],
  ])('%s beside %j', (path, others, root) => {
    expect(kindOf(path, others)).toMatchObject({ rule: 'bytecode-cache', root })
  })

  test.each([
    ['/app/__pycache__/a.cpython-312.pyc', []],
    ['/app/a.pyc', []],
    ['/app/a.pyc', ['/app/b.py']],
    ['/app/__pycache__/a.pyc', ['/app/a.py']],
    ['/app/__pycache__/readme', ['/app/readme.py']],
    ['/usr/share/emacs/site-lisp/a.elc', ['/usr/share/emacs/site-lisp/a.el']],
    ['/app/tmp/cache/bootsnap/x', []],
  ])('not %s beside %j', (path, others) => {
    expect(kindOf(path, others)).toBeNull()
  })
})
