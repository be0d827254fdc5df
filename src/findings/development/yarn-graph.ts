import type { NodeManifest, YarnLock, YarnPackage } from '../../packages/dependencies.js'

/** Manifests of the projects of a workspace that the image has, by their directories below the lock file's, which is `.`. */
export type Projects = ReadonlyMap<string, NodeManifest>

/**
 * What only development leads to in a lock file, as `name@version`: from the `devDependencies` of the projects, and not from
 * what else they ask for. What is asked for by a range that the lock file has not (`resolutions`) may be any version there.
 */
export function spareInLock(lock: YarnLock, projects: Projects): ReadonlySet<string> {
  const finder = createFinder(lock)
  const { production, development } = lock.generation === 'berry' ? berryRoots(lock, projects) : classicRoots(projects)
  const needed = idsFrom(production, finder)
  return new Set([...idsFrom(development, finder)].filter((id) => !needed.has(id)))
}

interface Roots {
  readonly production: readonly string[]
  readonly development: readonly string[]
}

interface Finder {
  readonly exact: (ask: string) => YarnPackage | undefined
  readonly named: (name: string) => Iterable<YarnPackage>
}

function createFinder({ packages }: YarnLock): Finder {
  const byAnswer = new Map<string, YarnPackage>()
  const byName = new Map<string, Set<YarnPackage>>()
  for (const one of packages) {
    for (const answer of one.answers) {
      byAnswer.set(answer, one)
      const name = nameOf(answer)
      const named = byName.get(name)
      if (named === undefined) byName.set(name, new Set([one]))
      else named.add(one)
    }
  }
  return {
    exact(ask) {
      const name = nameOf(ask)
      // Up to version 6 berry's lock files leave out whence where it is a registry.
      return byAnswer.get(ask) ?? byAnswer.get(`${name}@npm:${ask.slice(name.length + 1)}`)
    },
    named: (name) => byName.get(name) ?? [],
  }
}

function classicRoots(projects: Projects): Roots {
  const manifests = [...projects.values()]
  return {
    production: manifests.flatMap(({ production }) => production),
    development: manifests.flatMap(({ development }) => development),
  }
}

/** The lock file has all that a project asks for, and its manifest which of that is for development; without it none is. */
function berryRoots({ packages }: YarnLock, projects: Projects): Roots {
  const production: string[] = []
  const development: string[] = []
  for (const { workspace, asks } of packages) {
    if (workspace === null) continue
    const manifest = projects.get(workspace)
    const needs = new Set(manifest?.needs ?? [])
    const spare = new Set((manifest?.development ?? []).map(nameOf).filter((name) => !needs.has(name)))
    for (const ask of asks) (spare.has(nameOf(ask)) ? development : production).push(ask)
  }
  return { production, development }
}

/** All that `roots` lead to, as `name@version`. */
function idsFrom(roots: readonly string[], { exact, named }: Finder): ReadonlySet<string> {
  const asked = new Set(roots)
  const found = new Set<YarnPackage>()
  const names = new Set<string>()
  const add = (one: YarnPackage): void => {
    // A project is there anyway, and what it asks for is among the roots.
    if (one.workspace !== null || found.has(one)) return
    found.add(one)
    for (const ask of one.asks) asked.add(ask)
  }
  // A set is walked in order of insertion, also through what is put in on the way.
  for (const ask of asked) {
    const one = exact(ask)
    if (one !== undefined) add(one)
    else if (!names.has(nameOf(ask))) {
      names.add(nameOf(ask))
      for (const any of named(nameOf(ask))) add(any)
    }
  }
  return new Set([...found].map(({ name, version }) => `${name}@${version}`))
}

/** Of `name@range`; a name may begin with an `@`. */
export function nameOf(ask: string): string {
  const at = ask.indexOf('@', 1)
  return at < 0 ? ask : ask.slice(0, at)
}
