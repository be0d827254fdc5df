import { baseName } from '../../posix-path.js'
import { isOwnCode } from './application.js'
import { commandNames, commandWords } from './command-names.js'
import { firstKind, tableRule, type ByDirectory, type ByName, type Row } from './directory-table.js'
import { runsPublishedDotnet } from './dotnet.js'
import type { ImageFiles } from './file-kind.js'

/** Commands that run TypeScript itself, or that watch sources. */
const RUNS_TYPESCRIPT = [
  ...['ts-node', 'ts-node-esm', 'ts-node-dev', 'ts-node-script', 'tsnd', 'tsx', 'tsc', 'tsc-watch', 'tsup', 'esno'],
  ...['bun', 'bunx', 'deno', 'vite', 'vite-node', 'nodemon', 'swc-node', 'jiti', 'babel-node', 'dev', 'watch'],
  ...['start:dev', 'start:debug', 'storybook'],
]
const RUNS_RUST = ['cargo', 'rustc', 'bacon', 'trunk', 'make']
const RUNS_JVM = [
  'mvn',
  'mvnw',
  'mvnd',
  'gradle',
  'gradlew',
  'sbt',
  'ant',
  'lein',
  'kotlinc',
  'kotlin',
  'groovy',
  'make',
]

/** Programs that run others, or that are handed a script. */
const NOT_COMPILED =
  /^(?:[bd]?a?sh|zsh|ksh|env|exec|tini|dumb-init|gosu|su-exec|catatonit|runuser|sudo|nice|node|nodejs|npm|npx|yarn|pnpm|bun|deno|python[\d.]*|ruby[\d.]*|bundle|rails|puma|perl|php[\w.-]*|java|dotnet|gunicorn|uvicorn|supervisord|docker-entrypoint)$/

const PATHS = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/go/bin',
  '/root/go/bin',
  '/usr/local/cargo/bin',
  '/root/.cargo/bin',
]

/** Where compilers of TypeScript usually write. */
const OUTPUTS = ['dist', 'build', 'lib', 'out'] as const

/** What cargo makes on its way to a program. */
const CARGO_PARTS = ['deps', 'build', 'incremental', 'examples', '.fingerprint'] as const

const CARGO_TARGET: readonly Row[] = CARGO_PARTS.flatMap((part) => [
  { at: `target/*/${part}`, up: 2 },
  { at: `target/*/*/${part}`, up: 3 },
]).map((row): Row => ({
  ...row,
  name: 'Cargo’s build artefacts',
  // Programs may have been linked to these.
  except: /\.so(?:\.|$)/,
  where: (target, image) => image.hasFile(`${target.slice(0, -'/target'.length)}/Cargo.toml`),
  usedBy: RUNS_RUST,
}))

/** What CMake's build systems compile into, in each directory of a build; its programs lie beside it. */
const CMAKE_FILES: Row = {
  at: 'CMakeFiles',
  up: 1,
  name: 'CMake’s build artefacts',
  except: /\.so(?:\.|$)/,
  where: (directory, image) => image.nearest(directory, ['CMakeCache.txt'], true) !== null,
  usedBy: ['cmake', 'ctest', 'make', 'ninja'],
}

