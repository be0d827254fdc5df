import { GateError } from '../errors.js'
import { fetchInto, type Borrowed } from './borrowed.js'
import { lastWords } from './git.js'
import { nearest } from '../nearest.js'
import { settingOf } from './transport.js'

/** What became of looking a name up. */
export type Resolved =
  | { readonly kind: 'found'; readonly sha: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** The commit at the tip of a remote's branch, as the remote says now. `remote` is a name or a URL. */
export async function remoteBranch(borrowed: Borrowed, remote: string, branch: string): Promise<Resolved> {
  const refs = await remoteRefs(borrowed, remote, [`refs/heads/${branch}`])
  if (refs.kind === 'unreachable') return refs
  const sha = refs.refs.get(`refs/heads/${branch}`)
  return sha === undefined ? { kind: 'missing' } : { kind: 'found', sha }
}

/** The commit that the user's clone has for the first of these names; null: it has none of them. */
export async function localCommit(borrowed: Borrowed, names: readonly string[]): Promise<string | null> {
  const { git } = borrowed.repository
  for (const name of names) {
    const found = await git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', name])
    if (found.code !== 0) continue
    const commit = await borrowed.offline.attempt([
      'rev-parse',
      '--verify',
      '--quiet',
      `${found.stdout.trim()}^{commit}`,
    ])
    if (commit.code === 0) return commit.stdout.trim()
  }
  return null
}

/**
 * The commit that the input `base-ref` names: in the clone, else at its remote (branch, tag, full ref name or commit,
 * with `~` and `^` after it). Throws a usage GateError where neither has it.
 */
export async function resolveBaseRef(borrowed: Borrowed, value: string): Promise<Resolved> {
  const { remote } = borrowed
  const local = await localCommit(borrowed, [value, ...(remote === null ? [] : [`refs/remotes/${remote}/${value}`])])
  if (local !== null) return { kind: 'found', sha: local }
  if (remote === null) throw await noSuchRef(borrowed, value, [])
  const [, name = value, suffix = ''] = /^(.+?)((?:[~^]\d*)*)$/.exec(value) ?? []
  const start =
    (suffix === '' ? null : await localCommit(borrowed, [name])) ?? (await remoteCommit(borrowed, remote, name))
  if (typeof start !== 'string') return start
  return suffix === '' ? { kind: 'found', sha: start } : ancestor(borrowed, remote, start, suffix, value)
}

/** A name that the clone lacks, looked up at the remote and fetched: its commit, or why there is none. */
async function remoteCommit(borrowed: Borrowed, remote: string, name: string): Promise<string | Resolved> {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) {
    const fetched = await fetchInto(borrowed, remote, [name], { depth: 1, commitsOnly: true })
    if (fetched.ok) return name
    if (!fetched.gone) return { kind: 'unreachable', reason: fetched.reason }
    throw await noSuchRef(borrowed, name, [])
  }
  const short = name.startsWith(`${remote}/`) ? name.slice(remote.length + 1) : name
  const patterns = [`refs/heads/${short}`, `refs/tags/${name}`, `refs/tags/${name}^{}`, name]
  const answer = await remoteRefs(borrowed, remote, patterns)
  if (answer.kind === 'unreachable') return answer
  const exact = [`refs/heads/${short}`, `refs/tags/${name}^{}`, `refs/tags/${name}`, name]
  const sha = exact.map((ref) => answer.refs.get(ref)).find((found) => found !== undefined)
  if (sha !== undefined) return sha
  const all = await remoteRefs(borrowed, remote, ['refs/heads/*', 'refs/tags/*'])
  throw await noSuchRef(borrowed, name, all.kind === 'unreachable' ? [] : [...all.refs.keys()])
}

/** `main~3` where the history that leads there was cut off. */
async function ancestor(
  borrowed: Borrowed,
  remote: string,
  start: string,
  suffix: string,
  value: string,
): Promise<Resolved> {
  const steps = [...suffix.matchAll(/~(\d*)/g)].reduce((sum, match) => sum + Number(match[1] || 1), 0)
  const depth = steps + suffix.split('^').length + 1
  const fetched = await fetchInto(borrowed, remote, [start], { depth, commitsOnly: true })
  if (!fetched.ok) return { kind: 'unreachable', reason: fetched.reason }
  const found = await borrowed.offline.attempt(['rev-parse', '--verify', '--quiet', `${start}${suffix}^{commit}`])
  if (found.code === 0) return { kind: 'found', sha: found.stdout.trim() }
  throw new GateError(
    'usage',
    `base-ref: ${value} goes back further than the history does`,
    'Name a commit that is there.',
  )
}

async function noSuchRef(borrowed: Borrowed, value: string, remoteNames: readonly string[]): Promise<GateError> {
  const local = await borrowed.repository.git.attempt(['for-each-ref', '--format=%(refname)'])
  const names = [...local.stdout.split('\n'), ...remoteNames].map((ref) =>
    ref.replace(/^refs\/(heads|tags|remotes)\//, ''),
  )
  const short = names.map((name) => name.replace(`${borrowed.remote ?? ''}/`, ''))
  const near = nearest(
    value,
    [...new Set([...short, ...names])].filter((name) => name !== ''),
  )
  const meant = near === null ? '' : `Did you mean ${near}? `
  return new GateError(
    'usage',
    `base-ref: ${value} names no commit, branch or tag of this repository`,
    /^[0-9a-f]{4,39}$/.test(value)
      ? 'If it is a commit, give all of its id: a shortened one cannot be looked up at the remote.'
      : `${meant}Give a branch, a tag or a commit that was pushed.`,
  )
}

/**
 * The default branch's name and commit, without asking anyone: `origin/HEAD`, else `init.defaultBranch`, `main` or
 * `master`, whichever exists, as the remote had it last, else the clone's own. Null: there is none.
 */
export async function localDefaultBranch(borrowed: Borrowed): Promise<{ name: string; sha: string } | null> {
  const { remote, settings } = borrowed
  const names = [settingOf(settings, 'init.defaultbranch'), 'main', 'master'].filter((name) => name !== null)
  if (remote !== null) {
    const head = await borrowed.repository.git.attempt(['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`])
    if (head.code === 0) names.unshift(head.stdout.trim().slice(`refs/remotes/${remote}/`.length))
  }
  const places = remote === null ? ['refs/heads/'] : [`refs/remotes/${remote}/`, 'refs/heads/']
  for (const place of places) {
    for (const name of names) {
      const sha = await localCommit(borrowed, [place + name])
      if (sha !== null) return { name, sha }
    }
  }
  return null
}

type RemoteRefs =
  | { readonly kind: 'refs'; readonly refs: ReadonlyMap<string, string> }
  | { readonly kind: 'unreachable'; readonly reason: string }

async function remoteRefs(borrowed: Borrowed, remote: string, patterns: readonly string[]): Promise<RemoteRefs> {
  const output = await borrowed.git.attempt(['ls-remote', '--quiet', '--', remote, ...patterns])
  if (output.code !== 0) return { kind: 'unreachable', reason: lastWords(output) }
  const lines = output.stdout.split('\n').filter((line) => line !== '')
  return {
    kind: 'refs',
    refs: new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))])),
  }
}
