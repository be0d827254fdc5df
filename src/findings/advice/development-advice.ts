import type { LayerOwner } from '../../image/measurement.js'
import { baseName } from '../../posix-path.js'
import type { Installer } from '../development/dependency-files.js'
import { bringerOf } from './bringer.js'
import { commandLines, commandsOf, isOneShellLine, LONGEST_COMMAND, quote } from './instruction-text.js'
import { PLAIN_PROGRAMS } from './plain-programs.js'

/** How packages are installed without those that are for development. */
interface Way {
  readonly programs: readonly string[]
  /** Of commands that install nothing. */
  readonly other: RegExp
  /** A command as written, so that it leaves them out. */
  readonly without: (command: string) => string
  /** A command that installs a tree without them, and one that takes them out of a tree that is there. */
  readonly install: string
  readonly prune: string
}

const WAYS: Readonly<Record<Installer, Way>> = {
  npm: {
    programs: ['npm'],
    other: otherThan('ci|clean-install|i|in|ins|inst|install|add'),
    without: (command) => `${command} --omit=dev`,
    install: 'npm ci --omit=dev',
    prune: 'npm prune --omit=dev',
  },
  pnpm: {
    programs: ['pnpm'],
    other: otherThan('i|install|ci'),
    without: (command) => `${command} --prod`,
    install: 'pnpm install --prod --frozen-lockfile',
    prune: 'pnpm prune --prod',
  },
  yarn: {
    programs: ['yarn', 'yarnpkg'],
    other: otherThan('install'),
    without: (command) => `${command} --production`,
    install: 'yarn install --production --frozen-lockfile',
    prune: 'yarn install --production --ignore-scripts --prefer-offline',
  },
  // `yarn install` of berry has no such option.
  'yarn-berry': {
    programs: ['yarn', 'yarnpkg'],
    other: otherThan('install'),
    without: () => 'yarn workspaces focus --all --production',
    install: 'yarn workspaces focus --all --production',
    prune: 'yarn workspaces focus --all --production',
  },
  composer: {
    programs: ['composer', 'composer.phar'],
    other: otherThan('i|install|update'),
    without: (command) => `${command} --no-dev`,
    install: 'composer install --no-dev',
    prune: 'composer install --no-dev',
  },
  pipenv: {
    programs: ['pipenv'],
    other: otherThan('install|sync'),
    without: (command) => {
      const plain = command.replace(/ (?:--dev|-d)(?= |$)/g, '')
      return plain.startsWith('pipenv install') && !plain.includes(' --deploy') ? `${plain} --deploy` : plain
    },
    install: 'pipenv install --deploy',
    prune: 'pipenv uninstall --all-dev',
  },
  poetry: {
    programs: ['poetry'],
    other: otherThan('install|sync'),
    without: (command) => `${withoutGroups(command)} --only main`,
    install: 'poetry install --only main',
    prune: 'poetry sync --only main',
  },
  uv: {
    programs: ['uv'],
    other: otherThan('sync'),
    without: (command) => `${withoutGroups(command)} --no-dev`,
    install: 'uv sync --no-dev',
    prune: 'uv sync --no-dev',
  },
}

/** Options may stand before the command of a program. */
function otherThan(commands: string): RegExp {
  return new RegExp(`^\\S+ +(?:-\\S+ +)*(?!(?:${commands})(?: |$)|-)\\S`)
}

function withoutGroups(command: string): string {
  return command.replace(/ --(?:all-groups|dev|(?:only-)?group[ =]\S+|with(?:out)?[ =]\S+|only[ =]\S+)(?= |$)/g, '')
}

/**
 * What to write in place of what brought packages that a lock file lists for development only; `later` are the RUN
 * instructions that come after it in the image's own stages. `hasLock`: whether npm's own lock file is known to be there.
 */
