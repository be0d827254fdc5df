import type { NodeManifest } from './dependencies.js'
import { fieldsOf } from './json.js'
import { isPlain } from './plain.js'

/** A manifest that asks for more is none of this world. */
const MOST_ASKS = 10_000

const MOST_SCRIPTS = 500
const LONGEST_SCRIPT = 2000

function scriptsOf(fields: ReadonlyMap<string, unknown>): readonly (readonly [string, string])[] {
  const all = [...(fieldsOf(fields.get('scripts')) ?? [])]
  return all
    .slice(0, MOST_SCRIPTS)
    .filter((one): one is [string, string] => isPlain(one[0]) && isPlain(one[1], LONGEST_SCRIPT))
}

/** npm docs, package.json. What an installed package was developed with is not installed with it. */
export function manifestOf(fields: ReadonlyMap<string, unknown>, isProject: boolean): NodeManifest {
  const [name, version] = [fields.get('name'), fields.get('version')]
  const asks = (group: string): readonly (readonly [string, unknown])[] =>
    [...(fieldsOf(fields.get(group)) ?? [])].filter(([asked]) => isPlain(asked))
  const production = [...asks('dependencies'), ...asks('optionalDependencies')]
  const peers = asks('peerDependencies')
  const development = isProject ? asks('devDependencies') : []
  const isTold = production.length + peers.length + development.length <= MOST_ASKS
  const asked = (all: readonly (readonly [string, unknown])[]): readonly string[] =>
    isProject && isTold ? all.flatMap(([one, range]) => (isPlain(range) ? [`${one}@${range}`] : [])) : []
  return {
    kind: 'node-manifest',
    name: isPlain(name) ? name : null,
    version: isPlain(version) ? version : null,
    needs: isTold ? [...new Set([...production, ...peers].map(([one]) => one))] : null,
    production: asked(production),
    development: asked(development),
    scripts: isProject ? scriptsOf(fields) : [],
  }
}
