import type { Inside } from '../../explain/inside.js'
import type { NodeManifest } from '../../packages/dependencies.js'
import { commandNames, commandWords } from '../kinds/command-names.js'

const RUNNERS: readonly string[] = ['npm', 'pnpm', 'yarn', 'bun', 'run-s', 'run-p', 'npm-run-all']

/**
 * What an image's command starts, as a text: the command itself, the scripts of the image's own `package.json` that it
 * names to a package manager, with those that they name, and what is loaded into every Node.js.
 */
export function whatStarts({ measurement: { command, environment }, records }: Inside): string {
  const options = (environment ?? []).filter((variable) => variable.startsWith('NODE_OPTIONS='))
  const texts = [command ?? '', ...options]
  const manifests = [...records.values()].flatMap(({ dependencies }) =>
    dependencies?.kind === 'node-manifest' ? [dependencies] : [],
  )
  const seen = new Set<string>()
  // Scripts are added while they are looked through.
  for (const text of texts) {
    if (!RUNNERS.some((runner) => commandNames(text).has(runner))) continue
    for (const name of new Set(commandWords(text))) {
      if (seen.has(name)) continue
      seen.add(name)
      texts.push(...scriptsCalled(name, manifests))
    }
  }
  return texts.filter((text) => text !== '').join('\n')
}

/** npm docs, scripts: `start` runs `prestart` and `poststart` as well. */
function scriptsCalled(name: string, manifests: readonly NodeManifest[]): readonly string[] {
  const called = [name, `pre${name}`, `post${name}`]
  return manifests.flatMap(({ scripts }) => scripts.flatMap(([one, text]) => (called.includes(one) ? [text] : [])))
}
