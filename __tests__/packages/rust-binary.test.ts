import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { constants, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UnreadablePackages } from '../../src/packages/package.js'
import { rustBinary } from '../../src/packages/rust-binary.js'
import { timed } from '../support/timed.js'

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rust-binary-test-'))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function told(content: Buffer, lengths: readonly number[] = [256 * 1024]): readonly string[] {
  const reader = rustBinary.reader({ path: 'app/program', size: content.length, executable: true })
  for (let at = 0, index = 0; at < content.length; index++) {
    const piece = Buffer.from(content.subarray(at, at + (lengths[index % lengths.length] ?? 1)))
    reader.write(piece)
    at += piece.length
    piece.fill(0)
  }
  const { packages, development } = reader.end()
  expect(development).toEqual([])
  return packages.map(({ type, name, version, bytes }) => {
    expect([type, bytes]).toEqual(['cargo', null])
    return `${name} ${version}`
  })
}

function run(command: string, args: readonly string[], cwd = directory, env: NodeJS.ProcessEnv = {}): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
}

function write(file: string, text: string | Buffer): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true })
  writeFileSync(join(directory, file), text)
}

describe('programs that cargo-auditable built', () => {
  const auditable = execFileSync('script/lib/tool', ['cargo-auditable'], { encoding: 'utf8' }).trim()

  test.each([
    ['by the default linker', {}, []],
    ['by that of binutils', { RUSTFLAGS: '-C link-arg=-fuse-ld=bfd' }, []],
    ['without symbols', { RUSTFLAGS: '-C strip=symbols' }, ['--release']],
  ])(
    '%s',
    (_, env, flags) => {
      for (const [name, version] of [
        ['dep', '0.3.1'],
        ['deep', '1.2.0-rc.1'],
        ['build-only', '9.9.9'],
      ]) {
        const needs = name === 'dep' ? '[dependencies]\ndeep = { path = "../deep" }\n' : ''
        write(`${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n${needs}`)
        write(`${name}/src/lib.rs`, `pub fn f() -> i32 { ${name === 'dep' ? 'deep::f()' : '3'} }\n`)
      }
      write(
        'app/Cargo.toml',
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ndep = { path = "../dep" }\n' +
          '[build-dependencies]\nbuild-only = { path = "../build-only" }\n',
      )
      write('app/src/main.rs', 'fn main() { println!("{}", dep::f()) }\n')
      write('app/build.rs', 'fn main() { build_only::f(); }\n')
      const target = join(directory, 'target')
      const args = ['auditable', 'build', '--offline', '--target-dir', target, ...flags]
      run('cargo', args, join(directory, 'app'), { PATH: `${dirname(auditable)}:${process.env['PATH'] ?? ''}`, ...env })
      const program = join(target, flags.length === 0 ? 'debug' : 'release', 'app')
      const content = readFileSync(program)
      expect(told(content).toSorted()).toEqual(['deep 1.2.0-rc.1', 'dep 0.3.1'])
      const lengths = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 20 })
      fc.assert(
        fc.property(lengths, (pieces) => expect(told(content, pieces)).toHaveLength(2)),
        { numRuns: 10 },
      )
      run('objcopy', ['--remove-section', '.dep-v0', program])
      expect(told(readFileSync(program))).toEqual([])
    },
    120_000,
  )
})

const LIST = {
  packages: [
    { name: 'app', version: '0.1.0', source: 'local', root: true, dependencies: [1, 2] },
    { name: 'serde', version: '1.0.200', source: 'crates.io' },
    { name: 'cc', version: '1.1.0', source: 'crates.io', kind: 'build' },
    { name: 'ring', version: '0.17.8', source: { Other: 'x' }, kind: 'runtime' },
  ],
}
const CRATES = ['serde 1.0.200', 'ring 0.17.8']

