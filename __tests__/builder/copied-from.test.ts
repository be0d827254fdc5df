import { describe, expect, it } from '@jest/globals'
import type { FileAction, Op, Provenance, Step } from '../../src/builder/llb.js'
import { layerChain } from '../../src/builder/layer-chain.js'

/** A step as provenance has it: its operation, what it lies on, and its line; none for what is no instruction. */
interface Drawn {
  readonly op: Op
  readonly inputs?: readonly string[]
  readonly line?: number
}

const image = (name: string, line: number): Drawn => ({
  op: { source: { identifier: `docker-image://docker.io/library/${name}` } },
  line,
})
const CONTEXT: Drawn = { op: { source: { identifier: 'local://context' } } }

function run(line: number, on: string, command: string, cwd = '/'): Drawn {
  const meta = { args: ['/bin/sh', '-c', command], cwd }
  return { op: { exec: { meta, mounts: [{ dest: '/' }] } }, inputs: [on], line }
}

function copy(line: number, on: string | null, from: string, src: string, dest: string): Drawn {
  const action: FileAction = {
    input: on === null ? -1 : 0,
    secondaryInput: on === null ? 0 : 1,
    Action: { copy: { src, dest } },
  }
  return { op: { file: { actions: [action] } }, inputs: on === null ? [from] : [on, from], line }
}

/** The provenance of a build whose result is the last step. */
function provenance(steps: Readonly<Record<string, Drawn>>): Provenance {
  const names = Object.keys(steps)
  const definition = Object.entries(steps).map(([id, { op, inputs = [] }]): Step => ({
    id,
    op: { Op: op },
    inputs: inputs.map((name) => `${name}:0`),
  }))
  const locations = Object.entries(steps).map(([id, { line }]) => [
    id,
    line === undefined ? {} : { locations: [{ ranges: [{ start: { line }, end: { line } }] }] },
  ])
  return {
    buildConfig: { llbDefinition: [...definition, { id: 'result', op: {}, inputs: [`${names.at(-1) ?? ''}:0`] }] },
    metadata: {
      'https://mobyproject.org/buildkit@v1#metadata': {
        source: { locations: Object.fromEntries(locations) as Record<string, { locations?: [] }> },
      },
    },
  }
}

/** The line of what made the last layer's files, or the image that they are from. */
function told(steps: Readonly<Record<string, Drawn>>): number | string | null {
  const origin = layerChain(provenance(steps))?.own.at(-1)?.origin ?? null
  return origin === null ? null : (origin.image ?? origin.places[0]?.start ?? null)
}

/** The line of what made one file that the last layer has. */
function toldOf(steps: Readonly<Record<string, Drawn>>, path: string, context: readonly string[]): number | null {
  const step = layerChain(provenance(steps))?.own.at(-1)
  return step?.originOf({ path, isInContext: (one) => context.includes(one) })?.places[0]?.start ?? null
}

describe('what made one file that is copied', () => {
  const busybox = image('busybox:1.37', 1)
  const steps = {
    busybox,
    context: CONTEXT,
    manifest: copy(2, 'busybox', 'context', '/package.json', '/app/'),
    install: run(3, 'manifest', 'npm ci', '/app'),
    sources: copy(4, 'install', 'context', '/', '/app/'),
    build: run(5, 'sources', 'npm run build', '/app'),
    final: copy(7, 'busybox', 'build', '/app', '/srv/app'),
  }
  const context = ['/package.json', '/src/data.json']

  it.each([
    ['/srv/app/src/data.json', 4],
    ['/srv/app/dist/data.json', 5],
    ['/srv/app/node_modules/a/b.js', 3],
    ['/srv/app/package.json', 4],
    ['/etc/passwd', null],
  ])('%s: line %p', (path, line) => {
    expect(toldOf(steps, path, context)).toBe(line)
  })

  it('a single file is followed by its own name', () => {
    const final = copy(7, 'busybox', 'build', '/app/src/data.json', '/data.json')
    expect(toldOf({ ...steps, final }, '/data.json', context)).toBe(4)
    const into = copy(7, 'busybox', 'build', '/app/src/data.json', '/data/')
    expect(toldOf({ ...steps, final: into }, '/data/data.json', context)).toBe(4)
  })
})

