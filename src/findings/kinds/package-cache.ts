import { parentOf } from '../../posix-path.js'
import { hasInUsualPlace } from './application.js'
import { tableRule, type ByDirectory, type Row } from './directory-table.js'
import { runsPublishedDotnet } from './dotnet.js'
import type { ImageFiles } from './file-kind.js'

const GO = ['go', 'air', 'dlv', 'gopls', 'gotestsum', 'wgo']
const CARGO = ['cargo', 'rustc', 'bacon']
const MAVEN = ['mvn', 'mvnw', 'mvnd']
const GRADLE = ['gradle', 'gradlew']

/** What package managers of distributions keep of what they fetched. */
const SYSTEM: readonly Row[] = [
  { at: '/var/lib/apt/lists', name: 'apt’s package lists', except: /^lock$/ },
  { at: '/var/cache/apt', name: 'apt’s cache of packages', except: /^lock$/ },
  { at: '/var/cache/apk', name: 'apk’s cache' },
  { at: '/etc/apk/cache', name: 'apk’s cache' },
  // What is left after `clean all` is their bookkeeping.
  { at: '/var/cache/dnf', name: 'dnf’s cache', except: /^(?:expired_repos|tempfiles)\.json$|\.pid$/ },
  { at: '/var/cache/libdnf5', name: 'dnf’s cache' },
  { at: '/var/cache/yum', name: 'yum’s cache', except: /^(?:timedhosts(?:\.txt)?|\.gpgkeyschecked\.yum)$/ },
  { at: '/var/cache/tdnf', name: 'tdnf’s cache' },
  { at: '/var/cache/zypp/raw', name: 'zypper’s cache' },
  { at: '/var/cache/zypp/packages', name: 'zypper’s cache' },
  { at: '/var/cache/zypp/solv', name: 'zypper’s cache', outside: /^@System/ },
  { at: '/var/cache/pacman/pkg', name: 'pacman’s downloaded packages' },
  { at: '/var/lib/pacman/sync', name: 'pacman’s package lists' },
]

const PYTHON: readonly Row[] = [
  { at: '.cache/pip', name: 'pip’s cache' },
  // Beside these two lie the virtual environments, which are the program.
  { at: '.cache/pypoetry/cache', name: 'Poetry’s cache' },
  { at: '.cache/pypoetry/artifacts', name: 'Poetry’s cache' },
  // POETRY_CACHE_DIR may be anywhere.
  {
    at: 'cache/repositories',
    name: 'Poetry’s cache',
    where: (root, image) => isOfPoetry(parentOf(parentOf(root)), image),
  },
  { at: 'artifacts', name: 'Poetry’s cache', where: (root, image) => isOfPoetry(parentOf(root), image) },
  // Scripts with their requirements in a comment run from `environments-v2`; `uvx` and `uv run --with` from the rest.
  { at: '.cache/uv', name: 'uv’s cache', outside: /^environments-v/, usedBy: ['uvx', '--with', '--script', 'tool'] },
  { at: '.cache/pipenv', name: 'Pipenv’s cache' },
  { at: '.cache/pdm/http', name: 'PDM’s cache' },
  { at: '.cache/pdm/wheels', name: 'PDM’s cache' },
  { at: 'pkgs', name: 'conda’s package cache', except: /^urls(?:\.txt)?$/, where: isCondaCache },
]

