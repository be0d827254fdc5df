import { describe, expect, test } from '@jest/globals'
import { parseDockerfile, selectTargets } from '../../src/dockerfile/index.js'
import { assertRunnable } from '../../src/plan/runnable.js'
import type { Source } from '../../src/request/source.js'

function source(text: string, patterns: readonly string[] = []): Source {
  const graph = parseDockerfile(text, { file: 'Dockerfile', platform: 'linux/arm64', buildPlatform: 'linux/amd64' })
  const targets = selectTargets(graph, patterns.length === 0 ? { kind: 'all' } : { kind: 'matching', patterns })
  const build = {
    ...{ platforms: ['linux/arm64'], buildArgs: {}, contexts: [], secrets: [], ssh: [], cacheFrom: [], allow: [] },
    ...{ pull: false, network: null },
  }
  const limits = { shipped: {}, targets: {} }
  const request = {
    name: 'api',
    context: '.',
    dockerfile: 'Dockerfile',
    targets: { kind: 'all' },
    build,
    limits,
    findings: {},
  } as const
  return {
    side: 'head',
    root: '/',
    images: [{ request, platform: 'linux/arm64', text, ignoreFile: '.dockerignore', graph, targets }],
    failures: [],
  }
}

const AMD64 = ['linux/amd64', 'linux/386']

describe('a platform that the builder does not run', () => {
  test('is refused where something has to run on it, with what is missing and the ways out', () => {
    const refused = (): void =>
      assertRunnable([source('FROM scratch AS a\nCOPY x /\nFROM a AS app\nRUN true\n')], AMD64)
    expect(refused).toThrow(
      /api cannot be built for linux\/arm64: its stage app has RUN.*linux\/amd64, linux\/386 only/,
    )
  })

  test.each([
    ['nothing runs', 'FROM scratch\nCOPY x /\n'],
    [
      'what runs is cross-built',
      'FROM --platform=$BUILDPLATFORM golang AS build\nRUN go build\nFROM build AS more\nRUN true\nFROM scratch\nCOPY --from=more x /\n',
    ],
  ])('is fine where %s', (_, text) => {
    expect(() => assertRunnable([source(text)], AMD64)).not.toThrow()
  })

  test('is fine where the stage that runs is not wanted', () => {
    const text = 'FROM scratch AS tested\nRUN true\nFROM scratch AS app\nCOPY x /\n'
    expect(() => assertRunnable([source(text, ['app'])], AMD64)).not.toThrow()
    expect(() => assertRunnable([source(text, ['tested'])], AMD64)).toThrow(/its stage tested/)
  })

  test('is one that it does run, by whatever name', () => {
    expect(() => assertRunnable([source('FROM scratch\nRUN true\n')], ['linux/amd64', 'linux/arm64/v8'])).not.toThrow()
  })
})
