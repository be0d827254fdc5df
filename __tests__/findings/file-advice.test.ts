import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fileAdvice } from '../../src/findings/advice/file-advice.js'
import type { FoundFiles } from '../../src/findings/advice/found-files.js'
import type { FileRule } from '../../src/findings/kinds/file-kind.js'
import { kindOf } from './image-files.js'

/** What is said of a file of the image, and of the others, for an instruction. */
function advice(
  path: string,
  text: string | null,
  others: readonly string[] = [],
  stage: string | null = null,
): string {
  const kind = kindOf(path, others)
  if (kind === null) throw new Error(`${path} is no waste`)
  const { rule, name, root } = kind
  const bringer =
    text === null ? null : { keyword: text.split(' ')[0] ?? '', text, commands: text, stage, source: null }
  return fileAdvice({ rule, name, roots: [root] }, bringer, [])
}

const LISTS = '/var/lib/apt/lists/x_InRelease'
const LOCKED = '`RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked …`'
const PIP = '/root/.cache/pip/x'
const NPM = '/root/.npm/_cacache/x'
const PYC = ['/app/__pycache__/a.cpython-312.pyc', ['/app/a.py']] as const
const LATER =
  'Python makes it at the first import, where it may write; keep it where the start counts more than the size.'

describe('caches', () => {
  test.each([
    [
      LISTS,
      'RUN apt-get update && apt-get install -y curl',
      `apt’s package lists. Add \`&& rm -rf /var/lib/apt/lists/*\` to the \`RUN\` of \`apt-get update\`, or mount a cache: ${LOCKED}.`,
    ],
    [
      LISTS,
      'RUN apt-get update',
      `apt’s package lists. Join \`apt-get update\` and \`apt-get install …\` in one \`RUN\` that ends with \`rm -rf /var/lib/apt/lists/*\`, or mount a cache: ${LOCKED}.`,
    ],
    [
      LISTS,
      'RUN <<EOF',
      `apt’s package lists. End the same \`RUN\` with \`rm -rf /var/lib/apt/lists/*\`, or mount a cache: ${LOCKED}.`,
    ],
    [
      LISTS,
      'RUN ./setup.sh',
      `apt’s package lists. Add \`&& rm -rf /var/lib/apt/lists/*\` to the same \`RUN\`, or mount a cache: ${LOCKED}.`,
    ],
    [
      LISTS,
      null,
      `apt’s package lists. Delete it in the \`RUN\` that fills it, with \`rm -rf /var/lib/apt/lists/*\`, or mount a cache: ${LOCKED}.`,
    ],
    [
      PIP,
      'RUN pip install -r requirements.txt',
      'pip’s cache. Write `pip install --no-cache-dir -r requirements.txt`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache/pip …`.',
    ],
    [
      PIP,
      'RUN python3 -m pip install --no-cache-dir a && pip install b',
      'pip’s cache. Write `pip install --no-cache-dir b`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache/pip …`.',
    ],
    [
      '/home/app/.cache/pip/x',
      'RUN ./install',
      'pip’s cache. Add `&& rm -rf /home/app/.cache/pip` to the same `RUN`, or mount a cache: `RUN --mount=type=cache,target=/home/app/.cache/pip,uid=… …`.',
    ],
    [
      NPM,
      'RUN npm ci && npm run build',
      'npm’s cache. Add `&& npm cache clean --force` to the `RUN` of `npm ci`, or mount a cache: `RUN --mount=type=cache,target=/root/.npm …`.',
    ],
    [
      '/var/cache/apk/x',
      'RUN apk add curl',
      'apk’s cache. Write `apk add --no-cache curl`, or mount a cache: `RUN --mount=type=cache,target=/var/cache/apk,sharing=locked …`.',
    ],
    [
      '/var/cache/dnf/x',
      'RUN microdnf install -y curl',
      'dnf’s cache. Add `&& microdnf clean all` to the `RUN` of `microdnf install -y curl`, or mount a cache: `RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked …`.',
    ],
    [
      '/root/.cache/go-build/x',
      'RUN ["go", "build"]',
      'Go’s build cache. End the same `RUN` with `go clean -cache`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache/go-build …`.',
    ],
    [
      '/root/.cache/composer/x',
      'RUN composer install',
      'Composer’s cache. Write `composer install --no-cache`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache/composer …`.',
    ],
    [NPM, 'COPY . .', 'npm’s cache. A line `**/.npm/_cacache` in `.dockerignore` keeps it out.'],
    [
      NPM,
      'COPY --from=deps /root /root',
      'npm’s cache. Copy from `deps` what the program needs, in place of all of `/root`, or delete them there first.',
    ],
    [
      NPM,
      'FROM acme/base:1',
      'npm’s cache. `acme/base:1` brings this: begin from a smaller image, or copy from this one only what is needed.',
    ],
  ])('%s by %s', (path, text, expected) => {
    expect(advice(path, text)).toBe(expected)
  })
})

