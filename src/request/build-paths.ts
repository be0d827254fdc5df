import { isAbsolute, posix } from 'node:path'
import { isRemote } from './path.js'
import type { Named, Settings } from './settings.js'

/** `settings` with every path that buildx is to read put through `change`: contexts, secret files, keys and local caches. */
export function mapBuildPaths(settings: Settings, change: (path: string) => string): Settings {
  const { 'build-contexts': contexts, 'secret-files': files, ssh, 'cache-from': caches } = settings
  return {
    ...settings,
    ...(contexts === undefined ? {} : { 'build-contexts': mapNamed(contexts, (each) => contextPath(each, change)) }),
    ...(files === undefined ? {} : { 'secret-files': mapNamed(files, change) }),
    ...(ssh === undefined ? {} : { ssh: ssh.map((each) => sshPaths(each, change)) }),
    ...(caches === undefined ? {} : { 'cache-from': caches.map((each) => cachePath(each, change)) }),
  }
}

/** `settings` whose paths start at `from` with paths that start at the root. */
export function fromTheRoot(settings: Settings, from: string): Settings {
  return from === '.' ? settings : mapBuildPaths(settings, (path) => (isAbsolute(path) ? path : posix.join(from, path)))
}

const LAYOUT = 'oci-layout://'

/** Whether the source of a build context is a directory's path. */
export function isDirectoryPath(source: string): boolean {
  return !isRemote(source)
}

function contextPath(source: string, change: (path: string) => string): string {
  if (source.startsWith(LAYOUT)) return `${LAYOUT}${change(source.slice(LAYOUT.length))}`
  return isDirectoryPath(source) ? change(source) : source
}

/** The paths of `default`, `ID=PATH` or `ID=PATH,PATH`. Source: docker/buildx util/buildflags/ssh.go. */
export function sshKeys(item: string): readonly string[] {
  const equals = item.indexOf('=')
  return equals < 0 ? [] : item.slice(equals + 1).split(',')
}

function sshPaths(item: string, change: (path: string) => string): string {
  const keys = sshKeys(item)
  return keys.length === 0 ? item : `${item.slice(0, item.indexOf('='))}=${keys.map(change).join(',')}`
}

/** `type=local,src=PATH`; the other kinds have no paths. */
function cachePath(item: string, change: (path: string) => string): string {
  if (!/(?:^|,)type=local(?:,|$)/i.test(item)) return item
  return item.replace(/(^|,)("?)src=([^,"]+)/i, (_, start: string, quote: string, path: string) => {
    return `${start}${quote}src=${change(path)}`
  })
}

function mapNamed(named: Named, change: (value: string) => string): Named {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, change(value)]))
}
