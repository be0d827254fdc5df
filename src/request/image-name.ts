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
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const path of paths) {
    const name = known.get(path)
    if (name === undefined) continue
    names.set(path, name)
    taken.add(name)
  }
  const rest = new Map(paths.filter((path) => !names.has(path)).map((path) => [path, nameParts(path, repositoryName)]))
  for (const [path, parts] of rest) {
    const others = [...rest].filter(([other]) => other !== path).map(([, otherParts]) => otherParts)
    const name = candidates(parts).find(
      (candidate, index) => !taken.has(candidate) && !others.some((other) => candidates(other)[index] === candidate),
    )
    // `worker/Dockerfile` beside `worker.Dockerfile`: only the whole path tells them apart.
    names.set(path, name !== undefined && ![...names.values()].includes(name) ? name : path)
  }
  return names
}

/** `c`, `b/c`, `a/b/c` of `a`, `b`, `c`. */
function candidates(parts: readonly string[]): readonly string[] {
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('/'))
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
  const file = path.slice(path.lastIndexOf('/') + 1)
  if (/\.(?:dockerignore|md|txt|tmpl|tpl|template|j2|jinja2?|in|erb|orig|bak|json|ya?ml)$/i.test(file)) return false
  return /^(?:dockerfile|containerfile)(?:\..+)?$/i.test(file) || /^.+\.(?:dockerfile|containerfile)$/i.test(file)
}
