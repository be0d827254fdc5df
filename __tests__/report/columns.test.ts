import { describe, expect, test } from '@jest/globals'
import stringWidth from 'string-width'
import { alignedTable } from '../../src/report/columns.js'
import { cutPath } from '../../src/report/escape.js'
import { code, filePath, markdown, type Phrase } from '../../src/report/phrase.js'

const RECORD = '/opt/venv/lib/python3.11/site-packages/Django-5.1.1.dist-info/RECORD'

describe('a path that is too long', () => {
  test.each([
    [68, RECORD],
    [67, '/opt/…/lib/python3.11/site-packages/Django-5.1.1.dist-info/RECORD'],
    [49, '/opt/…/Django-5.1.1.dist-info/RECORD'],
    [16, '/opt/…/RECORD'],
    [12, '/op…o/RECORD'],
  ])('keeps its first and its last names: %d', (max, shown) => {
    expect(cutPath(RECORD, max).length).toBeLessThanOrEqual(max)
    expect(cutPath(RECORD, max)).toBe(shown)
  })

  test.each([
    ['of one long name', `/${'a'.repeat(30)}.css`, '/aaaaa…aaaaaaaa.css'],
    ['without a root', 'app/node_modules/typescript/lib/x.js', 'app/…/lib/x.js'],
    ['whose last name is a directory’s', '/app/node_modules/typescript/', '/app/…/typescript/'],
    ['with signs of two units', `/${'😀'.repeat(20)}`, '/😀😀…😀😀😀😀😀😀'],
  ])('%s', (_, path, shown) => expect(cutPath(path, 19)).toBe(shown))

  test('is cut likewise in markdown', () => {
    const long = `/opt/${'deep/'.repeat(20)}RECORD`
    expect(markdown([filePath(long)], 'cell')).toBe(`\`/opt/…/${'deep/'.repeat(13)}RECORD\``)
  })
})

describe('a table that is too wide', () => {
  const columns = [
    { title: 'path', align: 'left', narrow: 'cut' },
    { title: 'change', align: 'right', narrow: 'no' },
  ] as const
  const table = (width: number, ...cells: readonly Phrase[]): readonly string[] => {
    const lines = alignedTable(
      columns,
      cells.map((cell) => [cell, ['+1 kB']]),
      width,
    )
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width)
    return lines.slice(1).map((line) => line.replace(/ +\+1 kB$/, ''))
  }

  test('tells paths apart by their ends', () => {
    const other = RECORD.replace('RECORD', 'METADATA')
    expect(table(50, [filePath(RECORD), ', the rest'], [filePath(other)])).toEqual([
      '/opt/…/RECORD, the rest',
      '/opt/…/Django-5.1.1.dist-info/METADATA',
    ])
  })

  test('keeps what is said of a path, and both paths of a move', () => {
    expect(table(60, [filePath(RECORD), ', moved from ', filePath('/opt/old/RECORD')])).toEqual([
      '/opt/…/RECORD, moved from /opt/old/RECORD',
    ])
  })

  test('cuts other words at their end, and those of a path where nothing else is left', () => {
    expect(table(30, [code('RUN apt-get install -y ffmpeg')])).toEqual(['RUN apt-get install -…'])
    expect(table(30, [filePath(RECORD), ', with another owner or mode'])).toEqual(['/opt/…/RECORD, with a…'])
  })
})
