import { readFile } from 'node:fs/promises'
import type { ImageRequest } from './request.js'

/** What a secret is shown as. */
const SHOWN = '***'

/** Shorter ones are no secrets, and would make every text unreadable. */
const SHORTEST = 3

/** Takes secrets out of texts. */
export interface Redaction {
  /** From now on these are not shown. */
  readonly add: (values: readonly string[]) => void
  /** `text` with every secret, and every line of one, replaced. */
  readonly redact: (text: string) => string
}

/** A redaction that knows no secret yet. */
export function createRedaction(): Redaction {
  let known: readonly string[] = []
  return {
    add(values) {
      const all = new Set([...known, ...values.flatMap(partsOf)])
      // What contains another goes first, or a part of it would be left.
      known = [...all].sort((a, b) => b.length - a.length)
    },
    redact: (text) => known.reduce((shown, secret) => shown.replaceAll(secret, SHOWN), text),
  }
}

/** A secret as a whole, its lines, as logs come in lines, and how BuildKit quotes them in a message. */
function partsOf(value: string): readonly string[] {
  const lines = value.split(/\r\n|\r|\n/)
  const plain = [value, ...lines, ...lines.map((line) => line.trim())]
  const quoted = plain.map((part) => JSON.stringify(part).slice(1, -1))
  return [...plain, ...quoted].filter((part) => part.trim().length >= SHORTEST)
}

/** Attributes of a cache source that nobody should read. Source: docker docs, build/cache/backends. */
const CREDENTIALS = /(?:^|,)"?(?:token|ghtoken|secret_access_key|session_token|access_key_id)=([^,"]+)/gi

/** The values of all secrets of these images: those given, those in the environment, those in files. */
export async function secretValues(
  images: readonly Pick<ImageRequest, 'build'>[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const all = images.flatMap(({ build }) => build.secrets.map(({ from }) => from))
  const values = await Promise.all(
    all.map(async (from): Promise<string> => {
      switch (from.kind) {
        case 'value':
          return from.value
        case 'env':
          return env[from.name] ?? ''
        case 'file':
          // A file that cannot be read is told of where it is used.
          return readFile(from.path, 'utf8').catch(() => '')
      }
    }),
  )
  const credentials = images.flatMap(({ build }) =>
    build.cacheFrom.flatMap((cache) => [...cache.matchAll(CREDENTIALS)].map(([, value = '']) => value)),
  )
  return [...new Set([...values, ...credentials])].filter((value) => value !== '')
}