describe('what made the files that are copied', () => {
  const busybox = image('busybox:1.37', 1)

  it('is the command that names the path, whatever ran later', () => {
    const steps = {
      busybox,
      build: run(2, 'busybox', 'go build -o /out/app ./cmd', '/src'),
      test: run(3, 'build', 'go test ./...', '/src'),
      final: copy(5, 'busybox', 'test', '/out/app', '/app'),
    }
    expect(told(steps)).toBe(2)
  })

  it('is the last command where none names it', () => {
    const steps = {
      busybox,
      one: run(2, 'busybox', 'one'),
      two: run(3, 'one', 'two'),
      final: copy(5, 'busybox', 'two', '/result', '/result'),
    }
    expect(told(steps)).toBe(3)
  })

  it('is the command that works where the path is', () => {
    const steps = {
      busybox,
      context: CONTEXT,
      install: run(2, 'busybox', 'npm ci', '/app'),
      sources: copy(3, 'install', 'context', '/', '/app/'),
      build: run(4, 'sources', 'npm run build', '/app'),
      clean: run(5, 'build', 'rm -rf /tmp/cache'),
      modules: copy(7, 'busybox', 'clean', '/app/node_modules', '/app/node_modules'),
      final: copy(8, 'modules', 'clean', '/app/dist', '/app/dist'),
    }
    expect(told(steps)).toBe(4)
    expect(layerChain(provenance(steps))?.own.map(({ origin }) => origin?.places[0]?.start)).toEqual([2, 4])
  })

  it('is the copy that brought a file of the context', () => {
    const steps = {
      busybox,
      context: CONTEXT,
      file: copy(2, 'busybox', 'context', '/tool', '/usr/local/bin/'),
      install: run(3, 'file', 'apt-get install -y curl'),
      final: copy(5, 'busybox', 'install', '/usr/local/bin/tool', '/usr/local/bin/tool'),
    }
    expect(told(steps)).toBe(2)
  })

  it('is the copy that fills the directory, whatever worked around it later, but not what worked in it', () => {
    const before = { busybox, context: CONTEXT, assets: copy(2, 'busybox', 'context', '/assets', '/app/assets') }
    const final = copy(5, 'busybox', 'build', '/app/assets', '/app/assets')
    expect(told({ ...before, build: run(3, 'assets', 'go build -o server .', '/app'), final })).toBe(2)
    expect(told({ ...before, build: run(3, 'assets', 'optimize', '/app/assets'), final })).toBe(3)
    expect(told({ ...before, build: run(3, 'assets', 'optimize assets', '/app'), final })).toBe(3)
  })

  it('is followed through copies, linked ones too', () => {
    const steps: Record<string, Drawn> = {
      busybox,
      make: run(2, 'busybox', 'make DESTDIR=/out install', '/src'),
      packed: copy(4, null, 'make', '/out', '/packed/out'),
      merged: { op: { merge: { inputs: [{}, { input: 1 }] } }, inputs: ['busybox', 'packed'], line: 4 },
      other: run(5, 'merged', 'adduser app'),
      final: copy(7, 'busybox', 'other', '/packed', '/made/'),
    }
    expect(told(steps)).toBe(2)
  })

  it('is the image where no step came after it', () => {
    const debian = image('debian:12', 3)
    expect(told({ busybox, debian, final: copy(4, 'busybox', 'debian', '/etc/passwd', '/etc/passwd') })).toBe(
      'docker-image://docker.io/library/debian:12',
    )
  })

  it('is the image where its own files are copied, whatever was built and installed on it', () => {
    const golang = image('golang:1.26', 1)
    const steps = (src: string): Readonly<Record<string, Drawn>> => ({
      busybox,
      golang,
      tools: run(2, 'golang', 'apt-get update && apt-get install -y protobuf-compiler'),
      build: run(3, 'tools', 'go build -o /out/app ./cmd', '/src'),
      final: copy(5, 'busybox', 'build', src, '/copied'),
    })
    expect(told(steps('/usr/local/go'))).toBe('docker-image://docker.io/library/golang:1.26')
    expect(told(steps('/usr/bin/protoc'))).toBe(2)
    expect(told(steps('/out/app'))).toBe(3)
  })

  it('is the place of a pattern', () => {
    const steps = {
      busybox,
      build: run(2, 'busybox', 'mvn package', '/src'),
      clean: run(3, 'build', 'date'),
      final: copy(5, 'busybox', 'clean', '/src/target/*.jar', '/app.jar'),
    }
    expect(told(steps)).toBe(2)
  })

  it.each([
    ['the context', CONTEXT],
    ['a URL', { op: { source: { identifier: 'https://example.com/tool' } } }],
    ['a heredoc', { op: { file: { actions: [{ input: -1, secondaryInput: -1 }] } } }],
  ] as const)('is nothing for a copy from %s', (_, from) => {
    expect(told({ busybox, from, final: copy(2, 'busybox', 'from', '/x', '/x') })).toBeNull()
  })

  it('is nothing for a RUN, and where a stage has nothing', () => {
    expect(told({ busybox, final: run(2, 'busybox', 'true') })).toBeNull()
    const directory: Drawn = { op: { file: { actions: [{ input: -1, secondaryInput: -1 }] } }, line: 2 }
    expect(told({ busybox, directory, final: copy(4, 'busybox', 'directory', '/x', '/x') })).toBeNull()
  })
})

describe('layerChain', () => {
  it('is null without steps, as of another frontend, and where the last one does something', () => {
    expect(layerChain({})).toBeNull()
    const { buildConfig } = provenance({ busybox: image('busybox', 1) })
    expect(layerChain({ buildConfig: { llbDefinition: buildConfig?.llbDefinition?.slice(0, 1) ?? [] } })).toBeNull()
  })

  it('tells no origin where provenance has no places', () => {
    const { buildConfig } = provenance({
      busybox: image('busybox', 1),
      build: run(2, 'busybox', 'make'),
      final: copy(3, 'busybox', 'build', '/x', '/x'),
    })
    expect(layerChain({ buildConfig: buildConfig ?? {} })?.own).toMatchObject([{ lines: null, origin: null }])
  })
})
