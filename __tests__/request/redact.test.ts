import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createRedaction, secretValues } from '../../src/request/redact.js'
import type { BuildOptions, ImageRequest, Secret } from '../../src/request/request.js'
import { request, withTree } from './tree.js'

const shown = (secrets: readonly string[], text: string): string => {
  const redaction = createRedaction()
  redaction.add(secrets)
  return redaction.redact(text)
}

describe('a text without secrets', () => {
  const cases: readonly (readonly [string, readonly string[], string, string])[] = [
    ['one', ['hunter2'], 'token=hunter2;', 'token=***;'],
    ['everywhere', ['hunter2'], 'hunter2hunter2 hunter2', '****** ***'],
    ['the longest first', ['abc', 'abcdef'], 'abcdef abc', '*** ***'],
    ['each line of several', ['first\nsecond\r\nno'], 'a first\nb second no', 'a ***\nb *** no'],
    ['a line without its blanks', ['  key: value  \nx'], 'key: value', '***'],
    ['in quotes, as BuildKit writes a command', ['a"b\nsecond'], 'x \\"a\\"b\\nsecond\\"', 'x \\"***\\"'],
    ['in one piece', ['first\nsecond'], '(first\nsecond)', '(***)'],
    ['as it stands, whatever it means elsewhere', ['$&.*[a'], 'x $&.*[a y', 'x *** y'],
    ['none that is too short to be one', ['ab', '  a', ''], 'abba', 'abba'],
    ['none', [], 'as it is', 'as it is'],
  ]
  test.each(cases)('%s', (_, secrets, text, expected) => expect(shown(secrets, text)).toBe(expected))

  test('what is added later counts too', () => {
    const redaction = createRedaction()
    redaction.add(['one1'])
    redaction.add(['one1two2'])
    expect(redaction.redact('one1two2 one1')).toBe('*** ***')
  })
})

describe('the secrets of a request', () => {
  const withSecrets = async (
    secrets: readonly Secret[],
    over: Partial<BuildOptions> = {},
  ): Promise<Pick<ImageRequest, 'build'>> => {
    const [image] = (await request({ Dockerfile: 'FROM scratch\n' })).images
    if (image === undefined) throw new Error('no image')
    return { build: { ...image.build, secrets, ...over } }
  }

  test('are read from where they are', async () => {
    await withTree({ token: 'from file\n' }, async (root) => {
      await writeFile(join(root, 'empty'), '')
      const image = await withSecrets([
        { id: 'a', from: { kind: 'value', value: 'given' } },
        { id: 'b', from: { kind: 'env', name: 'B' } },
        { id: 'c', from: { kind: 'env', name: 'NONE' } },
        { id: 'd', from: { kind: 'file', path: join(root, 'token') } },
        { id: 'e', from: { kind: 'file', path: join(root, 'gone') } },
        { id: 'f', from: { kind: 'file', path: join(root, 'empty') } },
        { id: 'g', from: { kind: 'value', value: 'given' } },
      ])
      expect(await secretValues([image], { B: 'from env' })).toEqual(['given', 'from env', 'from file\n'])
    })
  })

  test('and are also credentials of a cache', async () => {
    const cacheFrom = ['type=s3,bucket=b,access_key_id=AKIA,secret_access_key=sss', 'type=gha,token=ttt,scope=x']
    expect(await secretValues([await withSecrets([], { cacheFrom })], {})).toEqual(['AKIA', 'sss', 'ttt'])
  })
})
