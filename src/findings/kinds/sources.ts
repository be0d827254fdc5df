import { parentOf } from '../../posix-path.js'
import { isOwnCode, isProject } from './application.js'
import { commandNames } from './command-names.js'
import { compiledSources } from './compiled-sources.js'
import { firstKind, tableRule, type ByDirectory, type Row } from './directory-table.js'
import type { ImageFiles } from './file-kind.js'

const TEST_RUNNERS = [
  ...['test', 'tests', 'pytest', 'py.test', 'unittest', 'nose2', 'tox', 'nox', 'behave', 'jest', 'vitest', 'mocha'],
  ...['ava', 'tap', 'karma', 'jasmine', 'cypress', 'playwright', 'rspec', 'minitest', 'cucumber', 'phpunit', 'ctest'],
]

const VERSION_CONTROL: readonly Row[] = ['git', 'hg', 'svn', 'bzr'].map((program) => ({
  at: `.${program}`,
  name: 'version control data',
  usedBy: [program],
}))

const TOOLING: readonly Row[] = [
  ...['.github', '.gitlab', '.circleci', '.buildkite'].map((at) => ({ at, name: 'CI configuration' })),
  ...['.vscode', '.idea', '.fleet'].map((at) => ({ at, name: 'editor files' })),
  ...['.pytest_cache', '.mypy_cache', '.ruff_cache', '.nyc_output', '.tox', '.nox'].map((at) => ({
    at,
    name: 'what checks of the code left behind',
  })),
].map((row): Row => ({ ...row, where: (root) => isOwnCode(parentOf(root)) }))

const TESTS: readonly Row[] = [
  ...['test', 'tests'].map((at) => tests(at, (root, image) => isProject(parentOf(root), image))),
  ...['__tests__', '__mocks__', '__snapshots__'].map((at) => tests(at, isIn(['package.json']))),
  tests('testdata', isIn(['go.mod'])),
  // A specification may as well be what the program serves.
  tests('spec', (root, image) => isOwnCode(parentOf(root)) && isSpecs(root, image)),
  tests('src/test', (root, image) => isJvm(parentOf(parentOf(root)), image)),
]

function tests(at: string, where: NonNullable<Row['where']>): Row {
  return { at, name: 'tests', where }
}

interface NamedFiles {
  readonly only: RegExp
  readonly name: string
  /** One of these has to be beside or above; the root is there. Without it, the root is the file's own directory. */
  readonly below?: readonly string[]
}

const TOOLING_FILES: readonly NamedFiles[] = [
  {
    only: /^(?:\.gitlab-ci\.ya?ml|\.travis\.yml|\.drone\.yml|\.woodpecker\.ya?ml|\.?appveyor\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile)$/,
    name: 'CI configuration',
  },
  { only: /^(?:\.DS_Store|Thumbs\.db)$|\.sw[op]$/, name: 'editor files' },
]

const TEST_FILES: readonly NamedFiles[] = [
  { only: /\.(?:test|spec)\.[cm]?[jt]sx?$/, below: ['package.json'] },
  { only: /_test\.go$/, below: ['go.mod'] },
  { only: /_(?:spec|test)\.rb$/, below: ['Gemfile'] },
  // Helpers that are called so may be part of the program.
  {
    only: /^(?:test_(?!(?:utils?|helpers?|runner|settings)\.).+|.+_test|conftest)\.py$/,
    below: ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini', 'conftest.py'],
  },
].map((one) => ({ ...one, name: 'tests' }))

/**
 * What is there of a program besides the program: version control data anywhere; CI, editor and test files of the user's
 * own code; sources of what is there compiled. Other people's code keeps its tests: that is how it was published.
 */
export function sources(image: ImageFiles): ByDirectory {
  const withTests = runsTests(image.mayRun) ? [] : TESTS
  const table = tableRule('sources', [...VERSION_CONTROL, ...TOOLING, ...withTests], image)
  const files = namedFiles([...TOOLING_FILES, ...(withTests.length === 0 ? [] : TEST_FILES)], image)
  const compiled = compiledSources(image)
  return (directory) => {
    const rules = [table, files, compiled].flatMap((rule) => rule(directory) ?? [])
    return rules.length === 0 ? null : (name) => firstKind(rules, name)
  }
}

function namedFiles(rows: readonly NamedFiles[], image: ImageFiles): ByDirectory {
  return (directory) => {
    if (!isOwnCode(directory)) return null
    const roots = new Map<NamedFiles, string | null>()
    return (name) => {
      const row = rows.find(({ only }) => only.test(name))
      if (row === undefined) return null
      let root = roots.get(row)
      if (root === undefined) {
        root = row.below === undefined ? directory : image.nearest(directory, row.below, true)
        roots.set(row, root)
      }
      return root === null ? null : { rule: 'sources', name: row.name, root }
    }
  }
}

/** Whether a command of an image runs tests, by the names in it. */
export function runsTests(command: string): boolean {
  const names = commandNames(command)
  return TEST_RUNNERS.some((name) => names.has(name)) || /(?:^|[\s"'/:])(?:tests?|spec|__tests__)\//.test(command)
}

function isIn(manifests: readonly string[]): (root: string, image: ImageFiles) => boolean {
  return (root, image) => isOwnCode(parentOf(root)) && image.nearest(parentOf(root), manifests, true) !== null
}

function isSpecs(root: string, image: ImageFiles): boolean {
  return ['spec_helper.rb', 'rails_helper.rb', 'support/jasmine.json'].some((file) => image.hasFile(`${root}/${file}`))
}

function isJvm(project: string, image: ImageFiles): boolean {
  if (!isOwnCode(project)) return false
  return ['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'].some((file) =>
    image.hasFile(`${project}/${file}`),
  )
}
