import { isAbsolute, posix } from 'node:path'
import { isDirectoryPath, mapBuildPaths } from './build-paths.js'
import { resolvePairs } from './pairs.js'
import { fromRoot } from './path.js'
import type { BuildOptions, NamedContext, Secret } from './request.js'
import type { Settings } from './settings.js'

/** What build inputs are read against. */
export interface BuildWorld {
  /** Absolute path of the head's tree: what an earlier step made is there, for both sides. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What buildx is told of an image beside its Dockerfile. Paths of `settings` are absolute or start at the root. */
export function buildOptions(settings: Settings, { root, env }: BuildWorld): BuildOptions {
  const absolute = mapBuildPaths(settings, (path) => (isAbsolute(path) ? path : posix.join(root, path)))
  return {
    platforms: settings.platforms ?? [],
    buildArgs: resolvePairs(settings['build-args'] ?? {}, env),
    contexts: Object.entries(absolute['build-contexts'] ?? {}).map(([name, source]) => contextOf(name, source, root)),
    secrets: secretsOf(absolute),
    ssh: absolute.ssh ?? [],
    cacheFrom: absolute['cache-from'] ?? [],
    allow: settings.allow ?? [],
    pull: settings.pull ?? false,
    network: settings.network ?? null,
  }
}

function contextOf(name: string, source: string, root: string): NamedContext {
  const path = isDirectoryPath(source) ? fromRoot(root, source) : '..'
  const inside = path !== '..' && !path.startsWith('../') && !isAbsolute(path)
  return { name, from: inside ? { kind: 'inside', path } : { kind: 'outside', reference: source } }
}

/**
 * As docker/build-push-action hands them on: of those with one id the last holds, files last; one without a value is
 * left out.
 */
function secretsOf(settings: Settings): readonly Secret[] {
  const all: readonly Secret[] = [
    ...Object.entries(settings['secret-envs'] ?? {}).map(([id, name]): Secret => ({ id, from: { kind: 'env', name } })),
    ...Object.entries(settings.secrets ?? {})
      .filter(([, value]) => value !== '')
      .map(([id, value]): Secret => ({ id, from: { kind: 'value', value } })),
    ...Object.entries(settings['secret-files'] ?? {}).map(([id, path]): Secret => ({
      id,
      from: { kind: 'file', path },
    })),
  ]
  return [...new Map(all.map((secret) => [secret.id, secret])).values()]
}
