import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Borrowed } from './borrowed.js'
import type { CheckedOutTree, Checkout, Place } from './checkout.js'
import { fields, type Git } from './git.js'
import { openNested, type Repository } from './repository.js'
import { settingOf, type Setting } from './transport.js'

type CheckOut = (source: Repository, sha: string, place: Place) => Promise<Checkout>

interface Module {
  readonly name: string
  readonly path: string
  readonly url: string | null
}

/**
 * Does with the base's submodules what the head's working tree did: those that are checked out there are checked out
 * at the commits that the base records, the others stay empty directories. One that the head has no more is fetched
 * if all that the head has are checked out.
 */
export async function checkOutSubmodules(
  borrowed: Borrowed,
  sha: string,
  place: Place,
  checkOut: CheckOut,
): Promise<
  { readonly ok: true; readonly trees: readonly CheckedOutTree[] } | { readonly ok: false; readonly reason: string }
> {
  const trees: CheckedOutTree[] = []
  // Without the file nothing says where a submodule comes from.
  if (!(await exists(join(place.root, '.gitmodules')))) return { ok: true, trees }
  const links = await gitlinks(borrowed.git, sha)
  // Of a submodule that the head does not have, nothing says what the head would do with those below it.
  if (links.length === 0 || place.settings !== undefined) return { ok: true, trees }
  const { repository } = borrowed
  const modules = parseModules(
    (await borrowed.git.attempt(['config', '--blob', `${sha}:.gitmodules`, '-z', '--list'])).stdout,
  )
  const inHead = await headModules(repository)
  for (const { path, commit } of links) {
    const module = modules.find((candidate) => candidate.path === path)
    const moved = inHead.modules.find(({ name }) => name === module?.name)?.path
    const there = [path, ...(moved === undefined ? [] : [moved])].find((at) => inHead.checkedOut.has(at))
    const root = join(place.root, path)
    const { scratch } = place
    let result: Checkout | null = null
    if (there !== undefined) {
      result = await checkOut(await openNested(repository, join(repository.root, there)), commit, { root, scratch })
    } else if (inHead.complete && moved === undefined && module !== undefined) {
      result = await checkOut(repository, commit, { root, scratch, settings: remoteOf(borrowed, module) })
    }
    if (result === null) continue
    if (!result.ok) return { ok: false, reason: `submodule ${path} at ${commit}: ${result.reason}` }
    trees.push(...result.trees)
  }
  return { ok: true, trees }
}

async function gitlinks(git: Git, sha: string): Promise<{ readonly path: string; readonly commit: string }[]> {
  const entries = fields(await git.read(['ls-tree', '-r', '-z', '--full-tree', sha]))
  return entries.flatMap((entry) => {
    const [, commit, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? []
    return commit === undefined || path === undefined ? [] : { path, commit }
  })
}

interface HeadModules {
  readonly modules: readonly Module[]
  /** Paths of the submodules that are checked out. */
  readonly checkedOut: ReadonlySet<string>
  /** There are submodules, and every one is checked out. */
  readonly complete: boolean
}

async function headModules(repository: Repository): Promise<HeadModules> {
  const listed = fields(await repository.git.read(['ls-files', '-z', '--stage']))
  const paths = listed.flatMap((entry) => /^160000 [0-9a-f]+ 0\t(.*)$/s.exec(entry)?.[1] ?? [])
  const checkedOut = new Set<string>()
  for (const path of paths) if (await exists(join(repository.root, path, '.git'))) checkedOut.add(path)
  const config = await repository.git.attempt([
    'config',
    '--file',
    join(repository.root, '.gitmodules'),
    '-z',
    '--list',
  ])
  return {
    modules: parseModules(config.stdout),
    checkedOut,
    complete: paths.length > 0 && checkedOut.size === paths.length,
  }
}

function parseModules(list: string): Module[] {
  const found = new Map<string, { path: string; url: string | null }>()
  for (const entry of fields(list)) {
    const [, name, key, value] = /^submodule\.(.+)\.(path|url)\n(.*)$/s.exec(entry) ?? []
    if (name === undefined || value === undefined) continue
    const module = found.get(name) ?? { path: name, url: null }
    found.set(name, { ...module, [key === 'url' ? 'url' : 'path']: value })
  }
  return [...found].map(([name, module]) => ({ name, ...module }))
}

/** The settings that make the user's repository stand for a submodule that its clone does not have. */
function remoteOf({ settings, remote, repository }: Borrowed, module: Module): Setting[] {
  const own = remote === null ? null : settingOf(settings, `remote.${remote}.url`)
  const configured = settingOf(settings, `submodule.${module.name}.url`)
  const url = configured ?? resolveUrl(own ?? repository.root, module.url ?? '')
  return [{ key: `remote.${remote ?? 'origin'}.url`, value: url }]
}

/** A submodule's URL that starts with `./` or `../` is relative to its superproject's (gitmodules(5)). */
export function resolveUrl(base: string, url: string): string {
  if (!/^\.\.?\//.test(url)) return url
  let at = base.replace(/\/+$/, '')
  let rest = url
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2)
    else if (rest.startsWith('../')) {
      rest = rest.slice(3)
      at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : at.slice(0, at.lastIndexOf(':'))
    } else return `${at}/${rest}`
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
