import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { GateError } from '../../src/errors.js'
import { casesOf } from './corpus.js'
import { goldenOf } from './golden.js'

describe('Dockerfiles that BuildKit accepts', () => {
  it.each([...casesOf('valid'), ...casesOf('unbuildable')])('$name', ({ directory, text, options }) => {
    const expected: unknown = JSON.parse(readFileSync(`${directory}/expected.json`, 'utf8'))
    expect(goldenOf(parseDockerfile(text, options))).toEqual(expected)
  })

  it.each(casesOf('valid').filter(({ name }) => name !== 'onbuild-copies-from-later-stage'))(
    'finds no problem in $name',
    ({ text, options }) => expect(parseDockerfile(text, options).problems).toEqual([]),
  )
})

describe('Dockerfiles that BuildKit refuses', () => {
  it.each(casesOf('invalid'))('$name', ({ directory, text, options }) => {
    let thrown: unknown = null
    try {
      parseDockerfile(text, options)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(GateError)
    const { trouble, message, hint } = thrown as GateError
    expect(trouble).toBe('usage')
    expect(`${message}\n${hint === null ? '' : `${hint}\n`}`).toBe(readFileSync(`${directory}/error.txt`, 'utf8'))
  })
})