describe('a section of audit data', () => {
  beforeAll(() => {
    write('main.c', `int main(void) { return 0; }\nconst char data[] = "${'x\\001x\\234 '.repeat(500)}";\n`)
    run('gcc', ['-g', 'main.c', '-o', 'program'])
  })

  /** The program with a section of this content. */
  function withSection(content: Buffer, ...flags: readonly string[]): Buffer {
    write('section', content)
    run('objcopy', ['--add-section', '.dep-v0=section', ...flags, 'program', 'with-section'])
    return readFileSync(join(directory, 'with-section'))
  }

  test.each([0, 1, 2, 5, 6, 9])('of each level of compression that makes smaller: %d', (level) => {
    const content = withSection(deflateSync(JSON.stringify(LIST), { level }))
    expect(told(content)).toEqual(level === 0 ? [] : CRATES)
    if (level > 0) expect(told(content, [1])).toEqual(CRATES)
  })

  test.each([constants.Z_FILTERED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED])(
    'by each way of compressing, with what JSON may begin with: %d',
    (strategy) => {
      for (const start of ['', ' ', '\n', '\t', '\r\n']) {
        const list = start + JSON.stringify(LIST)
        expect([start, told(withSection(deflateSync(list, { strategy })))]).toEqual([start, CRATES])
      }
    },
  )

  test('in what is loaded, where linkers have put it before', () => {
    const bytes = [...deflateSync(JSON.stringify(LIST))].join(',')
    write('loaded.c', `__attribute__((section(".dep-v0"), used)) static const unsigned char audit[] = {${bytes}};\n`)
    for (const flags of [[], ['-Wl,-z,noseparate-code'], ['-static']]) {
      run('gcc', ['-g', 'main.c', 'loaded.c', '-o', 'loaded', ...flags])
      expect(told(readFileSync(join(directory, 'loaded')))).toEqual(CRATES)
      run('strip', ['loaded'])
      expect(told(readFileSync(join(directory, 'loaded')))).toEqual(CRATES)
    }
  })

  test('of a thousand crates, and of a program that holds another one', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      name: `crate-${index}`,
      version: `1.0.${index}`,
      source: 'x',
    }))
    const inner = withSection(deflateSync(JSON.stringify({ packages: many })))
    expect(told(inner)).toHaveLength(1000)
    write('inner', inner)
    write('embed.s', '.section .rodata\n.incbin "inner"\n.section .note.GNU-stack\n')
    run('gcc', ['-g', 'main.c', 'embed.s', '-o', 'outer'])
    copyFileSync(join(directory, 'outer'), join(directory, 'program'))
    expect(told(withSection(deflateSync(JSON.stringify(LIST))))).toEqual(CRATES)
    run('gcc', ['-g', 'main.c', '-o', 'program'])
  })

  test('that is damaged cannot be read', () => {
    const whole = deflateSync(JSON.stringify(LIST))
    const named = new UnreadablePackages('app/program has a damaged list of crates of cargo-auditable')
    const cut = Buffer.from(whole)
    cut.fill(0xff, cut.length - 6)
    expect(() => told(withSection(cut))).toThrow(named)
    const lists = [{ packages: 'x' }, { packages: [{ name: 'a' }] }, { packages: [{ name: 'a\nb', version: '1' }] }]
    for (const list of lists) expect(() => told(withSection(deflateSync(JSON.stringify(list))))).toThrow(named)
    const bomb = deflateSync(`{"packages":[${' '.repeat(20 * 2 ** 20)}]}`)
    expect(() => told(withSection(bomb))).toThrow(named)
  })

  test('that is none tells nothing', () => {
    expect(told(readFileSync(join(directory, 'program')))).toEqual([])
    for (const content of [Buffer.from('x'), deflateSync('other data'), randomBytes(10_000)])
      expect(told(withSection(content))).toEqual([])
    // Data of such a list in a program that has no such section.
    write('section', deflateSync(JSON.stringify(LIST)))
    run('objcopy', ['--add-section', '.other=section', 'program', 'with-section'])
    expect(told(readFileSync(join(directory, 'with-section')))).toEqual([])
  })

  test('whatever bytes of it are changed', () => {
    const content = withSection(deflateSync(JSON.stringify(LIST)))
    const at = content.indexOf(deflateSync(JSON.stringify(LIST)))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 255 }), (place, value) => {
        const damaged = Buffer.from(content)
        damaged[at + place] = value
        try {
          return told(damaged).every((each) => CRATES.includes(each))
        } catch (error) {
          return error instanceof UnreadablePackages
        }
      }),
      { numRuns: 200 },
    )
  })

  test('many places that look like its start take little time', () => {
    const starts = Buffer.concat(Array<Buffer>(1_000_000).fill(Buffer.from([0x78, 0x9c, 0x05, 0xc0])))
    expect(timed(() => expect(told(withSection(starts))).toEqual([]))).toBeLessThan(20_000)
  })
})

describe('files that tell nothing', () => {
  test('are no executables, too small or no ELF files', () => {
    expect(rustBinary.matches({ path: 'a', size: 2 ** 20, executable: true })).toBe(true)
    expect(rustBinary.matches({ path: 'a', size: 2 ** 20, executable: false })).toBe(false)
    expect(rustBinary.matches({ path: 'a', size: 1000, executable: true })).toBe(false)
    expect(told(Buffer.concat([deflateSync(JSON.stringify(LIST)), Buffer.from('.dep-v0\0')]))).toEqual([])
  })

  test('are programs of other languages', () => {
    if (process.platform === 'linux') expect(told(readFileSync(process.execPath))).toEqual([])
  })
})
