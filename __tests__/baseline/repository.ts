import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  lstatSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRun, type Run } from '../../src/process.js'

/** Directories that a test made. `clear` removes them all. */
export interface Workshop {
  readonly dir: (name: string) => string
  readonly clear: () => void
}

export function workshop(): Workshop {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'baseline-test-')))
  let count = 0
  return {
    dir(name) {
      const path = join(top, `${++count}-${name}`)
      mkdirSync(path, { recursive: true })
      return path
    },
    clear: () => rmSync(top, { recursive: true, force: true }),
  }
}

/** An environment without the configuration of the machine: what a test sees is what it made. */
export function environment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  }
}

export function runner(env: Readonly<Record<string, string>>): Run {
  return createRun(env, new AbortController().signal)
}

/** Makes histories with real git. */
export class Clone {
  readonly root: string
  readonly env: Readonly<Record<string, string>>

  constructor(root: string, env: Readonly<Record<string, string>>) {
    this.root = root
    this.env = env
  }

  git(...args: string[]): string {
    const done = spawnSync('git', args, { cwd: this.root, env: this.env, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`)
    return done.stdout.trim()
  }

  write(path: string, content: string): this {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), content)
    return this
  }

  /** Commits everything there is; a new file of this name makes sure that there is something. */
  commit(name: string): string {
    this.write(`files/${name}`, `${name}\n`)
    this.git('add', '--all')
    this.git('commit', '--quiet', '-m', name)
    return this.sha()
  }

  /** Adds many commits that change nothing to the branch that is checked out. */
  commitMany(count: number): void {
    const branch = this.git('symbolic-ref', 'HEAD')
    const commit = (number: number): string =>
      [
        `commit ${branch}`,
        `committer Ada <ada@example.com> ${1_800_000_000 + number} +0000`,
        `data ${String(number).length}`,
        `${number}`,
        number === 0 ? `from ${branch}^0\n` : '',
      ].join('\n')
    const input = Array.from({ length: count }, (_, number) => commit(number)).join('\n')
    const done = spawnSync('git', ['fast-import', '--quiet'], {
      cwd: this.root,
      env: this.env,
      input,
      encoding: 'utf8',
    })
    if (done.status !== 0) throw new Error(done.stderr)
  }

  sha(ref = 'HEAD'): string {
    return this.git('rev-parse', ref)
  }
}

/** A new repository on `main` without commits. */
export function init(root: string, env: Readonly<Record<string, string>>): Clone {
  const clone = new Clone(root, env)
  clone.git('init', '--quiet', '-b', 'main')
  clone.git('config', 'protocol.file.allow', 'always')
  return clone
}

/** A bare repository to fetch from, as GitHub configures its own, and its URL. */
export function publish(source: Clone, dir: string): string {
  source.git('clone', '--quiet', '--mirror', source.root, dir)
  const bare = new Clone(dir, source.env)
  bare.git('config', 'uploadpack.allowFilter', 'true')
  bare.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  bare.git('config', 'gc.auto', '0')
  source.git('remote', 'add', 'origin', `file://${dir}`)
  return `file://${dir}`
}

/** A clone as actions/checkout leaves it: one commit, detached, a ref of its own for it. */
export function checkoutAction(
  url: string,
  root: string,
  env: Readonly<Record<string, string>>,
  ref: string,
  depth: number | 'all' = 1,
): Clone {
  const clone = init(root, env)
  clone.git('remote', 'add', 'origin', url)
  const local = ref.replace(/^refs\/(heads|pull)\//, (_, kind: string) =>
    kind === 'pull' ? 'refs/remotes/pull/' : 'refs/remotes/origin/',
  )
  if (depth === 'all')
    clone.git('fetch', '--quiet', '--no-tags', 'origin', '+refs/heads/*:refs/remotes/origin/*', `+${ref}:${local}`)
  else clone.git('fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', `+${ref}:${local}`)
  clone.git('checkout', '--quiet', '--force', '--detach', local)
  return clone
}

/** Every file below a directory: path, kind, size, time and content. Two equal snapshots: nothing was touched. */
export function snapshot(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const full = join(root, path)
      const stats = lstatSync(full)
      const content = stats.isSymbolicLink() ? readlinkSync(full) : stats.isFile() ? hash(readFileSync(full)) : ''
      return [path, stats.mode, stats.size, stats.mtimeMs, content].join(' ')
    })
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
