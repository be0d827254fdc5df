import { parentOf } from '../../posix-path.js'
import { tableRule, type ByDirectory, type Row } from './directory-table.js'
import type { ImageFiles } from './file-kind.js'
import { TOOLCHAINS } from './toolchains.js'

/** `x86_64-linux-gnu-`, `x86_64-alpine-linux-musl-`, `x86_64-redhat-linux-`. */
const TRIPLET = String.raw`(?:\w+(?:-\w+)?-linux(?:-\w+)?-)?`
const VERSION = String.raw`(?:-\d+(?:\.\d+)*)?`

/** gcc, binutils and LLVM as distributions name them. `ar` and `strings` are left out: BusyBox has them as links to itself. */
const COMPILERS = [
  ...['gcc', String.raw`g\+\+`, String.raw`c\+\+`, 'cc', 'cpp', 'c89', 'c99', 'gfortran', 'gnat(?:make|bind|link)?'],
  ...['gcc-(?:ar|nm|ranlib)', 'gcov(?:-tool|-dump)?', 'lto-dump', 'cc1', 'cc1plus', 'collect2'],
  ...[String.raw`ld(?:\.bfd|\.gold|\.lld)?`, 'as', 'dwp', 'elfedit', 'gprof(?:ng.*)?', 'gp-.+', 'nm', 'objcopy'],
  ...['objdump', 'ranlib', 'readelf', 'strip', 'addr2line', String.raw`c\+\+filt`],
  ...[String.raw`clang(?:\+\+|-cpp|d|-format|-tidy)?`, 'lld', 'ld64.lld', 'lld-link', 'llvm-[a-z-]+', 'llc'],
]
/** Only with a triplet before it: without one it may be another program. */
const BINUTILS = ['ar', 'strings', 'size']
const COMPILER = new RegExp(
  `^(?:${TRIPLET}(?:${COMPILERS.join('|')})|${TRIPLET.slice(0, -1)}(?:${BINUTILS.join('|')}))${VERSION}$`,
)

const BUILD_SYSTEM = new RegExp(
  `^(?:${[
    ...['make', 'gmake', 'make-first-existing-target', 'cmake', 'ccmake', 'ctest', 'cpack', 'ninja', 'ninja-build'],
    ...['meson', 'scons', 'autoconf', 'autoheader', 'autom4te', 'autoreconf', 'autoscan', 'autoupdate', 'ifnames'],
    ...['automake', 'aclocal', 'libtool', 'libtoolize', 'bison', 'yacc', 'flex', String.raw`flex\+\+`, 'lex', 'byacc'],
    ...['pkg-config', 'pkgconf', 'swig', 'nasm', 'yasm', 're2c', 'ccache', 'distcc'],
  ].join('|')})(?:-?\\d+(?:\\.\\d+)*)?$`,
)

/** Commands that compile, or that have something compiled or linked. */
const COMPILES = [
  ...[COMPILER, BUILD_SYSTEM, 'tcc', 'bazel', 'configure', 'go', 'air', 'dlv', 'cargo', 'rustc', 'zig', 'nim', 'ghc'],
  ...['stack', 'cabal'],
]

/** dpkg-dev; what is not named here is dpkg itself. */
const DPKG_DEV =
  /^dpkg-(?:architecture|build(?:package|api|flags|tree)|checkbuilddeps|distaddfile|gen(?:buildinfo|changes|control|symbols)|mergechangelogs|name|parsechangelog|scan(?:packages|sources)|shlibdeps|source|vendor)$/

/** Directories that a linker looks into by itself. */
const LINKED = ['/usr/lib', '/usr/lib64', '/usr/lib32', '/usr/lib/*-linux-*', '/usr/local/lib', '/usr/local/lib64']

/** Headers that official images of runtimes, and NodeSource's package, bring with the interpreter. */
const RUNTIME_HEADERS = /^(?:node|python[\d.]*|pypy[\d.]*|ruby[\w.-]*|php)(?:\/|$)/

