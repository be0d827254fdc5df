import { expect, test } from '@jest/globals'
import { redactedMeasured } from '../src/discreet.js'
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
