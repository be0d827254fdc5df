import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pnpm } from '../../src/packages/pnpm.js'
import { listed, read, timed } from './read.js'

const TESTDATA = '__tests__/packages/testdata'
const LOCK = 'app/node_modules/.pnpm/lock.yaml'

/** Names of directories in pnpm's store. */
function development(content: string): readonly string[] {
  return (read(LOCK, content)?.development ?? []).map((path) => {
    expect(path).toMatch(/^\/app\/node_modules\/\.pnpm\/[^/]+\/node_modules\/(@[^/]+\/)?[^/]+$/)
    return path.split('/')[4] ?? ''
  })
}

function recorded(name: string): string {
  return readFileSync(join(TESTDATA, name), 'utf8')
}

const SMALL = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0
    devDependencies:
      b:
        specifier: ^1.0.0
        version: 1.0.0(a@1.0.0)

snapshots:

  a@1.0.0: {}

  b@1.0.0(a@1.0.0):
    dependencies:
      a: 1.0.0
      c: '@d/e@1.0.0'
    transitivePeerDependencies:
      - supports-color

  '@d/e@1.0.0':
    optional: true
`

describe('what pnpm installed', () => {
  // `*.removed` is what the store of pnpm 9.15 does not have after `pnpm install --prod` alone.
  it.each(['workspace', 'peers'])('is for development only where pnpm leaves it out of production: %s', (name) => {
    const removed = recorded(`pnpm-${name}.removed`).trim().split('\n')
    const known = removed.filter((directory) => !/[A-Z]/.test(directory))
    expect(removed.length - known.length).toBeLessThanOrEqual(1)
    expect([...development(recorded(`pnpm-${name}.lock`))].sort()).toEqual([...known].sort())
  })

  it('has directories of its own for scopes and peers', () => {
    const store = '/app/node_modules/.pnpm'
    expect(read(LOCK, SMALL)?.development).toEqual([
      `${store}/b@1.0.0_a@1.0.0/node_modules/b`,
      `${store}/@d+e@1.0.0/node_modules/@d/e`,
    ])
    expect(read(LOCK.slice(4), SMALL)?.development[0]).toBe('/node_modules/.pnpm/b@1.0.0_a@1.0.0/node_modules/b')
  })

  it('is known by its place, and not within a package', () => {
    const matches = (path: string): boolean => pnpm.matches({ path, size: 1, executable: false })
    expect([LOCK, 'node_modules/.pnpm/lock.yaml'].map(matches)).toEqual([true, true])
    expect(['app/node_modules/a/node_modules/.pnpm/lock.yaml', 'app/pnpm-lock.yaml'].map(matches)).toEqual([
      false,
      false,
    ])
    expect(listed(LOCK, SMALL)).toEqual([])
  })

  it.each([
    ['another version', SMALL.replace('9.0', '6.0')],
    ['no version', SMALL.replace(/^lock.*\n/, '')],
    ['a cut line', SMALL.slice(0, -1)],
    ['an edge that leads nowhere', SMALL.replace('a@1.0.0: {}', 'x@1.0.0: {}')],
    ['a package twice', SMALL.replace('a@1.0.0: {}', 'a@1.0.0: {}\n  a@1.0.0: {}')],
    ['a group that is not known', SMALL.replace('    dependencies:', '    newDependencies:')],
    ['a group on one line', SMALL.replace(/ dependencies:\n {6}a:\n.*\n.*/, ' dependencies: {a: 1.0.0}')],
    ['a version on one line', SMALL.replace(/ a:\n.*\n.*/, ' a: 1.0.0')],
    ['an anchor', SMALL.replace('a@1.0.0: {}', 'a@1.0.0: &x {}')],
    ['a comment', SMALL.replace('a: 1.0.0\n', 'a: 1.0.0 # why\n')],
    ['a tab', SMALL.replace('  a@1.0.0', '\ta@1.0.0')],
    ['a second document', `${SMALL}---\n`],
    ['a merge', SMALL.replace('      a: 1.0.0', '      <<: *a')],
    ['double quotes', SMALL.replaceAll("'@d/e@1.0.0'", '"@d/e@1.0.0"')],
    ['nothing', ''],
  ])('claims nothing of a lock file with %s', (_what, content) => {
    expect(content).not.toBe(SMALL)
    expect(read(LOCK, content)).toEqual({ packages: [], development: [] })
  })

  it('claims nothing that a whole file would not, whichever line is lost', () => {
    const rows = recorded('pnpm-peers.lock').split('\n')
    const whole = new Set(development(rows.join('\n')))
    for (let row = 0; row < rows.indexOf('packages:'); row++) {
      const claimed = development(rows.toSpliced(row, 1).join('\n'))
      expect(claimed.filter((one) => !whole.has(one))).toEqual([])
    }
  })

  it('reads any text without a fault', () => {
    const line = fc.tuple(
      fc.constantFrom('', '  ', '    ', '      ', '        '),
      fc.constantFrom('importers', 'snapshots', '.', 'dependencies', 'a', 'a@1', "'a@1'", '__proto__', '- a', "'", '@'),
      fc.constantFrom(':', ': 1', ': {}', ": '1'", '', ': link:x', ": '", ': '),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.string(), (rows, tail) => {
        read(LOCK, `lockfileVersion: '9.0'\n${rows.map((row) => row.join('')).join('\n')}\n${tail}\n`)
      }),
    )
  })

  it('is read in linear time', () => {
    const dependencies = Array.from({ length: 49_000 }, (_, index) => `      p${index}: 1.0.0\n`).join('')
    const packages = Array.from({ length: 49_000 }, (_, index) => `  p${index}@1.0.0: {}\n`).join('')
    const content = `${SMALL}  z@1.0.0:\n    dependencies:\n${dependencies}${packages}`
    expect(timed(() => expect(read(LOCK, content)?.development).toHaveLength(49_003))).toBeLessThan(10_000)
    const long = SMALL.replace('a: 1.0.0\n', `a: 1.0.0${'('.repeat(2 ** 22)}\n`)
    expect(timed(() => read(LOCK, long))).toBeLessThan(3000)
  })
})
