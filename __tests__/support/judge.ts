/** `describe` or `test`, as far as judges need them. */
type Define = (name: string, body: () => void | Promise<void>, timeout?: number) => void

/**
 * `define` where the judge of a test is on this machine, else nothing but a line that says so: a test that is skipped
 * counts as failed, and these tools belong to ecosystems that nobody needs to work on this project.
 */
export function whereThereIs(judge: string, isThere: boolean, define: Define): Define {
  if (isThere) return define
  return (name) => void process.stderr.write(`not judged, as there is no ${judge}: ${name}\n`)
}
