import { describe, expect, it } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { GateError } from '../../src/errors.js'

function parse(text: string): ReturnType<typeof parseDockerfile> {
  return parseDockerfile(text, { file: 'build/Dockerfile' })
}

describe('lines', () => {
  const line = (bytes: number, character = 'a'): string => {
    const size = new TextEncoder().encode(character).length
    return `RUN ${character.repeat((bytes - 4) / size)}`
  }

  it('may be as long as the buffer of a Go scanner, counted in bytes of UTF-8', () => {
    expect(parse(`FROM a\n${line(65_535)}\nRUN b\n`).stages[0]?.instructions.length).toBe(3)
    expect(parse(`FROM a\n${line(65_535)}`).stages[0]?.instructions.length).toBe(2)
    expect(parse(`FROM a\n${line(65_534, 'é')}`).stages[0]?.instructions.length).toBe(2)
  })

  it.each([
    ['ended', `FROM a\n${line(65_536)}\nRUN b\n`],
    ['last', `FROM a\n${line(65_536)}`],
    ['in UTF-8', `FROM a\n${line(65_536, 'é')}\n`],
    ['in a heredoc', `FROM a\nRUN <<E\n${line(65_536)}\nE\n`],
    ['in a continuation', `FROM a\nRUN b \\\n${line(65_536)}\n`],
  ])('may not be longer: %s', (_, text) => {
    expect(() => parse(text)).toThrow(/^build\/Dockerfile:\d: this line is longer than 65535 bytes$/)
  })

  it('are quoted on one line, as a reader would', () => {
    const text = 'FROM a\nRUN  one \\\n\t&& two\\\n three\\\nfour \\\n# remark\n\n\tfive  \n'
    expect(parse(text).stages[0]?.instructions[1]?.text).toBe('RUN  one && two threefour five')
  })
})

describe('syntax', () => {
  it.each([
    ['# syntax=docker/dockerfile:1', 'docker/dockerfile:1'],
    ['# SYNTAX = a/b:c  with words', 'a/b:c'],
    ['#!/usr/bin/env dockerize\n# syntax=a/b', 'a/b'],
    ['# check=skip=all\n# syntax=a/b\n# syntax-like=c', 'a/b'],
    ['\uFEFF# syntax=a/b\r', 'a/b'],
    ['# remark\n# syntax=a/b', null],
    ['\n# syntax=a/b', null],
    [' # syntax=a/b', null],
  ])('of %j is %s', (head, syntax) => {
    expect(parse(`${head}\nFROM scratch\n`).syntax).toBe(syntax)
  })
})

describe('a refusal', () => {
  it('names file and line', () => {
    expect(() => parse('FROM a\n\nRUN x \\\n  y\nCOPPY a b\n')).toThrow(
      'build/Dockerfile:5: unknown instruction: COPPY',
    )
  })

  it('is a usage error with a hint', () => {
    const refused = (): unknown => {
      try {
        return parse('FROM a # remark here\n')
      } catch (thrown) {
        return thrown
      }
    }
    expect(refused()).toBeInstanceOf(GateError)
    expect(refused()).toMatchObject({ trouble: 'usage', hint: 'a comment needs a line of its own' })
  })

  it('says so of a platform that is none', () => {
    expect(() => parseDockerfile('FROM a\n', { file: 'Dockerfile', platform: 'a/b/c/d' })).toThrow(GateError)
  })
})
