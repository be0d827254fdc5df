import type { DependencyRecord, PythonLocker } from '../../packages/dependencies.js'

/** What the files of an image say of dependencies, by their absolute paths. */
export type DependencyFiles = ReadonlyMap<string, DependencyRecord>

/** Who installs packages, and is told to leave some out. `yarn` is Yarn 1. */
export type Installer = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'composer' | PythonLocker

/** What files of an image together list for development only. */
export interface Spare {
  readonly by: Installer
  /** A file, or a directory with all that is in it; absolute. */
  readonly path: string
  /** The file or directory that is shown for it. */
  readonly place: string
}

/** The records of one kind, by their paths. */
export function ofKind<K extends DependencyRecord['kind']>(
  files: DependencyFiles,
  kind: K,
): ReadonlyMap<string, Extract<DependencyRecord, { kind: K }>> {
  return new Map(
    [...files].filter((file): file is [string, Extract<DependencyRecord, { kind: K }>] => file[1].kind === kind),
  )
}
