import { baseName } from '../posix-path.js'

/** What names the discovered Dockerfiles must have been given before: Dockerfile's path → image's name. */
export type KnownNames = ReadonlyMap<string, string>

/**
 * A name for each of the Dockerfiles at `paths`: as few of the last parts of its path as tell it from the others.
 * `services/api/Dockerfile` is `api`, `worker.Dockerfile` and `Dockerfile.worker` are `worker`, one at the root has the
 * repository's name. Those in `known` keep their names.
 */
export function imageNames(
  paths: readonly string[],
  repositoryName: string,
  known: KnownNames = new Map(),
): ReadonlyMap<string, string> {
  const rest = new Map(paths.filter((path) => !known.has(path)).map((path) => [path, nameParts(path, repositoryName)]))
  const depths = new Map([...rest.keys()].map((path) => [path, 1]))
  const nameOf = (path: string): string => {
    const parts = rest.get(path)
    const depth = depths.get(path) ?? 1
    if (parts === undefined) return known.get(path) ?? path
    // `worker/Dockerfile` beside `worker.Dockerfile`: only the whole path tells them apart.
    return depth > parts.length ? path : parts.slice(-depth).join('/')
  }
  // Each round one of two that are called alike gets a longer name, until the whole path, which is its own.
  for (let clashing = deeper(); clashing.length > 0; clashing = deeper()) {
    for (const path of clashing) depths.set(path, (depths.get(path) ?? 1) + 1)
  }
  return new Map(paths.map((path) => [path, nameOf(path)]))

  function deeper(): readonly string[] {
    const groups = new Map<string, string[]>()
    for (const path of paths) groups.set(nameOf(path), [...(groups.get(nameOf(path)) ?? []), path])
    return [...groups.values()]
      .filter((group) => group.length > 1)
      .flatMap((group) => {
        const open = group.filter((path) => (depths.get(path) ?? Infinity) <= (rest.get(path)?.length ?? 0))
        // One that has no more parts may keep the short name that others leave.
        const longer = open.filter((path) => (depths.get(path) ?? 1) < (rest.get(path)?.length ?? 0))
        return longer.length > 0 ? longer : open
      })
  }
}

/** The parts of a Dockerfile's path that tell what it builds: directories and what its own name has beside `Dockerfile`. */
function nameParts(path: string, repositoryName: string): readonly string[] {
  const segments = path.split('/')
  const file = segments.pop() ?? ''
  const own =
    /^(?:dockerfile|containerfile)\.(.+)$/i.exec(file)?.[1] ?? /^(.+)\.(?:dockerfile|containerfile)$/i.exec(file)?.[1]
  const plain = /^(?:dockerfile|containerfile)$/i.test(file)
  const last = own ?? (plain ? null : file)
  // A directory called `docker` says nothing of what is in it.
  const parts = [
    ...segments.filter((segment) => !/^\.?docker(?:files?)?$/i.test(segment)),
    ...(last === null ? [] : [last]),
  ]
  return parts.length === 0 ? [repositoryName] : parts
}

/** Whether a tracked file is a Dockerfile by its name; templates and documents that are named alike are none. */
export function isDockerfileName(path: string): boolean {
  const file = baseName(path)
  if (/\.(?:dockerignore|md|txt|tmpl|tpl|template|j2|jinja2?|in|erb|orig|bak|json|ya?ml)$/i.test(file)) return false
  return /^(?:dockerfile|containerfile)(?:\..+)?$/i.test(file) || /^.+\.(?:dockerfile|containerfile)$/i.test(file)
}
