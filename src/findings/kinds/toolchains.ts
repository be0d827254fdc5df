import type { Row } from './directory-table.js'
import { runsDotnetSdk } from './dotnet.js'
import type { ImageFiles } from './file-kind.js'

const GO = ['go', 'gofmt', 'air', 'dlv', 'gopls', 'gotestsum', 'golangci-lint', 'wgo']
const RUST_PROGRAM =
  /^(?:rustc|rustdoc|rustup|rustfmt|cargo|cargo-(?:fmt|clippy|miri)|clippy-driver|rls|rust-(?:analyzer|gdb|gdbgui|lldb))$/
const RUST = [RUST_PROGRAM, 'bacon', 'trunk']
const JDK_PROGRAM =
  /^(?:javac|javadoc|javah|javap|jar|jarsigner|jdb|jdeps|jdeprscan|jlink|jmod|jpackage|jshell|jimage|jconsole|jnativescan|serialver|extcheck|rmic|wsgen|wsimport|xjc|schemagen)$/
const JAVA = [
  ...['mvn', 'mvnw', 'mvnd', 'gradle', 'gradlew', 'ant', 'sbt', 'lein', 'mill', 'bazel', 'kotlinc', 'scalac'],
  ...[JDK_PROGRAM, 'spring-boot:run'],
]

/**
 * What of a JDK no JRE has. `jcmd`, `jstack` and the like are left alone: small, and of use in production. So is
 * `lib/modules`, whose part for compilers is not a file of its own.
 */
const JDK: readonly Row[] = [
  ...['jmods', 'include', 'demo', 'sample', 'man'].map((at) => jdk({ at, up: 1 })),
  jdk({ at: 'lib', up: 1, direct: true, only: /^(?:src\.zip|ct\.sym|(?:tools|dt|jconsole|sa-jdi)\.jar)$/ }),
  jdk({
    at: 'bin',
    up: 1,
    direct: true,
    only: JDK_PROGRAM,
  }),
  // At the top, up to Java 8.
  jdk({ at: '/usr/lib/jvm/*', direct: true, only: /^src\.zip$/ }),
]

function jdk(row: Pick<Row, 'at' | 'up' | 'direct' | 'only'>): Row {
  return { ...row, name: 'the JDK’s development parts', where: isJdk, usedBy: JAVA }
}

const DOTNET: readonly Row[] = ['sdk', 'sdk-manifests', 'templates', 'packs'].flatMap((part) =>
  ['dotnet', '.dotnet'].map((home): Row => ({
    at: `${home}/${part}`,
    up: 1,
    name: 'the .NET SDK',
    where: isUnusedDotnetSdk,
  })),
)

/** Toolchains that lie in directories of their own. */
export const TOOLCHAINS: readonly Row[] = [
  // Programs look for time zones in GOROOT (package time), and images copy that file to the very place.
  ...['/usr/local/go', '/usr/lib/go', '/usr/lib/go-*', '/usr/lib/golang', '/usr/share/go-*', '/opt/go', 'sdk/go1*'].map(
    (at): Row => ({ at, name: 'the Go toolchain', outside: /^lib\/time(?:\/|$)/, where: hasGo, usedBy: GO }),
  ),
  // As copied out of there; distributions have links.
  ...['/usr/bin', '/usr/local/bin'].map((at): Row => ({
    at,
    name: 'the Go toolchain',
    direct: true,
    only: /^(?:go|gofmt)$/,
    usedBy: GO,
  })),
  ...['.rustup', '/usr/local/rustup', '/usr/lib/rustlib'].map((at): Row => ({
    at,
    name: 'the Rust toolchain',
    usedBy: RUST,
  })),
  ...['.cargo/bin', '/usr/local/cargo/bin', '/usr/bin', '/usr/local/bin'].map((at): Row => ({
    at,
    name: 'the Rust toolchain',
    direct: true,
    // Programs of the user's own are installed to the same place.
    only: RUST_PROGRAM,
    usedBy: RUST,
  })),
  { at: '/usr/lib', name: 'the Rust toolchain', direct: true, only: /^librustc_driver-.*\.so$/, usedBy: RUST },
  ...JDK,
  ...DOTNET,
  javaBuilder('.sdkman/candidates/maven/*', 'Maven', 'mvn'),
  javaBuilder('.sdkman/candidates/gradle/*', 'Gradle', 'gradle'),
  ...['/usr/share', '/opt', '/usr/local'].flatMap((at) => [
    ...[`${at}/maven`, `${at}/apache-maven-*`].map((one) => javaBuilder(one, 'Maven', 'mvn')),
    ...[`${at}/gradle`, `${at}/gradle-*`].map((one) => javaBuilder(one, 'Gradle', 'gradle')),
  ]),
]

function javaBuilder(at: string, name: string, program: string): Row {
  return { at, name, where: (root, image) => image.hasFile(`${root}/bin/${program}`), usedBy: JAVA }
}

/** Debian has Go's sources below /usr/share and its programs below /usr/lib. */
function hasGo(root: string, image: ImageFiles): boolean {
  return image.hasFile(`${root.replace(/^\/usr\/share\//, '/usr/lib/')}/bin/go`)
}

/** Not a runtime that jlink has made, even where it has a compiler in it. */
function isJdk(root: string, image: ImageFiles): boolean {
  if (!image.hasFile(`${root}/bin/javac`)) return false
  return (
    image.hasDirectory(`${root}/jmods`) ||
    image.hasFile(`${root}/lib/tools.jar`) ||
    (image.hasFile(`${root}/bin/jlink`) && image.hasFile(`${root}/lib/modules`))
  )
}

function isUnusedDotnetSdk(root: string, image: ImageFiles): boolean {
  return image.hasFile(`${root}/dotnet`) && image.hasDirectory(`${root}/sdk`) && !runsDotnetSdk(image)
}
