import { describe, expect, test } from '@jest/globals'
import { RULES } from '../../src/findings/finding.js'
import { CHECKS, isRuleName, looksAtPaths, ruleAdvice } from '../../src/findings/rule-names.js'
import { allowsOf } from '../../src/findings/rule-settings.js'

const nowhere = (): string => {
  throw new Error('nobody has to know the path')
}

describe('what settings leave', () => {
  test('is everything without any, and no path is made for it', () => {
    expect(allowsOf({})('duplicates', nowhere)).toBe(true)
    expect(allowsOf({ duplicates: 'off' })('sources', nowhere)).toBe(true)
  })

  test('is nothing of a rule that is off', () => {
    expect(allowsOf({ duplicates: 'off' })('duplicates', nowhere)).toBe(false)
  })

  test('is what no pattern of a narrowed rule matches', () => {
    const allows = allowsOf({ 'build-tools': { ignore: ['/usr/include/**', '/opt/sdk'] }, sources: { ignore: [] } })
    const allowed = ['/usr/include/a.h', '/opt/sdk/bin/cc', '/usr/bin/cc', ''].filter((path) =>
      allows('build-tools', () => path),
    )
    expect(allowed).toEqual(['/usr/bin/cc', ''])
    expect(allows('sources', () => '/usr/include/a.c')).toBe(true)
    expect(allowsOf({ sources: { ignore: ['/**'] } })('sources', () => '')).toBe(true)
  })
})

describe('names', () => {
  test.each([...RULES, ...CHECKS, 'NoEmptyContinuations', 'HouseRule'])('%s may be set', (name) => {
    expect(isRuleName(name)).toBe(true)
  })

  test.each([
    ['duplicats', ' Did you mean `duplicates`?'],
    ['Duplicates', ' Did you mean `duplicates`?'],
    ['root_user', ' Did you mean `root-user`?'],
    ['StageNameCasin', ' Did you mean `StageNameCasing`?'],
    ['stagenamecasing', ' Did you mean `StageNameCasing`?'],
    [
      'xyz',
      expect.stringMatching(/^ The rules: `hidden-files`, .*, and BuildKit's checks, such as `StageNameCasing`\.$/),
    ],
    ['', expect.stringContaining('The rules')],
    ['__proto__', expect.stringContaining('The rules')],
  ])('%j may not', (name, advice) => {
    expect(isRuleName(name)).toBe(false)
    expect(ruleAdvice(name)).toEqual(advice)
  })

  test('paths are for rules that look at them', () => {
    expect(RULES.filter((name) => !looksAtPaths(name))).toEqual([
      'single-stage',
      'root-user',
      'unpinned-base',
      'secret-in-arg',
      'unused-stage',
    ])
    expect(looksAtPaths('StageNameCasing')).toBe(false)
  })
})
