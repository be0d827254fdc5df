import { describe, expect, test } from '@jest/globals'
import { debugAdvice } from '../../src/findings/advice/debug-advice.js'
import { commandsOf, shellWord } from '../../src/findings/advice/instruction-text.js'
import type { Rule } from '../../src/findings/finding.js'
import type { LayerOwner, LayerSource } from '../../src/image/measurement.js'
import { layer } from '../compare/measurements.js'
import { file, type MadeLayer, wasteOfLayers } from './waste-images.js'

/** What is said under one rule of an image whose layers are given. */
async function advice(rule: Rule, ...layers: readonly MadeLayer[]): Promise<readonly string[]> {
  const { found } = await wasteOfLayers(layers)
  return found.filter((one) => one.rule === rule).map((one) => one.advice)
}

/** The same of a RUN that writes files of these sizes. */
function byRun(rule: Rule, by: string, sizes: Readonly<Record<string, number>>): Promise<readonly string[]> {
  return advice(rule, { by, files: Object.entries(sizes).map(([name, bytes]) => file(name, bytes)) })
}

function made(text: string): LayerSource {
  return {
    kind: 'instruction',
    stage: 'build',
    text,
    commands: text,
    whole: text,
    lines: { start: 2, end: 2 },
    inputs: [],
  }
}

describe('the commands of a RUN', () => {
  test.each([
    ['RUN pip install a && sudo pip install b; echo pip', ['pip install a', 'pip install b']],
    ['RUN --mount=type=cache,target=/x A=1 /opt/bin/pip  install a', ['/opt/bin/pip install a']],
    [`RUN pip install "a; python_version<'3'" 'b&&c' && x`, [`pip install "a; python_version<'3'" 'b&&c'`]],
    ["RUN echo don't && pip install a", ['pip install a']],
    ['RUN A="b c" pip install a 2>&1 | tee log', ['pip install a 2>&1']],
    ['RUN ["pip", "install", "a>=1", "b c"]', ["pip install 'a>=1' 'b c'"]],
    ['RUN ["/bin/sh", "-ec", "cd /a && pip install \\"b c\\""]', ['pip install "b c"']],
    ['RUN ["pip", "install"', []],
    ['RUN bash -euo pipefail -c "pip install \\"a b\\" && pip check" && x', ['pip install "a b"', 'pip check']],
    ["RUN su -s /bin/bash -c 'pip install a' root", ['pip install a']],
    ['RUN su - app --command "sh -c \'pip install a\'"', ['pip install a']],
    ['RUN bash install.sh -c "pip install a"', []],
    ["RUN sh -c 'pip install a", []],
  ])('%s', (text, expected) => {
    expect(commandsOf(text, ['pip'])).toEqual(expected)
  })

  test('take a path that is no word for a shell in quotes', () => {
    expect(['/a-b/c.d', '/a b', "/a'b", '/$a'].map(shellWord)).toEqual([
      '/a-b/c.d',
      `'/a b'`,
      String.raw`'/a'\''b'`,
      `'/$a'`,
    ])
  })
})

describe('build tools are laid to the command that installs them, and to none where another brought them', () => {
  const C = { 'usr/lib/gcc/x86_64-linux-gnu/12/cc1': 20_000 }
  const RUST = { 'root/.rustup/toolchains/stable/bin/rustc': 20_000 }

  test.each([
    ['apt-get install -y curl && curl -sSf https://sh.rustup.rs | sh -s -- -y', RUST, 'The Rust toolchain. '],
    [
      'apt-get install -y wget && wget https://go.dev/dl/go1.22.0.linux-amd64.tar.gz && tar -C /usr/local -xzf go1*',
      { 'usr/local/go/bin/go': 20_000 },
      'The Go toolchain. ',
    ],
    [
      'apt-get install -y curl && apt-get install -y build-essential',
      C,
      'Compilers and linkers. `apt-get install -y build-essential` brings them. ',
    ],
    [
      'apt-get install -y --no-install-recommends npm',
      C,
      'Compilers and linkers. `apt-get install -y --no-install-recommends npm` brings them. ',
    ],
    ['apt-get install -y npm gcc', C, 'Compilers and linkers. `apt-get install -y npm gcc` brings them. '],
    ['apt-get clean && ./install-gcc', C, 'Compilers and linkers. '],
  ])('RUN %s', async (by, files, expected) => {
    const staged = 'Build in an earlier stage and take only the result from it: `COPY --from=build …`.'
    expect(await byRun('build-tools', `RUN ${by}`, files)).toEqual([`${expected}${staged}`])
  })
})

