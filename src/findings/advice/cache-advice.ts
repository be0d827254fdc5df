import { parentOf } from '../../posix-path.js'
import {
  commandOf,
  commandsOf,
  isOneShellLine,
  LONGEST_COMMAND,
  quote,
  sentence,
  shellWord,
  upToThree,
  withFlag,
} from './instruction-text.js'

interface Keeper {
  /** The programs that fill it. */
  readonly by: readonly string[]
  /** A flag that has them not do so, and the word of the command that it follows. */
  readonly flag?: readonly [flag: string, after: RegExp]
  /** Empties it, at the end of the same RUN; without it the directory is deleted. */
  readonly clean?: string
  /** What to mount in place of the directory itself, and how; null where a mount does not help. */
  readonly mount?: ((root: string) => string) | null
}

const locked = (root: string): string => `${root},sharing=locked`

const GO = { by: ['go'] } as const
const PACMAN = { by: ['pacman'], mount: locked } as const

/** By FileKind's name. What is not here is deleted, or mounted. */
const KEEPERS: ReadonlyMap<string, Keeper> = new Map<string, Keeper>([
  ['apt’s package lists', { by: ['apt-get', 'apt'], clean: 'rm -rf /var/lib/apt/lists/*', mount: locked }],
  ['apt’s cache of packages', { by: ['apt-get', 'apt'], clean: 'apt-get clean', mount: locked }],
  ['apk’s cache', { by: ['apk'], flag: ['--no-cache', /\badd\b/], mount: locked }],
  ['dnf’s cache', { by: ['dnf', 'dnf5', 'microdnf'], clean: 'dnf clean all', mount: locked }],
  ['yum’s cache', { by: ['yum', 'microdnf'], clean: 'yum clean all', mount: locked }],
  ['tdnf’s cache', { by: ['tdnf'], clean: 'tdnf clean all', mount: locked }],
  ['zypper’s cache', { by: ['zypper'], clean: 'zypper clean --all', mount: null }],
  ['pacman’s downloaded packages', { ...PACMAN, clean: 'rm -rf /var/cache/pacman/pkg/*' }],
  ['pacman’s package lists', { ...PACMAN, clean: 'rm -rf /var/lib/pacman/sync/*' }],
  ['pip’s cache', { by: ['pip', 'pip3'], flag: ['--no-cache-dir', /\b(?:install|wheel|download)\b/] }],
  ['uv’s cache', { by: ['uv'], flag: ['--no-cache', /\b(?:sync|install|run|add|lock|export)\b/] }],
  [
    'conda’s package cache',
    { by: ['conda', 'mamba', 'micromamba'], clean: 'conda clean --all --force-pkgs-dirs --yes', mount: null },
  ],
  ['npm’s cache', { by: ['npm'], clean: 'npm cache clean --force', mount: parentOf }],
  ['npm’s logs', { by: ['npm'], mount: null }],
  ['packages that npx ran', { by: ['npx'], mount: parentOf }],
  ['Yarn’s cache', { by: ['yarn'], clean: 'yarn cache clean', mount: locked }],
  ['Yarn’s global cache', { by: ['yarn'], clean: 'yarn cache clean --all', mount: locked }],
  ['pnpm’s store', { by: ['pnpm'] }],
  ['Bun’s cache', { by: ['bun'], clean: 'bun pm cache rm' }],
  ['Go’s build cache', { ...GO, clean: 'go clean -cache' }],
  ['Go’s module cache', { ...GO, clean: 'go clean -modcache' }],
  ['Cargo’s cache', { by: ['cargo'], mount: locked }],
  ['Maven’s repository', { by: ['mvn', 'mvnw'] }],
  ['Gradle’s caches', { by: ['gradle', 'gradlew'], mount: locked }],
  ['Composer’s cache', { by: ['composer'], flag: ['--no-cache', /\b(?:install|require|update|create-project)\b/] }],
  ['archives of installed gems', { by: ['gem', 'bundle'], mount: null }],
])

/**
 * How a RUN is to leave no such cache; `roots` are its directories, the largest first. `text` is null where nobody knows
 * of the RUN.
 */
export function cacheAdvice(name: string, roots: readonly string[], text: string | null): string {
  const keeper = KEEPERS.get(name) ?? { by: [] }
  const places = name === 'Cargo’s cache' ? cargoHomes(roots) : roots
  const mounted = mounting(keeper, places)
  if (text === null)
    return `Delete it in the \`RUN\` that fills it, with ${quote(cleaning(name, keeper, places, ''), LONGEST_COMMAND)}${mounted}.`
  return `${without(name, keeper, places, text)}${mounted}.`
}

/** The two directories that hold all of them: where one was filled, the next build fills the others too. */
function cargoHomes(roots: readonly string[]): readonly string[] {
  return [...new Set(roots.map((root) => root.replace(/(\/(?:registry|git))\/[^/]+$/, '$1')))]
}

function mounting({ mount = own }: Keeper, roots: readonly string[]): string {
  if (mount === null) return ''
  const targets = [...new Set(roots.map(mount))].slice(0, 3)
  const flags = targets.map((target) => `--mount=type=cache,target=${mountable(target)}`).join(' ')
  return `, or mount ${targets.length === 1 ? 'a cache' : 'caches'}: \`RUN ${flags} …\``
}

function own(root: string): string {
  return root
}

/** A cache belongs to root unless the mount says otherwise, and other users could not write to it. */
function mountable(target: string): string {
  const path = quote(shellWord(target), 200).replaceAll('`', '')
  return target.startsWith('/home/') ? `${path},uid=…` : path
}

function without(name: string, keeper: Keeper, roots: readonly string[], text: string): string {
  const joined = alone(name, keeper, text)
  if (joined !== null) return joined
  const [flag, after] = keeper.flag ?? []
  if (flag !== undefined && after !== undefined) {
    const keeping = commandsOf(text, keeper.by, new RegExp(`(?:^|\\s)${flag}\\b`)).filter((one) => after.test(one))
    if (keeping.length > 0) return sentence(withFlag(keeping, after, flag))
  }
  const clean = cleaning(name, keeper, roots, text)
  // A `&&` at its end is no news to a RUN that has it somewhere.
  if (!isOneShellLine(text) || text.includes(clean)) return `End the same \`RUN\` with ${quote(clean, LONGEST_COMMAND)}`
  const command = commandOf(text, keeper.by)
  const which = command === null ? 'the same `RUN`' : `the \`RUN\` of ${quote(command, 40)}`
  return `Add ${quote(`&& ${clean}`, LONGEST_COMMAND)} to ${which}`
}

/** Lists that are fetched by a RUN of their own are stale for the next one, besides. */
function alone(name: string, { by, clean = '' }: Keeper, text: string): string | null {
  if (name !== 'apt’s package lists' || !isOneShellLine(text)) return null
  if (commandOf(text, by) === null || commandOf(text, by, /\bupdate\b/) !== null) return null
  return `Join ${quote(commandOf(text, by) ?? '')} and \`apt-get install …\` in one \`RUN\` that ends with ${quote(clean)}`
}

function cleaning(name: string, { clean, by }: Keeper, roots: readonly string[], text: string): string {
  if (name === 'archives of installed gems')
    return `rm -f ${upToThree(roots.map((root) => `${shellWord(root)}/*.gem`))}`
  if (clean === undefined) return `rm -rf ${upToThree(roots.map(shellWord))}`
  // dnf has many names, and each cleans for itself.
  const program = /^(?:dnf|yum|conda) /.test(clean) ? by.find((one) => commandOf(text, [one]) !== null) : undefined
  return program === undefined ? clean : clean.replace(/^\w+/, program)
}
