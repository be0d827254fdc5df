import type { RuleSettings } from '../findings/rule-settings.js'
import type { ImageLimits, OnBreach } from '../policy/limit.js'

/** How the base's measurement is found; see the input `baseline`. */
export type BaselineMode = 'auto' | 'rebuild' | 'recorded' | 'none'

/**
 * Which stages of a Dockerfile are targets: all of them, the last one, or those whose names match one of the globs
 * (in lower case, as BuildKit knows stages).
 */
export type TargetSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'default' }
  | { readonly kind: 'matching'; readonly patterns: readonly string[] }

/** A further build context: a directory of the tree, relative to its root, or what buildx is to be told as it stands. */
export interface NamedContext {
  readonly name: string
  readonly from:
    | { readonly kind: 'inside'; readonly path: string }
    /** An absolute path outside of the tree, an image, a layout or an address. */
    | { readonly kind: 'outside'; readonly reference: string }
}

/** A secret of the build, and where its value is. */
export interface Secret {
  readonly id: string
  readonly from:
    | { readonly kind: 'env'; readonly name: string }
    /** An absolute path. */
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'value'; readonly value: string }
}

/** What buildx needs to know beside the Dockerfile, in the formats of docker/build-push-action. */
export interface BuildOptions {
  readonly platforms: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  readonly contexts: readonly NamedContext[]
  /** By id, each once. */
  readonly secrets: readonly Secret[]
  /** As buildx takes them, with absolute paths; so are `cacheFrom` and `allow`. */
  readonly ssh: readonly string[]
  readonly cacheFrom: readonly string[]
  readonly allow: readonly string[]
  readonly pull: boolean
  readonly network: string | null
}

/** One image that the request asks for: a Dockerfile, its context, the targets wanted and their limits. */
export interface ImageRequest {
  /** The config file's key, or a name made from the Dockerfile's path. Unique in a request. */
  readonly name: string
  /** Directory relative to the repository's root, `.` for the root itself. Posix separators. */
  readonly context: string
  /** The Dockerfile's path relative to the repository's root. Posix separators. */
  readonly dockerfile: string
  readonly targets: TargetSelection
  readonly build: BuildOptions
  readonly limits: ImageLimits
  /** Rules of findings that are switched off, or are not for all paths. */
  readonly findings: RuleSettings
}

/** An image that the base cannot have, as its context or Dockerfile is not there. */
export interface MissingImage {
  readonly name: string
  readonly context: string
  readonly dockerfile: string
  /** In words: which path is not there. */
  readonly reason: string
}

export type CommentMode = 'always' | 'changes' | 'on-breach' | 'never'

/** Where the report goes beside the log. */
export interface Publishing {
  readonly comment: CommentMode
  /** Tells this comment from those of other workflows and jobs on the same pull request; null: workflow and job. */
  readonly commentKey: string | null
  readonly summary: boolean
  readonly annotations: boolean
}

/** Everything the user asked for, typed and checked. Paths are relative to `root`. */
export interface Request {
  readonly mode: 'gate' | 'measure'
  /** Absolute path of the working tree's top level. */
  readonly root: string
  /** Path of the config file that was read; null: none. */
  readonly config: string | null
  /** How the images came: from the config file, from inputs (or their defaults), or found among tracked files. */
  readonly source: 'config' | 'inputs' | 'discovered'
  readonly images: readonly ImageRequest[]
  /** Images that the base does not have; empty in the head's request, where that is an error. */
  readonly missing: readonly MissingImage[]
  readonly baseline: BaselineMode
  /** A commit or ref instead of the event's own. */
  readonly baseRef: string | null
  /** Shell command run in the base's own checkout before it is built. */
  readonly prepare: string | null
  readonly builder: string | null
  readonly onBreach: OnBreach
  readonly ignoreDrift: boolean
  readonly overrideLabel: string
  readonly publishing: Publishing
  /** What a reader of the log should know of what was asked for. No secret is quoted. */
  readonly notices: readonly string[]
}