test.each([
  ['apt-get install -y python3-pip', 'python3-pip', 'apt-get install --no-install-recommends -y python3-pip'],
  ['apt install -y curl npm=9.2.0 git', 'npm', 'apt install --no-install-recommends -y curl npm=9.2.0 git'],
])('build tools that are only recommended need not be installed: %s', async (by, recommending, instead) => {
  expect(await byRun('build-tools', `RUN ${by}`, { 'usr/bin/gcc-12': 20_000 })).toEqual([
    `Compilers and linkers. They are only recommended, by \`${recommending}\`: write \`${instead}\`. What has to be compiled all the same, build in an earlier stage.`,
  ])
})

describe('a flag goes to all commands that lack it', () => {
  const MOUNT = ', or mount a cache: `RUN --mount=type=cache,target=/root/.cache/pip …`.'

  test.each([
    ['pip install --upgrade pip && pip install -r a', 'Add `--no-cache-dir` to each `pip install`'],
    ['pip install a && pip3 wheel b', 'Add `--no-cache-dir` to each `pip install` and `pip3 wheel`'],
    ['pip install --no-cache-dir pip && pip install -r a', 'Write `pip install --no-cache-dir -r a`'],
  ])('RUN %s', async (by, expected) => {
    const said = await byRun('package-cache', `RUN ${by}`, { 'root/.cache/pip/a': 20_000 })
    expect(said).toEqual([`pip’s cache. ${expected}${MOUNT}`])
  })

  test('bytecode', async () => {
    const files = { 'opt/v/a.py': 10, 'opt/v/__pycache__/a.cpython-312.pyc': 20_000 }
    const [said] = await byRun(
      'bytecode-cache',
      'RUN pip install uv && pip install a && uv sync --compile-bytecode',
      files,
    )
    expect(said).toContain('. Leave out `--compile-bytecode`, and add `--no-compile` to each `pip install`. ')
  })
})

