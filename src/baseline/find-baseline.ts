import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError, messageOf } from '../errors.js'
import type { Run } from '../process.js'
import type { CommitBaseline, Head } from './baseline.js'
import { borrow } from './borrowed.js'
import { checkOut, type Checkout } from './checkout.js'
import { chooseBase, type Choice } from './choose-base.js'
import type { EventFacts } from './event.js'
import { noRepository } from './git.js'
import { mirrorGitMetadata } from './git-metadata.js'
import { prepareCheckout } from './prepare.js'
import type { Repository } from './repository.js'

/** What is asked for, and where it may be put. */
export interface BaselineQuestion {
  readonly mode: 'auto' | 'rebuild' | 'recorded' | 'none'
  readonly baseRef: string | null
  readonly head: Head
  readonly event: EventFacts
  /** Shell command run in the checkout. */
  readonly prepare: string | null
  /** Whether a build of the checkout at `root` may see git's metadata; the head's `.git` then stands in for it. */
  readonly needsGitMetadata: (root: string) => Promise<boolean>
  /** An empty directory for the checkout and the private repositories; the caller removes it, whatever comes. */
  readonly scratch: string
}

export interface BaselineCapabilities {
  readonly run: Run
  /** Takes a line of the prepare command's output. */
  readonly onLine: (line: string) => void
}

/**
 * The commit to compare with, checked out and ready to be built; or that there is none, and why. The user's
 * repository is only read. Throws a GateError for a `baseRef` that names nothing, and where git itself does not work.
 */
export async function findBaseline(
  repository: Repository,
  question: BaselineQuestion,
  capabilities: BaselineCapabilities,
): Promise<CommitBaseline> {
  try {
    return await find(repository, question, capabilities)
  } catch (error) {
    // A failed call to the file system; git's own failures are reasons or GateErrors by now.
    if (typeof error !== 'object' || error === null || !('syscall' in error)) throw error
    const message = `the base's checkout could not be written to ${question.scratch}: ${messageOf(error)}`
    throw new GateError('environment', message, 'Make room there, or set TMPDIR to a directory that has it.', error)
  }
}

async function find(
  repository: Repository,
  question: BaselineQuestion,
  { run, onLine }: BaselineCapabilities,
): Promise<CommitBaseline> {
  if (question.mode === 'none') return none(null, { expected: false, reason: 'none was asked for' })
  const choice = await choose(repository, question)
  if (choice.kind === 'none') return none(null, choice)
  const { sha, reason } = choice
  const root = join(question.scratch, 'base')
  const checkout = await checkOut(repository, sha, { root, scratch: question.scratch })
  if (!checkout.ok) {
    return none(sha, {
      expected: true,
      reason: `the base ${sha} (${reason}) could not be checked out: ${checkout.reason}`,
    })
  }
  const gitDir = checkout.borrowed.dir
  if (question.prepare !== null) {
    const prepared = await prepareCheckout(run, question.prepare, root, gitDir, onLine)
    if (!prepared.ok) return none(sha, { expected: true, reason: prepared.reason })
  }
  if (await question.needsGitMetadata(root)) await mirrorAll(repository, checkout)
  return { source: 'rebuilt', sha, root, gitDir, reason }
}

/** Histories are cut and filtered to find the commit: in a repository that only lives for this. */
async function choose(repository: Repository, { scratch, head, event, baseRef }: BaselineQuestion): Promise<Choice> {
  const dir = join(scratch, 'history')
  const history = await borrow(repository, dir)
  const choice = await chooseBase(history, head, event, baseRef)
  await rm(dir, { recursive: true, force: true })
  return choice
}

async function mirrorAll(repository: Repository, checkout: Extract<Checkout, { ok: true }>): Promise<void> {
  for (const { root, headRoot } of checkout.trees) {
    if (headRoot === null) continue
    const git = headRoot === repository.root ? repository.git : repository.git.with(noRepository, headRoot)
    await mirrorGitMetadata(git, repository.objectFormat, headRoot, root)
  }
}

function none(sha: string | null, why: { readonly expected: boolean; readonly reason: string }): CommitBaseline {
  return { source: 'none', sha, expected: why.expected, reason: why.reason }
}
