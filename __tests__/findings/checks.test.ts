import { describe, expect, test } from '@jest/globals'
import type { Check } from '../../src/builder/checks.js'
import type { Row } from '../../src/compare/comparison.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import type { Finding } from '../../src/findings/finding.js'
import { findingsOf } from '../../src/findings/findings.js'
import type { Measurement } from '../../src/image/measurement.js'
import type { Side, Source } from '../../src/request/source.js'
import { measurement } from '../compare/measurements.js'

/** A Dockerfile, and what BuildKit says of its lines. */
interface Case {
  readonly dockerfile: string
  readonly checks: readonly Check[]
}

const check = (rule: string, line: number, more: Partial<Check> = {}): Check => ({
  rule,
  line,
  sentence: `${rule} here`,
  detail: '',
  url: null,
  ...more,
})

function look(head: Case, base: Case | null = null, status: Row['status'] = 'changed'): readonly Finding[] {
  const sides = { head, base }
  const graphs = Object.entries(sides).flatMap(([side, one]) =>
    one === null ? [] : [{ side, graph: parseDockerfile(one.dockerfile, { file: 'Dockerfile', buildArgs: {} }) }],
  )
  const sources = graphs.map(({ side, graph }) => ({
    side: side as Side,
    images: [
      {
        request: { name: 'api', build: { contexts: [] } },
        platform: null,
        graph,
        targets: graph.stages.map(({ index }) => index),
      },
    ],
  })) as unknown as readonly Source[]
  const measured = (side: Side): Measurement | null => {
    const one = sides[side]
    const target = graphs.find((each) => each.side === side)?.graph.stages.at(-1)?.target ?? ''
    return one === null ? null : measurement({ target, checks: one.checks })
  }
  const row = { shipped: true, status, head: measured('head'), base: measured('base') } as unknown as Row
  return findingsOf(row, sources, { head: null, base: null }, () => true, true)?.findings ?? []
}

/** `rule line`, and whether the base has it. */
function told(head: Case, base: Case | null = null, status: Row['status'] = 'changed'): readonly string[] {
  return look(head, base, status).map(({ rule, line, inBase }) => `${rule} ${line} ${inBase}`)
}

test('a check is a finding that weighs nothing, in BuildKit’s words', () => {
  const casing = check('StageNameCasing', 1, {
    sentence: "Stage name 'A' should be lowercase",
    detail: 'Stage names should be lowercase.',
    url: 'https://docs.docker.com/x/',
  })
  expect(look({ dockerfile: 'FROM scratch AS A\n', checks: [casing] })).toEqual([
    {
      rule: 'StageNameCasing',
      bytes: 0,
      line: 1,
      paths: [],
      advice: "Stage name 'A' should be lowercase. Stage names should be lowercase.",
      url: 'https://docs.docker.com/x/',
      inBase: null,
      grown: null,
    },
  ])
})

test.each([
  ['a', '', 'a.'],
  ['a', 'a.', 'a.'],
  ['a.', 'b', 'a. b.'],
])('%j with the detail %j reads %j', (sentence, detail, advice) => {
  const checks = [check('X', 1, { sentence, detail })]
  expect(look({ dockerfile: 'FROM scratch\n', checks })[0]?.advice).toBe(advice)
})

describe('lines', () => {
  const dockerfile = `# what it is
ARG V=1
FROM scratch AS below
COPY a /
FROM scratch AS unused
COPY a /
# between stages
FROM below
COPY a /
`

  test('of the stages that an image is built from, and before the first, are its own', () => {
    const checks = [9, 7, 6, 5, 4, 3, 2, 1].map((line) => check('X', line, { sentence: `line ${line}` }))
    expect(look({ dockerfile, checks }).map(({ line }) => line)).toEqual([1, 2, 3, 4, 9])
  })

  test('of a FROM do not judge the name that it has only while it is built', () => {
    const rules = ['FromAsCasing', 'StageNameCasing', 'ConsistentInstructionCasing']
    const unnamed = { dockerfile: 'from scratch\nFROM 0\n', checks: rules.map((rule) => check(rule, 1)) }
    expect(told({ ...unnamed, dockerfile: 'from scratch\nFROM scratch\nCOPY --from=0 / /\n' })).toEqual([
      'ConsistentInstructionCasing 1 null',
    ])
    expect(told({ ...unnamed, dockerfile: 'from scratch as a\nFROM a\n' }).length).toBe(3)
  })
})

describe('a secret in an argument', () => {
  const secrets = (...lines: readonly number[]): readonly Check[] =>
    lines.map((line) => check('SecretsUsedInArgOrEnv', line))

  test('is told once, by our rule, and by BuildKit’s where ours says nothing', () => {
    const dockerfile = 'FROM scratch AS a\nARG NPM_TOKEN\nFROM scratch\nCOPY --from=a / /\nENV API_KEY=x\nENV AUTH=x\n'
    expect(told({ dockerfile, checks: secrets(2, 5, 6) })).toEqual([
      'secret-in-arg 5 null',
      'SecretsUsedInArgOrEnv 2 null',
      'SecretsUsedInArgOrEnv 6 null',
    ])
  })

  test('hides no other check of its line', () => {
    const checks = [...secrets(2), check('LegacyKeyValueFormat', 2)]
    expect(told({ dockerfile: 'FROM scratch\nENV API_KEY x\n', checks })).toEqual([
      'secret-in-arg 2 null',
      'LegacyKeyValueFormat 2 null',
    ])
  })
})

describe('what was there before', () => {
  const LEGACY = 'LegacyKeyValueFormat'
  const before = { dockerfile: 'FROM scratch\nENV A b\n', checks: [check(LEGACY, 2)] }

  test('is no news wherever it stands, also where its instruction was edited', () => {
    for (const dockerfile of ['FROM scratch\nCOPY a /\nENV A b\n', 'FROM scratch\nCOPY a /\nENV A c\n'])
      expect(told({ dockerfile, checks: [check(LEGACY, 3)] }, before)).toEqual([`${LEGACY} 3 true`])
  })

  test('is the instruction that was there, not another one in the same words', () => {
    const after = { dockerfile: 'FROM scratch\nENV N n\nENV A b\n', checks: [check(LEGACY, 2), check(LEGACY, 3)] }
    expect(told(after, before)).toEqual([`${LEGACY} 2 false`, `${LEGACY} 3 true`])
  })

  test('is what another sentence or another check is not', () => {
    const checks = [check(LEGACY, 2, { sentence: 'of LABEL' }), check('Other', 2, { sentence: `${LEGACY} here` })]
    expect(told({ ...before, checks }, before)).toEqual([`${LEGACY} 2 false`, 'Other 2 false'])
  })

  test('is nothing that a stage had which the base’s image did not use', () => {
    const unused = { dockerfile: 'FROM scratch AS a\nENV A b\nFROM scratch\n', checks: [check(LEGACY, 2)] }
    expect(told(before, unused)).toEqual([`${LEGACY} 2 false`])
  })

  test('is nothing for a new image', () => {
    expect(told(before, null, 'added')).toEqual([`${LEGACY} 2 false`])
  })
})
