import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createElfScan } from '../../src/elf/elf-debug.js'

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'elf-debug-test-'))
  writeFileSync(
    join(directory, 'main.c'),
    '#include <stdio.h>\nint twice(int x) { return 2 * x; }\nint main(void) { return printf("%d", twice(3)); }\n',
  )
  writeFileSync(join(directory, 'main.go'), 'package main\n\nfunc main() { println("x") }\n')
  writeFileSync(join(directory, 'main.rs'), 'fn main() { println!("x"); }\n')
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, args, {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
}

/** The linker of LLVM that rustc brings along. */
function lld(): readonly string[] {
  const root = execFileSync('rustc', ['--print', 'sysroot'], { encoding: 'utf8' }).trim()
  const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))?.[1] ?? ''
  return [`-B${join(root, 'lib/rustlib', host, 'bin/gcc-ld')}`, '-fuse-ld=lld']
}

const LLD = lld()

function gcc(name: string, ...args: readonly string[]): string {
  run('gcc', ['main.c', '-o', name, ...args])
  return join(directory, name)
}

function scan(content: Buffer, lengths: readonly number[] = [256 * 1024]): number {
  const elf = createElfScan()
  for (let at = 0, index = 0; at < content.length; index++) {
    const length = lengths[index % lengths.length] ?? 1
    // A buffer that is used again: a piece is only valid during the call.
    const piece = Buffer.from(content.subarray(at, at + length))
    elf.write(piece)
    piece.fill(0)
    at += length
  }
  return elf.end()
}

const bytes = (path: string): number => scan(readFileSync(path))

/** The sections of a file by name, as binutils list them, with their sizes. */
function sections(path: string): ReadonlyMap<string, number> {
  const rows = run('readelf', ['-SW', path]).matchAll(
    /^ +\[ *\d+\] (\S+) +(\S+) +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) [0-9a-f]{2}/gm,
  )
  return new Map([...rows].map(([, name = '', type, size = '']) => [name, type === 'NOBITS' ? 0 : parseInt(size, 16)]))
}

/** The bytes of the sections that the machine's own strip takes out of a file. */
function strippable(path: string): number {
  const stripped = `${path}.stripped`
  copyFileSync(path, stripped)
  run('strip', ['--strip-all', stripped])
  const [before, after] = [sections(path), sections(stripped)]
  expect(bytes(stripped)).toBe(0)
  return [...before].reduce((sum, [name, size]) => (after.has(name) ? sum : sum + size), 0)
}

describe('bytes that strip would take off', () => {
  test.each([
    ['of a program with debug information', ['-g3']],
    ['of a program without', []],
    ['of a shared library', ['-g', '-shared', '-fPIC']],
    ['of a static program that is no PIE', ['-g', '-static', '-no-pie']],
    ['where debug sections are compressed', ['-g3', '-gz']],
    ['in the older DWARF', ['-g', '-gdwarf-2', '-gstrict-dwarf']],
  ])('%s', (_, flags) => {
    const path = gcc('program', ...flags)
    expect(bytes(path)).toBe(strippable(path))
    expect(bytes(path)).toBeGreaterThan(0)
  })

  test('where the symbols lie between the section names and the headers', () => {
    const path = gcc('linked-by-lld', '-g', ...LLD)
    expect(bytes(path)).toBe(strippable(path))
  })

  test('where sections of all kinds of names were added', () => {
    const path = gcc('program', '-g')
    writeFileSync(join(directory, 'section'), 'x'.repeat(1000))
    const names = ['comment2', 'gnu_debugdata', 'gnu_debuglink', 'gdb_index', 'zdebug_x', 'stab', 'stabstr', 'line']
    const more = ['gnu.debuglto_x', 'gnu.debuglto_.debug_x', 'gnu.linkonce.wi.x', 'note.x', 'debug', 'gdb_index2']
    run('objcopy', [...names, ...more].flatMap((name) => ['--add-section', `.${name}=section`]).concat(path))
    expect(bytes(path)).toBe(strippable(path))
  })

  test('where the file holds another one whole, and the names of its sections', () => {
    writeFileSync(join(directory, 'inner'), readFileSync(gcc('program', '-g')))
    for (const copies of [1, 12]) {
      writeFileSync(
        join(directory, 'inners'),
        Buffer.concat(Array(copies).fill(readFileSync(join(directory, 'inner')))),
      )
      const path = gcc('outer', '-g')
      run('objcopy', ['--add-section', '.inner=inners', path])
      expect(bytes(path)).toBe(strippable(path))
    }
  })

  test('not of a separate debug file whose sections are empty, save its own', () => {
    const path = gcc('program', '-g')
    run('objcopy', ['--only-keep-debug', path, 'program.debug'])
    const debug = join(directory, 'program.debug')
    const own = [...sections(debug)].filter(([name]) => /^\.(debug_|symtab|strtab)/.test(name))
    expect(bytes(debug)).toBe(own.reduce((sum, [, size]) => sum + size, 0))
  })

  test('none of an object file', () => {
    expect(bytes(gcc('main.o', '-g', '-c'))).toBe(0)
  })

  test.each(['amd64', '386', 'mips', 's390x'])(
    'of a Go program for %s',
    (arch) => {
      // -w leaves out what takes the linker its time; amd64 has the debug information too.
      const flags = arch === 'amd64' ? '' : '-w'
      const env = { GOARCH: arch, GOOS: 'linux', CGO_ENABLED: '0', GOFLAGS: '' }
      run('go', ['build', `-ldflags=${flags}`, '-o', 'go-program', 'main.go'], env)
      const path = join(directory, 'go-program')
      const own = [...sections(path)].filter(([name]) => /^\.(z?debug_|symtab|strtab)/.test(name))
      expect(bytes(path)).toBe(own.reduce((sum, [, size]) => sum + size, 0))
      expect(bytes(path)).toBeGreaterThan(10_000)
      if (arch === 'amd64') expect(bytes(path)).toBe(strippable(path))
      run('go', ['build', '-ldflags=-s -w', '-o', 'go-program', 'main.go'], env)
      expect(bytes(path)).toBe(0)
    },
    120_000,
  )

  test.each([
    ['debug', ['-g']],
    ['release', ['-O']],
    ['panic-abort', ['-O', '-C', 'panic=abort', '-g']],
  ])(
    'of a Rust program: %s',
    (name, flags) => {
      const path = join(directory, name)
      run('rustc', ['main.rs', '-o', name, ...flags])
      expect(bytes(path)).toBe(strippable(path))
      run('rustc', ['main.rs', '-o', name, ...flags, '-C', 'strip=symbols'])
      expect(bytes(path)).toBe(0)
    },
    60_000,
  )

  test('of the program that runs this test', () => {
    const all = [...sections(process.execPath)].filter(([name]) => /^\.(debug_|symtab|strtab)/.test(name))
    expect(bytes(process.execPath)).toBe(all.reduce((sum, [, size]) => sum + size, 0))
  })
})

