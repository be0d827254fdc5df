import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/findings/finding.js'
import type { Report } from '../../src/report/report.js'
import { aptRepository, MOUNTED } from '../support/apt-repository.js'
import { reportOf } from '../support/command.js'
import { buildersEnv, docker, engineEnv, type Environment } from '../support/engines.js'
import { createProject, type Files, type Project } from '../support/project.js'

const execute = promisify(execFile)

const big = randomBytes(50_000)

/** What an image is built from, and what has to be found in it: no other waste. */
interface Case {
  readonly dockerfile: string
  readonly files?: Files
  /** Packages that its instructions can install. */
  readonly packages?: Readonly<Record<string, Files>>
  /** Rules with a shell command that prints the bytes, run in the directory that has the image's file system. */
  readonly waste: Readonly<Record<string, string>>
}

const sizes = (find: string): string =>
  `find ${find} -type f -printf '%s\\n' | awk '{ sum += $1 } END { print sum + 0 }'`

/** What `strip` takes off, section by section. */
const sections = (file: string): string =>
  `readelf -SW ${file} | sed 's/^ *\\[ *[0-9]*\\] *//' | awk '$1 == ".symtab" || $1 == ".strtab" || $1 ~ /^[.]z?debug/ { print $5 }' | { sum=0; while read -r hex; do sum=$((sum + 16#$hex)); done; echo $sum; }`

/** Files of a Debian package below these directories, of each that has 10 kB or more. */
const packaged = (name: string, directories: readonly string[]): string =>
  `for directory in ${directories.join(' ')}; do grep "^/usr/share/$directory/" var/lib/dpkg/info/${name}.list | grep -v /copyright$ | while read -r path; do [ -f ".$path" ] && [ ! -L ".$path" ] && stat -c %s ".$path"; done | awk '{ sum += $1 } END { if (sum >= 10000) print sum }'; done | awk '{ sum += $1 } END { print sum + 0 }'`

/** Go without its time zones, which programs read. */
const GO_TOOLS = sizes('usr/local/go -not -path "*/lib/time/*"')

const GO = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n'
const PROGRAM: Files = { 'go/main.go': GO, 'go/go.mod': 'module example.com/hello\n\ngo 1.22\n' }

const SITE = 'app/.venv/lib/python3.13/site-packages'
const UV_LOCK = `version = 1

[[package]]
name = "app"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "runs" }]

[package.dev-dependencies]
dev = [{ name = "checks" }]

[[package]]
name = "runs"
version = "1.0"

[[package]]
name = "checks"
version = "2.0"
`

const HELLO = {
  hello: {
    'usr/bin/hello': '#!/bin/sh\necho hello\n',
    'usr/share/doc/hello/NEWS': big.toString('hex'),
    'usr/share/doc/hello/copyright': big.toString('base64'),
    'usr/share/man/man1/hello.1': big.toString('hex'),
    'usr/share/locale/de/LC_MESSAGES/hello.mo': big,
    'usr/share/info/hello.info': 'too small to be told\n',
  },
}

