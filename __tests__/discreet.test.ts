import { expect, test } from '@jest/globals'
import { redactedInsight, redactedMeasured } from '../src/discreet.js'
import { createRedaction } from '../src/request/redact.js'
import { measurement, NOTHING_READ } from './compare/measurements.js'

test('what checks quote of the Dockerfile shows no secret, as it is or as BuildKit quotes it', () => {
  const secrets = createRedaction()
  secrets.add(['hunter2', 'say "friend"'])
  const check = {
    rule: 'WorkdirRelativePath',
    line: 2,
    sentence: 'Relative workdir "hunter2/say \\"friend\\"" can have unexpected results',
    detail: 'of hunter2',
    url: 'https://docs.docker.com/hunter2/',
  }
  const { head, base } = redactedMeasured(
    {
      head: [measurement({ checks: [check] })],
      base: [measurement({ checks: [{ ...check, url: null }] })],
      notes: [],
      contents: NOTHING_READ,
    },
    secrets,
  )
  const shown = {
    ...check,
    sentence: 'Relative workdir "***/***" can have unexpected results',
    detail: 'of ***',
    url: 'https://docs.docker.com/***/',
  }
  expect(head[0]?.checks).toEqual([shown])
  expect(base[0]?.checks).toEqual([{ ...shown, url: null }])
})

test('nor does what is said of files, packages and findings; what weighs how much stays', () => {
  const secrets = createRedaction()
  secrets.add(['hunter2'])
  const weighs = { head: 3, base: null, change: 3 }
  const row = {
    ...weighs,
    path: '/app/hunter2',
    rest: false,
    from: null,
    origin: null,
    line: 1,
    stage: null,
    text: null,
  }
  const finding = { rule: 'unpinned-base', bytes: 12, line: 2, url: null, inBase: false, grown: null } as const
  const said = redactedInsight(
    {
      paths: { rows: [row, { ...row, from: '/hunter2' }], head: 3, base: 0 },
      packages: [{ type: 'npm', name: '@hunter2/a', head: '1.0.0-hunter2', base: null, change: null }],
      findings: {
        findings: [{ ...finding, paths: ['/hunter2/a'], advice: '`hunter2/app:1` may lead' }],
        waste: { bytes: 12, isWhole: true },
      },
    },
    secrets,
  )
  expect(said).toEqual({
    paths: {
      rows: [
        { ...row, path: '/app/***' },
        { ...row, path: '/app/***', from: '/***' },
      ],
      head: 3,
      base: 0,
    },
    packages: [{ type: 'npm', name: '@***/a', head: '1.0.0-***', base: null, change: null }],
    findings: {
      findings: [{ ...finding, paths: ['/***/a'], advice: '`***/app:1` may lead' }],
      waste: { bytes: 12, isWhole: true },
    },
  })
})
