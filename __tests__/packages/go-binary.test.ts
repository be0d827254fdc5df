import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { goBinary } from '../../src/packages/go-binary.js'
import { type Package, UnreadablePackages } from '../../src/packages/package.js'
import { timed } from '../support/timed.js'
import { type GoProgram, goProgram } from './go-program.js'

let directory: string
let program: GoProgram

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'go-binary-test-'))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function packagesIn(content: Buffer, lengths: readonly number[] = [256 * 1024]): readonly Package[] {
  const reader = goBinary.reader({ path: 'app/program', size: content.length, executable: true })
  for (let at = 0, index = 0; at < content.length; index++) {
    const piece = Buffer.from(content.subarray(at, at + (lengths[index % lengths.length] ?? 1)))
    reader.write(piece)
    at += piece.length
    piece.fill(0)
  }
  return reader.end().packages
}

const told = (path: string): readonly string[] => packagesIn(readFileSync(path)).map(line).toSorted()

function line({ type, name, version, bytes }: Package): string {
  expect([type, bytes]).toEqual(['golang', null])
  return `${name} ${version}`
}

/** What `go version -m` says of a program: Go's version, and the lines of modules. */
function goVersion(path: string): { readonly go: string; readonly lines: readonly (readonly string[])[] } {
  const [first = '', ...lines] = execFileSync('go', ['version', '-m', path], { encoding: 'utf8' }).split('\n')
  return {
    go: /: (?:devel )?go(\S+)/.exec(first)?.[1] ?? '',
    lines: lines.map((each) => each.trim().split('\t')).filter(([kind = '']) => ['mod', 'dep', '=>'].includes(kind)),
  }
}

/** The dependencies as Go lists them, the ones that stand in for others in their place. */
function dependencies(path: string): readonly string[] {
  const { go, lines } = goVersion(path)
  const list = [`stdlib ${go}`]
  for (const [index, [kind, name, version]] of lines.entries()) {
    const next = lines[index + 1]
    if (kind !== 'dep') continue
    if (next?.[0] !== '=>') list.push(`${name} ${version}`)
    else list.push(`${next[1]?.startsWith('.') === true ? name : next[1]} ${next[2]}`)
  }
  return list.toSorted()
}

describe('modules of a program, as go version -m lists them', () => {
  beforeAll(() => {
    program = goProgram(directory)
    program.build('program')
  }, 120_000)

  test('dependencies, replaced or not, and the standard library', () => {
    const path = join(directory, 'program')
    expect(told(path)).toEqual(dependencies(path))
    expect(told(path)).toEqual([
      'example.com/Upper v1.2.3',
      'example.com/dep v1.2.3',
      'example.com/local (devel)',
      'example.com/replacement v1.2.3',
      `stdlib ${goVersion(path).go}`,
    ])
  })

  test.each([
    ['without symbols', ['-ldflags=-s -w'], {}],
    ['position independent', ['-buildmode=pie'], {}],
    ['for 32 bits', [], { GOARCH: '386' }],
    ['for 32 bits, the high byte first', [], { GOARCH: 'mips' }],
    ['for 64 bits, the high byte first', [], { GOARCH: 's390x' }],
  ])(
    'of a program %s',
    (_, flags, env) => {
      const path = program.build('other', flags, env)
      expect(told(path)).toEqual(dependencies(path))
    },
    120_000,
  )

  test('of a program that another linker made', () => {
    const path = program.build('external', ['-ldflags=-linkmode=external'], { CGO_ENABLED: '1' })
    expect(told(path)).toEqual(dependencies(path))
    const library = program.build('library.so', ['-buildmode=c-shared'], { CGO_ENABLED: '1' })
    expect(told(library)).toEqual(dependencies(library))
  }, 120_000)

  test('of a program that looks for such information in others, and of one that holds another program', () => {
    const go = join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'bin/go')
    expect(told(go)).toEqual(dependencies(go))
    const outer = join(directory, 'outer')
    mkdirSync(outer)
    copyFileSync(join(directory, 'program'), join(outer, 'inner'))
    writeFileSync(join(outer, 'go.mod'), 'module example.com/outer\n\ngo 1.21\n')
    writeFileSync(
      join(outer, 'main.go'),
      'package main\n\nimport (\n\t"bytes"\n\t_ "embed"\n)\n\n//go:embed inner\nvar text string\n\n//go:embed inner\n' +
        'var data []byte\n\nvar magic = []byte("\\xff Go buildinf:")\n\nfunc main() { println(text, data, bytes.Index(data, magic)) }\n',
    )
    execFileSync('go', ['build', '-o', 'outer', '.'], { cwd: outer, env: { ...process.env, CGO_ENABLED: '0' } })
    expect(told(join(outer, 'outer'))).toEqual([`stdlib ${goVersion(go).go}`])
  }, 120_000)

  test('the own module where it has a release', () => {
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: program.directory,
        stdio: 'ignore',
      })
    git('init')
    git('add', '.')
    git('commit', '-m', 'one')
    const stamped = program.build('commit', ['-buildvcs=true'])
    const own = goVersion(stamped).lines.find(([kind]) => kind === 'mod')
    // Older Go writes (devel) whatever git has.
    if (own?.[2] === '(devel)') return
    expect(own?.[2]).toMatch(/^v0\.0\.0-\d{14}-/)
    expect(told(stamped)).toEqual(dependencies(stamped))
    git('tag', 'v1.4.0')
    const released = program.build('released', ['-buildvcs=true'])
    expect(told(released)).toEqual([...dependencies(released), 'example.com/app v1.4.0'].toSorted())
  }, 120_000)

  test('in pieces of any length', () => {
    const content = readFileSync(join(directory, 'program'))
    const whole = packagesIn(content)
    expect(packagesIn(content, [1])).toEqual(whole)
    const lengths = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(lengths, (pieces) => expect(packagesIn(content, pieces)).toEqual(whole)),
      { numRuns: 30 },
    )
  }, 60_000)

  test('none invented where bytes are damaged', () => {
    const content = readFileSync(join(directory, 'program'))
    const known = new Set(packagesIn(content).map(line))
    const at = content.indexOf(Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'))
    expect(at).toBeGreaterThan(0)
    const text = content.indexOf(Buffer.from('3077af0c', 'hex'), at) - 2
    // The headers, the lengths and the first mark of the information; not its text.
    const places = fc.oneof(
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: at, max: at + 32 }),
      fc.integer({ min: text, max: text + 17 }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(places, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        (edits) => {
          const damaged = Buffer.from(content.subarray(0, at + 4096))
          for (const [place, value] of edits) damaged[place] = value
          const found = readable(damaged).map(line)
          return found.every((each) => known.has(each))
        },
      ),
      { numRuns: 500 },
    )
    for (const length of [0, 3, 64, 500, at, at + 20, at + 40, at + 100]) {
      expect(readable(content.subarray(0, length))).toEqual([])
    }
  }, 60_000)
})

