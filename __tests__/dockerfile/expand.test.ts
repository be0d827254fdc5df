import { describe, expect, it } from '@jest/globals'
import { expand } from '../../src/dockerfile/expand.js'
import { Refusal } from '../../src/dockerfile/refusal.js'
import { ARGS, EXPANSIONS, REFUSED } from './expansions.js'

const values = new Map(Object.entries(ARGS))

describe('expansion', () => {
  it.each(EXPANSIONS)('makes of %s: %j', (written, value) => {
    expect(expand(written, values, '\\')).toBe(value)
  })

  it.each(REFUSED)('refuses %s', (written) => {
    expect(() => expand(written, values, '\\')).toThrow(Refusal)
  })

  it('says what the file says where a variable is missing', () => {
    expect(() => expand('${IMAGE:?pass --build-arg IMAGE}', values, '\\')).toThrow('IMAGE: pass --build-arg IMAGE')
    expect(() => expand('${IMAGE?}', values, '\\')).toThrow('IMAGE: is not set')
    expect(() => expand('${EMPTY:?}', values, '\\')).toThrow('EMPTY: is empty')
  })

  it('escapes with the character of the escape directive', () => {
    expect(expand('`$SET\\$SET', values, '`')).toBe('$SET\\v')
  })
})
