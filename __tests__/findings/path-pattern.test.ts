import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pathPattern, patternTrouble } from '../../src/findings/path-pattern.js'

describe('a pattern of paths', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      '/usr/include/**',
      ['/usr/include/a.h', '/usr/include/a/b.h', '/usr/include'],
      ['/usr/includes/a.h', '/opt/usr/include/a.h'],
    ],
    ['/usr/include', ['/usr/include', '/usr/include/a/b.h'], ['/usr/include2', '/usr']],
    ['/usr/include/', ['/usr/include/a.h'], ['/usr/include2/a.h']],
    ['/opt/*', ['/opt/a', '/opt/.hidden'], ['/opt/a/b', '/opt', '/opta']],
    ['/opt/*/lib', ['/opt/a/lib', '/opt/a/lib/x.so'], ['/opt/lib', '/opt/a/b/lib']],
    ['/**/*.pyc', ['/a.pyc', '/a/b/c.pyc'], ['/a.py', '/a.pyc/b', 'a.pyc', '']],
    ['/a/**/b/**/c.h', ['/a/b/c.h', '/a/x/b/y/z/c.h', '/a/b/b/c.h'], ['/a/c.h', '/a/b/c.hd']],
    ['/lib*.so.?', ['/libc.so.6', '/lib.so.1'], ['/libc.so.10', '/libc.so.', '/x/libc.so.6']],
    ['/a?c', ['/abc', '/a🙂c'], ['/ac', '/a/c', '/abbc']],
    ['/app/[id]/{a,b}(c)+.js', ['/app/[id]/{a,b}(c)+.js'], ['/app/i/a.js']],
    ['/**', ['/a', '/a/b'], ['']],
    ['/', ['/a', '/a/b'], ['']],
    ['/A', ['/A'], ['/a']],
  ]
  test.each(cases)('%s', (pattern, fits, others) => {
    const matches = pathPattern(pattern)
    expect(fits.filter((path) => !matches(path))).toEqual([])
    expect(others.filter((path) => matches(path))).toEqual([])
    expect(patternTrouble(pattern)).toBeNull()
  })

  test.each([
    ['usr/**', 'it does not begin with `/`'],
    ['', 'it does not begin with `/`'],
    ['**/*.h', 'it does not begin with `/`'],
    ['/usr/../etc', 'it has a name `.` or `..`'],
    ['/./a', 'it has a name `.` or `..`'],
    ['/usr/**.h', '`**` has to stand alone between slashes, as in `/usr/**/*.h`'],
    ['/a***', '`**` has to stand alone between slashes, as in `/usr/**/*.h`'],
    ['/a\nb', 'it holds a control character'],
  ])('%j is none', (pattern, trouble) => {
    expect(patternTrouble(pattern)).toBe(trouble)
  })

  test('means what its regular expression does', () => {
    const name = fc.stringMatching(/^[ab*?]{1,4}$/).filter((text) => !text.includes('**'))
    const pattern = fc.array(fc.oneof(name, fc.constant('**')), { minLength: 1, maxLength: 5 })
    const path = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(pattern, path, (names, texts) => {
        const source = names.map((text) =>
          text === '**' ? '(?:/[^/]+)*' : `/${text.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}`,
        )
        const below = /[*?]/.test(names.at(-1) ?? '') ? '' : '(?:/.*)?'
        const expected = new RegExp(`^${source.join('')}${below}$`).test(`/${texts.join('/')}`)
        expect(pathPattern(`/${names.join('/')}`)(`/${texts.join('/')}`)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('takes no time that grows without bounds', () => {
    const matches = pathPattern(`/${'**/*a*a*a*a*a*a*a*b/'.repeat(20)}c`)
    expect(matches(`/${`${'a'.repeat(200)}/`.repeat(100)}d`)).toBe(false)
  })
})