describe('several directories', () => {
  const LONG = 'usr/local/cargo/registry'

  test.each<readonly [Rule, string, Readonly<Record<string, number>>, string]>([
    [
      'package-cache',
      'RUN cargo build',
      { [`${LONG}/cache/a`]: 20_000, [`${LONG}/index/a`]: 30_000, [`${LONG}/src/a`]: 90_000 },
      'Cargo’s cache. Add `&& rm -rf /usr/local/cargo/registry` to the `RUN` of `cargo build`, or mount a cache: `RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked …`.',
    ],
    [
      'package-cache',
      'RUN ./poetry',
      { 'root/.cache/pypoetry/cache/a': 20_000, 'root/.cache/pypoetry/artifacts/a': 90_000 },
      'Poetry’s cache. Add `&& rm -rf /root/.cache/pypoetry/artifacts /root/.cache/pypoetry/cache` to the same `RUN`, or mount caches: `RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts --mount=type=cache,target=/root/.cache/pypoetry/cache …`.',
    ],
    [
      'docs-and-locales',
      'RUN make install && apt-get install -y git',
      { 'usr/local/share/man/man1/a.1': 11_000, 'usr/share/man/man1/git.1': 50_000 },
      'Man pages. Before `apt-get install -y git`, have dpkg leave them out: `path-exclude=/usr/share/man/*` in a file of `/etc/dpkg/dpkg.cfg.d`. Then add `&& rm -rf /usr/local/share/man` to the same `RUN`.',
    ],
    [
      'docs-and-locales',
      'RUN make install',
      { 'usr/local/share/doc/a': 11_000, 'usr/share/doc/b': 50_000, 'usr/share/gtk-doc/c': 12_000 },
      'Documentation. Add `&& find /usr/share/doc /usr/local/share/doc -type f ! -name copyright -delete && rm -rf /usr/share/gtk-doc` to the same `RUN`.',
    ],
    [
      'docs-and-locales',
      'RUN apt-get install -y a',
      { 'usr/share/doc/b': 50_000, 'usr/share/gtk-doc/c': 12_000 },
      'Documentation. Before `apt-get install -y a`, have dpkg leave them out: `path-exclude=/usr/share/doc/*`, `path-exclude=/usr/share/gtk-doc/*` and `path-include=/usr/share/doc/*/copyright` in a file of `/etc/dpkg/dpkg.cfg.d`.',
    ],
    [
      'sources',
      'RUN git config --global a b && git clone --recursive https://example.com/a.git',
      { 'a/.git/a': 90_000, 'b/.git/a': 80_000, 'c/.git/a': 70_000, 'd d/.git/a': 95_000 },
      `Version control data. Add \`&& rm -rf '/d d/.git' /a/.git /b/.git …\` to the same \`RUN\`, or write \`ADD\` with the repository’s URL, which leaves it out.`,
    ],
    [
      'sources',
      'COPY . .',
      { 'app/.git/a': 90_000, 'app/.hg/a': 80_000 },
      'Version control data. Lines `**/.git`, `**/.hg` in `.dockerignore` keep them out.',
    ],
  ])('%s by %s: the largest first, three at most', async (rule, by, files, expected) => {
    expect(await byRun(rule, by, files)).toEqual([expected])
  })

  test('are what a shell takes for them', async () => {
    expect(await byRun('package-cache', 'RUN ./install', { 'home/a b/.cache/pip/x': 20_000 })).toEqual([
      `pip’s cache. Add \`&& rm -rf '/home/a b/.cache/pip'\` to the same \`RUN\`, or mount a cache: \`RUN --mount=type=cache,target='/home/a b/.cache/pip',uid=… …\`.`,
    ])
  })
})

