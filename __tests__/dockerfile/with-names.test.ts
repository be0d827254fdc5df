import { describe, expect, it } from '@jest/globals'
import { parseDockerfile, withNames } from '../../src/dockerfile/index.js'
import { casesOf } from './corpus.js'

function named(text: string): ReturnType<typeof withNames> {
  return withNames(text, parseDockerfile(text, { file: 'Dockerfile' }))
}

describe('names for unnamed stages', () => {
  it('come behind the image; the last stage needs none', () => {
    expect(named('FROM a\nRUN x\nFROM b  \nFROM c\n')).toEqual({
      text: 'FROM a AS stage-0\nRUN x\nFROM b AS stage-1  \nFROM c\n',
      changed: true,
      names: ['stage-0', 'stage-1', null],
    })
  })

  it('leave a file alone that needs none', () => {
    expect(named('FROM a AS One\nFROM one\n')).toEqual({
      text: 'FROM a AS One\nFROM one\n',
      changed: false,
      names: ['one', null],
    })
  })

  it.each([
    ['CRLF', 'FROM a\r\nFROM b\r\n', 'FROM a AS stage-0\r\nFROM b\r\n'],
    ['continuation', 'FROM \\\n --platform=x/y \\\n a\nFROM b', 'FROM \\\n --platform=x/y \\\n a AS stage-0\nFROM b'],
    ['remarks inside', 'FROM \\\n# r\n\n a\nFROM b', 'FROM \\\n# r\n\n a AS stage-0\nFROM b'],
    ['word over two lines', 'FROM bu\\\nsybox\nFROM b', 'FROM bu\\\nsybox AS stage-0\nFROM b'],
    ['backtick', '# escape=`\nFROM `\n a\nFROM b', '# escape=`\nFROM `\n a AS stage-0\nFROM b'],
    ['byte order mark', '\uFEFFFROM a\nFROM b', '\uFEFFFROM a AS stage-0\nFROM b'],
    [
      'heredoc before',
      'FROM x AS x\nRUN <<E\nFROM q\nE\nFROM a\nFROM b',
      'FROM x AS x\nRUN <<E\nFROM q\nE\nFROM a AS stage-1\nFROM b',
    ],
    ['lower case', 'from a\nfrom b', 'from a AS stage-0\nfrom b'],
  ])('fit in with %s', (_, text, expected) => {
    expect(named(text).text).toBe(expected)
  })

  it('come before a continuation mark with only blank lines behind it', () => {
    const text = 'FROM a \\\n  \\\n\n  # end'
    expect(named(`FROM x\n${text}`).text).toBe(`FROM x AS stage-0\n${text}`)
    expect(named('FROM a AS a\nFROM b \\\n').names).toEqual(['a', null])
  })

  it('take over no name and no image of the file', () => {
    expect(named('FROM a\nFROM b AS stage-0\nFROM stage-2\nFROM c\nCOPY --from=Stage-3 /x /x\nFROM d\n').names).toEqual(
      ['stage-0-1', 'stage-0', 'stage-2-1', 'stage-3-1', null],
    )
  })

  it('replace a name that a later stage takes over, wherever it means the earlier stage', () => {
    const text =
      'FROM a AS build\nFROM build AS \\\n bu\\\nild\nFROM build AS build\nCOPY --from=build /x /x\nFROM build\n'
    expect(named(text)).toEqual({
      text: 'FROM a AS stage-0\nFROM stage-0 AS \\\n stage-1\\\n\nFROM stage-1 AS build\nCOPY --from=build /x /x\nFROM build\n',
      changed: true,
      names: ['stage-0', 'stage-1', 'build', null],
    })
  })

  it.each(casesOf('valid'))('keep lines, instructions and edges of $name', ({ text, options }) => {
    const graph = parseDockerfile(text, options)
    const { text: renamed, names } = withNames(text, graph)
    expect(renamed.split('\n').length).toBe(text.split('\n').length)
    const again = parseDockerfile(renamed, options)
    expect(again.stages.map(({ name, lines, needs }) => ({ name, lines, needs }))).toEqual(
      graph.stages.map(({ index, lines, needs }) => ({ name: names[index], lines, needs })),
    )
  })
})