/** Sources, and what lies between them and the program, where the program itself is there and the command runs it. */
export function compiledSources(image: ImageFiles): ByDirectory {
  const names = commandNames(image.mayRun)
  const free = (tools: readonly string[]): boolean => !tools.some((tool) => names.has(tool))
  const rules = [
    ...(/\/(?:deps|build|examples)\//.test(image.mayRun) ? [] : [tableRule('sources', CARGO_TARGET, image)]),
    tableRule('sources', [CMAKE_FILES], image),
    ...(free(RUNS_TYPESCRIPT) && !/\.[cm]?tsx?(?:["'\s]|$)/.test(image.mayRun) ? [typeScript(image)] : []),
    ...LANGUAGES.flatMap((language) => (free(language.tools) ? [ofProgram(image, language)] : [])),
    ...(free(RUNS_JVM) ? [jvm(image)] : []),
    ...(runsPublishedDotnet(image) ? [dotnet(image)] : []),
  ]
  return (directory) => {
    const found = rules.flatMap((rule) => rule(directory) ?? [])
    return found.length === 0 ? null : (name) => firstKind(found, name)
  }
}

/** A file below `src` whose JavaScript lies at the same place below one of the outputs. */
function typeScript(image: ImageFiles): ByDirectory {
  return (directory) => {
    if (!/\/src(?:\/|$)/.test(directory) || !isOwnCode(directory)) return null
    const project = projectOf(directory, image)
    if (project === null) return null
    const rest = directory.slice(`${project}/src`.length)
    const outputs = OUTPUTS.flatMap((output) => [`${project}/${output}${rest}`, `${project}/${output}/src${rest}`])
    const present = outputs.filter((output) => image.hasDirectory(output))
    return present.length === 0 ? null : typeScriptByName(`${project}/src`, present, image)
  }
}

function typeScriptByName(root: string, outputs: readonly string[], image: ImageFiles): ByName {
  return (name) => {
    const stem = /^(.+?)(?<!\.d)\.[cm]?tsx?$/.exec(name)?.[1]
    if (stem === undefined) return null
    const isCompiled = outputs.some((output) =>
      ['.js', '.mjs', '.cjs', '.jsx'].some((extension) => image.hasFile(`${output}/${stem}${extension}`)),
    )
    return isCompiled ? { rule: 'sources', name: 'TypeScript sources', root } : null
  }
}

/** The directory with a `package.json` and the `src` that a directory is in. */
function projectOf(directory: string, image: ImageFiles): string | null {
  const segments = directory.split('/')
  const above = segments.flatMap((segment, at) =>
    segment === 'src' && at > 0 ? [segments.slice(0, at).join('/')] : [],
  )
  return above.find((project) => image.hasFile(`${project}/package.json`)) ?? null
}

/** A language that no runtime reads. */
interface Language {
  readonly name: string
  readonly only: RegExp
  readonly manifests: readonly string[]
  /** Commands that compile it, or that watch sources. */
  readonly tools: readonly string[]
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Go sources',
    only: /\.go$/,
    manifests: ['go.mod'],
    tools: ['go', 'air', 'dlv', 'gopls', 'wgo', 'gow', 'reflex', 'CompileDaemon', 'mage', 'make'],
  },
  { name: 'Rust sources', only: /\.rs$/, manifests: ['Cargo.toml'], tools: RUNS_RUST },
  {
    name: 'C and C++ sources and object files',
    only: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inl|S|o|lo|a|la)$/,
    manifests: ['Makefile', 'makefile', 'GNUmakefile', 'CMakeLists.txt', 'meson.build', 'configure', 'configure.ac'],
    tools: ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'tcc', 'make', 'cmake', 'ctest', 'ninja', 'meson', 'gdb'],
  },
]

/** Sources of such a language, where the command runs a program that is no script. */
function ofProgram(image: ImageFiles, { name, only, manifests }: Language): ByDirectory {
  return (directory) => {
    // Modules that `go mod vendor` copied are sources like the others.
    const own = isOwnCode(directory.replace(/\/vendor(?:\/.*)?$/s, ''))
    return own
      ? lazily(only, () => {
          const root = image.nearest(directory, manifests, true)
          return root !== null && runsProgram(root, image) ? { rule: 'sources', name, root } : null
        })
      : null
  }
}

function jvm(image: ImageFiles): ByDirectory {
  return (directory) => {
    if (!/\/src\//.test(directory) || !isOwnCode(directory)) return null
    return lazily(/\.(?:java|kts?|scala|groovy)$/, () => {
      const root = image.nearest(directory, ['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'], true)
      return root !== null && isJvmCompiled(root, image)
        ? { rule: 'sources', name: 'Java and Kotlin sources', root }
        : null
    })
  }
}

/** What NuGet writes into `obj` says where a project begins: the project's own file may have any name. */
function dotnet(image: ImageFiles): ByDirectory {
  return (directory) => {
    if (!isOwnCode(directory)) return null
    return lazily(/\.cs$/, () => {
      const root = image.nearest(directory, ['obj/project.assets.json'], true)
      return root === null ? null : { rule: 'sources', name: 'C# sources', root }
    })
  }
}

/** Asks what the directory has to do with it once, and only when a file has such a name. */
function lazily(only: RegExp, find: () => ReturnType<ByName>): ByName {
  let kind: ReturnType<ByName> | undefined
  return (name) => {
    if (!only.test(name)) return null
    if (kind === undefined) kind = find()
    return kind
  }
}

function isJvmCompiled(project: string, image: ImageFiles): boolean {
  const outputs = ['target/classes', 'build/classes', 'build/libs', 'build/install']
  return (
    outputs.some((output) => image.hasDirectory(`${project}/${output}`)) ||
    commandWords(image.command).some((word) => word.endsWith('.jar') && isThere(word, project, image))
  )
}

function runsProgram(project: string, image: ImageFiles): boolean {
  return commandWords(image.command).some((word) => {
    const name = baseName(word)
    if (word.startsWith('-') || name.includes('.') || NOT_COMPILED.test(name)) return false
    return isThere(word, project, image) || (name === word && PATHS.some((path) => image.hasFile(`${path}/${name}`)))
  })
}

/** A path of the command, from the root or from the project, where the command usually runs. */
function isThere(word: string, project: string, image: ImageFiles): boolean {
  return image.hasFile(word.startsWith('/') ? word : `${project}/${word.replace(/^\.\//, '')}`)
}
