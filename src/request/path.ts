import { realpathSync } from 'node:fs'
import { isAbsolute, posix, relative, resolve, sep } from 'node:path'
import { GateError } from '../errors.js'
import { quote } from './problem.js'

/** Where the paths of a request start and what they must stay in. */
export interface PathBase {
  /** Absolute path of the tree that absolute paths are in. */
  readonly root: string
  /** What relative paths start from, itself relative to the root. */
  readonly from: string
}

/**
 * `path` relative to the root, `.` for the root itself, with posix separators. Throws a GateError (usage) where it leads
 * out of the repository or to another machine.
 */
export function insideRoot(path: string, base: PathBase, what: 'context' | 'file'): string {
  const trimmed = path.trim()
  if (isRemote(trimmed)) {
    const hint = `Give a ${what === 'context' ? 'directory' : 'file'} of the repository, such as \`${what === 'context' ? '.' : 'docker/Dockerfile'}\`.`
    throw new GateError(
      'usage',
      `${quote(path)} is not in the repository's checkout, so its base cannot be compared`,
      hint,
    )
  }
  const inside = isAbsolute(trimmed)
    ? fromRoot(base.root, trimmed)
    : posix.join(base.from, trimmed.split(sep).join('/'))
  const clean = posix.normalize(inside).replace(/(?<=.)\/$/, '')
  if (clean === '..' || clean.startsWith('../') || isAbsolute(clean)) {
    throw new GateError('usage', `${quote(path)} leads out of the repository`, `Give a path inside ${base.root}.`)
  }
  return clean
}

/** What buildx takes for something other than a path: standard input, URLs, git's short forms, build-push's default. */
export function isRemote(path: string): boolean {
  return (
    path === '-' ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ||
    /^[\w.-]+@[\w.-]+:/.test(path) ||
    /^(?:github\.com\/|docker-image:|target:)/.test(path) ||
    path.includes('{{')
  )
}

/** The absolute `path` relative to `root`, with posix separators; it begins with `..` where it is not inside. */
export function fromRoot(root: string, path: string): string {
  const lexical = relative(root, path)
  if (!lexical.startsWith('..')) return lexical.split(sep).join('/') || '.'
  // The same tree may be named through a symbolic link, as /tmp is on macOS.
  const real = relative(realOf(root), realOf(path))
  return real.split(sep).join('/') || '.'
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