describe('symbols', () => {
  const SAID = 'Symbols and debug sections are shipped that nothing reads at run time. '
  const owned = (text: string, source: LayerSource | null): LayerOwner => layer({ owner: { text, source } }).owner
  const COPY = 'COPY --from=build /out/server /app/server'

  test.each<readonly [string, LayerSource | null, string]>([
    [
      COPY,
      made('RUN go mod download && CGO_ENABLED=0 go build -o /out/server ./cmd'),
      'Write `go build -ldflags="-s -w" -o /out/server ./cmd`.',
    ],
    ['RUN go vet ./... && go build -o /app/server .', null, 'Write `go build -ldflags="-s -w" -o /app/server .`.'],
    ['RUN go -C a install ./a && go build ./b', null, 'Add `-ldflags="-s -w"` to each `go install` and `go build`.'],
    ['RUN go build -ldflags "-X a.b=c" .', null, 'Add `-s -w` to the `-ldflags` of `go build -ldflags "-X a.b=c" .`.'],
    [
      'RUN go build -ldflags="-w -s" . && gcc -o /b b.c',
      null,
      'Run `strip /app/server` in the same `RUN`, or link with `-s`.',
    ],
    ['RUN go mod download', null, 'Run `strip /app/server` in the same `RUN`, or link with `-s`.'],
    [COPY, made('RUN cargo fetch && cargo build'), 'Set `strip = true` for the release profile in `Cargo.toml`.'],
    [COPY, made('RUN cargo install --path .'), 'Set `strip = true` for the release profile in `Cargo.toml`.'],
    [COPY, made('RUN cargo install xsv'), 'Write `CARGO_PROFILE_RELEASE_STRIP=true cargo install xsv`.'],
    [COPY, made('RUN rustc a.rs'), 'Write `rustc -C strip=symbols a.rs`.'],
    [COPY, made('RUN make'), 'Strip them before they are copied: `strip /out/server` in `build`.'],
    [COPY, null, 'Strip them before they are copied: `strip /out/server` in `build`.'],
    ['COPY --from=build out /', null, 'Strip them before they are copied: `strip /out/app/server` in `build`.'],
    ['COPY --from=build /b/app/ /app', null, 'Strip them before they are copied: `strip /b/app/server` in `build`.'],
    ['COPY --from=build /b/server /app/', null, 'Strip them before they are copied: `strip /b/server` in `build`.'],
    [
      'COPY --from=build /b/one /c/server /app/',
      null,
      'Strip them before they are copied: `strip /c/server` in `build`.',
    ],
    ['COPY --from=build /b/one /c/two /app/', null, 'Strip them before they are copied: `strip server` in `build`.'],
    [
      'RUN go build -o /app/ ./cmd/... && go test -c -o /app/db.test ./db && go test ./...',
      null,
      'Add `-ldflags="-s -w"` to each `go build` and `go test`.',
    ],
    ['COPY --from=build /b/* /app/', null, 'Strip them before they are copied: `strip server` in `build`.'],
    ['COPY server /app/', null, 'Strip them before they are copied: `strip server` where they are built.'],
    [
      'COPY --from=bitnami/kubectl:1.30 /opt/kubectl /app/server',
      { kind: 'image', reference: 'bitnami/kubectl:1.30' },
      'They are `bitnami/kubectl:1.30`’s: copy them into an earlier stage, run `strip server` there, and copy from that.',
    ],
    [
      'COPY --from=bitnami/kubectl /opt/kubectl /app/server',
      null,
      'They are `bitnami/kubectl`’s: copy them into an earlier stage, run `strip server` there, and copy from that.',
    ],
    [
      'ADD https://example.com/server /app/',
      null,
      'Fetch them in an earlier stage, run `strip server` there, and `COPY --from=` the result.',
    ],
  ])('%s', (text, source, expected) => {
    expect(debugAdvice(owned(text, source), ['/app/server'])).toBe(`${SAID}${expected}`)
  })

  test('of many files', () => {
    expect(debugAdvice(owned('RUN make', null), ['/a', '/b c', '/d', '/e'])).toBe(
      `${SAID}Run \`strip /a '/b c' /d …\` in the same \`RUN\`, or link with \`-s\`.`,
    )
  })
})

describe('what another stage or image made', () => {
  const LATER =
    'Python makes it at the first import, where it may write; keep it where the start counts more than the size.'
  const files = [file('app/v/a.py', 10), file('app/v/__pycache__/a.cpython-312.pyc', 20_000)]
  const COPY = 'COPY --from=deps /app/v /app/v'

  test.each<readonly [string, LayerSource | undefined, string]>([
    [
      COPY,
      made('RUN uv sync --frozen --compile-bytecode'),
      '`RUN uv sync --frozen --compile-bytecode` in `build` makes it. Leave out `--compile-bytecode`.',
    ],
    [COPY, made('RUN pip install a'), '`RUN pip install a` in `build` makes it. Write `pip install --no-compile a`.'],
    // Their own pip heeds no flag and no variable.
    [
      'RUN python3 -m venv /v && /v/bin/pip install a',
      undefined,
      'Add `&& find /app/v -name __pycache__ -prune -exec rm -rf {} +` to the same `RUN`.',
    ],
    [
      'RUN pip install pipx && pipx install a',
      undefined,
      'Add `&& find /app/v -name __pycache__ -prune -exec rm -rf {} +` to the same `RUN`.',
    ],
    ['RUN ["pip", "install", "a"]', undefined, 'Write `pip install --no-compile a`.'],
    ["RUN su -c 'pip install a' app", undefined, 'Write `pip install --no-compile a`.'],
    [
      'RUN /tmp/install.sh',
      undefined,
      'Add `&& find /app/v -name __pycache__ -prune -exec rm -rf {} +` to the same `RUN`.',
    ],
    [
      'RUN uv sync',
      undefined,
      'Leave out `UV_COMPILE_BYTECODE` where it is set; else add `&& find /app/v -name __pycache__ -prune -exec rm -rf {} +` to the same `RUN`.',
    ],
    ['RUN <<EOF', undefined, 'End the same `RUN` with `find /app/v -name __pycache__ -prune -exec rm -rf {} +`.'],
    [
      COPY,
      undefined,
      'Install in `deps` without it, with `pip install --no-compile` or `uv sync` without `--compile-bytecode`, or delete it before it is copied.',
    ],
    [
      'COPY --from=acme/a:1 /app/v /app/v',
      undefined,
      'Copy `acme/a:1`’s into an earlier stage, delete it there, and copy from that.',
    ],
  ])('%s', async (by, source, expected) => {
    const [said] = await advice('bytecode-cache', { by, files, ...(source === undefined ? {} : { source }) })
    expect(said).toBe(`Python’s bytecode. ${expected} ${LATER}`)
  })
})