describe('pieces of any length', () => {
  test('give the same', () => {
    const files = [gcc('program', '-g3'), gcc('outer', '-g', ...LLD)].map((path) => readFileSync(path))
    run('go', ['build', '-o', 'small', 'main.go'], { CGO_ENABLED: '0', GOFLAGS: '', GOARCH: '386' })
    files.push(readFileSync(join(directory, 'small')))
    for (const content of files) {
      const whole = scan(content, [content.length])
      expect(whole).toBeGreaterThan(0)
      expect(scan(content, [1])).toBe(whole)
      const lengths = fc.oneof(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      )
      fc.assert(
        fc.property(lengths, (pieces) => scan(content, pieces) === whole),
        { numRuns: 30 },
      )
    }
  }, 60_000)
})

describe('files that are no executables, or damaged', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['three bytes of the magic', Buffer.from('\x7fEL', 'latin1')],
    ['a script', Buffer.from(`#!/bin/sh\n${'.shstrtab\0'.repeat(100)}`)],
    ['a header of ones', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(1000, 0xff)])],
    ['a header of zeros', Buffer.concat([Buffer.from('\x7fELF\x02\x01', 'latin1'), Buffer.alloc(1000)])],
  ])('%s: 0', (_, content) => {
    expect(scan(content)).toBe(0)
    expect(scan(content, [1])).toBe(0)
  })

  test('cut off anywhere: 0', () => {
    const content = readFileSync(gcc('program', '-g'))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: content.length - 1 }), (length) => scan(content.subarray(0, length)) === 0),
    )
  })

  test('with any bytes of the headers changed: never more than the file has', () => {
    const content = readFileSync(gcc('program', '-g'))
    const table = Number(content.readBigUInt64LE(40))
    const places = fc.oneof(fc.integer({ min: 4, max: 63 }), fc.integer({ min: table, max: content.length - 1 }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(places, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        (edits) => {
          const damaged = Buffer.from(content)
          for (const [at, value] of edits) damaged[at] = value
          const counted = scan(damaged, [777])
          return Number.isSafeInteger(counted) && counted >= 0 && counted <= content.length
        },
      ),
      { numRuns: 500 },
    )
  })

  test('with places and lengths beyond all files: no more than is there', () => {
    const content = readFileSync(gcc('program', '-g'))
    const whole = scan(content)
    const table = Number(content.readBigUInt64LE(40))
    const fields = [40, ...Array.from({ length: content.readUInt16LE(60) }, (_, index) => table + index * 64 + 24)]
    for (const field of fields.flatMap((at) => (at === 40 ? [at] : [at, at + 8]))) {
      for (const high of [0x0010, 0x4000, 0x7fff, 0xffff]) {
        const damaged = Buffer.from(content)
        damaged.writeUInt16LE(high, field + 6)
        const counted = scan(damaged)
        // Without the names, the symbol table is still told.
        expect(counted).toBeLessThanOrEqual(whole)
        if (field === 40) expect(counted).toBe(0)
      }
    }
  })

  test('many names and headers that never come take little time and memory', () => {
    const header = Buffer.alloc(64)
    header.write('\x7fELF\x02\x01', 'latin1')
    header.writeUInt16LE(2, 16)
    header.writeBigUInt64LE(2n ** 40n, 40)
    header.writeUInt16LE(64, 58)
    header.writeUInt16LE(4096, 60)
    const names = Buffer.from('.shstrtab\0'.repeat(25_000))
    const elf = createElfScan()
    elf.write(header)
    const started = performance.now()
    for (let count = 0; count < 200; count++) elf.write(names)
    expect(elf.end()).toBe(0)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
