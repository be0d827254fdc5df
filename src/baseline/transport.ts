import { resolve } from 'node:path'
import { fields, type Git, noRepository } from './git.js'

/** One line of git's configuration; `value` is null for a key that stands alone and means true. */
export interface Setting {
  readonly key: string
  readonly value: string | null
}

/** What a fetch and a checkout depend on. Nothing else of the user's configuration is handed on. */
const wanted =
  /^(http|https|credential|url|remote|protocol|ssh|transfer|fetch|lfs|filter|checkout|diff)\.|^core\.(sshcommand|askpass|gitproxy|autocrlf|eol|safecrlf|symlinks|filemode|attributesfile|precomposeunicode|protectntfs|protecthfs|longpaths|ignorecase|bigfilethreshold|sparsecheckout|sparsecheckoutcone)$/

/** git's configuration as a repository sees it. */
export interface Settings {
  /** All that is in effect, included files too (actions/checkout keeps its token in one). */
  readonly effective: readonly Setting[]
  /** What git has outside of any repository: the user's and the system's. */
  readonly outside: readonly Setting[]
}

/** Reads the configuration of the repository that `git` runs in. Throws a GateError where git cannot. */
export async function readSettings(git: Git): Promise<Settings> {
  const list = ['config', '--list', '--includes', '-z']
  const [effective, outside] = await Promise.all([
    git.read(list),
    git.with({ ...noRepository, GIT_DIR: '/dev/null' }, '/').attempt(list),
  ])
  return { effective: parseSettings(effective), outside: parseSettings(outside.stdout) }
}

/**
 * The settings among `all` that the repository at `root` has beside those `outside` of it, as far as a fetch and a
 * checkout need them. Git sends a header twice that is configured twice, and GitHub refuses that: so only the difference.
 */
export function ownSettings(all: readonly Setting[], outside: readonly Setting[], root: string): readonly Setting[] {
  const counts = new Map<string, number>()
  for (const setting of outside) counts.set(id(setting), (counts.get(id(setting)) ?? 0) + 1)
  const own: Setting[] = []
  for (const setting of all) {
    const left = counts.get(id(setting)) ?? 0
    if (left > 0) counts.set(id(setting), left - 1)
    else if (wanted.test(setting.key)) own.push(absoluteUrl(setting, root))
  }
  return own
}

/**
 * The environment that gives git these settings. They go this way, not as arguments, because they hold credentials and
 * a command line is for everyone on the machine to read.
 */
export function settingsEnvironment(settings: readonly Setting[]): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) }
  for (const [index, { key, value }] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value ?? 'true'
  }
  return env
}

/** The last value of a key, as git takes it; null where it is not set. */
export function settingOf(settings: readonly Setting[], key: string): string | null {
  return settings.findLast((setting) => setting.key === key)?.value ?? null
}

/** The remote that a clone came from: `origin`, else the one configured as the default, else the first; null: none. */
export function mainRemote(settings: readonly Setting[]): string | null {
  const names = settings.flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? [])
  const preferred = ['origin', settingOf(settings, 'checkout.defaultremote')]
  return preferred.find((name) => name !== null && names.includes(name)) ?? names[0] ?? null
}

function parseSettings(list: string): Setting[] {
  return fields(list).map((entry) => {
    const end = entry.indexOf('\n')
    return end < 0 ? { key: entry, value: null } : { key: entry.slice(0, end), value: entry.slice(end + 1) }
  })
}

/** A remote given as a relative path is relative to the user's working tree, and git will run elsewhere. */
function absoluteUrl(setting: Setting, root: string): Setting {
  const { key, value } = setting
  if (value === null || !/^remote\..+\.url$/.test(key) || !/^\.\.?\//.test(value)) return setting
  return { key, value: resolve(root, value) }
}

function id({ key, value }: Setting): string {
  return value === null ? key : `${key}\n${value}`
}
