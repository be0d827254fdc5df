import { describe, expect, test } from '@jest/globals'
import { type Check, checkOf, type Warning } from '../../src/builder/checks.js'
import { readProgress } from '../../src/builder/progress.js'

const READS = 'sha256:1119ceb0'
const BASE_READS = 'sha256:9c480470'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** As `docker buildx bake --progress=rawjson` writes it: buildx 0.29.1, BuildKit 0.33.1; less the source, which is not read. */
function warning(short: string, more: Partial<Warning> = {}): Warning {
  return {
    vertex: READS,
    short: base64(short),
    detail: [base64('Stage names should be lowercase')],
    url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
    range: [{ start: { line: 1 } }],
    ...more,
  }
}

const CASING = "StageNameCasing: Stage name 'Build' should be lowercase (line 1)"

describe('a warning of a build', () => {
  test('is a check where it has a name and a line', () => {
    expect(checkOf(warning(CASING))).toEqual({
      rule: 'StageNameCasing',
      line: 1,
      sentence: "Stage name 'Build' should be lowercase",
      detail: 'Stage names should be lowercase',
      url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
    } satisfies Check)
  })

  test('is one without detail and documentation too', () => {
    const { detail, url } = checkOf(warning(CASING, { detail: null, url: '' })) ?? {}
    expect({ detail, url }).toEqual({ detail: '', url: null })
  })

  test('keeps what looks like a place, or has lines, within the words', () => {
    const text = 'WorkdirRelativePath: Relative workdir "a (line 3): b\nc" can have unexpected results (line 12)'
    expect(checkOf(warning(text, { range: [{ start: { line: 12 } }] }))).toMatchObject({
      rule: 'WorkdirRelativePath',
      line: 12,
      sentence: 'Relative workdir "a (line 3): b\nc" can have unexpected results',
    })
  })

  test.each([
    ['of a cache that cannot be read', 'failed to configure registry cache importer: not found', []],
    // BuildKit 0.13 and older.
    ['of a frontend that has no names', 'Empty continuation line found in: RUN a b', [{ start: { line: 3 } }]],
    ['without a line', 'InvalidBaseImagePlatform: Base image x was pulled', [{ start: { line: 3 } }]],
    ['without a range', CASING, null],
    ['with an empty range', CASING, [{ start: null }]],
  ])('is none %s', (_, short, range) => {
    expect(checkOf(warning(short, { range }))).toBeNull()
  })
})

describe('the checks of a bake', () => {
  /** The rules that each of `targets` is told. */
  function told(severalTargets: boolean, lines: readonly object[], targets: readonly string[]): unknown {
    const progress = readProgress(severalTargets, () => undefined)
    for (const line of lines) progress.line(JSON.stringify(line))
    return targets.map((target) => progress.checks(target).map(({ rule }) => rule))
  }

  const reads = (digest: string, target: string): object => ({
    vertexes: [{ digest, name: `[${target}internal] load build definition from Dockerfile` }],
  })
  const head = { warnings: [warning(CASING)] }
  const base = { warnings: [warning(CASING.replace('StageName', 'FromAs'), { vertex: BASE_READS })] }

  test('are of the targets whose Dockerfile a step reads, each once', () => {
    const lines = [
      reads(READS, 'head-0-1 '),
      head,
      reads(READS, 'head-0-2 '),
      head,
      reads(BASE_READS, 'base-0-1 '),
      base,
    ]
    expect(told(true, lines, ['head-0-1', 'head-0-2', 'base-0-1', 'other'])).toEqual([
      ['StageNameCasing'],
      ['StageNameCasing'],
      ['FromAsCasing'],
      [],
    ])
  })

  test('are of the only target, which buildx does not name', () => {
    expect(told(false, [reads(READS, ''), head, head], ['head-0-1'])).toEqual([['StageNameCasing']])
  })

  test('are of none where the step is of none', () => {
    expect(told(true, [reads(READS, ''), head], ['head-0-1'])).toEqual([[]])
  })
})
