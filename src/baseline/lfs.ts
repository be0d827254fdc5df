import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Borrowed } from './borrowed.js'
import { fields } from './git.js'
import { settingOf, type Setting } from './transport.js'

/** How a checkout treats the files that Git LFS keeps elsewhere: as settings, or why it cannot. */
export type LfsPlan =
  { readonly ok: true; readonly settings: readonly Setting[] } | { readonly ok: false; readonly reason: string }

/**
 * Does with Git LFS what the head's working tree did: real files where the head has real ones, pointers where it has
 * pointers. git-lfs finds the objects that the user's clone has through the borrowed repository's alternates, and
 * fetches the others.
 */
export async function planLfs(borrowed: Borrowed, sha: string): Promise<LfsPlan> {
  if (!(await usesLfs(borrowed, sha))) return { ok: true, settings: [] }
  if (!(await headHasRealFiles(borrowed))) return { ok: true, settings: filter('', '', 'false') }
  const installed = await borrowed.offline.attempt(['lfs', 'version'])
  if (installed.code !== 0) {
    return {
      ok: false,
      reason: 'the head has its Git LFS files, and git-lfs is not installed to get those of the base',
    }
  }
  return { ok: true, settings: filter('git-lfs filter-process', 'git-lfs smudge -- %f', 'true') }
}

async function usesLfs({ git }: Borrowed, sha: string): Promise<boolean> {
  const found = await git.attempt(['grep', '-q', '-F', 'filter=lfs', sha, '--', ':(glob)**/.gitattributes'])
  return found.code === 0
}

/** True as soon as one LFS file is real; with no LFS file to look at, what the configuration would do. */
async function headHasRealFiles({ repository, settings }: Borrowed): Promise<boolean> {
  const listed = await repository.git.attempt(['ls-files', '-z', '--', ':(attr:filter=lfs)'])
  let seen = 0
  for (const path of fields(listed.stdout)) {
    const pointer = await isPointer(join(repository.root, path))
    if (pointer === false) return true
    if (pointer === true) seen++
  }
  const process = settingOf(settings, 'filter.lfs.process')
  return seen === 0 && process !== null && process !== '' && !process.includes('--skip')
}

const signature = 'version https://git-lfs.github.com/spec/v1\n'

/** Null where there is no such file, or an empty one, which LFS leaves as it is. */
async function isPointer(path: string): Promise<boolean | null> {
  try {
    const { size } = await stat(path)
    if (size === 0) return null
    return size < 1024 && (await readFile(path, 'latin1')).startsWith(signature)
  } catch {
    return null
  }
}

function filter(process: string, smudge: string, required: string): Setting[] {
  return [
    { key: 'filter.lfs.process', value: process },
    { key: 'filter.lfs.smudge', value: smudge },
    { key: 'filter.lfs.clean', value: '' },
    { key: 'filter.lfs.required', value: required },
  ]
}