describe('build tools', () => {
  const JDK = ['/opt/java/openjdk/bin/javac', '/opt/java/openjdk/bin/jlink', '/opt/java/openjdk/lib/modules']
  const SOURCES = '/opt/java/openjdk/lib/src.zip'

  test.each([
    [
      '/usr/bin/gcc',
      'RUN apt-get update && apt-get install -y build-essential',
      [],
      'Compilers and linkers. `apt-get install -y build-essential` brings them. Build in an earlier stage and take only the result from it: `COPY --from=build …`.',
    ],
    [
      '/usr/bin/gcc',
      'RUN apk add --no-cache gcc musl-dev',
      [],
      'Compilers and linkers. `apk add --no-cache gcc musl-dev` brings them. Build in an earlier stage, or install them with `apk add --virtual .build-deps …` and end the same `RUN` with `apk del .build-deps`.',
    ],
    [
      '/usr/bin/gcc',
      'FROM python:3.12',
      [],
      'Compilers and linkers. `python:3.12` brings this; `python:3.12-slim` does without.',
    ],
    [
      '/usr/bin/gcc',
      'FROM --platform=$BUILDPLATFORM node AS x',
      [],
      'Compilers and linkers. `node` brings this; `node:slim` does without.',
    ],
    [
      '/usr/local/go/VERSION',
      'FROM golang:1.26',
      ['/usr/local/go/bin/go'],
      'The Go toolchain. `golang:1.26` brings this. Build on it in an earlier stage, and let the last one begin from an image without and `COPY --from=` the result.',
    ],
    [
      SOURCES,
      'FROM eclipse-temurin:21-jdk-jammy',
      JDK,
      'The JDK’s development parts. `eclipse-temurin:21-jdk-jammy` brings this; `eclipse-temurin:21-jre-jammy` does without.',
    ],
    [
      SOURCES,
      'RUN apt-get install -y openjdk-17-jdk-headless',
      JDK,
      'The JDK’s development parts. Install `openjdk-17-jre-headless` in place of it, and compile in an earlier stage.',
    ],
    [
      SOURCES,
      'RUN apk add openjdk17',
      JDK,
      'The JDK’s development parts. Install `openjdk17-jre` in place of it, and compile in an earlier stage.',
    ],
    [
      '/usr/local/go/VERSION',
      'COPY --from=golang:1.26 /usr/local/go /usr/local/go',
      ['/usr/local/go/bin/go'],
      'The Go toolchain. Copy from `golang:1.26` what was built with them, in place of all of `/usr/local/go`.',
    ],
    [
      '/usr/bin/gcc',
      null,
      [],
      'Compilers and linkers. Build in an earlier stage, and let the last one begin from an image without them and `COPY --from=` the result.',
    ],
  ])('%s by %s', (path, text, others, expected) => {
    expect(advice(path, text, others)).toBe(expected)
  })

  test('a stage that builds is not told to copy from itself', () => {
    expect(advice('/usr/bin/gcc', 'RUN yum install -y gcc', [], 'build')).toContain('`COPY --from=compile …`')
  })
})

