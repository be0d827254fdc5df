import type { LayerOwner } from '../../image/measurement.js'
import type { Installer } from '../development/dependency-files.js'
import { bringerOf } from './bringer.js'
import { commandOf } from './instruction-text.js'

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

/** What to write in place of what brought packages that a lock file lists for development only. */
export function developmentAdvice(owner: LayerOwner, by: Installer): string {
  const what = 'The lock file lists these packages for development only.'
  const { programs, other, without, install, prune } = WAYS[by]
  const bringer = bringerOf(owner)
  const command = bringer?.keyword === 'RUN' ? commandOf(bringer.text, programs, other) : null
  if (command !== null) return `${what} Install without them: \`${without(command)}\`.`
  return `${what} Copy a tree that was installed without them (\`${install}\`), or take them out before it is copied (\`${prune}\`).`
}