describe('files that are only changed', () => {
  const owned = (uid: number): MadeLayer['files'] => [{ ...file('app/a', 20_000), uid }]

  test.each([
    ['RUN chown -R node:node /app', '`COPY --chown=node:node …`'],
    ['RUN chown -R $USER /app', '`COPY --chown=USER:GROUP …`'],
    ['RUN chown -R a /a && chown -R b /b', '`COPY --chown=USER:GROUP …`'],
  ])('%s', async (by, expected) => {
    const [said] = await advice('rewritten-metadata', { by: 'COPY a /app/', files: owned(0) }, { by, files: owned(1) })
    expect(said).toContain(`Give it where the files are copied: ${expected}, or run as that user what makes it.`)
  })

  const GIVEN = 'give it where the files are copied: `COPY --chown=app:app …`'
  const USED = 'or run as that user what makes it.'

  test.each([
    [
      'RUN useradd app && chown -R app:app /app',
      `Make \`app\` in a \`RUN\` above line 0 (\`COPY a /app/\`), and ${GIVEN}, ${USED}`,
    ],
    [
      'RUN <<EOF\nuseradd -r app\nchown -R app:app /app\nEOF',
      `Make \`app\` in a \`RUN\` above line 0 (\`COPY a /app/\`), and ${GIVEN}, ${USED}`,
    ],
    [
      'RUN addgroup -S a && chown -R "$USER" /app',
      'Make the user in a `RUN` above line 0 (`COPY a /app/`), and give it',
    ],
    [
      'RUN ./setup.sh && chown -R app:app /app',
      `G${GIVEN.slice(1)}, where \`app:app\` is made above line 0 (\`COPY a /app/\`), ${USED}`,
    ],
    [
      'RUN useradd -u 1000 app && chown -R 1000:1000 /app',
      'Give it where the files are copied: `COPY --chown=1000:1000 …`, or',
    ],
  ])('for a user that is made after them: %s', async (by, expected) => {
    const users = file('etc/passwd', 100)
    const [said] = await advice(
      'rewritten-metadata',
      { by: 'COPY a /app/', files: owned(0) },
      { by, files: [...owned(1), users] },
    )
    expect(said).toContain(`every file is shipped twice. ${expected}`)
    const [before] = await advice(
      'rewritten-metadata',
      { by: 'RUN useradd app', files: [users] },
      { by: 'COPY a /app/', files: owned(0) },
      { by: 'RUN chown -R app:app /app', files: owned(1) },
    )
    expect(before).toContain(`every file is shipped twice. G${GIVEN.slice(1)}, ${USED}`)
  })

  test('a single file has to be copied by itself: the flag is for all that a COPY brings', async () => {
    const by = 'RUN make && chmod 600 app/a'
    const changed = owned(0).map((one) => ({ ...one, mode: 0o600 }))
    const [said] = await advice('rewritten-metadata', { by: 'COPY . .', files: owned(0) }, { by, files: changed })
    expect(said).toContain(
      'Give it where the files are copied, by a `COPY --chmod=600 …` of their own, or in the `RUN`',
    )
  })

  test.each([
    ['RUN npm install', '`npm ci` installs the same, and leaves the lock file as it is.'],
    ['RUN npm config set fund false && npm --quiet i --omit=dev', '`npm ci` installs the same, and leaves'],
    ['RUN npm install left-pad', 'Write it once: leave it out of the first, or join the two.'],
    ['RUN npm ci && touch package-lock.json', 'Write it once: leave it out'],
  ])('%s', async (by, expected) => {
    const lock = file('app/package-lock.json', 20_000)
    const [said] = await advice('rewritten-metadata', { by: 'COPY . /app/', files: [lock] }, { by, files: [lock] })
    expect(said).toContain(`and every file is shipped twice. ${expected}`)
  })

  test('of the base image were copied by nobody', async () => {
    const base: MadeLayer = { by: 'node:22', base: true, files: owned(0) }
    expect(await advice('rewritten-metadata', base, { by: 'RUN chown -R node /app', files: owned(1) })).toEqual([
      'Line 1 (`RUN chown -R node /app`) copies `/app/a` of the base image `node:22` whole into this layer. Only the owner changes. Give `chown` a smaller path, the one that the program writes to: what it only reads, the user of `USER` need not own.',
    ])
  })
})