function c(row: Omit<Row, 'usedBy'>): Row {
  return { ...row, usedBy: COMPILES }
}

const C_AND_CPP: readonly Row[] = [
  ...['/usr/bin', '/usr/local/bin'].flatMap((at) => [
    c({ at, name: 'compilers and linkers', direct: true, only: COMPILER }),
    c({ at, name: 'build systems', direct: true, only: BUILD_SYSTEM }),
  ]),
  // Some distributions have libgcc_s.so.1 and libstdc++.so.6 below gcc's directory, and programs need them.
  ...['lib', 'lib64', 'libexec', 'local/lib', 'local/lib64', 'local/libexec'].map((part) =>
    c({ at: `/usr/${part}/gcc`, name: 'compilers and linkers', except: /\.so\.\d/ }),
  ),
  c({ at: '/usr/lib/gcc-cross', name: 'compilers and linkers', except: /\.so\.\d/ }),
  ...[
    '/usr/lib/ldscripts',
    '/usr/lib/*-linux-*/ldscripts',
    '/usr/lib/bfd-plugins',
    '/usr/lib/*-linux-*/bfd-plugins',
    '/usr/*-alpine-linux-musl*',
  ].map((at) => c({ at, name: 'compilers and linkers' })),
  // libLLVM itself is there for programs, such as PostgreSQL and Mesa, that compile while they run.
  c({ at: '/usr/lib/llvm*', name: 'LLVM', except: /\.so(?:\.|$)/ }),
  c({ at: '/usr/lib/clang', name: 'LLVM', except: /\.so(?:\.|$)/ }),
  // Python reads pyconfig.h when it runs (sysconfig), and Fedora's package of it brings that alone.
  c({ at: '/usr/include', name: 'C and C++ headers', except: /^pyconfig.*\.h$/, outside: /^node(?:\/|$)/ }),
  c({ at: '/usr/local/include', name: 'C and C++ headers', outside: RUNTIME_HEADERS }),
  c({ at: '/usr/src/linux-headers-*', name: 'kernel headers' }),
  // Not below: ImageMagick, for one, finds its modules by their *.la.
  ...LINKED.map((at) => c({ at, name: 'static libraries', direct: true, only: /\.(?:a|la|o)$/ })),
  ...['/usr/lib/python3*/config-*', '/usr/local/lib/python3*/config-*'].map((at) =>
    c({ at, name: 'static libraries', direct: true, only: /\.a$/ }),
  ),
  ...['/usr/lib', '/usr/lib64', '/usr/lib/*-linux-*'].flatMap((at) =>
    ['pkgconfig', 'cmake'].map((part) => c({ at: `${at}/${part}`, name: 'build systems' })),
  ),
  ...['aclocal', 'aclocal-*', 'autoconf', 'automake-*', 'libtool', 'bison', 'cmake-*'].map((part) =>
    c({ at: `/usr/share/${part}`, name: 'build systems' }),
  ),
  { at: '/usr/bin', name: 'Debian’s package builder', direct: true, only: DPKG_DEV, usedBy: [DPKG_DEV] },
  { at: '/usr/share/perl5/Dpkg', name: 'Debian’s package builder', where: hasDpkgDev, usedBy: [DPKG_DEV] },
]

/**
 * What programs are built with, known by where it lies, whatever package brought it. Not named, although programs can do
 * without: npm, Corepack, Yarn, pip and the headers of an interpreter's own image, which no line of a Dockerfile can take
 * out of the base; Perl and Python; debuggers.
 */
export function buildTools(image: ImageFiles): ByDirectory {
  return tableRule('build-tools', [...TOOLCHAINS, ...C_AND_CPP], image)
}

function hasDpkgDev(root: string, image: ImageFiles): boolean {
  const usr = parentOf(parentOf(parentOf(root)))
  return image.hasFile(`${usr}/bin/dpkg-buildpackage`)
}
