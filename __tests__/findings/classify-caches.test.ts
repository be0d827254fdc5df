import { describe, expect, test } from '@jest/globals'
import { kindOf } from './image-files.js'

describe('what a package manager keeps', () => {
  test.each([
    ['/var/lib/apt/lists/mirror.example_debian_dists_bookworm_InRelease', '/var/lib/apt/lists', 'apt’s package lists'],
    ['/var/lib/apt/lists/partial/mirror.example_x', '/var/lib/apt/lists', 'apt’s package lists'],
    ['/var/cache/apt/archives/curl_7.88_amd64.deb', '/var/cache/apt', 'apt’s cache of packages'],
    ['/var/cache/apt/pkgcache.bin', '/var/cache/apt', 'apt’s cache of packages'],
    ['/var/cache/apk/APKINDEX.066df28d.tar.gz', '/var/cache/apk', 'apk’s cache'],
    ['/etc/apk/cache/curl-8.5.0-r0.apk', '/etc/apk/cache', 'apk’s cache'],
    ['/var/cache/dnf/ubi-9-baseos/repodata/primary.xml.gz', '/var/cache/dnf', 'dnf’s cache'],
    ['/var/cache/libdnf5/fedora-1/solv/fedora.solv', '/var/cache/libdnf5', 'dnf’s cache'],
    ['/var/cache/yum/x86_64/7/base/primary.sqlite', '/var/cache/yum', 'yum’s cache'],
    ['/var/cache/tdnf/photon/repodata/x.xml', '/var/cache/tdnf', 'tdnf’s cache'],
    ['/var/cache/zypp/solv/repo-oss/solv', '/var/cache/zypp/solv', 'zypper’s cache'],
    ['/var/cache/zypp/packages/repo/x86_64/curl.rpm', '/var/cache/zypp/packages', 'zypper’s cache'],
    ['/var/cache/pacman/pkg/curl-8.5-1.pkg.tar.zst', '/var/cache/pacman/pkg', 'pacman’s downloaded packages'],
    ['/root/.cache/pip/http-v2/a/b/c', '/root/.cache/pip', 'pip’s cache'],
    ['/.cache/pip/selfcheck/x.json', '/.cache/pip', 'pip’s cache'],
    ['/home/app/.cache/pip/wheels/a.whl', '/home/app/.cache/pip', 'pip’s cache'],
    ['/root/.cache/pypoetry/artifacts/a/b.whl', '/root/.cache/pypoetry/artifacts', 'Poetry’s cache'],
    ['/root/.cache/pypoetry/cache/repositories/x', '/root/.cache/pypoetry/cache', 'Poetry’s cache'],
    ['/root/.cache/uv/wheels-v1/pypi/x/y.msgpack', '/root/.cache/uv', 'uv’s cache'],
    ['/root/.cache/pipenv/depcache-py3.json', '/root/.cache/pipenv', 'Pipenv’s cache'],
    ['/root/.npm/_cacache/content-v2/sha512/ab/cd', '/root/.npm/_cacache', 'npm’s cache'],
    ['/root/.npm/_logs/2024-debug-0.log', '/root/.npm/_logs', 'npm’s logs'],
    ['/root/.npm/_npx/5f/node_modules/cowsay/index.js', '/root/.npm/_npx', 'packages that npx ran'],
    ['/usr/local/share/.cache/yarn/v6/npm-a/node_modules/a/x.js', '/usr/local/share/.cache/yarn', 'Yarn’s cache'],
    ['/root/.local/share/pnpm/store/v10/files/00/ab', '/root/.local/share/pnpm/store', 'pnpm’s store'],
    ['/app/.pnpm-store/v3/files/00/ab', '/app/.pnpm-store', 'pnpm’s store'],
    ['/root/.cache/pnpm/metadata-v1.3/registry/a.json', '/root/.cache/pnpm', 'pnpm’s cache'],
    ['/pnpm/store/v10/files/00/ab', '/pnpm/store', 'pnpm’s store'],
    ['/root/.cache/node-gyp/22.1.0/include/node/node.h', '/root/.cache/node-gyp', 'node-gyp’s downloaded headers'],
    ['/root/.cache/go-build/00/0012-d', '/root/.cache/go-build', 'Go’s build cache'],
    ['/go/pkg/mod/github.com/x/y@v1.0.0/.git/x', '/go/pkg/mod', 'Go’s module cache'],
    ['/root/go/pkg/mod/cache/download/x/@v/list', '/root/go/pkg/mod', 'Go’s module cache'],
    ['/root/.cargo/registry/cache/index.crates.io-1/x.crate', '/root/.cargo/registry/cache', 'Cargo’s cache'],
    ['/usr/local/cargo/registry/src/index/x/lib.rs', '/usr/local/cargo/registry/src', 'Cargo’s cache'],
    ['/usr/local/cargo/git/db/x/HEAD', '/usr/local/cargo/git/db', 'Cargo’s cache'],
    ['/root/.m2/repository/org/x/x.jar', '/root/.m2/repository', 'Maven’s repository'],
    ['/home/gradle/.gradle/caches/modules-2/x.jar', '/home/gradle/.gradle/caches', 'Gradle’s caches'],
    ['/root/.gradle/wrapper/dists/gradle-8/x.zip', '/root/.gradle/wrapper/dists', 'Gradle’s downloads of itself'],
    ['/root/.composer/cache/files/x.zip', '/root/.composer/cache', 'Composer’s cache'],
    ['/root/.cache/composer/repo/x.json', '/root/.cache/composer', 'Composer’s cache'],
    ['/root/.bundle/cache/compact_index/x', '/root/.bundle/cache', 'Bundler’s cache'],
    ['/tmp/pear/temp/redis/redis.c', '/tmp/pear', 'PECL’s downloads'],
    ['/root/.cpanm/build.log', '/root/.cpanm', 'cpanm’s work directory'],
    ['/root/.cache/pre-commit/repo1/.git/HEAD', '/root/.cache/pre-commit', 'pre-commit’s cache'],
  ])('%s', (path, root, name) => {
    expect(kindOf(path)).toEqual({ rule: 'package-cache', name, root })
  })

  test.each([
    ['/app/.yarn/cache/a.zip', ['/app/node_modules/.yarn-state.yml'], '/app/.yarn/cache'],
    ['/root/.yarn/berry/cache/a.zip', ['/app/node_modules/.yarn-state.yml'], '/root/.yarn/berry/cache'],
    ['/root/.bun/install/cache/a@1/x.js', ['/app/node_modules/a/x.js'], '/root/.bun/install/cache'],
    [
      '/tmp/poetry_cache/artifacts/a/b.whl',
      ['/tmp/poetry_cache/cache/repositories/PyPI/'],
      '/tmp/poetry_cache/artifacts',
    ],
    ['/var/poetry/cache/repositories/PyPI/_http/a', ['/var/poetry/artifacts/'], '/var/poetry/cache/repositories'],
    ['/tmp/cache/files/a/b.zip', ['/tmp/cache/repo/https---repo.packagist.org/'], '/tmp/cache/files'],
    ['/composer/cache/repo/https---repo.packagist.org/p.json', [], '/composer/cache/repo'],
    ['/opt/conda/pkgs/a-1.conda', ['/opt/conda/conda-meta/history'], '/opt/conda/pkgs'],
    ['/opt/mamba/pkgs/a/info/files', ['/opt/mamba/pkgs/urls.txt'], '/opt/mamba/pkgs'],
    ['/data/gopath/pkg/mod/x@v1/x.go', ['/data/gopath/pkg/mod/cache/download/x'], '/data/gopath/pkg/mod'],
    [
      '/usr/local/bundle/ruby/3.3.0/cache/rack-3.gem',
      ['/usr/local/bundle/ruby/3.3.0/specifications/rack-3.gemspec'],
      '/usr/local/bundle/ruby/3.3.0/cache',
    ],
    ['/var/lib/gems/3.1.0/cache/a.gem', ['/var/lib/gems/3.1.0/specifications/'], '/var/lib/gems/3.1.0/cache'],
  ])('%s beside %j', (path, others, root) => {
    expect(kindOf(path, others)).toMatchObject({ rule: 'package-cache', root })
  })
})