describe('a base with the tools that the stage itself', () => {
  const JDK = ['javac', 'jlink'].map((name) => file(`opt/java/openjdk/bin/${name}`, 20_000))
  const java: MadeLayer = {
    by: 'eclipse-temurin:21-jdk',
    base: true,
    files: [...JDK, file('opt/java/openjdk/lib/modules', 10), file('opt/java/openjdk/jmods/a.jmod', 20_000)],
  }
  const node: MadeLayer = { by: 'node:22', base: true, files: [file('usr/bin/gcc', 20_000)] }
  const [USES_JDK, WITHOUT_JDK] = [
    '`eclipse-temurin:21-jdk` brings this. Build on it in an earlier stage, and let the last one begin from `eclipse-temurin:21-jre` and `COPY --from=` the result.',
    '`eclipse-temurin:21-jdk` brings this; `eclipse-temurin:21-jre` does without.',
  ]
  const run = (by: string): MadeLayer => ({ by, files: [file('srv/a', 10)] })

  test.each([
    ['uses', 'RUN ./mvnw package', java, USES_JDK],
    ['uses', 'RUN apt-get update && ./build.sh', java, USES_JDK],
    ['uses', 'RUN ["./mvnw", "package"]', java, USES_JDK],
    ['does not use', 'COPY app.jar /app.jar', java, WITHOUT_JDK],
    ['does not use', 'RUN apt-get install -y curl && useradd app', java, WITHOUT_JDK],
    ['does not use', 'RUN java -Djarmode=tools -jar app.jar extract', java, WITHOUT_JDK],
    ['does not use', 'RUN pip install a', java, WITHOUT_JDK],
    [
      'may use',
      'RUN npm ci --omit=dev',
      node,
      '`node:22` brings this; `node:22-slim` does without. Where `npm ci --omit=dev` compiles something, run it on `node:22` in an earlier stage, and `COPY --from=` what it made.',
    ],
    [
      'uses',
      'RUN npm ci && make',
      node,
      '`node:22` brings this. Build on it in an earlier stage, and let the last one begin from `node:22-slim` and `COPY --from=` the result.',
    ],
  ])('%s: %s', async (_, by, base, expected) => {
    const [said] = await advice('build-tools', base, run(by))
    expect(said?.replace(/^[^.]*\. /, '')).toBe(expected)
  })
})