const CASES: Readonly<Record<string, Case>> = {
  'deleted-later': {
    dockerfile: 'FROM busybox:1.37\nCOPY big /made/big\nRUN rm -r /made\nUSER 1\n',
    waste: { 'hidden-files': 'echo 50000' },
  },
  overwritten: {
    dockerfile:
      'FROM busybox:1.37\nCOPY big /x\nRUN head -c 40000 /dev/urandom > /x\nRUN head -c 30000 /dev/urandom > /x\nUSER 1\n',
    waste: { 'hidden-files': 'echo 90000' },
  },
  'made-anew': {
    dockerfile:
      'FROM busybox:1.37\nCOPY big /app/tree/big\nCOPY big /app/tree/deep/big\nRUN rm -r /app/tree && mkdir -p /app/tree/deep && echo new > /app/tree/deep/new\nUSER 1\n',
    waste: { 'hidden-files': 'echo 100000' },
  },
  'added-to': {
    dockerfile: 'FROM busybox:1.37\nCOPY big /app/tree/big\nRUN echo new > /app/tree/new\nUSER 1\n',
    waste: {},
  },
  'deleted-at-once': {
    dockerfile: 'FROM busybox:1.37\nRUN head -c 50000 /dev/urandom > /made && rm /made\nUSER 1\n',
    waste: {},
  },
  'owned-later': {
    dockerfile: 'FROM busybox:1.37\nCOPY big /app/big\nRUN chown -R 1000:1000 /app\nUSER 1\n',
    waste: { 'rewritten-metadata': sizes('app') },
  },
  'owned-at-once': {
    dockerfile: 'FROM busybox:1.37\nCOPY --chown=1000:1000 --chmod=700 big /app/big\nUSER 1\n',
    waste: {},
  },
  installed: {
    dockerfile: `FROM debian:bookworm-slim
RUN ${MOUNTED} apt-get update && apt-get install -y --no-install-recommends hello
USER 1
`,
    packages: HELLO,
    waste: {
      'package-cache': sizes(
        'var/lib/apt/lists var/cache/apt \\( -path "*/lists/*" -o -name "*.deb" -o -name "*.bin" \\)',
      ),
      'docs-and-locales': packaged('hello', ['man', 'doc', 'info', 'locale']),
    },
  },
  'installed-cleanly': {
    dockerfile: `FROM debian:bookworm-slim
RUN ${MOUNTED} echo 'path-exclude=/usr/share/*' > /etc/dpkg/dpkg.cfg.d/none && apt-get update \\
 && apt-get install -y --no-install-recommends hello && apt-get clean && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
USER 1
`,
    packages: HELLO,
    waste: {},
  },
  'one-stage': {
    dockerfile:
      'FROM golang:1.26-bookworm\nWORKDIR /src\nCOPY go .\nRUN CGO_ENABLED=0 GOCACHE=/tmp/cache go build -ldflags="-s -w" -o /app . && rm -r /tmp/cache\nUSER 1\nENTRYPOINT ["/app"]\n',
    files: PROGRAM,
    waste: { 'build-tools': GO_TOOLS, 'single-stage': GO_TOOLS },
  },
  'run-from-source': {
    dockerfile:
      'FROM golang:1.26-bookworm\nWORKDIR /src\nCOPY go .\nCOPY big data.go\nUSER 1\nCMD ["go", "run", "."]\n',
    files: PROGRAM,
    waste: {},
  },
  'with-symbols': {
    dockerfile:
      'FROM golang:1.26-bookworm AS build\nWORKDIR /src\nCOPY go .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nUSER 1\nENTRYPOINT ["/app"]\n',
    files: PROGRAM,
    waste: { 'debug-info': sections('app') },
  },
  'without-symbols': {
    dockerfile:
      'FROM golang:1.26-bookworm AS build\nWORKDIR /src\nCOPY go .\nRUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /app .\nFROM scratch\nCOPY --from=build /app /app\nUSER 1\nENTRYPOINT ["/app"]\n',
    files: PROGRAM,
    waste: {},
  },
  twice: {
    dockerfile: 'FROM busybox:1.37\nRUN head -c 150000 /dev/urandom > /one && cp /one /two && cp /one /three\nUSER 1\n',
    waste: { duplicates: sizes('two three') },
  },
  linked: {
    dockerfile:
      'FROM busybox:1.37\nRUN head -c 150000 /dev/urandom > /one && ln /one /two && ln -s one /three\nUSER 1\n',
    waste: {},
  },
  'linked-from-a-cache': {
    dockerfile:
      'FROM busybox:1.37\nRUN mkdir -p /root/.npm/_cacache /srv && head -c 50000 /dev/urandom > /root/.npm/_cacache/one && ln /root/.npm/_cacache/one /srv/one\nUSER 1\n',
    waste: {},
  },
  'in-german': {
    dockerfile:
      'FROM busybox:1.37\nENV LANG=de_DE.UTF-8\nCOPY big /usr/share/locale/de/a.mo\nCOPY big /usr/share/locale/fr/a.mo\nUSER 1\n',
    waste: { 'docs-and-locales': sizes('usr/share/locale/fr') },
  },
  'with-history': {
    dockerfile: 'FROM busybox:1.37\nRUN mkdir -p /srv/.git && head -c 20000 /dev/urandom > /srv/.git/pack\nUSER 1\n',
    waste: { sources: sizes('srv/.git') },
  },
  'with-scripts': {
    dockerfile: 'FROM busybox:1.37\nCOPY app /app\nUSER 1\nCMD ["python3", "/app/main.py"]\n',
    files: { 'app/main.py': big.toString('hex'), 'app/static/site.js': big.toString('base64') },
    waste: {},
  },
  'with-bytecode': {
    dockerfile:
      'FROM busybox:1.37\nCOPY --chmod=644 app.py /app/\nRUN mkdir /app/__pycache__ && head -c 20000 /dev/urandom > /app/__pycache__/app.cpython-313.pyc\nUSER 1\n',
    files: { 'app.py': 'print(1)\n' },
    waste: { 'bytecode-cache': sizes('app/__pycache__') },
  },
  'only-bytecode': {
    dockerfile:
      'FROM busybox:1.37\nRUN mkdir -p /app/__pycache__ && head -c 20000 /dev/urandom > /app/__pycache__/app.cpython-313.pyc\nUSER 1\n',
    waste: {},
  },
  'for-development': {
    dockerfile: 'FROM busybox:1.37\nCOPY node_modules /app/node_modules\nUSER 1\n',
    files: {
      'node_modules/.package-lock.json': JSON.stringify({
        name: 'app',
        lockfileVersion: 3,
        packages: {
          'node_modules/runs': { version: '1.0.0' },
          'node_modules/tests': { version: '2.0.0', dev: true },
        },
      }),
      'node_modules/runs/package.json': JSON.stringify({ name: 'runs', version: '1.0.0' }),
      'node_modules/runs/index.js': big.toString('base64'),
      'node_modules/tests/package.json': JSON.stringify({ name: 'tests', version: '2.0.0' }),
      'node_modules/tests/index.js': big.toString('hex'),
    },
    waste: { 'dev-dependencies': sizes('app/node_modules/tests') },
  },
  'for-development-by-yarn': {
    dockerfile: 'FROM busybox:1.37\nCOPY app /app\nUSER 1\n',
    files: {
      'app/package.json': JSON.stringify({ dependencies: { runs: '^1.0.0' }, devDependencies: { tests: '^2.0.0' } }),
      'app/yarn.lock': `# yarn lockfile v1\n\n\nruns@^1.0.0:\n  version "1.0.0"\n\ntests@^2.0.0:\n  version "2.0.0"\n`,
      'app/node_modules/.yarn-integrity': JSON.stringify({
        flags: [],
        topLevelPatterns: ['runs@^1.0.0', 'tests@^2.0.0'],
      }),
      'app/node_modules/runs/package.json': JSON.stringify({ name: 'runs', version: '1.0.0' }),
      'app/node_modules/runs/index.js': big.toString('base64'),
      'app/node_modules/tests/package.json': JSON.stringify({ name: 'tests', version: '2.0.0' }),
      'app/node_modules/tests/index.js': big.toString('hex'),
    },
    waste: { 'dev-dependencies': sizes('app/node_modules/tests') },
  },
  'for-development-by-uv': {
    dockerfile: 'FROM busybox:1.37\nCOPY app /app\nUSER 1\n',
    files: {
      'app/uv.lock': UV_LOCK,
      [`${SITE}/runs-1.0.dist-info/METADATA`]: 'Metadata-Version: 2.1\nName: runs\nVersion: 1.0\n',
      [`${SITE}/runs-1.0.dist-info/RECORD`]: 'runs/data.bin,,\n',
      [`${SITE}/runs/data.bin`]: big.toString('base64'),
      [`${SITE}/checks-2.0.dist-info/METADATA`]: 'Metadata-Version: 2.1\nName: checks\nVersion: 2.0\n',
      [`${SITE}/checks-2.0.dist-info/RECORD`]:
        'checks/data.bin,,\nchecks-2.0.dist-info/METADATA,,\nchecks-2.0.dist-info/RECORD,,\n',
      [`${SITE}/checks/data.bin`]: big.toString('hex'),
    },
    waste: { 'dev-dependencies': sizes(`${SITE}/checks*`) },
  },
  'whole-context': {
    dockerfile: 'FROM busybox:1.37\nCOPY tree /srv\nUSER 1\n',
    files: { 'tree/coverage/index.html': big.toString('hex'), 'tree/app.sh': 'echo\n', 'tree/package.json': '{}' },
    waste: { 'context-bloat': sizes('srv/coverage') },
  },
  'chosen-context': {
    dockerfile: 'FROM busybox:1.37\nCOPY tree/coverage /srv/coverage\nUSER 1\n',
    files: { 'tree/coverage/index.html': big.toString('hex') },
    waste: {},
  },
}

