import type { FoundFiles } from './found-files.js'
import { commandsOf, quote, withFlag } from './instruction-text.js'

/** Programs that install packages of a distribution. */
export const INSTALLERS = ['apt-get', 'apt', 'apk', 'dnf', 'dnf5', 'microdnf', 'yum', 'zypper', 'pacman'] as const

const INSTALLING = /\s(?:install|groupinstall|localinstall|reinstall|build-dep|add|in|-S\w*|--sync)(?=\s|$)/

/** The commands of a RUN that install packages of a distribution. */
export function installsOf(text: string): readonly string[] {
  return commandsOf(text, INSTALLERS).filter((command) => INSTALLING.test(command))
}

/** Packages that are, need or recommend gcc or clang, with what comes along: `npm` does on Debian, as does `python3-pip`. */
const COMPILERS =
  /^(?:gcc|g\+\+|cpp|cc|clang|llvm|lld|binutils|gfortran|gnat|tcc|build-|base-devel|alpine-sdk|development|libtool|cmake|make|automake|autoconf|ccache|golang|gccgo|go|rust|cargo|ghc|python\d*-pip|r-base|npm|node-gyp|ruby-full|dkms|dpkg-dev|devscripts|debhelper|linux-headers|kernel-devel)/
const DEVELOPMENT = /-(?:dev|devel|headers|static|libs-static)(?:[=:<>~].*)?$/

/** By the kind's name, what packages are called that bring such tools; the likeliest first. */
const PACKAGES: ReadonlyMap<string, readonly RegExp[]> = new Map<string, readonly RegExp[]>([
  ['compilers and linkers', [COMPILERS]],
  [
    'build systems',
    [/^(?:c?make|ninja|meson|scons|auto|libtool|bison|flex|pkg-?conf|swig|[ny]asm|re2c)/, COMPILERS, DEVELOPMENT],
  ],
  ['LLVM', [/^(?:clang|llvm|lld)/]],
  ['C and C++ headers', [DEVELOPMENT, COMPILERS]],
  ['kernel headers', [/^(?:linux|kernel)-/, /^dkms/]],
  ['static libraries', [DEVELOPMENT, COMPILERS]],
  ['Debian’s package builder', [/^(?:dpkg-dev|devscripts|debhelper|packaging-dev|build-essential)/, COMPILERS]],
  ['the Go toolchain', [/^(?:golang|gccgo|go)(?![a-z])/]],
  ['the Rust toolchain', [/^(?:rust|cargo)/]],
  ['the .NET SDK', [/^dotnet/]],
  ['Maven', [/^maven/]],
  ['Gradle', [/^gradle/]],
])

/** How a RUN that brought build tools is to do without; `stage` is what one that builds may be called. */
export function toolsAdvice({ name }: FoundFiles, text: string, stage: string): string {
  const installs = installsOf(text)
  if (name.startsWith('the JDK')) {
    const [runtime] = installs.flatMap((command) => jreOf(command) ?? [])
    if (runtime !== undefined) return `Install ${quote(runtime)} in place of it, and compile in an earlier stage.`
    return `Compile in an earlier stage, and install a JRE here.`
  }
  const command = bringing(name, installs)
  const recommending = command === null ? undefined : recommendingIn(command, name)
  if (command !== null && recommending !== undefined) {
    return `They are only recommended, by ${quote(recommending)}: ${withFlag([command], /\sinstall(?=\s|$)/, '--no-install-recommends')}. What has to be compiled all the same, build in an earlier stage.`
  }
  const brings = command === null ? '' : `${quote(command, 50)} brings them. `
  if (command?.startsWith('apk ') === true && !text.includes('apk del')) {
    return `${brings}Build in an earlier stage, or install them with \`apk add --virtual .build-deps …\` and end the same \`RUN\` with \`apk del .build-deps\`.`
  }
  return `${brings}Build in an earlier stage and take only the result from it: \`COPY --from=${stage} …\`.`
}

/** The one of these commands whose packages are called so; null where none is, as where a script brought the tools. */
function bringing(name: string, installs: readonly string[]): string | null {
  for (const packages of PACKAGES.get(name) ?? []) {
    const command = installs.find((one) =>
      one.split(' ').some((word, at) => at > 0 && packages.test(word.replace(/^["'@]+/, '').toLowerCase())),
    )
    if (command !== undefined) return command
  }
  return null
}

/** Debian's packages that recommend build-essential themselves, or through what they need. */
const RECOMMENDING = /^(?:python\d*-pip|npm|node-gyp|ruby-full|ruby-dev|r-base(?:-core)?)$/

/** A package that brings compilers only as apt takes what it recommends; none where a command names some as well. */
function recommendingIn(command: string, name: string): string | undefined {
  if (!/^apt(?:-get)?\s/.test(command) || command.includes('-recommends')) return undefined
  const words = command.split(' ').slice(1)
  const packages = words.map((word) => word.replace(/[=/].*$/, '')).filter((word) => !word.startsWith('-'))
  const others = packages.filter((word) => !RECOMMENDING.test(word)).join(' ')
  return bringing(name, [`${command.split(' ', 1)[0] ?? ''} ${others}`]) === null
    ? packages.find((word) => RECOMMENDING.test(word))
    : undefined
}

/** The package of the runtime to a JDK's package, as Debian, Alpine and Fedora name them. */
function jreOf(command: string): string | null {
  const debian = /\b((?:openjdk-\d+|default)-)jdk((?:-headless)?)(?=\s|$)/.exec(command)
  if (debian !== null) return `${debian[1] ?? ''}jre${debian[2] ?? ''}`
  const alpine = /\b(openjdk\d+)(?:-jdk)?(?=\s|$)/.exec(command)
  if (alpine !== null) return `${alpine[1] ?? ''}-jre`
  const fedora = /\b(java-[\w.]+-(?:openjdk|amazon-corretto))-devel(?=\s|$)/.exec(command)
  return fedora === null ? null : `${fedora[1] ?? ''}-headless`
}
