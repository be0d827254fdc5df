/** Longest name or version that is taken; npm's own bound on a name is 214. */
const LONGEST = 512

// What must not stand in a name, a version or a path: C0, DEL and C1 controls, and what breaks a line.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Whether a value that somebody wrote is fit to be a name or a version: a short line of text. */
export function isPlain(value: unknown, longest = LONGEST): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest && !CONTROL.test(value)
}

/** The same text on its own: a part of a longer one keeps all of that in memory. */
export function detached(text: string): string {
  return Buffer.from(text).toString('utf8')
}
