import { readFileSync } from 'node:fs'
import { read } from '../packages/read.js'
import type { DependencyRecord } from '../../src/packages/dependencies.js'

/** Files of an image by their paths, without a slash at the start. */
export type Tree = Readonly<Record<string, string>>

export interface Recorded {
  readonly files: Tree
  /** `name@version` of all packages that the same project has without those for development. */
  readonly kept?: readonly string[]
  /** Files that the same project does not have without them. */
  readonly removed?: readonly string[]
}

/** What a tool of the ecosystem installed, as it was recorded: lock files, manifests and metadata. */
export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(`__tests__/findings/testdata/${name}.json`, 'utf8')) as Recorded
}

export function recordsOf(tree: Tree): ReadonlyMap<string, DependencyRecord> {
  return new Map(
    Object.entries(tree).flatMap(([path, content]): readonly [string, DependencyRecord][] => {
      const dependencies = read(path, content)?.dependencies
      return dependencies === undefined ? [] : [[`/${path}`, dependencies]]
    }),
  )
}

/** Whether a tree has something at an absolute path. */
export function inTree(tree: Tree): (path: string) => boolean {
  return (path) => Object.keys(tree).some((file) => `/${file}` === path || `/${file}`.startsWith(`${path}/`))
}

/** The tree with one file in other words; throws where they were not there. */
export function changed(tree: Tree, path: string, from: string | RegExp, to: string): Tree {
  const content = tree[path] ?? ''
  const after = content.replace(from, to)
  if (after === content) throw new Error(`${path} does not have ${String(from)}`)
  return { ...tree, [path]: after }
}

export function without(tree: Tree, ...paths: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !paths.includes(path)))
}