const TOKEN = 'npm_4w8YqXbGm2vTz7RcKd1L'
/** What weighs nothing and is found all the same. */
const SECRET = `FROM busybox:1.37 AS forgotten
RUN true
FROM busybox:1.37
COPY npmrc /root/.npmrc
RUN rm /root/.npmrc
USER 1
`

const NAMES = Object.keys(CASES)

let env: Environment
let project: Project
let exported: string
const reports = new Map<string, Report>()

beforeAll(async () => {
  await execute('script/base-images', ['golang:1.26-bookworm'])
  await execute('script/builders', ['start', 'size-gate-container'])
  env = await buildersEnv()
  const files: Files[] = []
  for (const [name, { dockerfile, files: more, packages }] of Object.entries(CASES)) {
    const context = { big, Dockerfile: dockerfile, ...more, ...(packages && (await aptRepository(packages))) }
    files.push(Object.fromEntries(Object.entries(context).map(([path, text]) => [`${name}/${path}`, text])))
  }
  const images = NAMES.map((name) => `  ${name}: { context: ${name} }\n`).join('')
  files.push({ 'secret/Dockerfile': SECRET, 'secret/npmrc': `//registry.example.com/:_authToken=${TOKEN}\n` })
  project = await createProject(
    Object.assign({ '.github/size-gate.yml': `images:\n${images}  secret: { context: secret }\n` }, ...files) as Files,
  )
  exported = await mkdtemp(join(tmpdir(), 'waste-'))
  const own = (name: string): Environment => ({ ...env, XDG_CACHE_HOME: join(exported, name) })
  reports.set(
    'classic',
    await reportOf(['measure'], project.directory, {
      ...own('classic'),
      ...(await engineEnv('classic')),
      XDG_CACHE_HOME: join(exported, 'classic'),
    }),
  )
  reports.set(
    'docker-container',
    await reportOf(['measure', '--builder', 'size-gate-container'], project.directory, own('container')),
  )
}, 600_000)

