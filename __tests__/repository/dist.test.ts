import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'

const execute = promisify(execFile)

let rebuilt: string

beforeAll(async () => {
  rebuilt = await mkdtemp(join(tmpdir(), 'dist-'))
  await execute(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  await execute(process.execPath, ['script/bundle.mjs', rebuilt])
}, 120_000)

afterAll(() => rm(rebuilt, { recursive: true, force: true }))

it('has in dist, to the byte, what src makes: else run `npm run build` and commit it', async () => {
  const files = (await readdir(rebuilt)).sort()
  expect((await readdir('dist')).sort()).toEqual(files)
  for (const file of files) {
    const [committed, fresh] = await Promise.all([readFile(join('dist', file)), readFile(join(rebuilt, file))])
    expect({ file, same: committed.equals(fresh) }).toEqual({ file, same: true })
  }
})
