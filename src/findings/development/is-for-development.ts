import { baseName } from '../../posix-path.js'
import { commandNames, commandWords } from '../kinds/command-names.js'
import { runsTests } from '../kinds/sources.js'
import type { Installer, Spare } from './dependency-files.js'

/** Names that stages have in which somebody develops or tests. */
export const STAGE = /^(?:dev|develop|development|devcontainer|debug|test|tests|testing|e2e|lint|ci)(?:$|[-_.])/i

/** Scripts of projects, commands of frameworks, and flags that start what develops or tests: `start:dev`, `test:e2e`, `next dev`. */
const SCRIPT =
  /^(?:[\w.-]+:)*(?:dev|develop|development|watch|tests?|e2e|lint|storybook)(?:[:-][\w.:-]*)?$|^--(?:watch|reload|hot)$/

/** Packages whose programs have other names than they. */
const PROGRAMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['typescript', ['tsc', 'tsserver']],
  ['ts-node-dev', ['tsnd']],
  ['webpack-cli', ['webpack', 'webpack-cli']],
  ['gulp-cli', ['gulp']],
  ['grunt-cli', ['grunt']],
  ['npm-run-all', ['run-s', 'run-p']],
  ['npm-run-all2', ['run-s', 'run-p']],
  ['@angular/cli', ['ng']],
  ['@babel/cli', ['babel']],
  ['@babel/node', ['babel-node']],
  ['@nestjs/cli', ['nest']],
  ['@swc/cli', ['swc']],
  ['@vue/cli-service', ['vue-cli-service']],
])

const NODE: readonly Installer[] = ['npm', 'pnpm', 'yarn', 'yarn-berry']

/** What runs programs of others, and is there without the packages that have the same names. */
const RUNNERS = ['node', 'npm', 'npx', 'pnpm', 'yarn', 'bun', 'php', 'python', 'python3']

/**
 * Whether an image is there to develop or to test with: so its stage is called, or what it starts (`text`) runs tests, a script
 * or server for development, or something of these packages. Without them it would not run.
 */
export function isForDevelopment(target: string, text: string, spare: readonly Spare[]): boolean {
  if (STAGE.test(target)) return true
  const words = commandWords(text)
  if (runsTests(text) || words.some((word) => SCRIPT.test(word))) return true
  const named = new Set([...commandNames(text), ...words.map(packageIn)])
  for (const runner of RUNNERS) named.delete(runner)
  return spare.some((one) => programsOf(one).some((program) => named.has(program)))
}

/** The package that a word names a module of: `ts-node/register`, `node_modules/vite/bin/vite.js`. */
function packageIn(word: string): string {
  const path = word.slice(word.lastIndexOf('node_modules/') < 0 ? 0 : word.lastIndexOf('node_modules/') + 13)
  return /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? ''
}

/** What somebody would call to run something of it. */
function programsOf({ by, path, place }: Spare): readonly string[] {
  if (NODE.includes(by)) {
    const name = packageOf(place)
    return [name, ...(PROGRAMS.get(name) ?? [])]
  }
  // Distributions of Python list their programs among their files.
  return [path, place].map((one) => baseName(one))
}

/** pnpm has `.pnpm/@scope+name@1.0.0_peer@2.0.0/node_modules/@scope/name`, or what is above its node_modules alone. */
function packageOf(place: string): string {
  const inPnpm = /\/\.pnpm\/((?:@[^/+]+\+)?[^/@]+)@[^/]*$/.exec(place)?.[1]
  return inPnpm?.replace('+', '/') ?? packageIn(place)
}