describe('packages of NuGet', () => {
  const PACKAGE = '/root/.nuget/packages/x/1.0.0/lib/net8.0/x.dll'
  const published = ['/app/api.dll', '/app/api.runtimeconfig.json']

  test.each(['dotnet api.dll', 'dotnet /app/api.dll --urls http://+:80', '/bin/sh -c dotnet ./api.dll'])(
    'are not needed by %s',
    (command) => expect(kindOf(PACKAGE, published, command)).toMatchObject({ root: '/root/.nuget/packages' }),
  )

  test.each([
    ['dotnet run', published],
    ['sh -c "dotnet ef database update && dotnet api.dll"', published],
    ['dotnet exec --additionalprobingpath /root/.nuget/packages /app/api.dll', published],
    ['dotnet api.dll', []],
    ['dotnet api.dll', [...published, '/app/api.runtimeconfig.dev.json']],
    ['/app/api', published],
  ])('may be needed by %s with %j', (command, others) => {
    expect(kindOf(PACKAGE, others, command)).toBeNull()
  })
})

const POETRY = ['/tmp/poetry_cache/artifacts/', '/tmp/poetry_cache/cache/repositories/PyPI/']

describe('what only looks like it', () => {
  test.each([
    ['/var/lib/apt/lists/lock'],
    ['/var/cache/apt/archives/lock'],
    ['/var/lib/apt/extended_states'],
    ['/var/lib/apt/listsx/y'],
    ['/srv/var/lib/apt/lists/x'],
    ['/lib/apk/db/installed'],
    ['/var/cache/dnf/expired_repos.json'],
    ['/var/cache/yum/timedhosts'],
    ['/var/cache/zypp/solv/@System/solv'],
    ['/var/cache/ldconfig/aux-cache'],
    ['/var/cache/debconf/templates.dat'],
    ['/root/.cache/pypoetry/virtualenvs/app-py3.12/lib/python3.12/site-packages/x.py'],
    ['/root/.cache/uv/environments-v2/script-1/bin/python'],
    ['/root/.cache/ms-playwright/chromium-1/chrome'],
    ['/root/.cache/puppeteer/chrome/linux/chrome'],
    ['/root/.cache/Cypress/13/Cypress/Cypress'],
    ['/root/.cache/huggingface/hub/models--x/blobs/y'],
    ['/root/.cache/deno/npm/x'],
    ['/root/.cache/coursier/v1/x.jar'],
    ['/root/.cache/node/corepack/v1/pnpm/9/bin/pnpm.cjs'],
    ['/root/.nuget/packages/x/1.0.0/x.dll'],
    ['/tmp/poetry_cache/virtualenvs/app/lib/python3.12/site-packages/x.py', POETRY],
    ['/app/artifacts/a.bin', ['/app/cache/x/']],
    ['/app/cache/repositories/a', ['/app/artifacts/']],
    ['/app/cache/files/a.zip'],
    ['/tmp/cache/config.php', ['/tmp/cache/repo/https---repo.packagist.org/']],
    ['/tmp/pearl/x'],
    ['/root/.npmrc'],
    ['/app/.yarn/cache/a.zip'],
    ['/app/.yarn/releases/yarn-4.cjs', ['/app/node_modules/.yarn-state.yml']],
    ['/app/.yarn/cache/a.zip', ['/app/node_modules/.yarn-state.yml', '/app/.pnp.cjs']],
    ['/root/.yarn/berry/cache/a.zip'],
    ['/root/.yarn/berry/cache/a.zip', ['/app/.pnp.cjs', '/app/node_modules/.yarn-state.yml']],
    ['/root/.local/share/pnpm/store/v10/links/a/1/node_modules/a/x.js'],
    ['/root/.bun/install/cache/a@1/x.js'],
    ['/root/.bun/bin/bun', ['/app/node_modules/a/x.js']],
    ['/app/pkgs/a/x.js'],
    ['/opt/conda/pkgs/urls.txt', ['/opt/conda/conda-meta/history']],
    ['/app/pkg/mod/x.go'],
    ['/root/.cargo/bin/app'],
    ['/root/.gradle/gradle.properties'],
    ['/root/.m2/settings.xml'],
    ['/app/cache/rack-3.gem'],
    ['/usr/local/bundle/cache/rack/x.rb', ['/usr/local/bundle/specifications/']],
    ['/usr/local/lib/ruby/gems/3.3.0/cache/rbs-3.gem', ['/usr/local/lib/ruby/gems/3.3.0/specifications/']],
  ])('%s beside %j', (path, others: readonly string[] = []) => {
    expect(kindOf(path, others)).toBeNull()
  })

  test.each([
    ['/go/pkg/mod/x@v1/x.go', 'go run .'],
    ['/root/.cache/go-build/00/x-d', '/usr/local/go/bin/go run ./cmd/app'],
    ['/root/.cargo/registry/src/i/x/lib.rs', 'cargo run --release'],
    ['/root/.m2/repository/org/x/x.jar', './mvnw spring-boot:run'],
    ['/root/.m2/repository/org/x/x.jar', 'java -cp /root/.m2/repository/org/x/x.jar Main'],
    ['/root/.gradle/caches/x.jar', 'sh -c "./gradlew bootRun"'],
    ['/root/.npm/_npx/1/node_modules/x/y.js', 'npx serve'],
    ['/root/.cache/uv/archive-v0/x/y.py', 'uvx ruff'],
    ['/root/.cache/pnpm/dlx/x/y.js', 'pnpm dlx serve'],
  ])('%s where the command is %s', (path, command) => {
    expect(kindOf(path, [], command)).toBeNull()
  })
})
