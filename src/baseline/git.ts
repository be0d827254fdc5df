import { GateError } from '../errors.js'
import type { Output, Run, RunOptions } from '../process.js'

type Environment = Readonly<Record<string, string | undefined>>

/** git at one place, with one environment. */
export interface Git {
  readonly cwd: string
  /** Runs git whatever comes of it. */
  readonly attempt: (args: readonly string[], options?: Pick<RunOptions, 'input'>) => Promise<Output>
  /** Standard output without its last line break; throws a GateError with git's own words where it fails. */
  readonly read: (args: readonly string[], options?: Pick<RunOptions, 'input'>) => Promise<string>
  /** The same git with more environment laid over. */
  readonly with: (env: Environment, cwd?: string) => Git
}

/**
 * Asks no one and takes no lock. A file system monitor is not used: asking it starts a daemon that writes into `.git`.
 * `GIT_NO_LAZY_FETCH` (git 2.44) keeps a partial clone from filling itself while it is only read.
 */
const quiet: Environment = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GCM_INTERACTIVE: 'never',
  LC_ALL: 'C',
}

/** git in `cwd`, for reading only. */
export function gitAt(run: Run, cwd: string, env: Environment = {}): Git {
  const settled = { ...quiet, ...env }
  const attempt: Git['attempt'] = (args, options = {}) =>
    run('git', ['-c', 'core.fsmonitor=false', ...args], { ...options, cwd, env: settled })
  return {
    cwd,
    attempt,
    async read(args, options) {
      const output = await attempt(args, options)
      if (output.code !== 0) throw gitError(args, output, cwd)
      return output.stdout.replace(/\n$/, '')
    },
    with: (more, place = cwd) => gitAt(run, place, { ...settled, ...more }),
  }
}

/** The fields of a NUL-terminated list. */
export function fields(text: string): string[] {
  return text.split('\0').filter((field) => field !== '')
}

/** What git said last, in one line, without the credentials that a URL may carry. */
export function lastWords(output: Output): string {
  const lines = output.stderr.split('\n').map((line) => line.trim())
  const spoken = lines.filter((line) => line !== '' && !line.startsWith('hint:'))
  const fatal = spoken.filter((line) => /^(fatal|error|remote|batch response):?/i.test(line))
  const words = fatal.slice(0, 2).join('; ') || spoken.at(-1) || `exit code ${output.code ?? 'none'}`
  return words.replace(/:\/\/[^/@\s]+@/g, '://***@').replace(/\b(authorization: \S+) \S+/gi, '$1 ***')
}

function gitError(args: readonly string[], output: Output, cwd: string): GateError {
  const known = placeError(output, cwd)
  return known ?? new GateError('environment', `git ${args[0] ?? ''} failed in ${cwd}: ${lastWords(output)}`)
}

/** The GateError for a place where git will not work at all; null for any other failure. */
export function placeError(output: Output, cwd: string): GateError | null {
  if (/dubious ownership|unsafe repository/.test(output.stderr)) {
    const path = /safe\.directory (\S.*)$/m.exec(output.stderr)?.[1] ?? cwd
    return new GateError(
      'environment',
      `git does not trust ${cwd}: it belongs to another user than the one running (usual in a container job)`,
      `Trust it with: git config --global --add safe.directory ${path}`,
    )
  }
  if (/not a git repository/.test(output.stderr)) {
    return new GateError(
      'environment',
      `${cwd} is not in a git repository`,
      'Run it in a clone of the repository; in a workflow, put actions/checkout before this step.',
    )
  }
  if (/must be run in a work tree/.test(output.stderr)) {
    return new GateError('environment', `${cwd} has no working tree: it is a bare repository`, 'Run it in a clone.')
  }
  return null
}

/** The variables that tie git to a repository (`git rev-parse --local-env-vars`), all taken away. */
export const noRepository: Readonly<Record<string, undefined>> = {
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_CONFIG: undefined,
  GIT_CONFIG_PARAMETERS: undefined,
  GIT_CONFIG_COUNT: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_IMPLICIT_WORK_TREE: undefined,
  GIT_GRAFT_FILE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_NO_REPLACE_OBJECTS: undefined,
  GIT_REPLACE_REF_BASE: undefined,
  GIT_PREFIX: undefined,
  GIT_SHALLOW_FILE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_NAMESPACE: undefined,
}
