import { describe, expect, test } from '@jest/globals'
import { kindOf } from './image-files.js'

const JDK = ['/opt/java/openjdk/bin/javac', '/opt/java/openjdk/bin/jlink', '/opt/java/openjdk/lib/modules']
const DOTNET = ['/usr/share/dotnet/dotnet', '/usr/share/dotnet/sdk/8.0.401/dotnet.dll']

describe('what programs are built with', () => {
  test.each([
    ['/usr/bin/gcc', 'compilers and linkers'],
    ['/bin/gcc', 'compilers and linkers'],
    ['/usr/bin/gcc-12', 'compilers and linkers'],
    ['/usr/bin/x86_64-linux-gnu-gcc-12', 'compilers and linkers'],
    ['/usr/bin/x86_64-linux-gnu-g++-12', 'compilers and linkers'],
    ['/usr/bin/aarch64-linux-gnu-ld.bfd', 'compilers and linkers'],
    ['/usr/bin/arm-linux-gnueabihf-ar', 'compilers and linkers'],
    ['/usr/bin/x86_64-alpine-linux-musl-gcc', 'compilers and linkers'],
    ['/usr/bin/x86_64-redhat-linux-gcc-11', 'compilers and linkers'],
    ['/usr/bin/as', 'compilers and linkers'],
    ['/usr/bin/clang++-14', 'compilers and linkers'],
    ['/usr/bin/llvm-ar-14', 'compilers and linkers'],
    ['/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus', 'compilers and linkers'],
    ['/usr/libexec/gcc/x86_64-linux-gnu/14/cc1', 'compilers and linkers'],
    ['/usr/local/libexec/gcc/x86_64-linux-gnu/14/cc1', 'compilers and linkers'],
    ['/usr/lib/x86_64-linux-gnu/ldscripts/elf_x86_64.x', 'compilers and linkers'],
    ['/usr/lib/llvm-14/bin/clang', 'LLVM'],
    ['/usr/lib/llvm17/lib/libLLVMCore.a', 'LLVM'],
    ['/usr/include/stdio.h', 'C and C++ headers'],
    ['/usr/include/python3.11/Python.h', 'C and C++ headers'],
    ['/usr/local/include/zlib.h', 'C and C++ headers'],
    ['/usr/src/linux-headers-6.1.0-18-amd64/Makefile', 'kernel headers'],
    ['/usr/lib/x86_64-linux-gnu/libc.a', 'static libraries'],
    ['/lib/x86_64-linux-gnu/libz.a', 'static libraries'],
    ['/usr/lib/aarch64-linux-gnu/crt1.o', 'static libraries'],
    ['/usr/lib64/libfoo.la', 'static libraries'],
    ['/usr/local/lib/libfoo.a', 'static libraries'],
    ['/usr/lib/python3.11/config-3.11-x86_64-linux-gnu/libpython3.11.a', 'static libraries'],
    ['/usr/bin/make', 'build systems'],
    ['/usr/bin/cmake', 'build systems'],
    ['/usr/bin/automake-1.16', 'build systems'],
    ['/usr/bin/ninja', 'build systems'],
    ['/usr/share/cmake-3.25/Modules/FindLua.cmake', 'build systems'],
    ['/usr/lib/x86_64-linux-gnu/pkgconfig/zlib.pc', 'build systems'],
    ['/usr/bin/dpkg-buildpackage', 'Debian’s package builder'],
    ['/usr/local/bin/go', 'the Go toolchain'],
    ['/usr/local/bin/gofmt', 'the Go toolchain'],
    ['/root/.rustup/toolchains/stable/bin/rustc', 'the Rust toolchain'],
    ['/usr/local/bin/rustc', 'the Rust toolchain'],
    ['/usr/local/rustup/toolchains/1.80/lib/rustlib/x/lib/libstd.rlib', 'the Rust toolchain'],
    ['/usr/local/cargo/bin/cargo', 'the Rust toolchain'],
    ['/usr/lib/librustc_driver-8f.so', 'the Rust toolchain'],
  ])('%s', (path, name) => {
    expect(kindOf(path)).toMatchObject({ rule: 'build-tools', name })
  })

  test.each([
    ['/usr/local/go/src/fmt/print.go', ['/usr/local/go/bin/go'], '/usr/local/go'],
    ['/usr/share/go-1.22/src/fmt/print.go', ['/usr/lib/go-1.22/bin/go'], '/usr/share/go-1.22'],
    ['/root/sdk/go1.22.0/pkg/tool/compile', ['/root/sdk/go1.22.0/bin/go'], '/root/sdk/go1.22.0'],
    ['/opt/java/openjdk/jmods/java.base.jmod', [...JDK, '/opt/java/openjdk/jmods/'], '/opt/java/openjdk'],
    ['/opt/java/openjdk/lib/src.zip', JDK, '/opt/java/openjdk'],
    ['/opt/java/openjdk/lib/ct.sym', JDK, '/opt/java/openjdk'],
    ['/opt/java/openjdk/include/jni.h', JDK, '/opt/java/openjdk'],
    ['/opt/java/openjdk/bin/jshell', JDK, '/opt/java/openjdk'],
    ['/opt/jdk8/lib/tools.jar', ['/opt/jdk8/bin/javac'], '/opt/jdk8'],
    ['/usr/share/dotnet/sdk/8.0.401/MSBuild.dll', DOTNET, '/usr/share/dotnet'],
    ['/usr/share/dotnet/packs/x/ref.dll', DOTNET, '/usr/share/dotnet'],
    ['/opt/apache-maven-3.9.6/lib/x.jar', ['/opt/apache-maven-3.9.6/bin/mvn'], '/opt/apache-maven-3.9.6'],
    ['/usr/share/perl5/Dpkg/Vendor.pm', ['/usr/bin/dpkg-buildpackage'], '/usr/share/perl5/Dpkg'],
  ])('%s beside %j', (path, others, root) => {
    expect(kindOf(path, others)).toMatchObject({ rule: 'build-tools', root })
  })
})

