import { describe, expect, test } from '@jest/globals'
import { parseBandwidth } from '../../src/request/against.js'
import { readArguments } from '../../src/request/arguments.js'

/** What is said of a command line that is wrong: the message, and below it the way out. */
function refusal(...words: readonly string[]): string {
  try {
    readArguments(words)
  } catch (error) {
    const { message, hint } = error as { readonly message: string; readonly hint: string | null }
    return hint === null ? message : `${message}\n${hint}`
  }
  return 'nothing is wrong'
}

describe('--against', () => {
  test('names what the one target of --targets is compared with', () => {
    const { command, against, inputs } = readArguments(['--targets', 'Slim', '--against', 'FAT'])
    expect([command, inputs['targets']]).toEqual(['compare', 'Slim'])
    expect(against).toEqual({ head: { kind: 'matching', patterns: ['slim'] }, base: 'fat', bandwidth: 100e6 })
  })

  test('goes with the last stage, and with a bandwidth', () => {
    const { against } = readArguments(['compare', '--targets=default', '--against=fat', '--bandwidth=1 Gbit/s'])
    expect(against).toEqual({ head: { kind: 'default' }, base: 'fat', bandwidth: 1e9 })
  })

  test('is not there where nothing of it is given', () => {
    expect(readArguments(['compare', 'main', '--targets', 'slim']).against).toBeNull()
    expect(readArguments(['--help', '--against', 'x']).against).toBeNull()
  })

  const HOW = 'Write `size-gate compare --targets A --against B`.'
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    [
      'no target',
      ['--against', 'fat'],
      '--against "fat" needs one target to compare with it\nName it with `--targets`.',
    ],
    [
      'all targets',
      ['--targets', 'all', '--against', 'fat'],
      '--against "fat" needs one target to compare with it, but `--targets` names "all"\nName one.',
    ],
    [
      'two targets',
      ['--targets', 'a,b', '--against', 'fat'],
      '--against "fat" needs one target to compare with it, but `--targets` names "a,b"\nName one.',
    ],
    [
      'the same target',
      ['--targets', 'Fat', '--against', 'fat'],
      '--against "fat" is what `--targets` names, too\nName another target with one of them.',
    ],
    [
      'several targets at the base',
      ['--targets', 'slim', '--against', 'a,b'],
      '--against "a,b" is not the name of one target\n`size-gate check` lists them.',
    ],
    [
      'a base',
      ['compare', 'main', '--targets', 'slim', '--against', 'fat'],
      '--against "fat" compares two targets of the working tree, so the base "main" has no part in it\nTake one of the two away.',
    ],
    [
      'a way to a base',
      ['--baseline', 'rebuild', '--targets', 'slim', '--against', 'fat'],
      '--against "fat" compares two targets of the working tree, so --baseline "rebuild" has no part in it\nTake one of the two away.',
    ],
    [
      'another command',
      ['measure', '--targets', 'slim', '--against', 'fat'],
      `\`size-gate measure\` compares nothing, but --against "fat" was given\n${HOW}`,
    ],
    ['no value', ['--targets', 'slim', '--against'], '--against needs a value\nSee `size-gate --help`.'],
    ['a second one', ['--against', 'a', '--against', 'b'], '--against is given twice'],
    [
      'a bandwidth alone',
      ['--bandwidth', '1 Gbit/s'],
      `\`--bandwidth\` says what a pull costs where two targets are compared, only\n${HOW}`,
    ],
    ['a slip', ['--agianst', 'b'], 'there is no option `--agianst`\nDid you mean `--against`?'],
  ]

  test.each(cases)('says what is wrong with it: %s', (_, words, said) => {
    expect(refusal(...words)).toBe(said)
  })
})

describe('a bandwidth', () => {
  test.each([
    ['100 Mbit/s', 100e6],
    ['1Gbit/s', 1e9],
    ['2.5 gbit/s', 2.5e9],
    ['56 kbit/s', 56_000],
    ['9600 bit/s', 9600],
  ])('%s', (text, bits) => {
    expect(parseBandwidth(text)).toBe(bits)
  })

  test.each([
    ['100', '"100" has no unit'],
    ['100 MB/s', '"100 MB/s" is not a bandwidth'],
    ['100 Mbps', '"100 Mbps" is not a bandwidth'],
    ['-1 Mbit/s', '"-1 Mbit/s" is not a bandwidth'],
    ['0 Mbit/s', '"0 Mbit/s" is no bandwidth that anything could be pulled with'],
    ['', '"" is not a bandwidth'],
  ])('is not %s', (text, said) => {
    expect(() => parseBandwidth(text)).toThrow(`--bandwidth: ${said}`)
  })
})
