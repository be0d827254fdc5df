import { parentOf } from '../../posix-path.js'
import { quote } from './instruction-text.js'

/** Files in a sentence. */
export interface NamedFiles {
  readonly words: string
  readonly it: 'it' | 'them'
}

/** Of these nobody knows what of them is meant. */
const TOO_WIDE: readonly string[] = ['', '/', '/usr', '/var', '/etc']

/**
 * What to call so many files: by the directory that they are in where they are in several of it, else by the largest.
 * `directories` are those of the larger ones.
 */
export function namedFiles(largest: string, count: number, directories: readonly string[]): NamedFiles {
  if (count === 1) return { words: quote(largest, 160), it: 'it' }
  const above = commonOf(directories)
  const words =
    directories.every((one) => one === above) || TOO_WIDE.includes(above)
      ? `${quote(largest, 160)} and ${count - 1} more`
      : `files in ${quote(above, 160)}`
  return { words, it: 'them' }
}

/** The lowest directory that all of these are in or are. */
function commonOf([first = '', ...others]: readonly string[]): string {
  let common = first
  while (common !== '' && !others.every((one) => `${one}/`.startsWith(`${common}/`))) common = parentOf(common)
  return common
}