describe('what only looks like it', () => {
  test.each([
    ['/usr/bin/ldd'],
    ['/usr/bin/assistant'],
    ['/usr/bin/perl'],
    ['/usr/bin/python3.12'],
    ['/usr/bin/makewhatis'],
    ['/usr/bin/dpkg-query'],
    ['/usr/bin/dpkg-deb'],
    ['/bin/ar'],
    ['/bin/strings'],
    ['/bin/busybox'],
    ['/app/bin/gcc'],
    ['/app/include/app.h'],
    ['/usr/local/bin/docker-entrypoint.sh'],
    ['/usr/local/include/node/node.h'],
    ['/usr/local/include/python3.12/Python.h'],
    ['/usr/local/include/ruby-3.3.0/ruby.h'],
    ['/usr/local/lib/pkgconfig/python-3.12.pc'],
    ['/usr/local/lib/node_modules/npm/index.js'],
    ['/usr/include/python3.9/pyconfig-64.h'],
    ['/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30'],
    ['/usr/lib/gcc/x86_64-pc-linux-gnu/13/libstdc++.so.6.0.32'],
    ['/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.la'],
    ['/usr/lib/llvm-14/lib/libLLVM-14.so.1'],
    ['/usr/share/gcc/python/libstdcxx/v6/printers.py'],
    ['/usr/share/pkgconfig/shared-mime-info.pc'],
    ['/usr/local/go/lib/time/zoneinfo.zip'],
    ['/usr/local/go/lib/time/zoneinfo.zip', ['/usr/local/go/bin/go']],
    ['/usr/local/go/templates/index.html'],
    ['/go/bin/app'],
    ['/go/bin/go'],
    ['/usr/local/bin/gopher'],
    ['/usr/local/cargo/bin/app'],
    ['/opt/java/openjdk/lib/modules', JDK],
    ['/opt/java/openjdk/bin/java', JDK],
    ['/opt/java/openjdk/bin/jcmd', JDK],
    ['/opt/jre/lib/ct.sym'],
    ['/opt/jre/include/jni.h', ['/opt/jre/bin/java']],
    ['/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.8/System.dll', DOTNET],
    ['/app/dotnet/sdk/x.dll'],
    ['/opt/maven/x.jar'],
  ])('%s beside %j', (path, others: readonly string[] = []) => {
    expect(kindOf(path, others)).toBeNull()
  })

  test.each([
    ['/usr/bin/gcc-12', [], 'make serve'],
    ['/usr/include/stdio.h', [], 'gcc-12 -v'],
    ['/usr/bin/clang-format', [], 'clang-format'],
    ['/usr/bin/clang-tidy-18', [], '/usr/bin/clang-tidy-18 -p build'],
    ['/usr/bin/x86_64-linux-gnu-objdump', [], 'objdump -d'],
    ['/usr/local/bin/flex', [], '/usr/local/bin/flex'],
    ['/usr/bin/swig4.0', [], 'swig'],
    ['/usr/share/bison/m4sugar/m4sugar.m4', [], 'sh -c "exec bison a.y"'],
    ['/usr/bin/dpkg-scanpackages', [], 'dpkg-scanpackages .'],
    ['/usr/local/go/bin/gofmt', ['/usr/local/go/bin/go'], 'gofmt -l .'],
    ['/usr/local/bin/go', [], '/usr/local/bin/go tool pprof -http=:80 /app'],
    ['/usr/local/cargo/bin/rustfmt', [], 'rustfmt --check'],
    ['/opt/java/openjdk/bin/jarsigner', JDK, 'jarsigner -verify a.jar'],
    ['/usr/local/go/src/fmt/print.go', ['/usr/local/go/bin/go'], 'go run .'],
    ['/root/.rustup/toolchains/stable/bin/rustc', [], 'sh -c "cargo run"'],
    ['/opt/java/openjdk/lib/ct.sym', JDK, '/app/mvnw spring-boot:run'],
    ['/usr/share/dotnet/sdk/8.0.401/MSBuild.dll', DOTNET, 'dotnet run'],
  ])('%s beside %j where the command is %s', (path, others, command) => {
    expect(kindOf(path, others, command)).toBeNull()
  })

  test('a program that is called much like one is none', () => {
    expect(kindOf('/usr/bin/gcc-12', [], '/srv/objdump-server --make-it')).toMatchObject({ rule: 'build-tools' })
  })

  test('the .NET SDK is not needed by a program that is compiled', () => {
    expect(kindOf('/usr/share/dotnet/sdk/8.0.401/MSBuild.dll', DOTNET, 'dotnet app.dll')).toMatchObject({
      name: 'the .NET SDK',
    })
  })
})
