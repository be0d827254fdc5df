import { readConfigFile, type ConfigFile } from './config-file.js'
import { readText } from './dockerfile-text.js'
import { exists } from './image-files.js'
import { insideRoot } from './path.js'
import { collect, type Problem } from './problem.js'
import type { ReadOptions } from './read-options.js'

/** Where the config file is looked for. */
export const CONFIG_PATH = '.github/size-gate.yml'

/** What a tree's config file says; `path` is null where it has none. */
export interface ConfigSource extends ConfigFile {
  readonly path: string | null
}

/** Reads the config file that the input `config` names, or the one at its usual place where there is one. */
export async function readConfig(given: string | undefined, options: ReadOptions): Promise<ConfigSource> {
  const problems: Problem[] = []
  if (given === undefined && !(await exists(options.root, CONFIG_PATH))) {
    const other = CONFIG_PATH.replace(/yml$/, 'yaml')
    if (!(await exists(options.root, other))) return none([])
    return none([
      {
        where: other,
        message: `the config file is read from ${CONFIG_PATH}. Rename it, or name it in the input \`config\`.`,
      },
    ])
  }
  const base = { root: options.head?.root ?? options.root, from: options.from ?? '.' }
  const path = given === undefined ? CONFIG_PATH : collect(problems, 'config', () => insideRoot(given, base, 'file'))
  if (path === undefined) return none(problems)
  // The change may be what brings the file.
  if (options.head !== undefined && !(await exists(options.root, path))) return none([])
  const text = await readText(options.root, path, 'config file').catch((thrown: unknown) => {
    collect(problems, given === undefined ? CONFIG_PATH : 'config', () => {
      throw thrown
    })
    return null
  })
  return text === null ? none(problems) : { ...(await readConfigFile(text, path)), path }
}

function none(problems: readonly Problem[]): ConfigSource {
  return { path: null, defaults: {}, findings: {}, images: null, problems }
}
