/** What to do about a failure, by what BuildKit says. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /no space left on device/,
    'The disk is full: `docker system df` shows what takes the space, `docker buildx prune` frees the build cache.',
  ],
  [
    /failed to resolve source metadata for docker\.io\/docker\/dockerfile/,
    'The frontend named by `# syntax=` could not be fetched: check the network and the registry, or take the line away to use the builtin one.',
  ],
  [
    /pull access denied|insufficient_scope|401 Unauthorized|403 Forbidden/,
    'The registry refused: check the name, and log in before this step (`docker login`, docker/login-action).',
  ],
  [
    /429 Too Many Requests|toomanyrequests/,
    'The registry limits pulls without an account: log in before this step (`docker login`, docker/login-action).',
  ],
  [
    /failed to resolve source metadata/,
    'The image could not be looked up: check its name and tag, the network and the registry.',
  ],
  [/did not complete successfully: exit code: 137/, 'The step was killed, most often for lack of memory.'],
]

/** One sentence on the way out of a failed build; null where BuildKit's own words are all there is. */
export function hintFor(message: string): string | null {
  return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? null
}