function readable(content: Buffer): readonly Package[] {
  try {
    return packagesIn(content)
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadablePackages)
    return []
  }
}

describe('files that tell nothing', () => {
  test('are not looked at where they are no executables or too small', () => {
    expect(goBinary.matches({ path: 'a', size: 2 ** 20, executable: true })).toBe(true)
    expect(goBinary.matches({ path: 'a', size: 2 ** 20, executable: false })).toBe(false)
    expect(goBinary.matches({ path: 'a', size: 2 ** 18, executable: true })).toBe(false)
  })

  test('are scripts and programs of other languages', () => {
    expect(packagesIn(Buffer.from(`#!/bin/sh\n\xff Go buildinf:`, 'latin1'))).toEqual([])
    if (process.platform === 'linux') expect(packagesIn(readFileSync(process.execPath))).toEqual([])
  })

  test('are programs of the older form, which points to what it holds', () => {
    const content = executable(Buffer.from('\xff Go buildinf:\x08\x00', 'latin1'))
    expect(packagesIn(content)).toEqual([])
  })

  test.each([32, 72, 96])('are those whose header has a place or a length beyond all files at byte %d', (at) => {
    const content = executable(Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'))
    for (const high of [0x4000, 0x7fff, 0x8000, 0xffff]) {
      content.writeUInt16LE(high, at + 6)
      expect(packagesIn(content)).toEqual([])
    }
  })

  test('many marks of build information that is none take little time', () => {
    const mark = Buffer.concat([
      Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'),
      Buffer.alloc(16),
      Buffer.from('\x7fgo1'),
    ])
    const content = executable(Buffer.concat(Array<Buffer>(400_000).fill(Buffer.concat([mark, Buffer.alloc(12)]))))
    expect(timed(() => expect(packagesIn(content)).toEqual([]))).toBeLessThan(5000)
  })

  test('information that is announced longer than is sensible cannot be read', () => {
    const info = Buffer.concat([
      Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'),
      Buffer.alloc(16),
      Buffer.from('\x06go1.22\xff\xff\x7f', 'latin1'),
      Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex'),
    ])
    expect(() => packagesIn(executable(info))).toThrow(UnreadablePackages)
    expect(() => packagesIn(executable(info))).toThrow(/^app\/program has Go build information of \d+ bytes/)
  })
})

/** An executable of one writable segment. */
function executable(segment: Buffer): Buffer {
  const content = Buffer.alloc(128 + segment.length)
  content.write('\x7fELF\x02\x01', 'latin1')
  content.writeUInt16LE(2, 16)
  content.writeBigUInt64LE(64n, 32)
  content.writeUInt16LE(56, 54)
  content.writeUInt16LE(1, 56)
  content.writeUInt32LE(1, 64)
  content.writeUInt32LE(6, 68)
  content.writeBigUInt64LE(128n, 72)
  content.writeBigUInt64LE(BigInt(segment.length), 96)
  segment.copy(content, 128)
  return content
}