afterAll(async () => {
  await project.remove()
  await execute('rm', ['-rf', exported])
})

function findingsIn(engine: string, image: string): readonly Finding[] {
  const row = reports
    .get(engine)
    ?.images.find((one) => one.image === image && one.shipped && one.target !== 'forgotten')
  if (row?.findings == null) {
    throw new Error(`${image} was not looked into: ${JSON.stringify([row?.failures, row?.notes])}`)
  }
  return row.findings
}

/** Bytes by rule. */
function wasteIn(engine: string, image: string): Readonly<Record<string, number>> {
  const bytes: Record<string, number> = {}
  for (const finding of findingsIn(engine, image)) {
    if (finding.bytes > 0) bytes[finding.rule] = (bytes[finding.rule] ?? 0) + finding.bytes
  }
  return bytes
}

/** A directory with the file system of an image, as the engine exports it. */
async function fileSystem(name: string): Promise<string> {
  const directory = join(exported, name)
  const tag = `size-gate-test/waste-${process.pid}:${name}`
  await docker(env, 'buildx', 'build', '--builder', 'default', '--quiet', '--tag', tag, join(project.directory, name))
  const container = (await docker(env, 'container', 'create', tag, 'none')).trim()
  try {
    const copy = `mkdir -p "$0" && docker export "$1" | tar -xf - --no-same-owner --exclude=dev --directory "$0"`
    await execute('bash', ['-o', 'pipefail', '-c', copy, directory, container], { env })
  } finally {
    await docker(env, 'container', 'rm', container)
    await docker(env, 'image', 'rm', tag)
  }
  return directory
}

describe.each(NAMES)('%s', (name) => {
  test('has the waste that another tool counts, and no other', async () => {
    const judged: Record<string, number> = {}
    const directory = await fileSystem(name)
    for (const [rule, command] of Object.entries(CASES[name]?.waste ?? {})) {
      const { stdout } = await execute('bash', ['-o', 'pipefail', '-c', command], { cwd: directory })
      judged[rule] = Number(stdout)
    }
    expect(wasteIn('classic', name)).toEqual(judged)
  }, 120_000)

  test('has it on BuildKit as on the classic store', () => {
    expect(findingsIn('docker-container', name)).toEqual(findingsIn('classic', name))
  })
})