const NODE: readonly Row[] = [
  { at: '.npm/_cacache', name: 'npm’s cache', usedBy: ['npx'] },
  { at: '.npm/_prebuilds', name: 'npm’s downloaded binaries' },
  { at: '.npm/_logs', name: 'npm’s logs' },
  { at: '.npm/_npx', name: 'packages that npx ran', usedBy: ['npx', 'exec'] },
  { at: '.cache/yarn', name: 'Yarn’s cache' },
  { at: '.yarn-cache', name: 'Yarn’s cache' },
  // With Plug'n'Play the archives are what runs: only where node_modules was written from them they have done their work.
  { at: '.yarn/cache', name: 'Yarn’s cache', where: isUnpackedByYarn },
  { at: '.yarn/berry/cache', name: 'Yarn’s global cache', where: isUnpackedSomewhere },
  { at: '.local/share/pnpm/store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
  { at: '.pnpm-store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
  { at: '/pnpm/store', name: 'pnpm’s store', outside: /(?:^|\/)links(?:\/|$)/ },
  { at: '.cache/pnpm', name: 'pnpm’s cache', usedBy: ['dlx', 'pnpx'] },
  // Without node_modules Bun runs packages from there.
  { at: '.bun/install/cache', name: 'Bun’s cache', where: (_, image) => hasInUsualPlace('node_modules', image) },
  { at: '.cache/node-gyp', name: 'node-gyp’s downloaded headers' },
  { at: '.node-gyp', name: 'node-gyp’s downloaded headers' },
  { at: '.cache/electron', name: 'Electron’s downloads' },
]

const COMPILED: readonly Row[] = [
  { at: '.cache/go-build', name: 'Go’s build cache', usedBy: GO },
  { at: 'pkg/mod', name: 'Go’s module cache', where: isModuleCache, usedBy: GO },
  ...['.cargo', 'cargo'].flatMap((home) =>
    ['registry/cache', 'registry/src', 'registry/index', 'git/db', 'git/checkouts'].map((part): Row => ({
      at: `${home}/${part}`,
      name: 'Cargo’s cache',
      usedBy: CARGO,
    })),
  ),
  { at: '.cache/ccache', name: 'ccache’s cache' },
  { at: '.ccache', name: 'ccache’s cache' },
  { at: '.cache/sccache', name: 'sccache’s cache' },
]

const JVM: readonly Row[] = [
  { at: '.m2/repository', name: 'Maven’s repository', where: isNotRunFrom('.m2'), usedBy: MAVEN },
  { at: '.m2/wrapper/dists', name: 'Maven’s downloads of itself', where: isNotRunFrom('.m2'), usedBy: MAVEN },
  { at: '.gradle/caches', name: 'Gradle’s caches', where: isNotRunFrom('.gradle'), usedBy: GRADLE },
  { at: '.gradle/wrapper/dists', name: 'Gradle’s downloads of itself', usedBy: GRADLE },
  { at: '.ivy2/cache', name: 'Ivy’s cache', where: isNotRunFrom('.ivy2'), usedBy: ['sbt', 'ant'] },
]

const OTHERS: readonly Row[] = [
  { at: '.composer/cache', name: 'Composer’s cache' },
  { at: '.cache/composer', name: 'Composer’s cache' },
  // COMPOSER_HOME may be anywhere, and is /tmp in Composer's own image.
  ...['files', 'repo', 'vcs'].map((part): Row => ({
    at: `cache/${part}`,
    name: 'Composer’s cache',
    where: (root, image) => image.hasDirectory(`${parentOf(root)}/repo/https---repo.packagist.org`),
  })),
  { at: '/tmp/pear', name: 'PECL’s downloads', usedBy: ['pecl', 'pear'] },
  { at: '.cpanm', name: 'cpanm’s work directory', usedBy: ['cpanm'] },
  { at: 'cache', name: 'archives of installed gems', direct: true, only: /\.gem$/, where: isGemCache },
  { at: '.bundle/cache', name: 'Bundler’s cache' },
  { at: '.cache/pre-commit', name: 'pre-commit’s cache', usedBy: ['pre-commit'] },
  { at: '.cache/Homebrew', name: 'Homebrew’s cache' },
  { at: '.local/share/NuGet/http-cache', name: 'NuGet’s cache' },
  { at: '.local/share/NuGet/v3-cache', name: 'NuGet’s cache' },
  { at: '.nuget/packages', name: 'NuGet’s packages', where: (_, image) => runsPublishedDotnet(image) },
  { at: '.hex/packages', name: 'Hex’s cache' },
]

/**
 * What package managers keep of what they fetched or built, in any home directory. Left alone is what programs run from
 * although it is called a cache: browsers of Playwright, Puppeteer and Cypress, Deno's modules, Coursier's jars, Bazel's
 * outputs, models; NuGet's packages, unless the program has its own beside it.
 */
export function packageCache(image: ImageFiles): ByDirectory {
  return tableRule('package-cache', [...SYSTEM, ...PYTHON, ...NODE, ...COMPILED, ...JVM, ...OTHERS], image)
}

/** conda puts `urls.txt` into its cache, and `conda-meta` beside it where the base environment is. */
function isCondaCache(root: string, image: ImageFiles): boolean {
  return image.hasFile(`${root}/urls.txt`) || image.hasDirectory(`${parentOf(root)}/conda-meta`)
}

/** Older ones write the index's name in small letters. */
function isOfPoetry(cache: string, image: ImageFiles): boolean {
  const has = (part: string): boolean => image.hasDirectory(`${cache}/${part}`)
  return has('artifacts') && (has('cache/repositories/PyPI') || has('cache/repositories/pypi'))
}

function isUnpackedByYarn(root: string, image: ImageFiles): boolean {
  const project = parentOf(parentOf(root))
  return image.hasFile(`${project}/node_modules/.yarn-state.yml`) && !image.hasFile(`${project}/.pnp.cjs`)
}

function isUnpackedSomewhere(_: string, image: ImageFiles): boolean {
  return hasInUsualPlace('node_modules/.yarn-state.yml', image) && !hasInUsualPlace('.pnp.cjs', image)
}

/** `GOPATH` may be anywhere (`go help modules`): the downloads tell. */
function isModuleCache(root: string, image: ImageFiles): boolean {
  return image.hasDirectory(`${root}/cache/download`) || root.endsWith('/go/pkg/mod')
}

function isNotRunFrom(directory: string): (root: string, image: ImageFiles) => boolean {
  return (_, { command }) => !command.includes(`${directory}/`)
}

/** Ruby's own bundled gems are in its official images as `make install` leaves them. */
function isGemCache(root: string, image: ImageFiles): boolean {
  const gems = parentOf(root)
  return image.hasDirectory(`${gems}/specifications`) && !gems.startsWith('/usr/local/lib/ruby/gems/')
}
