import { messageOf } from '../errors.js'
import type { ActionHost } from './host.js'

/**
 * The most bytes of UTF-8 that a step's summary may have. GitHub drops a larger one without a word.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const MAX_SUMMARY_BYTES = 1024 * 1024 - 1024

const CUT = '\n\n_Cut here: a job summary holds 1 MiB._\n'

/**
 * Adds `markdown` to the job summary, cut at a line where it is too long. True when it was written; else one log line has
 * said why not. Never throws: a verdict does not depend on this.
 */
export async function writeSummary(markdown: string, host: ActionHost): Promise<boolean> {
  try {
    await host.summary(cutToBytes(markdown, MAX_SUMMARY_BYTES))
    return true
  } catch (error) {
    host.info(`no job summary: ${messageOf(error)}`)
    return false
  }
}

function cutToBytes(markdown: string, limit: number): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown
  const room = Buffer.from(markdown).subarray(0, limit - Buffer.byteLength(CUT))
  const lineEnd = room.lastIndexOf('\n')
  return (lineEnd > 0 ? room.subarray(0, lineEnd).toString() : wholeCharacters(room)) + CUT
}

/** The text of bytes that may end within a character. */
function wholeCharacters(bytes: Buffer): string {
  return new TextDecoder().decode(bytes, { stream: true })
}
