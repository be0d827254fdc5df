import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: 'minor' | 'major'; readonly flavor?: 'last-resort' }) => void

/** Bytes read between two collections, and how many there are to a full one, and to the one that frees all. */
const OFTEN = 8 * 2 ** 20
const FULL = 16
const ALL = 32

/** Made once: each layer would else make a context of its own. */
let collect: Collect | undefined

/** A run that reads layers makes millions of small objects, and next to none of them lasts. */
function exposed(): Collect {
  setFlagsFromString('--expose-gc')
  // The room for new objects is there twice, and would grow to 16 MB each time.
  setFlagsFromString('--semi-space-growth-factor=1')
  return runInNewContext('gc') as Collect
}

/**
 * Frees the pieces of a layer that were read: V8 lets 64 MB of such memory pile up before it looks at it. Call what is
 * returned with the length of each piece. A small collection takes less than a millisecond, and lets the pieces be that
 * outlived two of them (`npm run bench -- --only memory`).
 */
export function collector(): (bytes: number) => void {
  collect ??= exposed()
  const run = collect
  let since = 0
  let count = 0
  return (bytes) => {
    since += bytes
    if (since < OFTEN) return
    since = 0
    count++
    if (count === ALL) collectAll()
    else run({ type: count % FULL === 0 ? 'major' : 'minor' })
  }
}

/** Frees also what V8 has in store for itself, some 10 MB once a run has started. It takes some 40 milliseconds. */
export function collectAll(): void {
  collect ??= exposed()
  collect({ type: 'major', flavor: 'last-resort' })
}
