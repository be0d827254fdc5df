import { expect, test } from '@jest/globals'
import { type Method, untoldLines } from '../../src/builder/method.js'

const METHOD: Method = { driver: 'docker-container', store: 'buildkit', buildx: '0.29.1', buildkit: '0.33.1' }

test.each([
  ['an old buildx', { buildx: '0.25.0' }, true, 'buildx 0.25.0 does not read'],
  ['an old buildx with steps', { buildx: '0.25.0' }, false, 'the builder does not tell of every layer'],
  ['an old BuildKit', { buildkit: '0.11.0' }, false, 'BuildKit 0.11.0 does not tell the lines'],
  ['a record that is gone', {}, true, 'the builder does not tell of every layer'],
  ['an engine that does not tell its version', { buildkit: null }, false, 'the builder does not tell of every layer'],
])('why instructions have no line: %s', (_, method, noSteps, words) => {
  expect(untoldLines({ ...METHOD, ...method }, noSteps)).toEqual([expect.stringContaining(words)])
})
