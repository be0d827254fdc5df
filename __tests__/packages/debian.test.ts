import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { debian } from '../../src/packages/debian.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const STATUS = 'var/lib/dpkg/status'
const IN_PLACE = ['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked']

interface Stanza {
  readonly name: string
  readonly version: string
  readonly size: number | null
  readonly architecture: string
  readonly same: boolean
  readonly state: string
}

function written({ name, version, size, architecture, same, state }: Stanza): string {
  return [
    `Package: ${name}`,
    `Status: ${state === 'not-installed' ? 'purge' : 'install'} ok ${state}`,
    'Maintainer: Nobody <nobody@example.org>',
    ...(size === null ? [] : [`Installed-Size: ${size}`]),
    `Architecture: ${architecture}`,
    ...(same ? ['Multi-Arch: same'] : []),
    `Version: ${version}`,
    ...(state.startsWith('triggers-pending') ? ['Triggers-Pending: ldconfig'] : []),
    ...(state.startsWith('triggers-awaited') ? ['Triggers-Awaited: dpkg'] : []),
    'Description: a package',
    ' Version: 0 of a description',
    '\n',
  ].join('\n')
}

function query(directory: string): readonly string[] {
  const format = '${binary:Package}\\t${Version}\\t${Installed-Size}\\t${db:Status-Status}\\n'
  const output = execFileSync('dpkg-query', [`--admindir=${directory}`, '-W', '-f', format], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  })
  return output
    .split('\n')
    .filter((line) => IN_PLACE.includes(line.split('\t')[3] ?? ''))
    .map((line) => line.split('\t').slice(0, 3).join('\t'))
    .sort()
}

function asQueried(content: string | Buffer): readonly string[] {
  const packages = read(STATUS, content)?.packages ?? []
  return packages.map(({ name, version, bytes }) => `${name}\t${version}\t${bytes === null ? '' : bytes / 1024}`).sort()
}

describe('a dpkg database, as dpkg-query reads it', () => {
  it('is that of this machine', () => {
    const packages = asQueried(readFileSync('/var/lib/dpkg/status'))
    expect(packages.length).toBeGreaterThan(50)
    expect(packages).toEqual(query('/var/lib/dpkg'))
  })

  it('has packages of any state, size and architecture', () => {
    const native = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim()
    const dpkg = { name: 'dpkg', version: '1.22', size: 6, architecture: native, same: false, state: 'installed' }
    const stanza = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9+.-]{1,6}$/).filter((name) => name !== 'dpkg'),
      version: fc.stringMatching(/^([1-9]:)?[0-9][0-9a-z.+~]{0,6}(-[0-9a-z.+~]{1,4})?$/),
      size: fc.option(fc.nat(2 ** 30)),
      architecture: fc.constantFrom('amd64', 'arm64', 'riscv64'),
      same: fc.boolean(),
      state: fc.constantFrom(...IN_PLACE, 'not-installed', 'half-installed', 'config-files'),
    })
    const directory = mkdtempSync(join(tmpdir(), 'dpkg-'))
    mkdirSync(join(directory, 'info'))
    mkdirSync(join(directory, 'updates'))
    try {
      fc.assert(
        fc.property(fc.uniqueArray(stanza, { selector: ({ name }) => name, maxLength: 12 }), (stanzas) => {
          const content = [dpkg, ...stanzas].map(written).join('')
          writeFileSync(join(directory, 'status'), content)
          expect(asQueried(content)).toEqual(query(directory))
        }),
        { numRuns: 60 },
      )
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})

describe('a dpkg database', () => {
  it('is known by its place', () => {
    const matches = (path: string): boolean => debian.matches({ path, size: 1, executable: false })
    expect([STATUS, `${STATUS}.d/base`, `${STATUS}.d/libpython3.11`].map(matches)).toEqual([true, true, true])
    const others = [`${STATUS}-old`, `${STATUS}.d`, `${STATUS}.d/`, `${STATUS}.d/base.md5sums`, `${STATUS}.d/a/b`]
    expect([...others, `srv/${STATUS}`].map(matches)).toEqual([false, false, false, false, false, false])
  })

  it('needs no Status where there is a file for each package', () => {
    const stanza = 'Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\nInstalled-Size: 3000'
    expect(read(`${STATUS}.d/tzdata`, stanza)?.packages).toEqual([
      { type: 'deb', name: 'tzdata', version: '2024a-0+deb12u1', bytes: 3_072_000 },
    ])
    expect(read(STATUS, `${stanza}\n`)?.packages).toEqual([])
  })

  it('drops what has no version or no name, and sizes that are no numbers', () => {
    const status = 'Status: install ok installed\n'
    const content = [
      `Package: a\n${status}`,
      `Version: 1\n${status}`,
      `Package: b\nVersion: 1\nInstalled-Size: 1e3\n${status}`,
      `Package: c\nVersion: 1\nInstalled-Size: 99999999999999\n${status}`,
      `Package: d\u0007\nVersion: 1\n${status}`,
    ].join('\n')
    expect(read(STATUS, content)?.packages).toEqual([
      { type: 'deb', name: 'b', version: '1', bytes: null },
      { type: 'deb', name: 'c', version: '1', bytes: null },
    ])
  })

  it('may be empty', () => {
    expect(read(STATUS, '')).toEqual({ packages: [], development: [] })
    expect(read(STATUS, '\n\n')).toEqual({ packages: [], development: [] })
  })

  it('is refused where it is cut or is something else', () => {
    expect(() => read(STATUS, 'Package: a\nStatus: install ok installed\nVersion: 1')).toThrow(
      new UnreadablePackages('var/lib/dpkg/status ends in the middle of a line'),
    )
    expect(() => read(STATUS, 'Package: a\n\nnothing\n')).toThrow(
      new UnreadablePackages('line 3 of var/lib/dpkg/status is no field of a package'),
    )
    expect(() => read(STATUS, 'Status: install ok installed\n')).toThrow(
      new UnreadablePackages('var/lib/dpkg/status names no package'),
    )
  })

  it('is read in linear time', () => {
    const stanza = written({ name: 'a', version: '1', size: 1, architecture: 'all', same: false, state: 'installed' })
    expect(timed(() => expect(listed(STATUS, stanza.repeat(50_000))).toHaveLength(50_000))).toBeLessThan(5000)
    expect(timed(() => read(STATUS, `Package: a${' '.repeat(2 ** 23)}b\n`))).toBeLessThan(2000)
  })

  it('of more stanzas than anybody has is refused, before it takes memory', () => {
    expect(() => read(STATUS, 'a:b\n\n'.repeat(4_000_000))).toThrow(
      new UnreadablePackages('var/lib/dpkg/status has more than 50000 packages, which are not read'),
    )
  })
})
