import { LARGEST, wholeFile } from './collect.js'
import { fieldsOf, parseJson } from './json.js'
import { manifestOf } from './node-manifest.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'

/** Manifests of projects for Node: what each asks for. Those of installed packages lie in `node_modules`. */
export const nodeProject: PackageFormat = {
  type: null,
  tellsOfDevelopment: true,
  matches: ({ path }) => /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path),
  reader: (file) => wholeFile(file, (content) => readProject(file.path, content), LARGEST.manifest),
}

/** What is not JSON is no project's: tests and templates have such files. */
function readProject(path: string, content: Buffer): PackageRecord {
  try {
    const fields = fieldsOf(parseJson(path, content))
    if (fields !== null) return { packages: [], development: [], dependencies: manifestOf(fields, true) }
  } catch (error) {
    if (!(error instanceof UnreadablePackages)) throw error
  }
  return { packages: [], development: [] }
}
