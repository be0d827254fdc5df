import { execFileSync } from 'node:child_process'
import { symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { messageOf } from '../../src/errors.js'
import { readDockerfile } from '../../src/request/dockerfile-text.js'
import { withTree } from './tree.js'

test('gives the text as it is, mark and line ends included', async () => {
  const text = '\ufeffFROM scratch\r\n# ü\n'
  expect(await withTree({ 'a/Dockerfile': text }, (root) => readDockerfile(root, 'a/Dockerfile'))).toBe(text)
})

test('follows symbolic links', async () => {
  await withTree({ real: 'FROM a\n' }, async (root) => {
    await symlink('real', join(root, 'Dockerfile'))
    expect(await readDockerfile(root, 'Dockerfile')).toBe('FROM a\n')
  })
})

test('takes bytes that are not UTF-8, as BuildKit does in comments', async () => {
  await withTree({}, async (root) => {
    await writeFile(join(root, 'Dockerfile'), Buffer.from([0x23, 0xe9, 0x0a]))
    expect(await readDockerfile(root, 'Dockerfile')).toBe('#\ufffd\n')
  })
})

test.each([
  ['missing', /the Dockerfile "missing" does not exist/],
  ['file/inside', /does not exist: part of its path is a file/],
  ['directory', /the Dockerfile "directory" is not a regular file/],
  ['utf16', /is not UTF-8 text/],
  ['huge', /is larger than 16 MB/],
  ['loop', /is a symbolic link to itself/],
  ['pipe', /is not a regular file/],
])('refuses %s', async (path, message) => {
  await withTree({ file: '', directory: null, huge: '' }, async (root) => {
    await writeFile(join(root, 'utf16'), Buffer.from('FROM a\n', 'utf16le'))
    await truncate(join(root, 'huge'), 17_000_000)
    await symlink('loop', join(root, 'loop'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    const thrown: unknown = await readDockerfile(root, path).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ trouble: 'usage' })
    expect(messageOf(thrown)).toMatch(message)
  })
})
