/** What of a failure tells what to do about it. */
export interface Symptoms {
  readonly message: string
  /** What failed, in BuildKit's words. */
  readonly step: string | null
  readonly log: readonly string[]
}

const DISK_FULL =
  'The disk is full: `docker buildx du` shows what the build cache takes, `docker buildx prune` frees it (`--builder NAME` where it is not the current one); `docker system df` shows what else an engine keeps.'
const FRONTEND =
  'The frontend named by `# syntax=` could not be fetched: check the network and the registry, or take the line away to use the builtin one.'
const KILLED = 'The step was killed, most often for lack of memory.'

/** What to do where an image, a file or a frontend could not be had, by what BuildKit says. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /429 Too Many Requests|toomanyrequests/,
    'The registry limits pulls without an account: log in before this step (`docker login`, docker/login-action).',
  ],
  [
    /pull access denied|insufficient_scope|401 Unauthorized|403 Forbidden/,
    'The registry refused: check the name, and log in before this step (`docker login`, docker/login-action).',
  ],
  [
    /failed to do request|unexpected status from .*: 5\d\d /,
    "The image's registry did not answer as it should: check its name and tag, the network, and the builder's proxy and certificates.",
  ],
  [
    /^"\/.*": not found$/,
    'There is no such file where it is copied from: check the path, and in the build context also .dockerignore.',
  ],
  [
    // Of the client and of buildkitd. Source: moby/buildkit pull request 6989.
    /x-docker-expose-session-\S+" contains value with non-printable ASCII/,
    "This version of buildx or BuildKit cannot build a context whose directory's name has other letters than ASCII: rename the directory, or check out into another one.",
  ],
  [
    // BuildKit before 0.13 does not say what it was about.
    /failed to resolve source metadata|^[\w.:/@-]+: not found$/,
    'The image could not be looked up: check its name and tag, the network and the registry.',
  ],
]

/** One sentence on the way out of a failed build; null where BuildKit's own words are all there is. */
export function hintFor({ message, step, log }: Symptoms): string | null {
  if ([message, ...log].some((line) => /no space left on device/i.test(line))) return DISK_FULL
  // What a command of the Dockerfile says of registries and files is about others than the builder's.
  if (message.startsWith('process ')) return /exit code: 137$/.test(message) ? KILLED : null
  if (step?.startsWith('resolve image config for') === true) return FRONTEND
  return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? null
}
