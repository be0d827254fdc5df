import { createClassifier } from '../../src/findings/kinds/classify.js'
import type { FileKind, ImageFiles } from '../../src/findings/kinds/file-kind.js'

/** An image of these files; a path that ends in a slash is an empty directory. */
export function imageOf(
  paths: readonly string[],
  command = '/srv/program',
  locales: readonly string[] = [],
): ImageFiles {
  const files = new Set(paths.filter((path) => !path.endsWith('/')))
  const directories = new Set<string>([''])
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) directories.add(path.slice(0, at))
  }
  return {
    hasFile: (path) => files.has(path),
    hasDirectory: (path) => directories.has(path),
    nearest(directory, wanted, has) {
      for (let at = directory; ; at = at.slice(0, at.lastIndexOf('/'))) {
        if (wanted.some((file) => files.has(`${at}/${file}`)) === has) return at
        if (at === '') return null
      }
    },
    packages: [],
    command,
    mayRun: command,
    scripts: [],
    locales,
  }
}

/** What is said of one file of an image that has it, and the others beside it. */
export function kindOf(path: string, others: readonly string[] = [], command?: string): FileKind | null {
  const slash = path.lastIndexOf('/')
  return createClassifier(imageOf([path, ...others], command))(path.slice(0, slash), path.slice(slash + 1))
}

/** `name @ root` of each file of which something is said. */
export function wasteIn(paths: readonly string[], command: string): readonly string[] {
  const classify = createClassifier(imageOf(paths, command))
  return paths.flatMap((path) => {
    const slash = path.lastIndexOf('/')
    const kind = path.endsWith('/') ? null : classify(path.slice(0, slash), path.slice(slash + 1))
    return kind === null ? [] : [`${path}: ${kind.name} @ ${kind.root}`]
  })
}