describe('sources, documentation and bytecode', () => {
  const TS = ['/app/package.json', '/app/dist/a.js']

  test.each([
    ['/app/.git/HEAD', 'COPY . .', [], 'Version control data. A line `**/.git` in `.dockerignore` keeps it out.'],
    [
      '/app/.git/HEAD',
      'RUN git clone https://example.com/a.git /app',
      [],
      'Version control data. Add `&& rm -rf /app/.git` to the same `RUN`, or write `ADD` with the repository’s URL, which leaves it out.',
    ],
    [
      '/app/.git/HEAD',
      'ADD --keep-git-dir=true https://example.com/a.git /app',
      [],
      'Version control data. Leave out `--keep-git-dir`.',
    ],
    ['/app/Jenkinsfile', 'COPY . .', [], 'CI configuration. List them in `.dockerignore`.'],
    [
      '/app/tests/a.py',
      'COPY . /app',
      ['/app/setup.py'],
      'Tests. A line `**/tests` in `.dockerignore` keeps it out; where another stage runs them, copy into this one only what the program needs.',
    ],
    [
      '/app/src/a.ts',
      'COPY --from=build --chown=1 ["/app", "/app"]',
      TS,
      'TypeScript sources. Copy from `build` what the compiler wrote, in place of all of `/app`, or delete them there first.',
    ],
    [
      '/app/src/a.ts',
      'COPY . .',
      TS,
      'TypeScript sources. Copy them into an earlier stage, compile there, and take only the result from it: `COPY --from=build …`.',
    ],
    [
      '/app/target/release/deps/a.rlib',
      'RUN cargo build --release',
      ['/app/Cargo.toml'],
      'Cargo’s build artefacts. Build in an earlier stage and copy the program alone: `COPY --from=build /app/target/release/… /usr/local/bin/`.',
    ],
    [
      '/src/build/CMakeFiles/a.dir/a.o',
      'RUN cmake -S /src -B /src/build && cmake --build /src/build',
      ['/src/build/CMakeCache.txt'],
      'CMake’s build artefacts. Build in an earlier stage and copy what it made: `COPY --from=build /src/build/… /usr/local/bin/`.',
    ],
    [
      '/src/build/CMakeFiles/a.dir/a.o',
      'COPY . /src',
      ['/src/build/CMakeCache.txt'],
      'CMake’s build artefacts. A line `**/CMakeFiles` in `.dockerignore` keeps it out.',
    ],
    [
      '/usr/share/man/man1/a.1.gz',
      'RUN apt-get update && apt-get install -y git',
      [],
      'Man pages. Before `apt-get install -y git`, have dpkg leave them out: `path-exclude=/usr/share/man/*` in a file of `/etc/dpkg/dpkg.cfg.d`.',
    ],
    [
      '/usr/share/doc/git/README',
      'RUN dnf install -y git',
      [],
      'Documentation. Write `dnf install --setopt=tsflags=nodocs -y git`.',
    ],
    [
      '/usr/local/share/man/man1/a.1',
      'RUN make install',
      [],
      'Man pages. Add `&& rm -rf /usr/local/share/man` to the same `RUN`.',
    ],
    [
      '/usr/share/man/man1/a.1',
      'FROM debian:bookworm',
      [],
      'Man pages. `debian:bookworm` brings this; `debian:bookworm-slim` does without.',
    ],
    [
      PYC[0],
      'RUN pip install --no-cache-dir a',
      PYC[1],
      `Python’s bytecode. Write \`pip install --no-compile --no-cache-dir a\`. ${LATER}`,
    ],
    [PYC[0], 'RUN uv sync --compile-bytecode', PYC[1], `Python’s bytecode. Leave out \`--compile-bytecode\`. ${LATER}`],
    [PYC[0], 'COPY . .', PYC[1], 'Python’s bytecode. A line `**/__pycache__` in `.dockerignore` keeps it out.'],
    [
      '/tmp/node-compile-cache/a/b',
      'RUN yarn build',
      [],
      'Node.js’s compile cache. Add `&& rm -rf /tmp/node-compile-cache` to the same `RUN`: Node.js makes it again.',
    ],
  ])('%s by %s', (path, text, others, expected) => {
    expect(advice(path, text, others)).toBe(expected)
  })
})

test('whatever is written in the instruction, backticks pair and all is on one line', () => {
  const rules: readonly FileRule[] = ['package-cache', 'build-tools', 'sources', 'docs-and-locales', 'bytecode-cache']
  const kinds = fc.record<FoundFiles>({
    rule: fc.constantFrom(...rules),
    name: fc.constantFrom(
      'pip’s cache',
      'apt’s package lists',
      'tests',
      'documentation',
      'the JDK’s development parts',
      'x',
    ),
    roots: fc.array(
      fc.string().map((name) => `/${name}`),
      { minLength: 1, maxLength: 5 },
    ),
  })
  const words = fc.constantFrom(
    'pip install',
    '&&',
    'apt-get',
    '--from=a',
    '`',
    '\n',
    '[',
    '"',
    'apk add',
    'git clone',
    '$x',
  )
  const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), words)).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(kinds, fc.constantFrom('RUN', 'COPY', 'ADD', 'FROM', 'WORKDIR'), text, (kind, keyword, rest) => {
      const written = `${keyword} ${rest}`
      const bringer = { keyword, text: written, commands: written, stage: null, source: null }
      const said = fileAdvice(kind, bringer, [bringer.text])
      expect(said.split('`').length % 2).toBe(1)
      expect(said).not.toMatch(/[\n\r\u2028]/)
    }),
  )
})
