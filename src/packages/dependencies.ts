/**
 * What one file says of who needs whom, which tells what is for development only when it is put together with other files of
 * the image.
 */
export type DependencyRecord =
  NodeManifest | YarnLock | YarnIntegrity | PythonMetadata | PythonFiles | PythonLock | StartScript

/** A package.json: a project's own, or that of an installed package. */
export interface NodeManifest {
  readonly kind: 'node-manifest'
  /** null where it has none. */
  readonly name: string | null
  readonly version: string | null
  /**
   * Names of what it needs when it runs: `dependencies`, `optionalDependencies` and `peerDependencies`, those included
   * that it can do without. null where there are more than are read.
   */
  readonly needs: readonly string[] | null
  /** Of a project: what it asks for when it runs, and only while it is developed, as `name@range`. */
  readonly production: readonly string[]
  readonly development: readonly string[]
  /** Of a project: what its scripts run, by their names. */
  readonly scripts: readonly (readonly [name: string, command: string])[]
}

/** A yarn.lock. */
export interface YarnLock {
  readonly kind: 'yarn-lock'
  /** `classic` is Yarn 1, `berry` 2 and later. */
  readonly generation: 'classic' | 'berry'
  readonly packages: readonly YarnPackage[]
}

export interface YarnPackage {
  /** Its own, also where it is installed under another one. */
  readonly name: string
  readonly version: string
  /** What is asked for to get it: `chalk@^4.1.0`, in berry `chalk@npm:^4.1.0`. */
  readonly answers: readonly string[]
  /** What it asks for. Of a workspace also what only development needs. */
  readonly asks: readonly string[]
  /** The directory of a workspace, relative to the lock file's and `.` for that; null for what comes from elsewhere. */
  readonly workspace: string | null
}

/** `node_modules/.yarn-integrity`, which Yarn 1 leaves. */
export interface YarnIntegrity {
  readonly kind: 'yarn-integrity'
  /** Whether it was told to leave out what is for development. */
  readonly isProduction: boolean
  /** What all projects of the workspace ask for, and the projects themselves, as `name@range`. */
  readonly asked: readonly string[]
}

/** Core metadata of an installed Python distribution. */
export interface PythonMetadata {
  readonly kind: 'python-metadata'
  /** As PEP 503 writes names: `zope-interface`. */
  readonly name: string
  /** Without zeros that mean nothing: `1` for `1.0.0`. */
  readonly version: string
  /**
   * Without what extras for development bring. null where this kind of metadata does not tell, or there are more than are
   * read.
   */
  readonly needs: readonly PythonRequirement[] | null
}

/** One `Requires-Dist` (packaging.python.org, "Dependency specifiers"). */
export interface PythonRequirement {
  readonly name: string
  /** Extras of the distribution that has this requirement, any of which brings it; none: it is needed anyway. */
  readonly extras: readonly string[]
  /** Whether the marker asks for more than extras, such as a platform or a version of Python. */
  readonly isConditional: boolean
}

/** The RECORD of an installed Python distribution: which files are its own. */
export interface PythonFiles {
  readonly kind: 'python-files'
  /** Directories relative to that of the `.dist-info`, '' for it itself, each with names of files in it. */
  readonly files: readonly (readonly [directory: string, names: readonly string[]])[]
}

/** What locks Python distributions for a project. */
export type PythonLocker = 'pipenv' | 'poetry' | 'uv'

/** A lock file of pipenv, Poetry or uv. */
export interface PythonLock {
  readonly kind: 'python-lock'
  readonly by: PythonLocker
  /** `production` also where it is not certain what for. */
  readonly production: readonly LockedDistribution[]
  /** Of names that production has at no version. */
  readonly development: readonly LockedDistribution[]
}

export interface LockedDistribution {
  /** As PEP 503 writes names. */
  readonly name: string
  /** Without zeros that mean nothing; '' where the lock file has none. */
  readonly version: string
}

/** A shell script that an image may start. */
export interface StartScript {
  readonly kind: 'start-script'
  /**
   * Without comments and heredocs; null where it is too long, or not all of it text. Never to be shown: it may hold what
   * is secret.
   */
  readonly text: string | null
}