test('dive counts every copy of a file that is overwritten, we those that nobody sees', async () => {
  const dive = (await execute('script/lib/tool', ['dive'])).stdout.trim()
  const tag = `size-gate-test/dived-${process.pid}`
  await docker(
    env,
    'buildx',
    'build',
    '--builder',
    'default',
    '--quiet',
    '--tag',
    tag,
    join(project.directory, 'overwritten'),
  )
  const file = join(exported, 'dive.json')
  try {
    await execute(dive, [tag, '--json', file], { env: { ...env, CI: 'true' } })
  } finally {
    await docker(env, 'image', 'rm', tag)
  }
  const { image } = JSON.parse(await readFile(file, 'utf8')) as {
    readonly image: { readonly fileReference: readonly { readonly file: string; readonly sizeBytes: number }[] }
  }
  // wagoodman/dive#684: the copy that the image shows, of 30,000 bytes, is among them.
  expect(image.fileReference.filter(({ sizeBytes }) => sizeBytes > 0)).toEqual([
    expect.objectContaining({ file: '/x', sizeBytes: 120_000 }),
  ])
  expect(wasteIn('classic', 'overwritten')).toEqual({ 'hidden-files': 90_000 })
}, 60_000)

describe('what weighs nothing', () => {
  async function rulesOf(dockerfile: string): Promise<readonly string[]> {
    const plain = await createProject({ Dockerfile: dockerfile })
    try {
      const { images } = await reportOf(['measure', '--builder', 'size-gate-container'], plain.directory, env)
      return images.flatMap(({ findings }) => findings?.map(({ rule, line }) => `${rule} ${line}`) ?? [])
    } finally {
      await plain.remove()
    }
  }

  test('is a user and a base that nobody chose', async () => {
    const registry = env['SIZE_GATE_REGISTRY'] ?? ''
    const { stdout } = await execute('script/lib/tool', ['crane'])
    const { stdout: digest } = await execute(stdout.trim(), [
      'digest',
      '--insecure',
      `${registry}/library/busybox:1.37`,
    ])
    expect(await rulesOf('FROM busybox:1.37\nUSER root\n')).toEqual(['root-user 2', 'unpinned-base 1'])
    expect(await rulesOf(`FROM busybox:1.37@${digest.trim()}\nUSER 65532\n`)).toEqual([])
  }, 60_000)

  test.each(['classic', 'docker-container'])('is found on %s, and a secret is not shown', (engine) => {
    const [finding, ...others] = findingsIn(engine, 'secret').filter(({ rule }) => rule === 'secret-in-layer')
    expect(others).toEqual([])
    expect(finding).toMatchObject({ bytes: 0, line: 4, paths: ['/root/.npmrc'] })
    expect(finding?.advice).toContain('Line 5 (`RUN rm /root/.npmrc`) deletes it')
    expect(JSON.stringify(reports.get(engine))).not.toContain(TOKEN)
  })

  test('a stage that nothing needs is named where it is not built', async () => {
    const { images } = await reportOf(['measure', '--targets', 'default'], join(project.directory, 'secret'), env)
    const unused = images.flatMap(({ findings }) => findings ?? []).filter(({ rule }) => rule === 'unused-stage')
    expect(unused.map(({ line }) => line)).toEqual([1])
    expect(findingsIn('classic', 'secret').map(({ rule }) => rule)).not.toContain('unused-stage')
  }, 60_000)
})

test('the example of a service, which is made in stages, has no waste', async () => {
  const files = await readdir('examples/service', { recursive: true, withFileTypes: true })
  const read = files
    .filter((file) => file.isFile())
    .map(async (file): Promise<[string, Buffer]> => {
      const path = join(file.parentPath, file.name)
      return [relative('examples/service', path), await readFile(path)]
    })
  const example = await createProject(Object.fromEntries(await Promise.all(read)))
  try {
    const { images } = await reportOf(['measure'], example.directory, env)
    const shipped = images.filter((row) => row.shipped)
    expect(shipped.map(({ waste }) => waste)).toEqual(shipped.map(() => 0))
    expect(shipped.flatMap(({ findings }) => findings ?? []).filter(({ bytes }) => bytes > 0)).toEqual([])
  } finally {
    await example.remove()
  }
}, 120_000)
