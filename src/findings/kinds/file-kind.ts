import type { Package } from '../../packages/package.js'

/** A rule that goes by what a file is: its path, and what else the image has. */
export type FileRule = 'package-cache' | 'build-tools' | 'sources' | 'docs-and-locales' | 'bytecode-cache'

/** What a file is that an image can do without. */
export interface FileKind {
  readonly rule: FileRule
  /** In words that end a sentence: `apt’s package lists`, `the Go toolchain`. Files with the same words are one finding. */
  readonly name: string
  /** The directory that holds all of its kind, absolute and without a slash at its end: `/var/lib/apt/lists`. */
  readonly root: string
  /** Names in the root that are to stay, each the start of some; not there where all of it can go. */
  readonly keep?: readonly string[]
}

/** What the final file system of an image holds, for rules that need more than one path. Paths are absolute. */
export interface ImageFiles {
  readonly hasFile: (path: string) => boolean
  readonly hasDirectory: (path: string) => boolean
  /**
   * The nearest directory, this one or one above, that has one of these files (`name` or `obj/name`), or with `has` false none of them; '' for the
   * root, null where there is no such directory.
   */
  readonly nearest: (directory: string, files: readonly string[], has: boolean) => string | null
  readonly packages: readonly Package[]
  /**
   * What the image starts: its entry point and command, and the scripts of a `package.json` that those name; '' where it has
   * none. What is there because it runs for certain goes by this.
   */
  readonly command: string
  /** All that, and what shell scripts of the image may run that it starts. What is needed goes by this. */
  readonly mayRun: string
  /** The texts of these scripts, which are never shown; null for what could not be read. */
  readonly scripts: readonly (string | null)[]
  /** The locales that its environment names for messages, as written: `de_DE.UTF-8`. */
  readonly locales: readonly string[]
}

/**
 * Says of one file after the other what kind of waste it is; null: none. Files of one directory come one after the other.
 * `directory` is absolute and without a slash at its end, '' for the root.
 */
export type Classify = (directory: string, name: string) => FileKind | null
