import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: 'minor' }) => void

/** Bytes read between two collections. */
const OFTEN = 8 * 2 ** 20

/**
 * Frees the pieces of a layer that were read, as V8 lets 64 MB of such memory pile up before it looks at it. Call what is
 * returned with the length of each piece. It takes well under a millisecond for 8 MB (`npm run bench -- --only memory`).
 */
export function youngGarbage(): (bytes: number) => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  let since = 0
  return (bytes) => {
    since += bytes
    if (since < OFTEN) return
    since = 0
    collect({ type: 'minor' })
  }
}
