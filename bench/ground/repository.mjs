import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { outputOf } from '../command.mjs'

const IDENTITY = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false']

/**
 * A repository in `directory` whose branch `main` holds `files` and, with `from`, what is in that folder; the change on
 * top of it, which is checked out, holds those of `change` too. The base's tree stands beside it, as a script that
 * measures both has it.
 */
export async function createRepository(directory, { from, files, change }) {
  const head = join(directory, 'head')
  const base = join(directory, 'base')
  const git = (...args) => outputOf({ command: 'git', args: [...IDENTITY, ...args], cwd: head })
  await mkdir(head, { recursive: true })
  if (from !== undefined) await cp(from, head, { recursive: true })
  await write(head, files)
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message=base')
  await cp(head, base, { recursive: true, filter: (path) => path !== join(head, '.git') })
  await git('checkout', '--quiet', '-b', 'change')
  await write(head, change)
  await git('add', '--all')
  await git('commit', '--quiet', '--message=change')
  return { head, base }
}

async function write(directory, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
}
