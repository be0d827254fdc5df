import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Found } from '../../src/findings/finding.js'
import { wasteOfLayers } from './waste-images.js'

let directory: string
let files: Readonly<Record<string, Buffer>>

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'separate-debug-test-'))
  const run = (program: string, ...args: readonly string[]): void => {
    execFileSync(program, args, { cwd: directory })
  }
  writeFileSync(join(directory, 'a.c'), `${Array.from({ length: 2000 }, (_, at) => `int a${at};`).join('')}\n`)
  run('gcc', '-g', '-shared', '-o', 'a.so', 'a.c')
  run('objcopy', '--only-keep-debug', 'a.so', 'a.so.debug')
  files = Object.fromEntries(['a.so', 'a.so.debug'].map((name) => [name, readFileSync(join(directory, name))]))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function found(by: string, ...names: readonly string[]): Promise<readonly Found[]> {
  const members = names.map((name) => ({ name: `opt/${name}`, body: files[name] ?? Buffer.alloc(0) }))
  return (await wasteOfLayers([{ by, files: members }])).found.filter(({ rule }) => rule === 'debug-info')
}

const HOLDS = '`a.so.debug` holds debug information alone, which only a debugger reads.'

test('debug information in a file of its own is left out, not stripped', async () => {
  expect((await found('COPY --from=build /out /opt', 'a.so.debug')).map(({ advice }) => advice)).toEqual([
    `${HOLDS} Leave such files out of what is copied.`,
  ])
  expect((await found('RUN make', 'a.so.debug')).map(({ advice }) => advice)).toEqual([
    `${HOLDS} Add \`&& rm /opt/a.so.debug\` to the same \`RUN\`, or keep them in an earlier stage.`,
  ])
})

test('it is told apart from programs that have it in them', async () => {
  const both = await found('RUN make', 'a.so', 'a.so.debug')
  expect(both.map(({ paths }) => paths)).toEqual([['/opt/a.so'], ['/opt/a.so.debug']])
  expect(both[0]?.advice).toContain('Run `strip /opt/a.so`')
})
