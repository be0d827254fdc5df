import { resolve } from 'node:path'
import { GateError } from '../errors.js'
import type { Run } from '../process.js'
import type { Head } from './baseline.js'
import { gitAt, lastWords, noRepository, placeError, type Git } from './git.js'
import { readSettings, type Settings } from './transport.js'

/** The user's repository: read, and never written to. */
export interface Repository {
  /** Absolute path of the working tree's top level. */
  readonly root: string
  /** Absolute path of what belongs to this working tree: index, HEAD. */
  readonly gitDir: string
  /** Absolute path of what all working trees of the repository share: refs, config. */
  readonly commonDir: string
  /** Absolute path of the object store. */
  readonly objects: string
  readonly objectFormat: string
  /** Its configuration, read when first asked for. */
  readonly settings: () => Promise<Settings>
  readonly git: Git
}

/**
 * The repository that `cwd` is in. Throws a GateError where there is none, where git does not trust it, where it has
 * no working tree, and where git is missing or too old.
 */
export async function openRepository(run: Run, cwd: string): Promise<Repository> {
  return open(gitAt(run, cwd))
}

/** A repository below another one (a submodule), whatever repository the environment speaks of. */
export async function openNested(outer: Repository, path: string): Promise<Repository> {
  return open(outer.git.with(noRepository, path))
}

async function open(git: Git): Promise<Repository> {
  const paths = ['--show-toplevel', '--absolute-git-dir', '--git-common-dir', '--git-path', 'objects']
  const [, found] = await Promise.all([
    requireVersion(git),
    git.attempt(['rev-parse', ...paths, '--show-object-format']),
  ])
  if (found.code !== 0) {
    const trouble = placeError(found, git.cwd)
    throw trouble ?? new GateError('environment', `git does not work in ${git.cwd}: ${lastWords(found)}`)
  }
  const [root = '', gitDir = '', commonDir = '', objects = '', objectFormat = 'sha1'] = found.stdout.split('\n')
  const absolute = (path: string): string => resolve(git.cwd, path)
  const here = git.with({}, root)
  let settings: Promise<Settings> | undefined
  return {
    root,
    gitDir,
    commonDir: absolute(commonDir),
    objects: absolute(objects),
    objectFormat,
    settings: () => (settings ??= readSettings(here)),
    git: here,
  }
}

/** 2.31 reads configuration from the environment, which is how credentials reach a fetch without being written down. */
async function requireVersion(git: Git): Promise<void> {
  const words = (await git.attempt(['version'])).stdout.trim()
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(words) ?? []
  if (Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31)) return
  throw new GateError('environment', `git is too old: ${words || 'no version'}; 2.31 is needed`, 'Install a newer git.')
}

/** HEAD of a repository; `sha` is null where nothing was committed yet. */
export async function readHead(repository: Repository): Promise<Head> {
  const { git } = repository
  const both = await git.attempt(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'])
  const [commit = '', name] = both.stdout.split('\n')
  const sha = both.code === 0 ? commit : null
  if (sha === null) {
    const unborn = await git.attempt(['symbolic-ref', '--quiet', 'HEAD'])
    return { sha, ref: unborn.code === 0 ? unborn.stdout.trim() : null }
  }
  if (name !== undefined && name.startsWith('refs/')) return { sha, ref: name }
  const refs = await git.attempt([
    'for-each-ref',
    '--points-at',
    'HEAD',
    '--format=%(refname)',
    'refs/remotes/pull',
    'refs/tags',
  ])
  const first = refs.stdout.split('\n')[0] ?? ''
  return { sha, ref: first === '' ? null : first.replace(/^refs\/remotes\/pull\//, 'refs/pull/') }
}