export function developmentAdvice(
  owner: LayerOwner,
  by: Installer,
  later: readonly string[],
  hasLock: boolean,
): string {
  const what = 'The lock file lists these packages for development only.'
  const { prune } = WAYS[by]
  const bringer = bringerOf(owner)
  const isRun = bringer?.keyword === 'RUN'
  const command = isRun ? installing(bringer.commands, by) : null
  const instead = withoutThem(command ?? copiedFrom(owner, by), by, hasLock)
  if (bringer === null || command === null) {
    return isRun
      ? `${what} Have it install without them (${instead}), or take them out in the same \`RUN\` (\`${prune}\`).`
      : `${what} Copy a tree that was installed without them (${instead}), or take them out before it is copied (\`${prune}\`).`
  }
  const own = commandLines(bringer.commands)
  const after = own.slice(own.findIndex((words) => words.join(' ') === command) + 1)
  const last = after.findLastIndex(mayNeed)
  const laterUsers = later.flatMap(commandLines).filter(mayNeed)
  if (last < 0 && laterUsers.length === 0) return `${what} Install without them: ${instead}.`
  const more = quote(isOneShellLine(bringer.commands) ? `&& ${prune}` : prune, LONGEST_COMMAND)
  const staged = `or let an earlier stage do it all, and the last one install with ${instead}`
  if (laterUsers.length > 0) {
    const them = laterUsers.length === 1 ? 'it' : 'all of it'
    return `${what} ${listed(laterUsers)} may need them: do ${them} in the same \`RUN\`, and end that with ${more}, ${staged}.`
  }
  const user = quote(after[last]?.join(' ') ?? '', 40)
  // What a loop or a branch runs may come again, or not at all.
  const isWithin = after.slice(last + 1).some(([word = '']) => CLOSES.test(word))
  const where = isWithin ? `end the same \`RUN\` with ${more}` : `add ${more} after it in the same \`RUN\``
  return `${what} ${user} may need them: ${where}, ${staged}.`
}

/** The command of a RUN that installs what a project asks for; null where none does. */
function installing(commands: string, by: Installer): string | null {
  const { programs, other } = WAYS[by]
  const isGlobal = /\s(?:-g|--global|--location=global)\b/
  return commandsOf(commands, programs, other).find((one) => !isGlobal.test(one)) ?? null
}

/** The same of what a COPY copies: of the instruction that made it, or the last before that. */
function copiedFrom({ source }: LayerOwner, by: Installer): string | null {
  if (source?.kind !== 'instruction') return null
  const made = [source, ...source.inputs.toReversed()].map(({ commands }) => installing(commands, by))
  return made.find((command) => command !== null) ?? null
}

/** A command in backticks that installs without them; `command` is how it is written, null where nobody knows. */
function withoutThem(command: string | null, by: Installer, hasLock: boolean): string {
  const { without, install } = WAYS[by]
  const asWritten = command === null ? '' : quote(without(command), LONGEST_COMMAND)
  // Cut short it would lack what it is about.
  if (asWritten !== '' && !asWritten.endsWith('…`')) return asWritten
  const mayFail = by === 'npm' && !hasLock && command?.startsWith('npm ci') !== true
  return quote(mayFail ? 'npm install --omit=dev' : install)
}

/** What a loop, a branch, a function or a subshell ends with. */
const CLOSES = /^(?:done|fi|esac|[})])/

/** Commands in their order: the first two, or the first and how many more. */
function listed(commands: readonly (readonly string[])[]): string {
  const [first = '``', second, ...others] = commands.map((words) => quote(words.join(' '), 40))
  if (second === undefined) return first
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} later commands`
}

/** Commands of package managers that run something which is installed, or a script that does. */
const RUNS = /^(?:run|run-script|exec|x|test|t|start|build)$/
/** Those of managers that also run a script by its name alone. */
const OWN_COMMANDS =
  /^(?:i|ci|install|add|remove|config|set|cache|store|global|fetch|import|prune|link|dedupe|audit|list|why|version|info|pm|plugin|approve-builds|setup|rebuild|dump-autoload|dumpautoload|require|update|clear-cache|check|validate)$/
const MANAGERS: ReadonlyMap<string, 'by run' | 'by name' | 'never'> = new Map([
  ...['npm', 'poetry', 'uv', 'pipenv', 'pdm'].map((name) => [name, 'by run'] as const),
  ...['pnpm', 'yarn', 'yarnpkg', 'bun', 'composer', 'composer.phar'].map((name) => [name, 'by name'] as const),
  ...['pip', 'pip3', 'gem', 'bundle', 'corepack', 'pecl', 'docker-php-ext-install'].map(
    (name) => [name, 'never'] as const,
  ),
])

/** Whether a command may need packages for development. One that nobody knows may. */
function mayNeed([first = '', ...words]: readonly string[]): boolean {
  const program = baseName(first)
  const command = words.find((word) => !word.startsWith('-'))
  const manager = MANAGERS.get(program)
  if (manager === undefined) return !PLAIN_PROGRAMS.has(program)
  if (manager === 'never' || command === undefined) return false
  return manager === 'by run' ? RUNS.test(command) : !OWN_COMMANDS.test(command)
}
