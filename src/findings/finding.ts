/** The rules, each of which looks for one thing that need not be as it is. */
export const RULES = [
  'hidden-files',
  'rewritten-metadata',
  'package-cache',
  'build-tools',
  'dev-dependencies',
  'sources',
  'debug-info',
  'duplicates',
  'docs-and-locales',
  'bytecode-cache',
  'context-bloat',
  'single-stage',
  'root-user',
  'unpinned-base',
  'secret-in-layer',
  'secret-in-arg',
  'unused-stage',
] as const

export type Rule = (typeof RULES)[number]

/** Something that need not be in an image, or not as it is, with what to write instead. */
export interface Finding {
  /** A rule of ours, else BuildKit's name for a check of its own: `StageNameCasing`. */
  readonly rule: string
  /** Bytes that need not be there, measured; 0 for what weighs nothing. */
  readonly bytes: number
  /** Of the Dockerfile at the head; null where no line is to blame. */
  readonly line: number | null
  /** Absolute paths in the image, the largest first. */
  readonly paths: readonly string[]
  /** What to do, in words; what stands in the Dockerfile is in backticks. */
  readonly advice: string
  /** Where BuildKit says that its check is documented: not to be linked unseen. null: nowhere. */
  readonly url: string | null
  /** Whether the base has it too, or next to all of it; null where nothing is known of the base. */
  readonly inBase: boolean | null
  /** How many of its bytes are new where the base has the others too; null where all are, or none, or nobody knows. */
  readonly grown: number | null
}

/** What a rule of ours finds on one side. */
export interface Found extends Omit<Finding, 'inBase' | 'grown' | 'url'> {
  readonly rule: Rule
  /** What it is about: the same on both sides for the same finding, wherever it stands. */
  readonly subject: string
  /** The instructions that make it, the one that it stands on or more; '' where there is none, or any may. */
  readonly text: string
}

/** One that weighs something. */
export interface Weighed extends Found {
  /** Its files: layer, entry and bytes, one after the other. */
  readonly members: readonly number[]
}
