import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { GateError, messageOf } from '../errors.js'
import { quote } from './problem.js'

const MAX_BYTES = 16_000_000

/**
 * The text of the file at `path` (relative to `root`), byte order mark included. Bytes that are not UTF-8 become U+FFFD, as
 * BuildKit builds such files where they stand in comments. Throws a GateError (usage) where it is missing, a directory, not
 * readable, larger than 16 MB or binary.
 */
export async function readDockerfile(root: string, path: string): Promise<string> {
  return readText(root, path, 'Dockerfile')
}

/** {@link readDockerfile} of any text file; `what` names it in errors. */
export async function readText(root: string, path: string, what: string): Promise<string> {
  const bytes = await readBytes(join(root, path)).catch((error: unknown) => {
    throw error instanceof GateError
      ? error
      : new GateError('usage', `the ${what} ${quote(path)} ${reasonOf(error)}`, null, error)
  })
  if (bytes === null) throw new GateError('usage', `the ${what} ${quote(path)} is not a regular file`)
  if (bytes.length > MAX_BYTES) {
    throw new GateError('usage', `the ${what} ${quote(path)} is larger than 16 MB`)
  }
  if (bytes.includes(0)) {
    throw new GateError('usage', `the ${what} ${quote(path)} is not UTF-8 text`, 'Save it as UTF-8.')
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** The file's bytes, one more than allowed at most; null where it is no regular file. */
async function readBytes(path: string): Promise<Uint8Array | null> {
  // Without O_NONBLOCK a named pipe would be waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await file.stat()
    if (!stat.isFile()) return null
    if (stat.size > MAX_BYTES) return new Uint8Array(MAX_BYTES + 1)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** Why a path cannot be read, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'does not exist'
    case 'ENOTDIR':
      return 'does not exist: part of its path is a file'
    case 'EISDIR':
      return 'is a directory'
    case 'EACCES':
    case 'EPERM':
      return 'may not be read'
    case 'ELOOP':
      return 'is a symbolic link to itself'
    default:
      return `cannot be read: ${messageOf(error)}`
  }
}

/** The code of a system error, whichever realm's Error it is. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null
}
