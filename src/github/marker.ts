import { createHash } from 'node:crypto'
import type { EventContext } from './event.js'

/** GitHub refuses the body of a comment that has more characters. */
const COMMENT_LIMIT = 65_536
const READABLE_LENGTH = 60

/** How many characters (UTF-16 units, so never more than GitHub counts) a body may have for its marker to fit too. */
export const MAX_BODY = COMMENT_LIMIT - (marker('x'.repeat(READABLE_LENGTH)).length + 1)

/** The key where the user gave none: workflow and job. The legs of a matrix are one job: they need keys of their own. */
export function defaultCommentKey(event: EventContext): string {
  return `${event.workflow ?? 'workflow'} / ${event.job ?? 'job'}`
}

/**
 * The line by which a comment is found again: an HTML comment that shows nothing. The hash tells keys apart; what can be
 * read of the key is for people, and stripped of everything that could end the HTML comment.
 */
export function marker(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32)
  const readable = key.replace(/[^A-Za-z0-9_./ ]+/g, '_').slice(0, READABLE_LENGTH)
  return `<!-- size-gate ${hash} ${readable} -->`
}

/** `body` with its marker as the first line. Only there it counts: what a report quotes from a change comes later. */
export function marked(key: string, body: string): string {
  return `${marker(key)}\n${body}`
}

/** True when the comment's first line is the marker of `key`. */
export function isMarked(key: string, comment: string): boolean {
  return comment.replaceAll('\r\n', '\n').startsWith(`${marker(key)}\n`)
}
