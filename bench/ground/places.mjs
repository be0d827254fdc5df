import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where script/ keeps engines and programs. */
export function usualCache({ SIZE_GATE_CACHE, XDG_CACHE_HOME } = process.env) {
  return SIZE_GATE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'size-gate')
}
