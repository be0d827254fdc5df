import { describe, expect, test } from '@jest/globals'
import { unknownLimitTargets } from '../../src/policy/limit-targets.js'
import { nearest } from '../../src/nearest.js'

describe('limits for single targets', () => {
  const targets = [
    { target: 'build', shipped: false },
    { target: 'api', shipped: true },
    { target: 'worker', shipped: true },
  ]
  const check = (...names: string[]): readonly string[] =>
    unknownLimitTargets(
      '`shop`',
      { shipped: {}, targets: Object.fromEntries(names.map((name) => [name, {}])) },
      targets,
    )

  test('that the image ships are right', () => {
    expect(check('api', 'worker')).toEqual([])
    expect(check()).toEqual([])
  })
  test('that it does not have are named with the nearest', () => {
    expect(check('wroker', 'zzz')).toEqual([
      'limits are set for the target `wroker` of `shop`, which it does not have. Its shipped targets: `api`, `worker`. Did you mean `worker`?',
      'limits are set for the target `zzz` of `shop`, which it does not have. Its shipped targets: `api`, `worker`.',
    ])
  })
  test('that are intermediate would never be judged', () => {
    expect(check('build')).toEqual([
      'limits are set for the target `build` of `shop`, which is an intermediate stage; only shipped targets are judged: `api`, `worker`.',
    ])
  })
})

test.each([
  ['max-sise', 'max-size'],
  ['max_size', 'max-size'],
  ['MAX-SIZE', 'max-size'],
  ['maxsize', 'max-size'],
  ['mxa-size', 'max-size'],
  ['max-increese', 'max-increase'],
  ['comit', null],
  ['', null],
  ['x'.repeat(10_000), null],
])('the nearest to %j is %j', (word, name) => {
  expect(nearest(word, ['max-size', 'max-increase', 'min-stages', 'k'])).toBe(name)
})
