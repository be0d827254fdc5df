import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { borrow, copyIfThere, ensureCommit, fetchWayOut, type Borrowed } from './borrowed.js'
import { lastWords } from './git.js'
import { planLfs } from './lfs.js'
import type { Repository } from './repository.js'
import { checkOutSubmodules } from './submodules.js'
import { settingOf, settingsEnvironment, type Setting } from './transport.js'

/** A commit's files at `root`, and the working trees with git metadata of their own in it: `.` and submodules. */
export type Checkout =
  | { readonly ok: true; readonly borrowed: Borrowed; readonly trees: readonly CheckedOutTree[] }
  | { readonly ok: false; readonly reason: string }

/** One working tree of a checkout beside the head's one that it stands for. */
export interface CheckedOutTree {
  readonly root: string
  /** Absolute path of the head's working tree of the same repository; null where the head has none. */
  readonly headRoot: string | null
}

/** Where a checkout goes, and what it may use. */
export interface Place {
  /** Where the files go; created. */
  readonly root: string
  /** A directory for the private repositories. */
  readonly scratch: string
  /** Settings beside those of the user's repository. */
  readonly settings?: readonly Setting[]
}

/**
 * Puts the files of a commit at a place as git would check them out in the user's clone: its attributes, filters,
 * sparse patterns, LFS files and submodules. No hook runs, and the user's repository is only read.
 */
export async function checkOut(source: Repository, sha: string, place: Place): Promise<Checkout> {
  const borrowed = await borrow(source, await freshDirectory(place.scratch), place.settings)
  const fetched = await ensureCommit(borrowed, sha)
  if (!fetched.ok) return { ok: false, reason: `${fetched.reason}; ${fetchWayOut}` }
  await copySelection(source, borrowed)
  const lfs = await planLfs(borrowed, sha)
  if (!lfs.ok) return lfs
  await mkdir(place.root, { recursive: true })
  const git = borrowed.git.with(
    {
      ...settingsEnvironment([...borrowed.own, ...lfs.settings]),
      GIT_WORK_TREE: place.root,
      GIT_LFS_SKIP_SMUDGE: undefined,
    },
    place.root,
  )
  const output = await git.attempt(['checkout', '--quiet', '--force', '--detach', sha])
  if (output.code !== 0) return { ok: false, reason: lastWords(output) }
  const submodules = await checkOutSubmodules(borrowed, sha, place, checkOut)
  if (!submodules.ok) return submodules
  const own = { root: place.root, headRoot: place.settings === undefined ? source.root : null }
  return { ok: true, borrowed, trees: [own, ...submodules.trees] }
}

/** Attributes and sparse patterns that the user's clone has beside the commit's own. */
async function copySelection(source: Repository, borrowed: Borrowed): Promise<void> {
  const info = join(borrowed.dir, 'info')
  await mkdir(info, { recursive: true })
  await copyIfThere(join(source.commonDir, 'info', 'attributes'), join(info, 'attributes'))
  if (settingOf(borrowed.settings, 'core.sparsecheckout') !== 'true') return
  await copyIfThere(join(source.gitDir, 'info', 'sparse-checkout'), join(info, 'sparse-checkout'))
}

/** A directory that nothing else in `scratch` uses. */
async function freshDirectory(scratch: string): Promise<string> {
  for (let number = 1; ; number++) {
    const dir = join(scratch, `git-${number}`)
    if ((await mkdir(dir, { recursive: true })) !== undefined) return dir
  }
}
