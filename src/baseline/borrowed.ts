import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastWords, noRepository, type Git } from './git.js'
import type { Repository } from './repository.js'
import { mainRemote, ownSettings, settingOf, settingsEnvironment, type Setting } from './transport.js'

/**
 * A bare repository of our own that sees every object of the user's (`objects/info/alternates`) and keeps what is
 * fetched for itself, so that the user's is never written to.
 */
export interface Borrowed {
  readonly dir: string
  readonly repository: Repository
  /** The user's effective configuration. */
  readonly settings: readonly Setting[]
  /** Of these, what a fetch and a checkout need and the environment does not have of itself. */
  readonly own: readonly Setting[]
  /** git here, which in a partial clone fetches what is missing. */
  readonly git: Git
  /** git here, which looks at what is there and never fetches. */
  readonly offline: Git
  /** The remote that the user's clone came from; null where there is none. */
  readonly remote: string | null
}

/** What to do where the remote does not give a commit. */
export const fetchWayOut =
  'check out with `fetch-depth: 0`, or let the job read the repository (`permissions: contents: read`)'

export type Fetched =
  | { readonly ok: true }
  /** `gone`: the remote answered, and has no such commit. */
  | { readonly ok: false; readonly gone: boolean; readonly reason: string }

/**
 * Makes a borrowed repository in `dir`, which is created. `more` settings stand in place of the user's: they name a
 * remote that a commit names (`.gitmodules`), which gets no header meant for all and no transport meant for users. Throws a GateError where the disk or git refuse.
 */
export async function borrow(repository: Repository, dir: string, more: readonly Setting[] = []): Promise<Borrowed> {
  await makeBare(dir, repository)
  const { effective, outside } = await repository.settings()
  await copyIfThere(join(repository.commonDir, 'shallow'), join(dir, 'shallow'))
  const replaced = new Set(more.map(({ key }) => key))
  const settings = [...effective.filter(({ key }) => !replaced.has(key)), ...more]
  const foreign = more.length > 0
  const handedOn = ownSettings(settings, outside, repository.root).filter(
    ({ key }) => !foreign || key !== 'http.extraheader',
  )
  const own = [...handedOn, ...ours(settings)]
  const git = repository.git.with(
    {
      ...noRepository,
      GIT_DIR: dir,
      GIT_NO_LAZY_FETCH: undefined,
      ...(foreign ? { GIT_PROTOCOL_FROM_USER: '0' } : {}),
    },
    dir,
  )
  const complete = own.filter(({ key }) => !/^remote\..*\.(promisor|partialclonefilter)$/.test(key))
  return {
    dir,
    repository,
    settings,
    own,
    git: git.with(settingsEnvironment(own)),
    offline: git.with({ ...settingsEnvironment(complete), GIT_NO_LAZY_FETCH: '1' }),
    remote: mainRemote(settings),
  }
}

/** What `git init --bare` makes, as far as git needs it. Source: gitrepository-layout(5). */
async function makeBare(dir: string, { objects, objectFormat }: Repository): Promise<void> {
  await mkdir(join(dir, 'refs'), { recursive: true })
  await mkdir(join(dir, 'objects', 'info'), { recursive: true })
  const format =
    objectFormat === 'sha1'
      ? 'repositoryformatversion = 0\n'
      : `repositoryformatversion = 1\n[extensions]\n\tobjectformat = ${objectFormat}\n`
  await Promise.all([
    writeFile(join(dir, 'HEAD'), 'ref: refs/heads/main\n'),
    writeFile(join(dir, 'config'), `[core]\n\tbare = true\n\t${format}`),
    writeFile(join(dir, 'objects', 'info', 'alternates'), `${objects}\n`),
  ])
}

/** Hooks, maintenance and questions at a terminal have no place in a repository that lives for one run. */
function ours(settings: readonly Setting[]): Setting[] {
  const promisor = settingOf(settings, 'extensions.partialclone')
  return [
    { key: 'core.hooksPath', value: '/dev/null' },
    { key: 'gc.auto', value: '0' },
    { key: 'maintenance.auto', value: 'false' },
    { key: 'advice.detachedHead', value: 'false' },
    ...(promisor === null ? [] : [{ key: `remote.${promisor}.promisor`, value: 'true' }]),
    ...(settingOf(settings, 'core.sshcommand') === null
      ? [{ key: 'core.sshCommand', value: 'ssh -oBatchMode=yes' }]
      : []),
  ]
}

/** Whether a commit is there without fetching. */
export async function hasCommit(borrowed: Borrowed, sha: string): Promise<boolean> {
  return (await borrowed.offline.attempt(['cat-file', '-e', `${sha}^{commit}`])).code === 0
}

/**
 * The parents that a commit names, those that a shallow clone has cut off too: git's own walk leaves them out, the
 * commit object does not. Throws where the commit is not there.
 */
export async function parentsOf(borrowed: Borrowed, sha: string): Promise<readonly string[]> {
  const text = await borrowed.offline.read(['cat-file', 'commit', sha])
  const header = text.slice(0, text.indexOf('\n\n'))
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap((match) => match[1] ?? [])
}

/** git's own number for a depth without end (`--unshallow`). */
export const wholeHistory = 0x7fffffff

/** How much of the wanted commits comes along. */
export interface Extent {
  /** Commits deep; null: all that is not there yet. */
  readonly depth: number | null
  /** Commits without their files. A server that cannot leave them out sends them. */
  readonly commitsOnly?: boolean
}

/** Fetches commits or refs into a borrowed repository. */
export async function fetchInto(
  { git }: Borrowed,
  remote: string,
  wants: readonly string[],
  { depth, commitsOnly = false }: Extent,
): Promise<Fetched> {
  const output = await git.attempt([
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--refmap=',
    ...(depth === null ? [] : [`--depth=${depth}`]),
    ...(commitsOnly ? ['--filter=tree:0'] : []),
    '--',
    remote,
    ...wants,
  ])
  if (output.code === 0) return { ok: true }
  const gone = /not our ref|unadvertised object|couldn't find remote ref/.test(output.stderr)
  return { ok: false, gone, reason: lastWords(output) }
}

/**
 * Makes sure that a commit is there with its files, fetching it alone where it is not. An old server that hands out
 * branches only is asked for all of them.
 */
export async function ensureCommit(borrowed: Borrowed, sha: string, commitsOnly = false): Promise<Fetched> {
  if (await hasCommit(borrowed, sha)) return { ok: true }
  const { remote } = borrowed
  if (remote === null) return { ok: false, gone: false, reason: 'the clone is shallow and has no remote' }
  const alone = await fetchInto(borrowed, remote, [sha], { depth: 1, commitsOnly })
  if (alone.ok || !alone.gone || !/unadvertised/.test(alone.reason)) return alone
  const branches = await fetchInto(borrowed, remote, ['+refs/heads/*:refs/heads/*'], {
    depth: wholeHistory,
    commitsOnly,
  })
  return branches.ok && !(await hasCommit(borrowed, sha)) ? alone : branches
}

/** Copies a file; nothing happens where there is none. */
export async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
  }
}
