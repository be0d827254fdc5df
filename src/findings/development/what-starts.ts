import type { Inside } from '../../explain/inside.js'
import { commandNames, commandWords } from '../kinds/command-names.js'
import { commandsRun } from './shell-commands.js'
import { type FindScripts, startScripts } from './start-scripts.js'

const RUNNERS: readonly string[] = ['npm', 'pnpm', 'yarn', 'bun', 'run-s', 'run-p', 'npm-run-all']

/** Shell scripts that are followed; an image that starts more is not understood. */
const MOST_FOLLOWED = 100

/** What an image's command starts. */
export interface Started {
  /**
   * The command itself, the scripts of the image's own `package.json` that it names to a package manager, with those that
   * they name, and what is loaded into every Node.js; '' where it has none.
   */
  readonly command: string
  /** All that and, one on a line, what shell scripts of the image may run that it starts, with the scripts that these call. */
  readonly mayRun: string
  /** The texts of these shell scripts, never to be shown; null for what could not be read. */
  readonly scripts: readonly (string | null)[]
}

/** Says what else a text starts, each once. */
type Follow = (text: string) => readonly string[]

export function whatStarts(image: Inside): Started {
  const { command, environment } = image.measurement
  const options = (environment ?? []).filter((variable) => variable.startsWith('NODE_OPTIONS='))
  const first = [command ?? '', ...options].filter((text) => text !== '')
  const scripts: (string | null)[] = []
  const bySelf = packageScripts(image)
  const [byScript, byShell] = [packageScripts(image), shellScripts(startScripts(image), scripts)]
  return {
    command: reached(first, bySelf).join('\n'),
    mayRun: reached(first, (text) => [...byScript(text), ...byShell(text)]).join('\n'),
    scripts,
  }
}

function reached(first: readonly string[], follow: Follow): readonly string[] {
  const texts = [...first]
  // Those that are found are looked through in their turn.
  for (const text of texts) for (const found of follow(text)) texts.push(found)
  return texts
}

/** npm docs, scripts: `start` runs `prestart` and `poststart` as well. */
function packageScripts({ records }: Inside): Follow {
  const byName = new Map<string, string[]>()
  for (const { dependencies } of records.values()) {
    if (dependencies?.kind !== 'node-manifest') continue
    for (const [name, text] of dependencies.scripts) {
      const texts = byName.get(name)
      if (texts === undefined) byName.set(name, [text])
      else texts.push(text)
    }
  }
  const seen = new Set<string>()
  return (text) => {
    if (byName.size === 0) return []
    const named = commandNames(text)
    if (!RUNNERS.some((runner) => named.has(runner))) return []
    return [...new Set(commandWords(text))].flatMap((name) => {
      if (seen.has(name)) return []
      seen.add(name)
      return [name, `pre${name}`, `post${name}`].flatMap((called) => byName.get(called) ?? [])
    })
  }
}

/** What the scripts run that a text names, and those that they name. Each script is added to `scripts` once. */
function shellScripts(find: FindScripts, scripts: (string | null)[]): Follow {
  const seen = new Set<string>()
  return (text) => {
    const open = [text]
    for (const one of open) {
      for (const word of new Set(commandWords(one))) {
        for (const [path, script] of find(word)) {
          if (seen.has(path) || seen.size > MOST_FOLLOWED) continue
          seen.add(path)
          const isRead = script !== null && seen.size <= MOST_FOLLOWED
          scripts.push(isRead ? script : null)
          if (isRead) open.push(script)
        }
      }
    }
    return open.slice(1).flatMap(commandsRun)
  }
}
