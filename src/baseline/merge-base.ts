import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchInto, hasCommit, wholeHistory, type Borrowed, type Fetched } from './borrowed.js'

/** The tip to find the merge-base with, and the remote that has it; a null remote: it is in the user's clone only. */
export interface Tip {
  readonly sha: string
  readonly remote: string | null
}

export type MergeBase =
  | { readonly kind: 'found'; readonly sha: string }
  /** The two histories are complete and have nothing in common. */
  | { readonly kind: 'unrelated' }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** How many commits deep a shallow history is looked at, step by step. */
const depths = [64, 1024, 16384, wholeHistory]

/**
 * The merge-base of two commits. Where history was cut off, commits alone (no files) are fetched into the borrowed
 * repository, deeper until the answer cannot change any more.
 */
export async function mergeBase(history: Borrowed, head: string, tip: Tip): Promise<MergeBase> {
  if (!(await hasCommit(history, tip.sha)) && (await cuts(history)).size === 0) {
    const fetched = await fetchTip(history, tip)
    if (!fetched.ok) return { kind: 'unreachable', reason: fetched.reason }
  }
  const wants = await edges(history, [head, tip.sha])
  for (const depth of depths) {
    const known = await settled(history, head, tip.sha)
    if (known !== null) return known
    const fetched = await deepen(history, wants, tip, depth)
    if (!fetched.ok) return { kind: 'unreachable', reason: fetched.reason }
  }
  return (
    (await settled(history, head, tip.sha)) ?? { kind: 'unreachable', reason: 'the remote has a shallow history too' }
  )
}

async function fetchTip(history: Borrowed, tip: Tip): Promise<Fetched> {
  if (tip.remote === null) return { ok: false, gone: true, reason: `the clone has no commit ${tip.sha}` }
  return fetchInto(history, tip.remote, [tip.sha], { depth: null, commitsOnly: true })
}

async function deepen(history: Borrowed, wants: readonly string[], tip: Tip, depth: number): Promise<Fetched> {
  const remote = history.remote ?? tip.remote
  if (remote === null) return { ok: false, gone: false, reason: 'the clone is shallow and has no remote' }
  const extent = { depth, commitsOnly: true }
  if (tip.remote === remote) return fetchInto(history, remote, [...new Set([...wants, tip.sha])], extent)
  const first = wants.length === 0 ? { ok: true as const } : await fetchInto(history, remote, wants, extent)
  return first.ok && tip.remote !== null ? fetchInto(history, tip.remote, [tip.sha], extent) : first
}

/**
 * The merge-base as far as it is certain. A common ancestor is the best one if no path from either tip is cut off
 * before it: behind a cut there could be a nearer one. Null: look deeper.
 */
async function settled(history: Borrowed, head: string, tip: string): Promise<MergeBase | null> {
  if (!(await hasCommit(history, tip))) return null
  const found = await history.offline.attempt(['merge-base', '--all', head, tip])
  const bases = found.stdout.split('\n').filter((line) => line !== '')
  const cut = await edges(history, [head, tip, ...bases.map((base) => `^${base}`)])
  if (cut.length > 0) return null
  const [sha] = bases
  return sha === undefined ? { kind: 'unrelated' } : { kind: 'found', sha }
}

/** The commits of a range whose parents were cut off. */
async function edges(history: Borrowed, range: readonly string[]): Promise<string[]> {
  const cut = await cuts(history)
  if (cut.size === 0) return []
  const there: string[] = []
  for (const end of range) if (end.startsWith('^') || (await hasCommit(history, end))) there.push(end)
  const list = await history.offline.read(['rev-list', ...there])
  return list.split('\n').filter((sha) => cut.has(sha))
}

async function cuts({ dir }: Borrowed): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readFile(join(dir, 'shallow'), 'utf8')).split('\n').filter((line) => line !== ''))
  } catch {
    return new Set()
  }
}
